//! The tenant on a loopback port: as much of HTTP/1.1 as clients of this API speak.
//!
//! In: connections. Out: what the tenant answers on them. Deliberately absent: bodies in chunks,
//! heads of more than 64 KiB and bodies of more than 1 MiB, which are refused.
//!
//! Bodies have a `content-length`, connections are kept, and requests on one connection are
//! answered one after the other.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::reply::Refusal;
use super::tenant::Tenant;
use crate::runtime::{Client, ClientBuilder, Result, Transport};

const LONGEST_HEAD: usize = 64 * 1024;
const LONGEST_BODY: usize = 1024 * 1024;

/// A [`Tenant`] that is served on a loopback port, until this is dropped.
#[must_use = "the tenant is served until this is dropped"]
pub struct Server {
    address: SocketAddr,
    tenant: Tenant,
    task: JoinHandle<()>,
}

/// The tenant on a port.
impl Tenant {
    /// Serves the tenant on a free port of 127.0.0.1, in plain HTTP/1.1, until the [`Server`] is
    /// dropped.
    ///
    /// What is served is this tenant, not a copy of it.
    ///
    /// ```
    /// use auth0_client_grants::testing::Tenant;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let tenant = Tenant::new();
    /// let server = tenant.serve().await?;
    /// let auth0 = server.client()?;
    /// auth0
    ///     .client_grants()
    ///     .create("https://api.example.com")
    ///     .client_id("my-app")
    ///     .scope(["read:orders"])
    ///     .await?;
    /// assert_eq!(tenant.grants().len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails when no port can be had.
    pub async fn serve(&self) -> io::Result<Server> {
        Server::start(self.clone()).await
    }
}

impl Server {
    async fn start(tenant: Tenant) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let served = tenant.clone();
        let task = tokio::spawn(async move {
            // The connections end with this task, since they belong to it.
            let mut connections = JoinSet::new();
            loop {
                match listener.accept().await {
                    Ok((stream, _)) => {
                        connections.spawn(converse(stream, address, served.clone()));
                    }
                    // Such as too many open files; others may be closed meanwhile.
                    Err(_) => tokio::task::yield_now().await,
                }
                while connections.try_join_next().is_some() {}
            }
        });
        Ok(Self {
            address,
            tenant,
            task,
        })
    }

    /// Returns the address of the Management API, such as `http://127.0.0.1:49152/api/v2`, for
    /// [`ClientBuilder::base_url`].
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/api/v2", self.address)
    }

    /// Creates a client that reaches the tenant through this server. Its token carries all scopes.
    ///
    /// # Errors
    ///
    /// Fails as [`ClientBuilder::build`] does.
    pub fn client(&self) -> Result<Client> {
        self.builder().build()
    }

    /// Returns the builder of a client that reaches the tenant through this server.
    pub fn builder(&self) -> ClientBuilder {
        self.tenant
            .network_builder()
            .base_url(self.base_url())
            .allow_http_on_loopback()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("base_url", &self.base_url())
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}

/// Answers the requests of one connection. Whatever ends it is for the client to notice.
async fn converse(mut stream: TcpStream, address: SocketAddr, tenant: Tenant) -> io::Result<()> {
    let mut buffer = Vec::new();
    loop {
        let request = match receive(&mut stream, &mut buffer, address).await? {
            None => return Ok(()),
            Some(Ok(request)) => request,
            Some(Err(status)) => {
                let message = "The server of the tenant does not understand this request";
                let reply = Refusal::plain(status, message).into_reply();
                return send(&mut stream, reply, true, true).await;
            }
        };
        let connection = request.headers().get(CONNECTION);
        let is_last =
            connection.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"close"));
        let has_body = request.method() != Method::HEAD;
        // A connection that is to break is closed without a word.
        let Ok(reply) = tenant.send(request).await else {
            return Ok(());
        };
        send(&mut stream, reply, is_last, has_body).await?;
        if is_last {
            return Ok(());
        }
    }
}

/// A request, or the status with which it is refused; nothing when the client has closed the
/// connection.
type Received = Option<std::result::Result<Request<Bytes>, StatusCode>>;

async fn receive(
    stream: &mut TcpStream,
    buffer: &mut Vec<u8>,
    address: SocketAddr,
) -> io::Result<Received> {
    let end = loop {
        if let Some(at) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            break at;
        }
        if buffer.len() > LONGEST_HEAD {
            return Ok(Some(Err(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)));
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    };
    let head: Vec<u8> = buffer.drain(..end + 4).take(end).collect();
    let Some(mut request) = read_head(&head, address) else {
        return Ok(Some(Err(StatusCode::BAD_REQUEST)));
    };
    if request.headers().contains_key(TRANSFER_ENCODING) {
        return Ok(Some(Err(StatusCode::NOT_IMPLEMENTED)));
    }
    let Some(length) = length(request.headers()) else {
        return Ok(Some(Err(StatusCode::BAD_REQUEST)));
    };
    if length > LONGEST_BODY {
        return Ok(Some(Err(StatusCode::PAYLOAD_TOO_LARGE)));
    }
    while buffer.len() < length {
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
    *request.body_mut() = buffer.drain(..length).collect::<Vec<_>>().into();
    Ok(Some(Ok(request)))
}

/// Reads a request line and header fields.
fn read_head(head: &[u8], address: SocketAddr) -> Option<Request<Bytes>> {
    let text = std::str::from_utf8(head).ok()?;
    let mut lines = text.split("\r\n");
    let mut words = lines.next()?.split(' ');
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    if words.next().is_some() || version != "HTTP/1.1" || !target.starts_with('/') {
        return None;
    }
    let mut request = Request::new(Bytes::new());
    *request.method_mut() = method.parse().ok()?;
    *request.uri_mut() = format!("http://{address}{target}").parse().ok()?;
    for line in lines {
        let (name, value) = line.split_once(':')?;
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        let value = HeaderValue::from_str(value.trim_matches([' ', '\t'])).ok()?;
        request.headers_mut().append(name, value);
    }
    Some(request)
}

/// Returns how long the body is: nothing when it is said twice, or not in digits.
fn length(headers: &HeaderMap) -> Option<usize> {
    let mut values = headers.get_all(CONTENT_LENGTH).iter();
    let Some(value) = values.next() else {
        return Some(0);
    };
    let text = value.to_str().ok()?;
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    if values.next().is_some() || !is_number {
        return None;
    }
    text.parse().ok()
}

async fn send(
    stream: &mut TcpStream,
    reply: Response<Bytes>,
    is_last: bool,
    has_body: bool,
) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {}\r\n", reply.status()).into_bytes();
    for (name, value) in reply.headers() {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    if reply.status() != StatusCode::NO_CONTENT {
        let line = format!("content-length: {}\r\n", reply.body().len());
        head.extend_from_slice(line.as_bytes());
    }
    if is_last {
        head.extend_from_slice(b"connection: close\r\n");
    }
    head.extend_from_slice(b"\r\n");
    if has_body {
        head.extend_from_slice(reply.body());
    }
    stream.write_all(&head).await?;
    stream.flush().await
}

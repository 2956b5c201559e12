//! Files in forms that are read while they are sent: from disk, from readers and from streams.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::net::TcpSocket;

use super::client;
use super::forms::Upload;
use super::server::{Server, answer};
use crate::runtime::codegen::*;
use crate::runtime::file::File;
use crate::runtime::retry::RetryPolicy;
use crate::runtime::transport::Canned;

/// A file that is gone with the test.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str, content: &[u8]) -> Self {
        let name = format!("client-test-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, content).unwrap();
        Self(path)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // A file that stays behind harms nobody.
        let _ = std::fs::remove_file(&self.0);
    }
}

fn upload(client: &Client, file: File) -> Upload {
    Upload::new(client, file)
}

fn done() -> super::server::Step {
    answer("204 No Content", "", "")
}

#[tokio::test]
async fn a_file_on_disk_is_sent_with_its_name_and_length_and_again() {
    let content = "0123456789abcdef".repeat(16 * 1024);
    let file = Temporary::new("again.txt", content.as_bytes());
    let failed = answer("503 Service Unavailable", "retry-after: 0\r\n", "");
    let server = Server::start(vec![failed, done()]).await;
    let client = super::builder(&server.address)
        .retry(RetryPolicy::standard().base(Duration::from_millis(1)))
        .build()
        .unwrap();
    let sent = upload(&client, File::from_path(&file.0)).with_idempotent(true);
    sent.await.unwrap();
    for request in server.requests().await {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        assert!(
            head.contains(&format!("content-length: {}", body.len())),
            "{head}"
        );
        let name = file.0.file_name().unwrap().to_str().unwrap();
        assert!(body.contains(&format!("filename=\"{name}\"\r\n")));
        assert!(body.contains(&format!("\r\n\r\n{content}\r\n--")));
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_ends_the_call_before_anything_is_sent() {
    let service = Canned::new().reply(204, "");
    let client = super::double::client(&service);
    let file = File::from_path("/nowhere/at/all");
    let error = upload(&client, file).await.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert!(
        error
            .to_string()
            .contains("a file of its body cannot be opened")
    );
    let source = std::error::Error::source(&error).unwrap();
    let source = source.downcast_ref::<std::io::Error>().unwrap();
    assert_eq!(source.kind(), std::io::ErrorKind::NotFound);
    assert!(service.requests().is_empty());
}

/// Gives so many bytes, and counts them.
struct Counting {
    left: u64,
    read: Arc<AtomicU64>,
}

impl Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min(usize::try_from(self.left).unwrap());
        buffer[..count].fill(b'x');
        self.left -= count as u64;
        self.read.fetch_add(count as u64, Ordering::SeqCst);
        Ok(count)
    }
}

#[tokio::test]
async fn a_reader_is_read_once_and_may_have_a_length() {
    let server = Server::start(vec![answer("503 Service Unavailable", "", "")]).await;
    let client = client(&server.address);
    let read = Arc::<AtomicU64>::default();
    let reader = || Counting {
        left: 200_000,
        read: Arc::clone(&read),
    };
    let file = File::from_reader(reader()).with_length(200_000);
    let sent = upload(&client, file).with_idempotent(true);
    let again = sent.clone();
    let error = sent.await.unwrap_err();
    assert!(
        error.to_string().contains("it was not sent again"),
        "{error}"
    );
    assert_eq!(read.load(Ordering::SeqCst), 200_000);
    assert!(again.await.unwrap_err().is_invalid_request());
    let request = server.requests().await.remove(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(&format!("content-length: {}", body.len())));
    assert!(body.contains(&"x".repeat(200_000)));

    let service = Canned::new().reply(204, "");
    let client = super::double::client(&service);
    let short = File::from_reader(reader()).with_length(200_001);
    let error = upload(&client, short).await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "it is shorter than was said");
}

/// A service that does not read makes the reader wait: what is on its way is a piece, and what
/// sockets hold.
#[tokio::test]
async fn no_more_is_read_than_is_sent() {
    const LENGTH: u64 = 1 << 30;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(64 << 10).unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = format!("http://{}/api", listener.local_addr().unwrap());
    let read = Arc::<AtomicU64>::default();
    let file = File::from_reader(Counting {
        left: LENGTH,
        read: Arc::clone(&read),
    });
    let client = client(&address);
    let call = tokio::spawn(upload(&client, file.with_length(LENGTH)).send());
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut taken = 0;
    for _ in 0..4 {
        // Until nothing moves any more.
        let mut before = u64::MAX;
        while before != read.load(Ordering::SeqCst) {
            before = read.load(Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let on_its_way = before.saturating_sub(taken);
        assert!(on_its_way < 8 << 20, "{on_its_way} bytes are on their way");
        let mut buffer = vec![0; 1 << 20];
        for _ in 0..16 {
            stream.read_exact(&mut buffer).await.unwrap();
            taken += 1 << 20;
        }
    }
    call.abort();
    assert!(read.load(Ordering::SeqCst) < LENGTH / 2);
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_call_reads_files_too() {
    let file = Temporary::new("blocking.txt", b"from disk");
    let service = Canned::new().reply(204, "").reply(204, "");
    let client = super::double::client(&service);
    let sent = upload(&client, File::from_path(&file.0));
    sent.send_blocking().unwrap();
    let reader = File::from_reader(&b"from a reader"[..]);
    upload(&client, reader).send_blocking().unwrap();
    let requests = service.requests();
    for (request, content) in requests.iter().zip(["from disk", "from a reader"]) {
        let body = String::from_utf8_lossy(request.body());
        assert!(body.contains(&format!("\r\n\r\n{content}\r\n--")), "{body}");
    }
}

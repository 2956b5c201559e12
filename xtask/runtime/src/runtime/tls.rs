//! The TLS backend, chosen by the crate's features.
//!
//! In: whether certificates are needed. Out: HTTP clients that have the backend, and what is wrong
//! with a connection. Deliberately absent: settings of it; who wants some gives an HTTP client.

use std::error::Error as StdError;
use std::io;

use reqwest::ClientBuilder;

#[allow(unused_imports, reason = "not every backend can fail")]
use super::error::{Error, Fault, Result};

/// The TLS backend, ready for any number of HTTP clients. `native-tls` wins over `rustls` when both
/// are there, since somebody asked for it.
pub(crate) struct Backend {
    #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
    config: rustls::ClientConfig,
}

impl Backend {
    /// Sets the backend up. Plain http (to a loopback host) needs no certificates, so none are read
    /// then.
    pub(crate) fn load(is_needed: bool) -> Result<Self> {
        #[cfg(feature = "native-tls")]
        {
            let _ = is_needed;
            Ok(Self {})
        }
        #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
        {
            let config = rustls_config(is_needed).map_err(|error| {
                Error::configuration(&unavailable("could not be set up")).caused_by(error)
            })?;
            Ok(Self { config })
        }
        #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
        {
            if is_needed {
                let demand =
                    "is not built in: enable the feature `rustls` or `native-tls` of this crate";
                return Err(Error::configuration(&unavailable(demand)));
            }
            Ok(Self {})
        }
    }

    /// Makes an HTTP client that has the backend.
    pub(crate) fn build(&self, builder: ClientBuilder) -> Result<reqwest::Result<reqwest::Client>> {
        let build = || self.configure(builder).build();
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        let built = Ok(build());
        // Another crate may have given reqwest a rustls without a provider, and then reqwest panics
        // unless the program installed one. The builder is gone either way, so nothing is seen half
        // done.
        #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
        let built = std::panic::catch_unwind(std::panic::AssertUnwindSafe(build)).map_err(|_| {
            let demand = "is not built in, but reqwest was told by another crate to use rustls, and panicked for want of \
                          a provider: enable the feature `rustls` or `native-tls` of this crate, or install a provider";
            Error::configuration(&unavailable(demand))
        });
        built
    }

    /// Gives the backend to an HTTP client.
    #[allow(
        clippy::unused_self,
        reason = "not every backend has something to give"
    )]
    fn configure(&self, builder: ClientBuilder) -> ClientBuilder {
        #[cfg(feature = "native-tls")]
        let builder = builder.tls_backend_native();
        #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
        let builder = builder.tls_backend_preconfigured(self.config.clone());
        builder
    }
}

#[allow(dead_code, reason = "not every backend can fail")]
fn unavailable(demand: &'static str) -> Fault {
    Fault::new(demand).in_member("TLS")
}

/// Names the provider here, so that neither the process-wide one nor another crate's choice
/// matters.
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
fn rustls_config(with_roots: bool) -> std::result::Result<rustls::ClientConfig, rustls::Error> {
    use std::sync::Arc;

    use rustls_platform_verifier::BuilderVerifierExt;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?;
    Ok(if with_roots {
        builder.with_platform_verifier()?.with_no_client_auth()
    } else {
        builder
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth()
    })
}

/// Returns what is wrong if an error of connecting, or one of its causes, is the TLS backend's.
pub(crate) fn failure(error: &(dyn StdError + 'static)) -> Option<&'static str> {
    let io = error.downcast_ref::<io::Error>();
    // An `io::Error` hides the error that it wraps from `source`.
    let wrapped = io.and_then(io::Error::get_ref).map(|wrapped| wrapped as _);
    of_backend(error)
        .or_else(|| wrapped.or_else(|| error.source()).and_then(failure))
        .or_else(|| {
            // An HTTP client that was given may have another backend, whose errors cannot be known.
            // To connect, nothing but TLS reads data.
            let is_unread = io.is_some_and(|io| io.kind() == io::ErrorKind::InvalidData);
            is_unread.then_some(UNSECURED)
        })
}

const UNSECURED: &str = "no secure connection could be made";

fn of_backend(error: &(dyn StdError + 'static)) -> Option<&'static str> {
    #[cfg(feature = "native-tls")]
    if error.is::<native_tls::Error>() {
        return Some(UNSECURED);
    }
    #[cfg(feature = "rustls")]
    if let Some(error) = error.downcast_ref::<rustls::Error>() {
        return Some(of_rustls(error));
    }
    let _ = error;
    None
}

/// Says what is wrong with a certificate, where it is one of the things that go wrong. The source
/// has the details.
#[cfg(feature = "rustls")]
fn of_rustls(error: &rustls::Error) -> &'static str {
    use rustls::CertificateError::{
        Expired, ExpiredContext, NotValidForName, NotValidForNameContext, NotValidYet,
        NotValidYetContext, UnknownIssuer,
    };

    match error {
        rustls::Error::InvalidCertificate(Expired | ExpiredContext { .. }) => {
            "no secure connection could be made: the server's certificate has expired"
        }
        rustls::Error::InvalidCertificate(NotValidYet | NotValidYetContext { .. }) => {
            "no secure connection could be made: the server's certificate is not valid yet"
        }
        rustls::Error::InvalidCertificate(NotValidForName | NotValidForNameContext { .. }) => {
            "no secure connection could be made: the server's certificate is for another host"
        }
        rustls::Error::InvalidCertificate(UnknownIssuer) => {
            "no secure connection could be made: the server's certificate is not signed by anyone that is trusted"
        }
        _ => UNSECURED,
    }
}

//! The TLS backend, chosen by the crate's features.

use std::error::Error as StdError;
use std::io;

use reqwest::ClientBuilder;

#[allow(unused_imports, reason = "not every backend can fail")]
use super::error::{Error, Fault, Result};

/// Sets the TLS backend up. `native-tls` wins over `rustls` when both are there, since somebody asked for it.
///
/// Plain http (to a loopback host) needs no certificates, so none are read then.
pub(crate) fn configure(builder: ClientBuilder, is_needed: bool) -> Result<ClientBuilder> {
    #[cfg(feature = "native-tls")]
    {
        let _ = is_needed;
        Ok(builder.tls_backend_native())
    }
    #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
    {
        let config = rustls_config(is_needed).map_err(|error| {
            Error::configuration(&unavailable("could not be set up")).caused_by(error)
        })?;
        Ok(builder.tls_backend_preconfigured(config))
    }
    #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
    {
        if is_needed {
            let demand =
                "is not built in: enable the feature `rustls` or `native-tls` of this crate";
            return Err(Error::configuration(&unavailable(demand)));
        }
        Ok(builder)
    }
}

#[allow(dead_code, reason = "not every backend can fail")]
fn unavailable(demand: &'static str) -> Fault {
    Fault::new(demand).in_member("TLS")
}

/// Names the provider here, so that neither the process-wide one nor another crate's choice matters.
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

/// Returns whether an error, or one of its causes, is the TLS backend's.
pub(crate) fn caused(error: &(dyn StdError + 'static)) -> bool {
    if is_from_backend(error) {
        return true;
    }
    // An `io::Error` hides the error that it wraps from `source`.
    let wrapped = error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref);
    wrapped
        .map(|wrapped| wrapped as _)
        .or_else(|| error.source())
        .is_some_and(caused)
}

fn is_from_backend(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "native-tls")]
    if error.is::<native_tls::Error>() {
        return true;
    }
    #[cfg(feature = "rustls")]
    if error.is::<rustls::Error>() {
        return true;
    }
    let _ = error;
    false
}

//! The questions that programs ask of an error.
//!
//! In: an [`Error`]. Out: yes or no. Deliberately absent: questions of one service alone.

use http::StatusCode;

use super::{Error, ErrorKind};

/// Questions about the error.
impl Error {
    /// Returns whether a setting of the client is missing or not acceptable.
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        self.inner.kind == ErrorKind::Configuration
    }

    /// Returns whether the request was refused before anything was sent; [`field`](Self::field)
    /// names the culprit.
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        self.inner.kind == ErrorKind::InvalidRequest
    }

    /// Returns whether no token could be obtained. The service did nothing: the request was not
    /// sent, or it was refused for a token that could not be replaced.
    ///
    /// The questions about connections, time and rate limits are then answered for the request for
    /// the token, as are [`status`](Self::status) and the like.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        self.inner.kind == ErrorKind::Auth
    }

    /// Returns whether no connection could be made, for whatever reason, time and certificates
    /// included. The service has not seen the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.cause().inner.unsent
    }

    /// Returns whether no secure connection could be made.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.cause().inner.kind == ErrorKind::Tls
    }

    /// Returns whether time ran out: for connecting, for one attempt or for the whole call.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.cause().inner.kind == ErrorKind::Timeout
    }

    /// Returns whether the connection broke before the reply was complete.
    #[must_use]
    pub fn is_transport(&self) -> bool {
        self.cause().inner.kind == ErrorKind::Transport
    }

    /// Returns whether it cannot be told if the service did what it was asked to do.
    ///
    /// That is so when a request that changes something was sent, and was not answered, or only in
    /// part, or with a status that does not settle it (408 and 500 to 599), or with a success that
    /// seems to be somebody else's
    /// ([`is_unexpected_content_type`](Self::is_unexpected_content_type)). It stays so when a later
    /// attempt of the same call fails in another way. It is never so for requests that only read.
    ///
    /// Look at what the service has before sending such a request again.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        self.inner.outcome_unknown
    }

    /// Returns whether a reply with the status of a success is something else altogether, such as
    /// the page of a proxy or of a login: its content type is not the one that was asked for, it is
    /// compressed, or it is an HTML page where no body was expected. The kind is
    /// [`ErrorKind::Decode`] or, when it is the reply to a request for a token,
    /// [`ErrorKind::Auth`].
    #[must_use]
    pub fn is_unexpected_content_type(&self) -> bool {
        self.cause().inner.other_content
    }

    /// Returns whether a successful reply of the service could not be understood.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.inner.kind == ErrorKind::Decode
    }

    /// Returns whether the service, or a proxy before it, answered with a redirect. None is
    /// followed: the token would go where it leads. The header `location` tells where that is.
    #[must_use]
    pub fn is_redirect(&self) -> bool {
        self.inner.kind == ErrorKind::Status
            && self.status().is_some_and(|status| status.is_redirection())
    }

    /// Returns whether the service answered 400: it takes the request to be wrong.
    #[must_use]
    pub fn is_bad_request(&self) -> bool {
        self.has_status(StatusCode::BAD_REQUEST)
    }

    /// Returns whether the service answered 401: it does not accept the token.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// Returns whether the service answered 403: the token does not allow the operation.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// Returns whether the service answered 404: it does not know the resource.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// Returns whether the service answered 409: the request is at odds with what is there already.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT)
    }

    /// Returns whether the service answered 429: there were too many requests.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.cause().has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Returns whether the service, or a proxy before it, answered with a status from 500 to 599.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.inner.kind == ErrorKind::Status
            && self.status().is_some_and(|status| status.is_server_error())
    }

    /// Returns the failure of the request for a token, if that is what the error is about, or else
    /// the error itself.
    fn cause(&self) -> &Self {
        self.inner.token_failure.as_deref().unwrap_or(self)
    }

    /// Returns whether an attempt that ended so leaves open what it did.
    pub(crate) fn leaves_open(&self) -> bool {
        match self.inner.kind {
            ErrorKind::Timeout | ErrorKind::Transport => !self.inner.unsent,
            ErrorKind::Status => self.status().is_some_and(|status| {
                status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT
            }),
            _ => false,
        }
    }

    fn has_status(&self, status: StatusCode) -> bool {
        self.inner.kind == ErrorKind::Status && self.status() == Some(status)
    }
}

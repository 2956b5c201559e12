//! What a tenant remembers, and how it answers one request.
//!
//! In: a request. Out: a reply, with the headers that count requests, or a connection that breaks.
//! Deliberately absent: what each operation does (see `grants.rs` and `organizations.rs`).

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode};

use super::operation::Operation;
use super::query::Query;
use super::reply::{Answer, Refusal, Reply};
use crate::models::{ClientGrant, Organization};
use crate::runtime::TransportError;

/// The name of every tenant. `.example` leads nowhere, should a request ever get out.
pub(super) const DOMAIN: &str = "tenant.auth0.example";

/// Where tokens are asked for.
const TOKEN_PATH: &str = "/oauth/token";

/// How many requests a window allows, as the headers say.
const LIMIT: u32 = 100;

/// What an identifier is made from; also the place of an item in lists.
pub(super) type Number = u64;

#[derive(Default)]
pub(super) struct State {
    pub(super) grants: Vec<(Number, ClientGrant)>,
    pub(super) organizations: Vec<Organization>,
    pub(super) links: Vec<Link>,
    /// The APIs that there are. As long as it is empty, there is every one.
    pub(super) apis: BTreeSet<String>,
    /// The applications that there are. As long as it is empty, there is every one.
    pub(super) applications: BTreeSet<String>,
    /// Tokens with their scopes.
    pub(super) tokens: BTreeMap<String, BTreeSet<String>>,
    /// Secrets and scopes by client ID.
    pub(super) credentials: BTreeMap<String, (String, BTreeSet<String>)>,
    pub(super) troubles: VecDeque<Trouble>,
    pub(super) requests: Vec<Request<Bytes>>,
    last: Number,
    pub(super) tokens_made: u64,
    used: u32,
}

/// That a grant has been added to an organization.
pub(super) struct Link {
    pub(super) number: Number,
    pub(super) organization: String,
    pub(super) grant: String,
}

/// What befalls one request.
#[derive(Clone, Copy)]
pub(super) enum Trouble {
    Limit(Duration),
    Status(StatusCode),
    /// The connection breaks, and nothing was done.
    LoseRequest,
    /// The connection breaks after all was done.
    LoseReply,
}

impl State {
    pub(super) fn next(&mut self) -> Number {
        self.last = self.last.saturating_add(1);
        self.last
    }

    pub(super) fn answer(&mut self, request: Request<Bytes>) -> Result<Reply, TransportError> {
        self.requests.push(request.clone());
        if request.uri().path() == TOKEN_PATH {
            let reply = self.token(&request);
            return Ok(self.with_limits(reply, None));
        }
        let trouble = self.troubles.pop_front();
        let answer = match trouble {
            Some(Trouble::LoseRequest) => return Err(TransportError::broken()),
            Some(Trouble::Limit(_)) => Err(Refusal::too_many_requests()),
            Some(Trouble::Status(status)) => Err(Refusal::plain(status, "The test wants it so")),
            Some(Trouble::LoseReply) | None => self.act(&request),
        };
        self.used = self.used % LIMIT + 1;
        let wait = match trouble {
            Some(Trouble::LoseReply) => return Err(TransportError::broken()),
            Some(Trouble::Limit(wait)) => Some(wait),
            _ => None,
        };
        let reply = answer.unwrap_or_else(Refusal::into_reply);
        Ok(self.with_limits(reply, wait))
    }

    fn act(&mut self, request: &Request<Bytes>) -> Answer<Reply> {
        let operation = Operation::read(request.method(), request.uri().path())?;
        self.authorize(request.headers(), operation.scope())?;
        let query = Query::read(request.uri().query().unwrap_or_default());
        let is_list = matches!(
            operation,
            Operation::ListGrants
                | Operation::ListGrantOrganizations(_)
                | Operation::ListOrganizationGrants(_)
        );
        if !is_list {
            query.allow(&[])?;
        }
        let body = request.body();
        match &operation {
            Operation::ListGrants => self.list_grants(&query),
            Operation::CreateGrant => self.create_grant(body),
            Operation::GetGrant(id) => self.get_grant(id),
            Operation::UpdateGrant(id) => self.update_grant(id, body),
            Operation::DeleteGrant(id) => self.delete_grant(id),
            Operation::ListGrantOrganizations(id) => self.list_grant_organizations(id, &query),
            Operation::ListOrganizationGrants(id) => self.list_organization_grants(id, &query),
            Operation::AddOrganizationGrant(id) => self.add_organization_grant(id, body),
            Operation::RemoveOrganizationGrant(id, grant) => {
                self.remove_organization_grant(id, grant)
            }
        }
    }

    fn authorize(&self, headers: &HeaderMap, scope: &str) -> Answer<()> {
        let header = headers.get(AUTHORIZATION).map(HeaderValue::to_str);
        let Some(Ok(header)) = header else {
            return Err(Refusal::unauthorized("Missing authentication"));
        };
        let token = match header.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
            _ => return Err(Refusal::unauthorized("Missing authentication")),
        };
        match self.tokens.get(token) {
            None => Err(Refusal::unauthorized("Invalid token")),
            Some(scopes) if scopes.contains(scope) => Ok(()),
            Some(_) => Err(Refusal::insufficient_scope(scope)),
        }
    }

    /// Adds the headers that tell how much is left of the window, and how long to wait after it.
    fn with_limits(&self, mut reply: Reply, wait: Option<Duration>) -> Reply {
        let wait_seconds = wait.map(|wait| {
            let more = u64::from(wait.subsec_nanos() > 0);
            wait.as_secs().saturating_add(more)
        });
        let remaining = match wait {
            Some(_) => 0,
            None => LIMIT.saturating_sub(self.used),
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.unwrap_or_default().as_secs();
        let reset = now.saturating_add(wait_seconds.unwrap_or(1));
        let headers = reply.headers_mut();
        let mut put = |name, value| {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        };
        put("x-ratelimit-limit", u64::from(LIMIT));
        put("x-ratelimit-remaining", u64::from(remaining));
        put("x-ratelimit-reset", reset);
        if let Some(seconds) = wait_seconds {
            put("retry-after", seconds);
        }
        reply
    }
}

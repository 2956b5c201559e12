//! Responses: what comes back, and what each status means.
//!
//! In: the responses of an operation. Out: its [`ResponseBody`], its
//! [`Status`]es and the types of its error bodies. Of several media types one is
//! read: `application/json`, another kind of JSON, text, anything else as bytes;
//! within a kind the first in the description. Where a reply has a form that is
//! no JSON, the operation can be read as a stream, too. Deliberately absent:
//! response headers, which the runtime gives out as they come.

use openapiv3::{ReferenceOr, StatusCode};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::Version;
use crate::codegen::lower::naming::place;
use crate::codegen::lower::operation::Draft;
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::operation::media_type::{
    JSON, accept, essence, is_json, is_text, is_xml,
};
use crate::codegen::model::{
    Arm, ByStatus, Content, Docs, Ident, ResponseBody, Status, StatusPattern, TypeId, TypeRef,
};
use crate::codegen::source::Pointer;

/// What the responses of an operation say.
#[derive(Debug)]
pub(crate) struct LoweredResponses {
    pub(crate) success: ResponseBody,
    pub(crate) statuses: Vec<Status>,
    /// The types of the JSON bodies of everything but success.
    pub(crate) errors: Vec<TypeRef>,
    /// The media types to ask for, where it is not `application/json`.
    pub(crate) accept: Option<String>,
    /// The media type to ask for when the reply is read as a stream.
    pub(crate) stream: Option<String>,
}

/// A kind of success.
struct SuccessResponse {
    statuses: StatusPattern,
    content: Content,
    docs: Docs,
}

/// What a response holds, and as what it is asked for.
struct ResponseContent {
    content: Content,
    media_type: Option<String>,
    stream: Option<String>,
}

impl<'d> Operations<'d, '_> {
    /// Lowers the responses of an operation of this name and method. `page` is its
    /// success where the operation is paged: such a response is not a type of its own.
    pub(crate) fn responses(
        &mut self,
        responses: &'d openapiv3::Responses,
        at: &Pointer,
        (name, method): (&str, &str),
        page: Option<ResponseBody>,
    ) -> LoweredResponses {
        let at = at.child("responses");
        let mut lowered = LoweredResponses {
            success: ResponseBody::One(Content::Nothing),
            statuses: Vec::new(),
            errors: Vec::new(),
            accept: None,
            stream: None,
        };
        let all = declared(responses);
        let default_is_success = self.default_is_success(&all, responses.default.is_some(), &at);
        let mut successes: Vec<SuccessResponse> = Vec::new();
        let mut asked: Vec<String> = Vec::new();
        for (code, statuses, response) in all {
            let at = at.child(&code);
            let Some((target, target_at)) = self.schemas.document.targets.resolve(response, &at)
            else {
                continue;
            };
            let mut status = status(&code, target, &at);
            if let (ReferenceOr::Reference { .. }, Some(own)) =
                (response, self.own_description(&at))
            {
                status.docs.description = Some(own);
            }
            let is_success = hundreds(statuses) == 2;
            let is_both = statuses == StatusPattern::Others && default_is_success;
            if is_success && page.is_some() {
                lowered.statuses.push(status);
                continue;
            }
            let name = match (is_success, successes.is_empty()) {
                (true, true) => format!("{name}_response"),
                (true, false) => format!("{name}_{code}_response"),
                (false, _) => format!("{name}_{code}_error"),
            };
            let name = place::name(&target_at, "body", &name);
            let mut held = self.held(target, &target_at, &name);
            if !is_success {
                if let Content::Json(ty) = &held.content {
                    status.error = Some(ty.clone());
                    lowered.errors.push(ty.clone());
                }
            }
            if is_success || is_both {
                if method == "HEAD" {
                    held.content = Content::Nothing;
                    held.media_type = None;
                    held.stream = None;
                }
                asked.extend(held.media_type);
                lowered.stream = lowered.stream.take().or(held.stream);
                successes.push(SuccessResponse {
                    statuses,
                    content: held.content,
                    docs: status.docs.clone(),
                });
            }
            lowered.statuses.push(status);
        }
        lowered.accept = accept(asked);
        lowered.success = match page {
            Some(page) => page,
            None => self.success(successes, &at, name),
        };
        lowered
    }

    /// Whether `default` speaks of success, too, as it does where nothing else is said of it. A
    /// redirect is told by its status, so what `default` says beside one is about errors.
    fn default_is_success(
        &mut self,
        all: &[(String, StatusPattern, &ReferenceOr<openapiv3::Response>)],
        has_default: bool,
        at: &Pointer,
    ) -> bool {
        let is_told = all
            .iter()
            .any(|(_, statuses, _)| matches!(hundreds(*statuses), 2 | 3));
        if !is_told && !has_default {
            self.schemas
                .diagnostics
                .report(
                    Code::NO_SUCCESS_RESPONSE,
                    at,
                    "no response says what success looks like: it is not read",
                )
                .help("declare a 2xx response");
        }
        !is_told
    }

    /// Joins the kinds of success into one.
    fn success(
        &mut self,
        mut successes: Vec<SuccessResponse>,
        at: &Pointer,
        name: &str,
    ) -> ResponseBody {
        // Single statuses come before ranges, whatever the description's order.
        successes.sort_by_key(|success| match success.statuses {
            StatusPattern::Code(code) => code,
            StatusPattern::Range(_) => 1_000,
            StatusPattern::Others => 1_001,
        });
        let mut contents: Vec<&Content> = Vec::new();
        for success in &successes {
            if !contents.contains(&&success.content) {
                contents.push(&success.content);
            }
        }
        match contents.as_slice() {
            [] => ResponseBody::One(Content::Nothing),
            [one] => ResponseBody::One((*one).clone()),
            [Content::Nothing, one] | [one, Content::Nothing] => ResponseBody::Optional {
                content: (*one).clone(),
                empty: of(&successes, |content| *content == Content::Nothing),
                full: of(&successes, |content| *content != Content::Nothing),
            },
            _ => {
                let ident = self.claim_request(
                    &format!("{name}_response"),
                    &format!("{name}_responses"),
                    at,
                );
                let arms = successes.into_iter().map(|success| Arm {
                    ident: variant(success.statuses),
                    statuses: success.statuses,
                    content: success.content,
                    docs: success.docs,
                });
                ResponseBody::ByStatus(ByStatus {
                    ident,
                    arms: arms.collect(),
                })
            }
        }
    }

    /// What a response holds.
    fn held(
        &mut self,
        response: &'d openapiv3::Response,
        at: &Pointer,
        name: &str,
    ) -> ResponseContent {
        let content = &response.content;
        let at = at.child("content");
        self.check_media_types(content, &at);
        let stream = content
            .keys()
            .find(|name| essence(name) == "text/event-stream")
            .or_else(|| content.keys().find(|name| !is_json(name) && !is_xml(name)));
        let stream = stream.filter(|name| essence(name) != "*/*").cloned();
        let json = content
            .iter()
            .find(|(name, _)| essence(name) == "application/json")
            .or_else(|| {
                content
                    .iter()
                    .find(|(name, _)| is_json(name) || self.is_any_json(name, &at))
            });
        let held = |content: Content, name: &str| ResponseContent {
            content,
            media_type: Some(name.to_owned()),
            stream: stream.clone(),
        };
        if let Some((media_type, media)) = json {
            let at = at.child(media_type).child("schema");
            let ty = match &media.schema {
                Some(_) => self.schemas.schema(&at, name).inner(),
                None => TypeRef::Json,
            };
            let asked = if essence(media_type) == "*/*" {
                JSON
            } else {
                media_type
            };
            return held(Content::Json(ty), asked);
        }
        let text = content
            .keys()
            .find(|name| is_text(name) && essence(name) != "text/event-stream");
        match (text, content.keys().next()) {
            (Some(name), _) => held(Content::Text, name),
            (None, Some(name)) => held(Content::Bytes, name),
            (None, None) => ResponseContent {
                content: Content::Nothing,
                media_type: None,
                stream: None,
            },
        }
    }

    /// The description beside a `$ref`, which is more to the point than the
    /// target's. openapiv3 drops it, so it is read from the raw value.
    fn own_description(&self, at: &Pointer) -> Option<String> {
        if self.schemas.document.version == Version::V3_0 {
            return None;
        }
        let reference = at.resolve(&self.schemas.document.raw)?;
        reference.get("description")?.as_str().map(str::to_owned)
    }
}

/// The type of the body that explains an error: the one that all operations share. Where
/// they differ it stays plain JSON.
pub(crate) fn error_type(drafts: &[Draft]) -> Option<TypeId> {
    let mut types = drafts.iter().flat_map(|draft| &draft.errors);
    match types.next()? {
        TypeRef::Named(id) if types.all(|other| *other == TypeRef::Named(*id)) => Some(*id),
        _ => None,
    }
}

fn status(code: &str, response: &openapiv3::Response, at: &Pointer) -> Status {
    Status {
        code: code.to_owned(),
        docs: Docs {
            summary: None,
            description: Some(response.description.clone()),
        },
        error: None,
        origin: at.clone(),
    }
}

/// All responses with what they are declared for, `default` last.
fn declared(
    responses: &openapiv3::Responses,
) -> Vec<(String, StatusPattern, &ReferenceOr<openapiv3::Response>)> {
    let coded = responses.responses.iter();
    let coded = coded.map(|(code, response)| (code.to_string(), statuses(code), response));
    let default = responses.default.iter();
    let default = default.map(|response| ("default".to_owned(), StatusPattern::Others, response));
    coded.chain(default).collect()
}

/// The first digit of the statuses, or 0.
fn hundreds(statuses: StatusPattern) -> u16 {
    match statuses {
        StatusPattern::Code(code) => code / 100,
        StatusPattern::Range(hundreds) => hundreds,
        StatusPattern::Others => 0,
    }
}

fn statuses(code: &StatusCode) -> StatusPattern {
    match code {
        StatusCode::Code(code) => StatusPattern::Code(*code),
        StatusCode::Range(hundreds) => StatusPattern::Range(*hundreds),
    }
}

/// The statuses of the kinds of success that hold something, or nothing.
fn of(successes: &[SuccessResponse], wanted: fn(&Content) -> bool) -> Vec<StatusPattern> {
    successes
        .iter()
        .filter(|success| wanted(&success.content))
        .map(|success| success.statuses)
        .collect()
}

/// What a kind of success is called.
fn variant(statuses: StatusPattern) -> Ident {
    let name = match statuses {
        StatusPattern::Code(200) => "Ok".to_owned(),
        StatusPattern::Code(201) => "Created".to_owned(),
        StatusPattern::Code(202) => "Accepted".to_owned(),
        StatusPattern::Code(203) => "NonAuthoritative".to_owned(),
        StatusPattern::Code(204) => "NoContent".to_owned(),
        StatusPattern::Code(205) => "ResetContent".to_owned(),
        StatusPattern::Code(206) => "PartialContent".to_owned(),
        StatusPattern::Code(207) => "MultiStatus".to_owned(),
        StatusPattern::Code(code) => format!("Status{code}"),
        StatusPattern::Range(hundreds) => format!("Status{hundreds}xx"),
        StatusPattern::Others => "Others".to_owned(),
    };
    Ident(name)
}

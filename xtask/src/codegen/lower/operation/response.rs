//! Responses: what comes back, and what each status means.
//!
//! In: the responses of an operation. Out: its [`ResponseBody`] and its [`Status`]es. Of several
//! media types one is read: `application/json`, another kind of JSON, text, anything else as
//! bytes; within a kind the first. A reply that need not be JSON can be read as a stream, too.
//! A redirect that is declared is an outcome, and its headers are what it gives. Deliberately
//! absent: the headers of other responses, which the runtime gives out as they come.

use openapiv3::{ReferenceOr, StatusCode};

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::media_type::{JSON, essence, is_json, is_text, is_xml};
use crate::codegen::lower::operation::{Draft, Operations};
use crate::codegen::model::{
    Arm, ByStatus, Content, Docs, Ident, ResponseBody, Status, StatusPattern, TypeId, TypeRef,
};
use crate::codegen::source::Pointer;

const EVENT_STREAM: &str = "text/event-stream";

/// What the responses of an operation say.
#[derive(Debug)]
pub(crate) struct LoweredResponses {
    pub(crate) success: ResponseBody,
    pub(crate) statuses: Vec<Status>,
    /// The redirects that are an outcome, and no errors.
    pub(crate) redirects: Vec<StatusPattern>,
    /// The media types to ask for, where it is not `application/json`.
    pub(crate) accept: Option<String>,
    /// The media type to ask for when the reply is read as a stream.
    pub(crate) stream: Option<String>,
}

/// What a response holds, and as what it is asked for.
struct ResponseContent {
    content: Content,
    media_type: Option<String>,
    stream: Option<String>,
}

impl ResponseContent {
    const NOTHING: Self = Self::of(Content::Nothing);

    const fn of(content: Content) -> Self {
        Self {
            content,
            media_type: None,
            stream: None,
        }
    }
}

/// What is known of an operation whose responses are lowered.
#[derive(Debug)]
pub(crate) struct Asked<'n> {
    pub(crate) name: &'n str,
    pub(crate) method: &'n str,
    /// Whether a caller can make the request conditional.
    pub(crate) is_conditional: bool,
    /// Its success, where the operation is paged: such a response is not a type of its own.
    pub(crate) page: Option<ResponseBody>,
}

impl Asked<'_> {
    /// Whether a redirect is an outcome. A caller who has set no condition never sees a 304; and a
    /// page is all that a walk over a list can use.
    fn may_give(&self, redirect: StatusPattern) -> bool {
        hundreds(redirect) == 3
            && self.page.is_none()
            && (redirect != StatusPattern::Code(304) || self.is_conditional)
    }

    /// What the type of a response's content is called, where it has no other name.
    fn content_name(&self, code: &str, statuses: StatusPattern, is_first: bool) -> String {
        let name = self.name;
        match (hundreds(statuses) == 2, is_first) {
            (true, true) => format!("{name}_response"),
            (true, false) => format!("{name}_{code}_response"),
            (false, _) if self.may_give(statuses) => format!("{name}_{code}_response"),
            (false, _) => format!("{name}_{code}_error"),
        }
    }
}

/// A response, and what it is declared for.
type Declared<'d> = (String, StatusPattern, &'d ReferenceOr<openapiv3::Response>);

impl<'d> Operations<'d, '_> {
    /// Lowers the responses of an operation.
    pub(crate) fn responses(
        &mut self,
        responses: &'d openapiv3::Responses,
        at: &Pointer,
        asked: Asked<'_>,
    ) -> LoweredResponses {
        let at = at.child("responses");
        let all = declared(responses);
        let default_is_success = self.default_is_success(&all, responses.default.is_some(), &at);
        let mut arms: Vec<Arm> = Vec::new();
        let mut lowered_statuses = Vec::new();
        let mut media_types: Vec<String> = Vec::new();
        let mut stream = None;
        for (code, statuses, response) in all {
            let at = at.child(&code);
            let targets = &self.schemas.document.targets;
            let Some((target, target_at)) = targets.resolve(response, &at) else {
                continue;
            };
            let own = self.own_description(response, &at);
            let docs = Docs {
                summary: None,
                description: own.or_else(|| Some(target.description.clone())),
            };
            let is_outcome = hundreds(statuses) == 2
                || (statuses == StatusPattern::Others && default_is_success);
            let is_first = arms.iter().all(|arm| hundreds(arm.statuses) == 3);
            let name = asked.content_name(&code, statuses, is_first);
            let (held, body) = if hundreds(statuses) == 2 && asked.page.is_some() {
                (None, None)
            } else {
                let mut held = self.response_content(target, &target_at, &name);
                let body = held.content.json().filter(|_| hundreds(statuses) != 2);
                let body = body.cloned();
                if asked.method == "HEAD" {
                    held = ResponseContent::NOTHING;
                }
                if asked.may_give(statuses) {
                    held = ResponseContent::of(Content::Redirect);
                }
                let is_outcome = is_outcome || asked.may_give(statuses);
                (is_outcome.then_some(held), body)
            };
            if let Some(held) = held {
                media_types.extend(held.media_type);
                stream = stream.or(held.stream);
                arms.push(Arm {
                    ident: variant(statuses),
                    statuses,
                    content: held.content,
                    docs: docs.clone(),
                });
            }
            lowered_statuses.push(Status {
                code,
                docs,
                body,
                origin: at,
            });
        }
        let redirects = arms.iter().map(|arm| arm.statuses);
        let redirects = redirects
            .filter(|statuses| hundreds(*statuses) == 3)
            .collect();
        LoweredResponses {
            success: (asked.page).unwrap_or_else(|| self.success(arms, &at, asked.name)),
            statuses: lowered_statuses,
            redirects,
            accept: accept(media_types),
            stream,
        }
    }

    /// Whether `default` speaks of success, too, as it does where nothing else is said of it. A
    /// redirect has a status of its own, so what `default` says beside one is about errors.
    fn default_is_success(
        &mut self,
        all: &[Declared<'_>],
        has_default: bool,
        at: &Pointer,
    ) -> bool {
        let mut hundreds = all.iter().map(|(_, statuses, _)| hundreds(*statuses));
        if hundreds.any(|hundreds| matches!(hundreds, 2 | 3)) {
            return false;
        }
        if !has_default {
            let message = "no response says what success looks like: it is not read";
            self.report(Code::NO_SUCCESS_RESPONSE, at, message)
                .help("declare a 2xx response");
        }
        true
    }

    /// Joins the kinds of success into one.
    fn success(&mut self, mut arms: Vec<Arm>, at: &Pointer, name: &str) -> ResponseBody {
        // Single statuses come before ranges, whatever the description's order.
        arms.sort_by_key(|arm| match arm.statuses {
            StatusPattern::Code(code) => code,
            StatusPattern::Range(3) => 1_000,
            StatusPattern::Range(_) => 1_001,
            StatusPattern::Others => 1_002,
        });
        let mut contents: Vec<&Content> = Vec::new();
        for arm in &arms {
            if !contents.contains(&&arm.content) {
                contents.push(&arm.content);
            }
        }
        match contents.as_slice() {
            [] => ResponseBody::One(Content::Nothing),
            [one] => ResponseBody::One((*one).clone()),
            [Content::Nothing, one] | [one, Content::Nothing] => {
                let is_empty = |arm: &&Arm| arm.content == Content::Nothing;
                let (empty, full): (Vec<&Arm>, Vec<&Arm>) = arms.iter().partition(is_empty);
                let statuses = |arms: Vec<&Arm>| arms.iter().map(|arm| arm.statuses).collect();
                ResponseBody::Optional {
                    content: (*one).clone(),
                    empty: statuses(empty),
                    full: statuses(full),
                }
            }
            _ => {
                let other = format!("{name}_responses");
                let ident = self.claim_request(&format!("{name}_response"), &other, at);
                ResponseBody::ByStatus(ByStatus { ident, arms })
            }
        }
    }

    fn response_content(
        &mut self,
        response: &'d openapiv3::Response,
        at: &Pointer,
        name: &str,
    ) -> ResponseContent {
        let content = &response.content;
        let at = at.child("content");
        let find = |test: &mut dyn FnMut(&str) -> bool| content.iter().find(|(name, _)| test(name));
        let json = find(&mut |name| essence(name) == JSON)
            .or_else(|| find(&mut |name| self.is_json(name, &at)));
        let text = find(&mut |name| is_text(name) && essence(name) != EVENT_STREAM);
        let (content, media_type) = match (json, text.or_else(|| content.first())) {
            (Some((media_type, media)), _) => {
                let ty = self.json_type(media, &at.child(media_type), name);
                let is_any = essence(media_type) == "*/*";
                (Content::Json(ty), if is_any { JSON } else { media_type })
            }
            (None, Some((media_type, _))) if text.is_some() => (Content::Text, media_type.as_str()),
            (None, Some((media_type, _))) => (Content::Bytes, media_type.as_str()),
            (None, None) => return ResponseContent::NOTHING,
        };
        let stream = find(&mut |name| essence(name) == EVENT_STREAM)
            .or_else(|| find(&mut |name| !is_json(name) && !is_xml(name)))
            .filter(|(name, _)| essence(name) != "*/*");
        ResponseContent {
            content,
            media_type: Some(media_type.to_owned()),
            stream: stream.map(|(name, _)| name.to_owned()),
        }
    }

    /// The description beside a `$ref`, which is more to the point than the
    /// target's. openapiv3 drops it, so it is read from the raw value.
    fn own_description<T>(&self, response: &ReferenceOr<T>, at: &Pointer) -> Option<String> {
        let document = self.schemas.document;
        if response.as_item().is_some() {
            return None;
        }
        let reference = at.resolve(&document.raw)?;
        reference.get("description")?.as_str().map(str::to_owned)
    }
}

/// The type of the body that explains an error: the one that all operations share. Where
/// they differ it stays plain JSON.
pub(crate) fn error_type(drafts: &[Draft]) -> Option<TypeId> {
    let statuses = drafts.iter().flat_map(|draft| &draft.operation.statuses);
    // What comes with a redirect explains no error.
    let statuses = statuses.filter(|status| !status.code.starts_with('3'));
    let mut types = statuses.filter_map(|status| status.body.as_ref());
    match types.next()? {
        TypeRef::Named(id) if types.all(|other| *other == TypeRef::Named(*id)) => Some(*id),
        _ => None,
    }
}

/// What to ask for, where it is not JSON alone.
fn accept(mut asked: Vec<String>) -> Option<String> {
    asked.dedup();
    let is_json = |name: &String| essence(name) == JSON;
    (!asked.iter().all(is_json)).then(|| asked.join(", "))
}

/// All responses with what they are declared for, `default` last.
fn declared(responses: &openapiv3::Responses) -> Vec<Declared<'_>> {
    let coded = responses.responses.iter();
    let coded = coded.map(|(code, response)| {
        let statuses = match code {
            StatusCode::Code(code) => StatusPattern::Code(*code),
            StatusCode::Range(hundreds) => StatusPattern::Range(*hundreds),
        };
        (code.to_string(), statuses, response)
    });
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
        StatusPattern::Code(300) => "MultipleChoices".to_owned(),
        StatusPattern::Code(301) => "MovedPermanently".to_owned(),
        StatusPattern::Code(302) => "Found".to_owned(),
        StatusPattern::Code(303) => "SeeOther".to_owned(),
        StatusPattern::Code(304) => "NotModified".to_owned(),
        StatusPattern::Code(307) => "TemporaryRedirect".to_owned(),
        StatusPattern::Code(308) => "PermanentRedirect".to_owned(),
        StatusPattern::Code(code) => format!("Status{code}"),
        StatusPattern::Range(hundreds) => format!("Status{hundreds}xx"),
        StatusPattern::Others => "Others".to_owned(),
    };
    Ident(name)
}

//! Responses: what comes back, and what each status means.
//!
//! Comes in: the responses of an operation. Goes out: its [`Success`], its
//! [`Status`]es and the type of its error bodies. A response is JSON or
//! nothing; of several media types the JSON one is read. Deliberately absent:
//! response headers, which the runtime gives out as they come.

use openapiv3::{MediaType, ReferenceOr, StatusCode};

use super::Lowering;
use super::operation::Draft;
use super::schema::borrow;
use crate::codegen::document::Version;
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::{Docs, Status, Success, TypeId, TypeRef};

/// What the responses of an operation say.
#[derive(Debug)]
pub(super) struct Answers {
    pub(super) success: Success,
    pub(super) statuses: Vec<Status>,
    /// The types of the JSON bodies of everything but success.
    pub(super) errors: Vec<TypeRef>,
}

impl<'d> Lowering<'d> {
    /// Lowers the responses of an operation. `page` is its success where the
    /// operation is paged: such a response is not a type of its own.
    pub(super) fn responses(
        &mut self,
        responses: &'d openapiv3::Responses,
        at: &Pointer,
        name: &str,
        page: Option<Success>,
    ) -> Answers {
        let at = at.child("responses");
        let mut answers = Answers {
            success: Success::Nothing,
            statuses: Vec::new(),
            errors: Vec::new(),
        };
        let mut success: Option<Success> = None;
        for (code, response) in &responses.responses {
            let at = at.child(&code.to_string());
            let good = is_success(code);
            if good && page.is_some() {
                let Some((response, _)) = self.resolve(response, &at) else {
                    continue;
                };
                answers.statuses.push(status(&code.to_string(), response));
                success.clone_from(&page);
                continue;
            }
            let name = if good {
                format!("{name}_response")
            } else {
                format!("{name}_{code}_error")
            };
            let Some((status, body)) = self.answer(&code.to_string(), response, &at, &name) else {
                continue;
            };
            answers.statuses.push(status);
            if !good {
                answers.errors.extend(body);
                continue;
            }
            let this = body.map_or(Success::Nothing, Success::Json);
            if success.as_ref().is_some_and(|other| *other != this) {
                self.unsupported(
                    &at,
                    "a second kind of success",
                    "let all 2xx responses have the same body",
                );
            }
            success = Some(this);
        }
        if let Some(default) = &responses.default {
            let at = at.child("default");
            if let Some((status, body)) =
                self.answer("default", default, &at, &format!("{name}_error"))
            {
                answers.statuses.push(status);
                answers.errors.extend(body);
            }
        }
        match success {
            Some(success) => answers.success = success,
            None => {
                self.diagnostics
                    .error(&at, "no response says what success looks like")
                    .help("declare a 2xx response");
            }
        }
        answers
    }

    fn answer(
        &mut self,
        code: &str,
        response: &'d ReferenceOr<openapiv3::Response>,
        at: &Pointer,
        name: &str,
    ) -> Option<(Status, Option<TypeRef>)> {
        let (target, target_at) = self.resolve(response, at)?;
        let shared = matches!(response, ReferenceOr::Reference { .. });
        let name = match target_at.last() {
            Some(component) if shared => format!("{component}_body"),
            _ => name.to_owned(),
        };
        let body = self
            .json(&target.content, &target_at, "a response")
            .map(|(media, at)| self.body_of(media, at, &name));
        let mut status = status(code, target);
        if let Some(own) = self.own_description(at).filter(|_| shared) {
            status.docs.description = Some(own);
        }
        Some((status, body))
    }

    /// The type of a response's body. A response that several operations share
    /// has one type.
    fn body_of(&mut self, media: &'d MediaType, at: Pointer, name: &str) -> TypeRef {
        if let Some(known) = self.bodies.get(&at) {
            return known.clone();
        }
        let body = match &media.schema {
            Some(schema) => self.schema(borrow(schema), &at, name).inner(),
            None => TypeRef::Json,
        };
        self.bodies.insert(at, body.clone());
        body
    }

    /// The description beside a `$ref`, which is more to the point than the
    /// target's. openapiv3 drops it, so it is read from the raw value.
    fn own_description(&self, at: &Pointer) -> Option<String> {
        if self.document.version == Version::V3_0 {
            return None;
        }
        let reference = at.resolve(&self.document.raw)?;
        reference.get("description")?.as_str().map(str::to_owned)
    }

    /// Finds the JSON among media types. Content without any is refused.
    pub(super) fn json(
        &mut self,
        content: &'d openapiv3::Content,
        at: &Pointer,
        what: &str,
    ) -> Option<(&'d MediaType, Pointer)> {
        let at = at.child("content");
        let json = content.iter().find(|(name, _)| is_json(name));
        if json.is_none() && !content.is_empty() {
            self.unsupported(
                &at,
                &format!("{what} that is not JSON"),
                "add `application/json`",
            );
        }
        json.map(|(name, media)| (media, at.child(name).child("schema")))
    }

    /// The type of the body that explains an error: the one that all
    /// operations share. Where they differ it stays plain JSON.
    pub(super) fn error_type(&mut self, drafts: &[Draft]) -> Option<TypeId> {
        let mut types = drafts.iter().flat_map(|draft| &draft.errors);
        match types.next()? {
            TypeRef::Named(id) if types.all(|other| *other == TypeRef::Named(*id)) => Some(*id),
            _ => None,
        }
    }
}

fn status(code: &str, response: &openapiv3::Response) -> Status {
    Status {
        code: code.to_owned(),
        docs: Docs {
            summary: None,
            description: Some(response.description.clone()),
        },
    }
}

fn is_success(code: &StatusCode) -> bool {
    match code {
        StatusCode::Code(code) => (200..300).contains(code),
        StatusCode::Range(range) => *range == 2,
    }
}

/// `application/json`, `application/problem+json`, with or without parameters.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

//! Which operations are lists, and how they are walked.
//!
//! In: `x-pagination` of an operation and its response. Out: a
//! [`Paging`], checked against what the description says of parameters and of
//! every form that a page has. Deliberately absent: any guess. An operation
//! without `x-pagination` is an ordinary call.

mod parameters;

use std::collections::HashSet;

use openapiv3::PathItem;
use serde::Deserialize;
use serde_json::Value;

use crate::codegen::diagnostics::Code;
use crate::codegen::document::Document;
use crate::codegen::lower::media_type::is_json;
use crate::codegen::lower::operation::{Operations, parameter::Input};
use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{Kind, SubSchema};
use crate::codegen::model::{Cursor, Offset, Paging, TypeRef};
use crate::codegen::source::Pointer;

/// The name of the extension.
const KEYWORD: &str = "x-pagination";

/// `x-pagination`, as it is written.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Declared {
    items: String,
    page_size: u32,
    cursor: Option<DeclaredCursor>,
    offset: Option<DeclaredOffset>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredCursor {
    parameter: String,
    next: String,
    size: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredOffset {
    page: String,
    size: String,
    totals: Option<String>,
}

/// The first member of the extension that has the wrong type: its place, and what is wrong.
fn misfit(value: &Value, at: &Pointer) -> Option<(Pointer, String)> {
    let mut members = value.as_object()?.iter();
    members.find_map(|(name, member)| {
        let at = at.child(name);
        let is_size = |size| u32::try_from(size).is_ok();
        let (fits, wanted) = match name.as_str() {
            "cursor" | "offset" if member.is_object() => return misfit(member, &at),
            "cursor" | "offset" => (false, "a map"),
            "pageSize" => (member.as_u64().is_some_and(is_size), "a whole number"),
            "items" | "parameter" | "next" | "size" | "page" | "totals" => {
                (member.is_string(), "a text")
            }
            _ => (true, ""),
        };
        (!fits).then(|| (at, format!("`{name}` must be {wanted}")))
    })
}

impl<'d> Operations<'d, '_> {
    /// Lowers the paging of an operation, where it declares any.
    pub(crate) fn paging(
        &mut self,
        operation: &'d openapiv3::Operation,
        at: &Pointer,
        query: &[Input],
        name: &str,
    ) -> Option<Paging> {
        let value = operation.extensions.get(KEYWORD)?;
        let extension_at = at.child(KEYWORD);
        let declared: Declared = match Declared::deserialize(value) {
            Ok(declared) => declared,
            Err(error) => {
                let message = format!("`{KEYWORD}` is not understood: {error}");
                let (place, message) =
                    misfit(value, &extension_at).unwrap_or((extension_at, message));
                self.report(Code::INVALID_EXTENSION, &place, message)
                    .help("spec/README.md describes its form");
                return None;
            }
        };
        if declared.cursor.is_none() && declared.offset.is_none() {
            let message = format!("`{KEYWORD}` names neither `cursor` nor `offset`");
            self.report(Code::INVALID_EXTENSION, &extension_at, message)
                .help("say which parameters ask for the next page");
        }
        self.check_parameters(&declared, &extension_at, query);
        self.check_page_size(&declared, &extension_at, query);
        let complaints = self.schemas.diagnostics.len();
        let item = self.page_item(operation, at, &declared, name);
        if item.is_none() && self.schemas.diagnostics.len() == complaints {
            let message = "no successful response of this operation is a page";
            self.report(Code::MISMATCHED_PAGINATION, &extension_at, message)
                .help("give it a 2xx response with JSON, or remove the extension");
        }
        let item = item?;
        Some(Paging {
            item,
            items: declared.items,
            page_size: declared.page_size,
            cursor: declared.cursor.map(|cursor| Cursor {
                parameter: cursor.parameter,
                next: cursor.next,
                size: cursor.size,
            }),
            offset: declared.offset.map(|offset| Offset {
                page: offset.page,
                size: offset.size,
                totals: offset.totals,
            }),
        })
    }

    /// Checks every form of the page and returns the type of an item.
    fn page_item(
        &mut self,
        operation: &'d openapiv3::Operation,
        at: &Pointer,
        declared: &Declared,
        name: &str,
    ) -> Option<TypeRef> {
        let extension_at = at.child(KEYWORD);
        let at = page_at(self.schemas.document, operation, at)?;
        let schema = self.schemas.gathered(&at);
        let mut item: Option<TypeRef> = None;
        let mut has_next = names_next(&schema, declared);
        for form in forms(&schema) {
            let form = self.schemas.gather(form);
            has_next |= names_next(&form, declared);
            let found = self.form_item(&form, declared, name)?;
            if item.as_ref().is_some_and(|other| *other != found) {
                let message =
                    "this form of the page has items of another type than the form before it";
                self.report(Code::MISMATCHED_PAGINATION, &form.at, message)
                    .help("refer to one schema for the items of all forms");
            }
            item = Some(found);
        }
        if item.is_none() && schema.kind.is_some() {
            item = self.form_item(&schema, declared, name);
        }
        if let Some(cursor) = declared.cursor.as_ref().filter(|_| !has_next) {
            let at = extension_at.child("cursor").child("next");
            let message = format!("no form of the page has a member `{}`", cursor.next);
            self.report(Code::MISMATCHED_PAGINATION, &at, message)
                .help("correct the name: a walk would end at the first page");
        }
        item
    }

    fn form_item(
        &mut self,
        form: &ResolvedSchema<'d>,
        declared: &Declared,
        name: &str,
    ) -> Option<TypeRef> {
        let items = match form.kind {
            Some(Kind::Array) => form.items.clone(),
            Some(Kind::Object) => {
                let list = form.property(&declared.items);
                let list = list.map(|sub_schemas| self.schemas.gather_all(sub_schemas));
                match list {
                    Some(list) if list.kind == Some(Kind::Array) => list.items,
                    Some(other) => return self.not_a_page(&other.at, declared),
                    None => return self.not_a_page(&form.at, declared),
                }
            }
            _ => return self.not_a_page(&form.at, declared),
        };
        if items.is_empty() {
            return None;
        }
        let name = format!("{name}_item");
        Some(self.schemas.all_of(&items, &name).inner())
    }

    fn not_a_page(&mut self, at: &Pointer, declared: &Declared) -> Option<TypeRef> {
        let message = format!(
            "this is not a page: neither an array nor an object with an array `{}`",
            declared.items
        );
        let help = format!("correct `{KEYWORD}` of the operation, or the schema");
        self.report(Code::MISMATCHED_PAGINATION, at, message)
            .help(help);
        None
    }
}

/// The schemas that only list the forms of a page: they become no types.
pub(crate) fn paged_forms(schemas: &Schemas<'_>) -> HashSet<Pointer> {
    let mut found = HashSet::new();
    for (path, item) in &schemas.document.openapi.paths.paths {
        let at = Pointer::root().child("paths").child(path);
        for (method, operation) in item.as_item().into_iter().flat_map(PathItem::iter) {
            if operation.extensions.contains_key(KEYWORD) {
                let page = page_at(schemas.document, operation, &at.child(method));
                page.iter().for_each(|at| absorb(schemas, at, &mut found));
            }
        }
    }
    found
}

/// A named form is absorbed with the list that it is a form of.
fn absorb(schemas: &Schemas<'_>, at: &Pointer, found: &mut HashSet<Pointer>) {
    let schema = schemas.at(at);
    match schema.reference() {
        Some(target) if target != at => {
            if found.insert(target.clone()) {
                absorb(schemas, target, found);
            }
        }
        _ => {
            let schema = schemas.read(&schemas.named(at));
            let named = forms(&schema).iter();
            for form in named.filter(|form| form.reference().is_some()) {
                absorb(schemas, &form.at, found);
            }
        }
    }
}

/// Where the schema of a page stands: in the first successful response, if that has JSON.
fn page_at(document: &Document, operation: &openapiv3::Operation, at: &Pointer) -> Option<Pointer> {
    let mut responses = operation.responses.responses.iter();
    let (code, response) = responses.find(|(code, _)| code.to_string().starts_with('2'))?;
    let at = at.child("responses").child(&code.to_string());
    let (response, at) = document.targets.resolve(response, &at)?;
    let mut content = response.content.iter();
    let (media_type, media) = content.find(|(name, _)| is_json(name))?;
    media.schema.as_ref()?;
    Some(at.child("content").child(media_type).child("schema"))
}

/// Whether a form of a page can name the next one.
fn names_next(form: &ResolvedSchema<'_>, declared: &Declared) -> bool {
    let mut next = declared.cursor.iter().map(|cursor| &cursor.next);
    next.any(|next| form.property(next).is_some())
}

/// The alternatives of a page.
fn forms<'s, 'd>(schema: &'s ResolvedSchema<'d>) -> &'s [SubSchema<'d>] {
    match schema.compositions.as_slice() {
        [forms] if schema.kind.is_none() && schema.properties.is_empty() => &forms.alternatives,
        _ => &[],
    }
}

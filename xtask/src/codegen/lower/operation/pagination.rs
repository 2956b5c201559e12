//! Which operations are lists, and how they are walked.
//!
//! In: `x-pagination` of an operation and its response. Out: a
//! [`Paging`], checked against what the description says of parameters and of
//! every form that a page has. Deliberately absent: any guess. An operation
//! without `x-pagination` is an ordinary call.

mod parameters;

use openapiv3::{PathItem, ReferenceOr, Schema, SchemaKind, Type};
use serde::Deserialize;

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::Lowering;
use crate::codegen::lower::operation::media_type::is_json;
use crate::codegen::lower::operation::parameter::Input;
use crate::codegen::lower::schema::unbox;
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
fn misfit(value: &serde_json::Value, at: &Pointer) -> Option<(Pointer, String)> {
    let members = |value: &serde_json::Value, at: &Pointer| -> Vec<_> {
        let members = value.as_object().into_iter().flatten();
        members
            .map(|(name, member)| (at.child(name), name.clone(), member.clone()))
            .collect()
    };
    let own = members(value, at);
    let inner = own.iter().flat_map(|(at, _, member)| members(member, at));
    own.iter()
        .cloned()
        .chain(inner)
        .find_map(|(at, name, member)| {
            let (fits, wanted) = match name.as_str() {
                "cursor" | "offset" => (member.is_object(), "a map"),
                "pageSize" => (
                    member
                        .as_u64()
                        .is_some_and(|size| u32::try_from(size).is_ok()),
                    "a whole number",
                ),
                "items" | "parameter" | "next" | "size" | "page" | "totals" => {
                    (member.is_string(), "a text")
                }
                _ => (true, ""),
            };
            (!fits).then(|| (at, format!("`{name}` must be {wanted}")))
        })
}

impl<'d> Lowering<'d> {
    /// Finds the component schemas that only list the forms of a page: they
    /// become no types.
    pub(crate) fn absorb_pages(&mut self) {
        let paths = &self.document.openapi.paths.paths;
        let operations = paths
            .values()
            .filter_map(ReferenceOr::as_item)
            .flat_map(PathItem::iter);
        for (_, operation) in operations.filter(|(_, all)| all.extensions.contains_key(KEYWORD)) {
            for (code, response) in &operation.responses.responses {
                // A reference that leads nowhere is reported with the operation.
                let response = match response {
                    ReferenceOr::Item(response) => Some(response),
                    ReferenceOr::Reference { reference } => self.component_response(reference),
                };
                let success = code.to_string().starts_with('2');
                for media in response
                    .into_iter()
                    .filter(|_| success)
                    .flat_map(|all| all.content.values())
                {
                    self.absorb(media.schema.as_ref());
                }
            }
        }
    }

    fn component_response(&self, reference: &str) -> Option<&'d openapiv3::Response> {
        let name = reference.strip_prefix("#/components/responses/")?;
        self.document
            .openapi
            .components
            .as_ref()?
            .responses
            .get(name)?
            .as_item()
    }

    fn absorb(&mut self, schema: Option<&'d ReferenceOr<Schema>>) {
        match schema {
            Some(ReferenceOr::Reference { reference }) => {
                let Some(name) = reference.strip_prefix("#/components/schemas/") else {
                    return;
                };
                let components = self.document.openapi.components.as_ref();
                let schema = components.and_then(|all| all.schemas.get(name));
                if self.absorbed.insert(name.to_owned()) {
                    self.absorb(schema);
                }
            }
            Some(ReferenceOr::Item(schema)) => {
                // A named form is absorbed with the list that it is a form of.
                for form in forms(schema)
                    .into_iter()
                    .filter(|form| form.as_item().is_none())
                {
                    self.absorb(Some(form));
                }
            }
            None => {}
        }
    }

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
                let (place, message) = misfit(value, &extension_at).unwrap_or((
                    extension_at,
                    format!("`{KEYWORD}` is not understood: {error}"),
                ));
                self.diagnostics
                    .report(Code::INVALID_EXTENSION, &place, message)
                    .help("spec/README.md describes its form");
                return None;
            }
        };
        if declared.cursor.is_none() && declared.offset.is_none() {
            self.diagnostics
                .report(
                    Code::INVALID_EXTENSION,
                    &extension_at,
                    format!("`{KEYWORD}` names neither `cursor` nor `offset`"),
                )
                .help("say which parameters ask for the next page");
        }
        self.check_parameters(&declared, &extension_at, query);
        self.check_page_size(&declared, &extension_at, query);
        let complaints = self.diagnostics.len();
        let item = self.page_item(operation, at, &declared, name);
        if item.is_none() && self.diagnostics.len() == complaints {
            self.diagnostics
                .report(
                    Code::MISMATCHED_PAGINATION,
                    &extension_at,
                    "no successful response of this operation is a page",
                )
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
        let (extension_at, at) = (at.child(KEYWORD), at.child("responses"));
        let (code, response) = operation
            .responses
            .responses
            .iter()
            .find(|(code, _)| code.to_string().starts_with('2'))?;
        let (response, at) = self.resolve(response, &at.child(&code.to_string()))?;
        let (media_type, media) = response.content.iter().find(|(name, _)| is_json(name))?;
        let at = at.child("content").child(media_type).child("schema");
        let (schema, at) = self.resolve(media.schema.as_ref()?, &at)?;
        let mut item: Option<TypeRef> = None;
        let mut has_next = names_next(schema, declared);
        for (index, form) in forms(schema).into_iter().enumerate() {
            let at = form_place(schema, &at, index);
            let (form, at) = self.resolve(form, &at)?;
            has_next |= names_next(form, declared);
            let found = self.form_item(form, &at, declared, name)?;
            if item.as_ref().is_some_and(|other| *other != found) {
                self.diagnostics
                    .report(
                        Code::MISMATCHED_PAGINATION,
                        &at,
                        "this form of the page has items of another type than the form before it",
                    )
                    .help("refer to one schema for the items of all forms");
            }
            item = Some(found);
        }
        if item.is_none() && matches!(schema.schema_kind, SchemaKind::Type(_)) {
            item = self.form_item(schema, &at, declared, name);
        }
        if let Some(cursor) = declared.cursor.as_ref().filter(|_| !has_next) {
            self.diagnostics
                .report(
                    Code::MISMATCHED_PAGINATION,
                    &extension_at.child("cursor").child("next"),
                    format!("no form of the page has a member `{}`", cursor.next),
                )
                .help("correct the name: a walk would end at the first page");
        }
        item
    }

    fn form_item(
        &mut self,
        form: &'d Schema,
        at: &Pointer,
        declared: &Declared,
        name: &str,
    ) -> Option<TypeRef> {
        let items = match &form.schema_kind {
            SchemaKind::Type(Type::Array(array)) => (array.items.as_ref()?, at.child("items")),
            SchemaKind::Type(Type::Object(object)) => {
                let at = at.child("properties").child(&declared.items);
                match object
                    .properties
                    .get(&declared.items)
                    .and_then(ReferenceOr::as_item)
                {
                    Some(schema) => match &schema.schema_kind {
                        SchemaKind::Type(Type::Array(array)) => {
                            (array.items.as_ref()?, at.child("items"))
                        }
                        _ => return self.not_a_page(&at, declared),
                    },
                    None => return self.not_a_page(&at, declared),
                }
            }
            _ => return self.not_a_page(at, declared),
        };
        Some(
            self.schema(unbox(items.0), &items.1, &format!("{name}_item"))
                .inner(),
        )
    }

    fn not_a_page(&mut self, at: &Pointer, declared: &Declared) -> Option<TypeRef> {
        self.diagnostics
            .report(
                Code::MISMATCHED_PAGINATION,
                at,
                format!(
                    "this is not a page: neither an array nor an object with an array `{}`",
                    declared.items
                ),
            )
            .help(format!(
                "correct `{KEYWORD}` of the operation, or the schema"
            ));
        None
    }
}

/// Whether a form of a page can name the next one.
fn names_next(form: &Schema, declared: &Declared) -> bool {
    match (&form.schema_kind, &declared.cursor) {
        (SchemaKind::Type(Type::Object(object)), Some(cursor)) => {
            object.properties.contains_key(&cursor.next)
        }
        _ => false,
    }
}

/// The alternatives of a page.
fn forms(schema: &Schema) -> Vec<&ReferenceOr<Schema>> {
    match &schema.schema_kind {
        SchemaKind::OneOf { one_of: forms } | SchemaKind::AnyOf { any_of: forms } => {
            forms.iter().collect()
        }
        _ => Vec::new(),
    }
}

fn form_place(schema: &Schema, at: &Pointer, index: usize) -> Pointer {
    let keyword = if matches!(schema.schema_kind, SchemaKind::OneOf { .. }) {
        "oneOf"
    } else {
        "anyOf"
    };
    at.child(keyword).index(index)
}

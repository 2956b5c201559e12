//! What a schema says, in one form whatever keywords it says it with.
//!
//! In: a schema as openapiv3 reads it, where a mixture of keywords has
//! another form than each keyword alone. Out: [`Facts`], the same for all
//! of them, with `allOf` still to be followed (see `merge.rs`). Deliberately
//! absent: types, and what is behind a reference.

mod parts;
mod read;

use openapiv3::{Discriminator, Schema, SchemaKind};

pub(crate) use self::parts::*;
use self::read::pieces;
use crate::codegen::model::{Constraints, Docs};
use crate::codegen::source::Pointer;

/// What a schema says.
#[derive(Clone, Debug)]
pub(crate) struct Facts<'d> {
    pub(crate) at: Pointer,
    pub(crate) docs: Docs,
    pub(crate) default: Option<&'d serde_json::Value>,
    pub(crate) example: Option<&'d serde_json::Value>,
    pub(crate) deprecated: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    /// Whether null is a value; none where nothing is said about types.
    pub(crate) nullable: Option<bool>,
    pub(crate) kind: Option<Kind>,
    pub(crate) format: Option<String>,
    /// The limits of the value itself; its items have their own schemas.
    pub(crate) rule: Constraints,
    pub(crate) values: Option<Vec<Known>>,
    pub(crate) items: Vec<Piece<'d>>,
    pub(crate) properties: Vec<(&'d str, Vec<Piece<'d>>)>,
    pub(crate) required: Vec<(&'d str, Pointer)>,
    pub(crate) further: Further<'d>,
    pub(crate) choices: Vec<Choice<'d>>,
    pub(crate) discriminator: Option<&'d Discriminator>,
    /// `allOf`, until it is followed.
    pub(crate) parts: Vec<Piece<'d>>,
    /// The component schemas of which all this comes.
    pub(crate) sources: Vec<String>,
}

impl<'d> Facts<'d> {
    /// Says nothing.
    pub(crate) fn none(at: &Pointer) -> Self {
        Self {
            at: at.clone(),
            docs: Docs::default(),
            default: None,
            example: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            nullable: None,
            kind: None,
            format: None,
            rule: Constraints::default(),
            values: None,
            items: Vec::new(),
            properties: Vec::new(),
            required: Vec::new(),
            further: Further::Open,
            choices: Vec::new(),
            discriminator: None,
            parts: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Notes the component schema that all this stands in.
    pub(crate) fn owned_by(mut self, name: &str) -> Self {
        let properties = self.properties.iter_mut().flat_map(|(_, pieces)| pieces);
        let further = match &mut self.further {
            Further::Typed(pieces) => pieces.as_mut_slice(),
            Further::Open | Further::Closed => &mut [],
        };
        let choices = self
            .choices
            .iter_mut()
            .flat_map(|choice| &mut choice.pieces);
        for piece in properties
            .chain(further)
            .chain(choices)
            .chain(&mut self.items)
        {
            piece.owner.get_or_insert_with(|| name.to_owned());
        }
        self.sources.push(name.to_owned());
        self
    }

    /// Reads a schema.
    pub(crate) fn of(schema: &'d Schema, at: &Pointer) -> Self {
        let data = &schema.schema_data;
        let mut facts = Self {
            docs: Docs {
                summary: data.title.clone(),
                description: data.description.clone(),
            },
            default: data.default.as_ref(),
            example: data.example.as_ref(),
            deprecated: data.deprecated,
            read_only: data.read_only,
            write_only: data.write_only,
            discriminator: data.discriminator.as_ref(),
            ..Self::none(at)
        };
        match &schema.schema_kind {
            SchemaKind::Type(ty) => facts.typed(ty),
            SchemaKind::AllOf { all_of } => facts.parts = pieces(all_of, &at.child("allOf")),
            SchemaKind::OneOf { one_of } => facts.choice(one_of, "oneOf"),
            SchemaKind::AnyOf { any_of } => facts.choice(any_of, "anyOf"),
            // What a value is not has no type; the audit's list gives the reason.
            SchemaKind::Not { .. } => {}
            SchemaKind::Any(any) => facts.any(any),
        }
        facts.nullable = if data.nullable {
            Some(true)
        } else {
            facts.kind.map(|_| false)
        };
        facts
    }

    /// Whether the schema says nothing about the value beyond its limits, that
    /// is, whether what else is known of it keeps its type.
    pub(crate) fn is_remark(&self) -> bool {
        self.values.is_none()
            && self.items.is_empty()
            && self.properties.is_empty()
            && self.required.is_empty()
            && matches!(self.further, Further::Open)
            && self.choices.is_empty()
            && self.parts.is_empty()
    }
}

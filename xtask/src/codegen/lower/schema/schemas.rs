//! What is known of schemas while they are lowered, and how one is looked up.
//!
//! In: a description. Out: [`Schemas`], which holds the types that have been made and what
//! else is remembered from one schema to the next. Deliberately absent: what a schema
//! becomes (see `schema.rs` and its other parts).

use std::collections::{HashMap, HashSet, VecDeque};

use serde_yaml::Value;

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::Document;
use crate::codegen::lower::schema::draft::{TypeDraft, UnionDraft};
use crate::codegen::lower::schema::lowered::LoweredSchema;
use crate::codegen::lower::schema::read::Reader;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::SubSchema;
use crate::codegen::model::{Shape, TypeId};
use crate::codegen::source::Pointer;

/// The types that schemas have become.
pub(crate) struct Schemas<'d> {
    pub(crate) document: &'d Document,
    pub(crate) diagnostics: &'d mut Diagnostics,
    pub(super) reader: Reader<'d>,
    /// The types; a place is taken when a type is first met, and filled when
    /// its schema has been read, so that types may refer to themselves.
    pub(super) types: Vec<Option<TypeDraft>>,
    /// Named schemas that have a place, by where they stand.
    pub(super) components: HashMap<Pointer, TypeId>,
    /// Those of them whose inside has not been looked at yet.
    pub(super) open: VecDeque<Pointer>,
    /// What a reference to a named schema brings along.
    pub(super) uses: HashMap<TypeId, LoweredSchema>,
    /// The types of several named schemas that all hold.
    pub(super) combinations: HashMap<Vec<Pointer>, TypeId>,
    /// How many lists of alternatives are being looked at for constants.
    pub(super) settling: usize,
    /// How many schemas stand around the one at hand.
    pub(super) depth: usize,
    /// The types of schemas that are inline, by their place: several uses of
    /// a response, say, have one type.
    pub(super) inline: HashMap<Pointer, LoweredSchema>,
    /// What has been reported.
    pub(super) reported: HashSet<(Pointer, String)>,
}

impl<'d> Schemas<'d> {
    pub(crate) fn new(document: &'d Document, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            document,
            diagnostics,
            reader: Reader::new(document),
            types: Vec::new(),
            components: HashMap::new(),
            open: VecDeque::new(),
            uses: HashMap::new(),
            combinations: HashMap::new(),
            settling: 0,
            depth: 0,
            inline: HashMap::new(),
            reported: HashSet::new(),
        }
    }

    /// Returns the schema in a place; one that says nothing where there is none.
    pub(crate) fn at(&self, at: &Pointer) -> SubSchema<'d> {
        let value = at.resolve(&self.document.raw).unwrap_or(&Value::Null);
        self.reader.sub(value, at.clone())
    }

    /// Reads the keywords of a schema that stand in its own place.
    pub(crate) fn read(&self, schema: &SubSchema<'d>) -> ResolvedSchema<'d> {
        self.reader.read(&schema.form, &schema.at)
    }

    /// Returns what a type is, if its schema has been read already.
    pub(crate) fn shape(&self, id: TypeId) -> Option<&Shape<UnionDraft>> {
        self.types.get(id.0)?.as_ref().map(|draft| &draft.shape)
    }

    /// Returns the name of the schema that a reference leads to.
    pub(crate) fn name_of(&self, schema: &SubSchema<'d>) -> Option<&'d str> {
        self.document.schemas.get(schema.reference()?)
    }

    /// Complains about what may be met several times.
    pub(crate) fn complain_once(&mut self, code: Code, at: &Pointer, message: &str, help: &str) {
        if self.reported.insert((at.clone(), message.to_owned())) {
            self.diagnostics.report(code, at, message).help(help);
        }
    }
}

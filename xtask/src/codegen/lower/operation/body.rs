//! Request bodies: which of the media types are sent, and what they are made of.
//!
//! In: the request body of an operation. Out: a [`Body`] for each kind of content that it takes.
//! Media types of one schema are one kind, of which the first by rank is sent, and within a rank the
//! first of the description. Deliberately absent: arguments and setters (see `arguments.rs`).

use openapiv3::{Content, Encoding, MediaType, QueryStyle, ReferenceOr};

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::media_type::{JSON, OCTETS, essence, is_json, is_multipart, is_text};
use crate::codegen::lower::naming::{Case, cased};
use crate::codegen::lower::operation::{Operations, style::query_style};
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::Kind;
use crate::codegen::model::{Body, Payload, Style, TypeRef};
use crate::codegen::source::Pointer;

/// A request body whose setters are not known yet, and its example.
pub(crate) struct BodyDraft<'d> {
    pub(crate) body: Body,
    pub(crate) example: Option<&'d serde_json::Value>,
    /// What tells its method from the one of the body that ranks first; none for that one.
    pub(crate) suffix: Option<String>,
}

impl<'d> Operations<'d, '_> {
    /// Lowers the request bodies of an operation: one for each kind of content that it takes, the
    /// one that ranks first before the others. `id` is the operation's.
    pub(crate) fn bodies(
        &mut self,
        operation: &'d openapiv3::Operation,
        at: &Pointer,
        id: &str,
    ) -> Vec<BodyDraft<'d>> {
        let targets = &self.schemas.document.targets;
        let found = operation.request_body.as_ref();
        let found = found.and_then(|body| targets.resolve(body, &at.child("requestBody")));
        let Some((body, at)) = found else {
            return Vec::new();
        };
        let at = at.child("content");
        if body.content.is_empty() {
            let message = "a request body without any media type is not sent";
            self.report(Code::EMPTY_CONTENT, &at, message)
                .help("say what the body is, such as `application/json`");
        }
        let mut suffixes: Vec<String> = Vec::new();
        let mut drafts = Vec::new();
        for alike in self.alike(&body.content, &at) {
            let Some((name, media)) = alike.first().copied() else {
                continue;
            };
            let suffix = (!drafts.is_empty()).then(|| suffix(name, &suffixes));
            suffixes.extend(suffix.clone());
            let id = match &suffix {
                None => id.to_owned(),
                Some(suffix) => format!("{id}_{suffix}"),
            };
            let payload = self.payload(name, media, &at, &id);
            let media_type = sent_as(name, &payload);
            let others = alike.iter().map(|(other, _)| (*other).to_owned());
            let others = others.filter(|other| essence(other) != essence(&media_type));
            drafts.push(BodyDraft {
                body: Body {
                    others: others.collect(),
                    payload,
                    media_type,
                    optional: !body.required,
                    built: false,
                    setters: Vec::new(),
                },
                example: body_example(media),
                suffix,
            });
        }
        drafts
    }

    /// Sorts media types by rank, and puts those together that say the same: of these the first is
    /// sent.
    fn alike(&mut self, content: &'d Content, at: &Pointer) -> Vec<Vec<(&'d str, &'d MediaType)>> {
        let mut all: Vec<_> = content.iter().collect();
        // Of one rank, the first in the description stays the first.
        all.sort_by_cached_key(|(name, _)| self.rank(name, at));
        let mut groups: Vec<Vec<(&'d str, &'d MediaType)>> = Vec::new();
        for (name, media) in all {
            let is_same = |group: &&mut Vec<(&str, _)>| {
                let (head, _) = group[0];
                self.says_the_same(head, name, at)
            };
            match groups.iter_mut().find(is_same) {
                Some(group) => group.push((name, media)),
                None => groups.push(vec![(name, media)]),
            }
        }
        groups
    }

    fn rank(&mut self, name: &str, at: &Pointer) -> u8 {
        match essence(name).as_str() {
            JSON => 0,
            _ if self.is_json(name, at) => 1,
            FORM => WRITTEN,
            FORM_DATA => FORM_OF_PARTS,
            multipart if is_multipart(multipart) => OTHER_PARTS,
            _ if is_text(name) => TEXT,
            _ => 6,
        }
    }

    /// Whether two media types hold the same, so that it need not be sent as the second one.
    fn says_the_same(&mut self, first: &str, second: &str, at: &Pointer) -> bool {
        let schema = |name: &str| at.child(name).child("schema");
        let (first_at, second_at) = (schema(first), schema(second));
        let is_same = self.schemas.at(&first_at).form == self.schemas.at(&second_at).form;
        if !is_same {
            return false;
        }
        let [one, other] = [first, second].map(|name| self.rank(name, at));
        if one.max(other) <= WRITTEN || (one == other && one != TEXT) {
            return true;
        }
        // A text can be anything, whatever it is called; an object is one thing, but for files,
        // which neither JSON nor pairs can hold.
        let gathered = self.schemas.gathered(&second_at);
        let is_object = matches!(gathered.kind, Some(Kind::Object | Kind::Array))
            || !gathered.compositions.is_empty();
        let has_files = matches!(other, FORM_OF_PARTS | OTHER_PARTS) && self.has_files(gathered);
        is_object && !has_files
    }

    /// Whether an object has a property that is a file.
    fn has_files(&mut self, schema: ResolvedSchema<'d>) -> bool {
        let alternatives = schema.compositions.iter().flat_map(|all| &all.alternatives);
        let alternatives: Vec<_> = alternatives.map(|one| self.schemas.gather(one)).collect();
        let mut objects = [schema].into_iter().chain(alternatives);
        objects.any(|object| {
            let mut properties = object.properties.iter();
            properties.any(|(_, schemas)| self.is_file(schemas))
        })
    }

    fn payload(
        &mut self,
        media_type: &str,
        media: &'d MediaType,
        content_at: &Pointer,
        id: &str,
    ) -> Payload {
        let at = content_at.child(media_type);
        let name = format!("{id}_request");
        if self.is_json(media_type, content_at) {
            return Payload::Json(self.json_type(media, &at, &name));
        }
        match (essence(media_type).as_str(), &media.schema) {
            (FORM, Some(_)) => {
                let ty = self.json_type(media, &at, &name);
                let styles = self.form_styles(media, &at);
                self.check_form(&ty, &styles, &at);
                Payload::Form(ty, styles)
            }
            (FORM, None) => Payload::Form(TypeRef::Json, Vec::new()),
            (kind, _) if is_multipart(kind) => self.parts(media, &at, id),
            _ => {
                self.warn_of_schema(&at);
                if is_text(media_type) {
                    Payload::Text
                } else {
                    Payload::Bytes
                }
            }
        }
    }

    /// What is made of several values is written as JSON, pairs or parts; all else is the caller's
    /// to write.
    fn warn_of_schema(&mut self, at: &Pointer) {
        let media_type = at.last().unwrap_or_default().into_owned();
        let at = at.child("schema");
        let kind = self.schemas.gathered(&at).kind;
        if matches!(kind, Some(Kind::Object | Kind::Array)) {
            let message = format!("a body of `{media_type}` is not written by its schema");
            let help = "the method takes the body as it is to be sent";
            self.schemas
                .complain_once(Code::UNWRITTEN_SCHEMA, &at, &message, help);
        }
    }

    /// The styles of the members that have one.
    fn form_styles(&mut self, media: &MediaType, at: &Pointer) -> Vec<(String, Style)> {
        let mut styles = Vec::new();
        for (name, encoding) in &media.encoding {
            let at = at.child("encoding").child(name);
            if let Some(style) = self.form_style(encoding, &at) {
                styles.push((name.clone(), self.with_array_format(style, &at)));
            }
        }
        styles
    }

    fn form_style(&self, encoding: &Encoding, at: &Pointer) -> Option<Style> {
        // openapiv3 does not tell `explode: false` from none.
        let raw = at.resolve(&self.schemas.document.raw);
        let explode = raw.and_then(|raw| raw.get("explode")?.as_bool());
        let own = encoding.style.is_some() || explode.is_some() || encoding.allow_reserved;
        match encoding.content_type.as_deref() {
            _ if own => Some(query_style(
                encoding.style.as_ref().unwrap_or(&QueryStyle::Form),
                explode,
                encoding.allow_reserved,
            )),
            Some(media_type) if is_json(media_type) => Some(Style::Json),
            _ => None,
        }
    }
}

/// Up to this rank values are written as JSON or pairs.
const WRITTEN: u8 = 2;
const FORM_OF_PARTS: u8 = 3;
const OTHER_PARTS: u8 = 4;
const TEXT: u8 = 5;

const FORM: &str = "application/x-www-form-urlencoded";
const FORM_DATA: &str = "multipart/form-data";

/// The media type that a body of this name is sent as.
fn sent_as(name: &str, payload: &Payload) -> String {
    let media_type = match (payload, essence(name)) {
        (Payload::Json(_), any) if any.contains('*') => JSON,
        (_, any) if any.contains('*') => OCTETS,
        // JSON has one charset.
        (_, json) if json == JSON => JSON,
        // The boundary is the client's to choose.
        (Payload::Multipart(_), kind) => return kind,
        _ => name,
    };
    media_type.to_owned()
}

/// What the method of a further media type is called besides the operation: `multipart`, `form`,
/// `csv`; where that is taken, all of the media type.
fn suffix(media_type: &str, taken: &[String]) -> String {
    let essence = essence(media_type);
    let (_, kind) = essence.split_once('/').unwrap_or_default();
    let short = match (essence.as_str(), kind) {
        (FORM, _) => "form",
        (FORM_DATA, _) => "multipart",
        (_, "plain") => "text",
        (_, "*") => "any",
        (_, kind) => kind.strip_suffix("+json").unwrap_or(kind),
    };
    let short = short.strip_prefix("x-").unwrap_or(short);
    let word = |name: &str| cased(name, Case::Snake);
    let short = word(short).filter(|short| !taken.contains(short));
    short
        .or_else(|| word(media_type))
        .unwrap_or_else(|| "other".to_owned())
}

/// The example that sets most, and of those the first: it teaches most.
fn body_example(media: &MediaType) -> Option<&serde_json::Value> {
    let named = media.examples.values().filter_map(ReferenceOr::as_item);
    let named = named.filter_map(|example| example.value.as_ref());
    let members = |value: &serde_json::Value| {
        let members = value.as_object().into_iter().flatten();
        members.filter(|(_, member)| !member.is_null()).count()
    };
    let all = media.example.iter().chain(named);
    // Of equals, `min_by_key` takes the first.
    all.min_by_key(|value| std::cmp::Reverse(members(value)))
}

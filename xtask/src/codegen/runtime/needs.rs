//! What an API needs of the runtime beside what every client does.

use crate::codegen::model::{
    Api, Content, Operation, Payload, Presence, ResponseBody, SchemeKind, Shape,
};

/// The features of the runtime's package that stand for what a description may need.
pub const NEEDS: [&str; 11] = [
    "client-credentials",
    "downloads",
    "enums",
    "integers",
    "multipart",
    "pages",
    "patches",
    "redirects",
    "unions",
    "uploads",
    "values",
];

/// Which of [`NEEDS`] an API has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs([bool; NEEDS.len()]);

impl Needs {
    /// Looks through an API.
    pub fn of(api: &Api) -> Self {
        let mut needs = Self::default();
        for scheme in &api.schemes {
            if matches!(scheme.kind, SchemeKind::Bearer(Some(_))) {
                needs.put("client-credentials");
            }
        }
        for (_, ty) in api.types.iter() {
            match &ty.shape {
                Shape::Enum(_) => needs.put("enums"),
                Shape::Values(shape) if shape.integers => needs.put("integers"),
                Shape::Values(_) => needs.put("values"),
                Shape::Union(_) => needs.put("unions"),
                Shape::Struct(shape) => {
                    needs.presence(shape.fields.iter().map(|field| field.presence));
                }
                Shape::Alias(_) => {}
            }
        }
        for resource in &api.resources {
            for operation in &resource.operations {
                needs.operation(operation);
            }
        }
        needs
    }

    /// Takes those for which something holds.
    pub fn all(holds: impl Fn(&'static str) -> bool) -> Self {
        Self(NEEDS.map(holds))
    }

    fn operation(&mut self, operation: &Operation) {
        let payload = operation.body.as_ref().map(|body| &body.payload);
        let form = match payload {
            Some(Payload::Multipart(form)) => {
                self.put("multipart");
                Some(form)
            }
            Some(Payload::Bytes) => {
                self.put("uploads");
                None
            }
            Some(Payload::Json(_) | Payload::Form(..) | Payload::Text) | None => None,
        };
        for inputs in operation.inputs().chain(form) {
            self.presence(inputs.fields.iter().map(|field| field.presence));
        }
        if operation.stream.is_some() {
            self.put("downloads");
        }
        match &operation.success {
            ResponseBody::Page(_) => self.put("pages"),
            ResponseBody::One(content) | ResponseBody::Optional { content, .. } => {
                self.content(content);
            }
            ResponseBody::ByStatus(all) => {
                all.arms.iter().for_each(|arm| self.content(&arm.content));
            }
        }
    }

    fn content(&mut self, content: &Content) {
        if *content == Content::Redirect {
            self.put("redirects");
        }
    }

    fn presence(&mut self, mut fields: impl Iterator<Item = Presence>) {
        if fields.any(|presence| presence == Presence::OptionalNullable) {
            self.put("patches");
        }
    }

    fn put(&mut self, need: &str) {
        for (flag, name) in self.0.iter_mut().zip(NEEDS) {
            *flag |= name == need;
        }
    }

    /// Returns whether something is needed; none where it is no need at all, but a feature that the
    /// users of the crate choose.
    pub(super) fn has(&self, feature: &str) -> Option<bool> {
        let place = NEEDS.iter().position(|need| *need == feature)?;
        self.0.get(place).copied()
    }
}

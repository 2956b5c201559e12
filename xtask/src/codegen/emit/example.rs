//! The examples in the documentation: a call, or a client that is made.
//!
//! In: an operation, or what the builder is told. Out: lines of Rust that compile against the
//! crate. A value that can't be written as a literal becomes a parameter of the hidden
//! function around the example. Text of the description gets in only as a string literal of
//! harmless characters. Deliberately absent: values, which lowering picks.

use crate::codegen::emit::type_ref::{Speller, ident};
use crate::codegen::model::{
    Api, Body, Content, Literal, Number, Operation, ParameterStruct, Payload, Resource, ResourceId,
    ResponseBody, Source,
};

/// What `Client::builder` takes, as an example writes it.
pub(super) fn arguments(api: &Api) -> String {
    if api.server.template.is_none() {
        return "\"https://api.example.com\"".to_owned();
    }
    let variables = api.server.variables.iter();
    let open: Vec<String> = variables
        .filter(|variable| variable.value.is_none())
        .map(|variable| format!("{:?}", variable.example))
        .collect();
    open.join(", ")
}

/// A client that is given something.
pub(super) fn client(api: &Api, crate_name: &str, calls: &[&str]) -> Vec<String> {
    let arguments = arguments(api);
    let mut lines = vec![
        format!("# fn example() -> {crate_name}::Result<()> {{"),
        format!("let client = {crate_name}::Client::builder({arguments})"),
    ];
    lines.extend(calls.iter().map(|call| format!("    {call}")));
    lines.extend(["    .build()?;", "# let _ = client;", "# Ok(())", "# }"].map(str::to_owned));
    lines
}

/// Returns the code of the example, without the fence.
pub(super) fn code(
    speller: &Speller<'_>,
    crate_name: &str,
    resource: &Resource,
    operation: &Operation,
) -> Vec<String> {
    let mut example = Example {
        speller,
        crate_name,
        uses: Vec::new(),
        parameters: Vec::new(),
    };
    let mut chain = example.handles(resource);
    let arguments: Vec<String> = operation
        .arguments
        .iter()
        .map(|argument| {
            example.value(
                &argument.example,
                &argument.ident.0,
                operation,
                argument.source,
            )
        })
        .collect();
    chain.push(format!(
        "{}({})",
        ident(&operation.ident),
        arguments.join(", ")
    ));
    for (place, value) in &operation.example {
        let Some(setter) = operation
            .body
            .as_ref()
            .and_then(|body| body.setters.get(*place))
        else {
            continue;
        };
        match (value, &setter.clear) {
            (Literal::Null, Some(clear)) => chain.push(format!("{}()", ident(clear))),
            _ => chain.extend(
                example
                    .literal(value)
                    .map(|value| format!("{}({value})", ident(&setter.ident))),
            ),
        }
    }
    let mut lines = Vec::new();
    match &operation.success {
        ResponseBody::Page(_) => {
            chain.push("items()".to_owned());
            lines.extend(statement("let mut items = client", &chain, ";"));
            lines.push("while let Some(item) = items.try_next().await? {".to_owned());
            lines.push("    println!(\"{item:?}\");".to_owned());
            lines.push("}".to_owned());
        }
        ResponseBody::One(Content::Nothing) => {
            lines.extend(statement("client", &chain, ".await?;"))
        }
        ResponseBody::One(_) | ResponseBody::Optional { .. } | ResponseBody::ByStatus(_) => {
            lines.extend(statement("let response = client", &chain, ".await?;"));
            lines.push("println!(\"{response:?}\");".to_owned());
        }
    }
    example.wrap(lines)
}

struct Example<'a> {
    speller: &'a Speller<'a>,
    crate_name: &'a str,
    uses: Vec<String>,
    parameters: Vec<String>,
}

impl Example<'_> {
    /// The calls from the client to the resource.
    fn handles(&mut self, resource: &Resource) -> Vec<String> {
        let mut way = Vec::new();
        let mut next = Some(resource).filter(|resource| !resource.is_client);
        while let Some(resource) = next {
            let mut bound = Vec::new();
            for parameter in &resource.bound {
                let ty = self.speller.ty(&parameter.ty).to_string();
                let value = self.literal(&parameter.example);
                bound.push(value.unwrap_or_else(|| self.parameter(parameter.ident.as_str(), &ty)));
            }
            way.push(format!("{}({})", ident(&resource.ident), bound.join(", ")));
            next = resource
                .parent
                .and_then(|ResourceId(parent)| self.speller.api.resources.get(parent));
        }
        way.reverse();
        way
    }

    fn value(
        &mut self,
        literal: &Literal,
        name: &str,
        operation: &Operation,
        source: Source,
    ) -> String {
        if let Some(text) = self.literal(literal) {
            return text;
        }
        let input = |inputs: &Option<ParameterStruct>, index: usize| {
            let field = inputs.as_ref()?.fields.get(index)?;
            Some(self.speller.field(field).to_string())
        };
        let body = operation.body.as_ref();
        let ty = match source {
            Source::Path(index) => operation
                .path_parameters
                .get(index)
                .map(|parameter| self.speller.ty(&parameter.ty).to_string()),
            Source::Query(index) => input(&operation.query, index),
            Source::Header(index) => input(&operation.headers, index),
            Source::Body(index) => body
                .and_then(|body| self.speller.body_fields(body)?.get(index))
                .map(|field| self.speller.field(field).to_string()),
            Source::WholeBody => body.map(|body| self.body(body)),
        };
        self.parameter(name, &ty.unwrap_or_default())
    }

    /// The type of a whole body; the types of parts stand beside the builder.
    fn body(&self, body: &Body) -> String {
        let ty = self.speller.body(body).to_string();
        match body.payload {
            Payload::Multipart(_) => format!("{}::resources::{ty}", self.crate_name),
            _ => ty,
        }
    }

    /// Makes a value a parameter of the hidden function around the example.
    fn parameter(&mut self, name: &str, ty: &str) -> String {
        let name = ident(&crate::codegen::model::Ident(name.to_owned())).to_string();
        let ty = ty
            .replace("models ::", &format!("{}::models::", self.crate_name))
            .replace("crate ::", &format!("{}::", self.crate_name))
            .replace(' ', "");
        self.parameters.push(format!(", {name}: {ty}"));
        name
    }

    fn literal(&mut self, literal: &Literal) -> Option<String> {
        match literal {
            Literal::Text(text) => string(text),
            Literal::Texts(texts) => {
                let texts: Option<Vec<_>> = texts.iter().map(|text| string(text)).collect();
                texts.map(|texts| format!("[{}]", texts.join(", ")))
            }
            Literal::Bool(value) => Some(value.to_string()),
            Literal::Number(Number::Integer(value)) => Some(value.to_string()),
            Literal::Number(Number::Float(value)) => Some(format!("{value:?}")),
            Literal::Variant(id, place) => {
                let def = self.speller.api.types.get(*id);
                let crate::codegen::model::Shape::Enum(shape) = &def.shape else {
                    return None;
                };
                let variant = ident(&shape.variants.get(*place)?.ident);
                let name = ident(&def.ident).to_string();
                let line = format!("use {}::models::{name};", self.crate_name);
                if !self.uses.contains(&line) {
                    self.uses.push(line);
                }
                Some(format!("{name}::{variant}"))
            }
            Literal::Null | Literal::Json(_) => None,
        }
    }

    fn wrap(self, body: Vec<String>) -> Vec<String> {
        let name = self.crate_name;
        let mut lines = self.uses;
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!(
            "# async fn example(client: {name}::Client{}) -> {name}::Result<()> {{",
            self.parameters.concat()
        ));
        lines.extend(body);
        lines.push("# Ok(())".to_owned());
        lines.push("# }".to_owned());
        lines
    }
}

/// A chain of calls, on one line where it fits.
fn statement(head: &str, chain: &[String], tail: &str) -> Vec<String> {
    let line = format!("{head}.{}{tail}", chain.join("."));
    if line.len() <= 72 {
        return vec![line];
    }
    let mut lines = vec![head.to_owned()];
    lines.extend(chain.iter().map(|call| format!("    .{call}")));
    if tail.starts_with('.') {
        lines.push(format!("    {tail}"));
    } else if let Some(last) = lines.last_mut() {
        last.push_str(tail);
    }
    lines
}

/// A string literal, of a text that can stand in an example.
fn string(text: &str) -> Option<String> {
    let plain = text
        .bytes()
        .all(|b| (b.is_ascii_graphic() || b == b' ') && !b"`\"\\".contains(&b));
    (plain && text.len() <= 80).then(|| format!("\"{text}\""))
}

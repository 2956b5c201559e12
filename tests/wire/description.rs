//! The operations as the description declares them, read from the file itself and not from generated code.

use std::fs;
use std::sync::LazyLock;

use http::{Method, StatusCode};
use serde_json::Value;
use tests::server::Reply;

static DESCRIPTION: LazyLock<Value> = LazyLock::new(|| {
    let text = fs::read_to_string(tests::description()).unwrap();
    serde_yaml::from_str(&text).unwrap()
});

/// One operation.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    /// The request's body, or null.
    pub(crate) body: Value,
    parameters: Vec<Value>,
    responses: Vec<(StatusCode, Value)>,
}

impl Operation {
    /// The names of the parameters in `path` or `query`.
    pub(crate) fn parameters(&self, place: &str) -> Vec<&str> {
        let here = self
            .parameters
            .iter()
            .filter(|parameter| parameter["in"] == place);
        here.map(|parameter| parameter["name"].as_str().unwrap())
            .collect()
    }

    /// The declared statuses that are errors.
    pub(crate) fn errors(&self) -> impl Iterator<Item = (StatusCode, &Value)> {
        let errors = self
            .responses
            .iter()
            .filter(|(status, _)| !status.is_success());
        errors.map(|(status, response)| (*status, response))
    }

    /// The one declared status of success.
    pub(crate) fn success(&self) -> StatusCode {
        let mut successes = self
            .responses
            .iter()
            .filter(|(status, _)| status.is_success());
        let (status, _) = successes.next().unwrap();
        assert!(
            successes.next().is_none(),
            "{}: which success is meant?",
            self.id
        );
        *status
    }

    /// The response that goes with [`success`](Self::success).
    pub(crate) fn success_response(&self) -> &Value {
        let success = self.success();
        let found = self.responses.iter().find(|(status, _)| *status == success);
        found.map(|(_, response)| response).unwrap()
    }

    /// A successful answer: the first sample of the description, or none where it has none.
    pub(crate) fn reply(&self) -> Reply {
        let success = self.success();
        match samples(self.success_response()).first() {
            Some(sample) => Reply::json(success, sample),
            None => Reply::empty(success),
        }
    }
}

/// The samples of a response, or of a request's body.
pub(crate) fn samples(holder: &Value) -> Vec<Value> {
    let samples = holder
        .pointer("/content/application~1json/examples")
        .and_then(Value::as_object);
    samples
        .into_iter()
        .flat_map(|samples| samples.values().map(|sample| sample["value"].clone()))
        .collect()
}

/// The names of the properties of a schema.
pub(crate) fn properties(schema: &str) -> Vec<&'static str> {
    let properties = DESCRIPTION["components"]["schemas"][schema]["properties"]
        .as_object()
        .unwrap();
    properties.keys().map(String::as_str).collect()
}

/// All operations.
pub(crate) fn operations() -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, item) in DESCRIPTION["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else {
                continue;
            };
            if operation.get("operationId").is_some() {
                operations.push(read(path, method, item, operation));
            }
        }
    }
    assert!(operations.len() >= 9, "the description has lost operations");
    operations
}

/// One operation.
pub(crate) fn operation(id: &str) -> Operation {
    let found = operations()
        .into_iter()
        .find(|operation| operation.id == id);
    found.unwrap_or_else(|| panic!("the description does not know `{id}`"))
}

fn read(path: &str, method: Method, item: &'static Value, operation: &'static Value) -> Operation {
    let lists = [&item["parameters"], &operation["parameters"]];
    let parameters = lists.into_iter().filter_map(Value::as_array).flatten();
    let responses = operation["responses"].as_object().unwrap().iter();
    Operation {
        id: operation["operationId"].as_str().unwrap().to_owned(),
        method,
        path: path.to_owned(),
        body: operation["requestBody"].clone(),
        parameters: parameters
            .map(|parameter| resolve(parameter).clone())
            .collect(),
        responses: responses
            .map(|(status, response)| (status.parse().unwrap(), resolve(response).clone()))
            .collect(),
    }
}

/// Follows a reference inside the description.
fn resolve(value: &'static Value) -> &'static Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(target) => {
            let pointer = target.strip_prefix('#').unwrap();
            resolve(
                DESCRIPTION
                    .pointer(pointer)
                    .unwrap_or_else(|| panic!("{target}")),
            )
        }
        None => value,
    }
}

//! Unions of types that hold the union again.

use serde_json::Value;

use crate::runtime::codegen::wire::*;

/// Two types that hold the union again, and differ in what comes after it.
#[derive(Clone, Debug, PartialEq)]
enum Nested {
    Number(Box<Inside<i64>>),
    Text(Box<Inside<String>>),
    Unknown(Value),
}

#[derive(Clone, Debug, PartialEq)]
struct Inside<T> {
    inner: Option<Nested>,
    end: T,
}

impl<T: FromJson> FromJson for Inside<T> {
    fn from_json(node: Node<'_>, faults: &mut Faults) -> Self {
        let members = &mut Members::of(node, "Inside", faults);
        Self {
            inner: members.optional("inner"),
            end: members.required("end"),
        }
    }
}

impl Union for Nested {
    const NAME: &'static str = "Nested";
    const TAG: Option<&'static str> = None;
    const FORMS: &'static [Form] = &[
        Form {
            types: 64,
            ..Form::ANY
        },
        Form {
            types: 64,
            ..Form::ANY
        },
    ];

    fn read(form: usize, node: Node<'_>, faults: &mut Faults) -> Self {
        match form {
            0 => Self::Number(FromJson::from_json(node, faults)),
            _ => Self::Text(FromJson::from_json(node, faults)),
        }
    }

    fn from_unknown(value: Value) -> Self {
        Self::Unknown(value)
    }

    fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown(_))
    }
}

impl ToJson for Nested {
    fn view(&self) -> View<'_> {
        View::Null
    }
}

union!(Nested);

#[test]
fn unions_in_unions_are_not_read_twice_as_often_with_each_level() {
    // As deep as JSON may be: without an end, if each level were read once for each alternative.
    let json = format!(
        "{}null{}",
        r#"{"inner":"#.repeat(120),
        r#","end":"x"}"#.repeat(120)
    );
    let mut read: Nested = serde_json::from_str(&json).unwrap();
    let mut depth = 0;
    while let Nested::Text(inside) = read {
        depth += 1;
        match inside.inner {
            Some(inner) => read = inner,
            None => break,
        }
    }
    assert_eq!(depth, 120);
    // The same where no alternative fits, and where null is read as absence.
    for end in [r#","end":1.5}"#, r#","end":null}"#] {
        let json = format!("{}null{}", r#"{"inner":"#.repeat(120), end.repeat(120));
        let read: Nested = serde_json::from_str(&json).unwrap();
        assert!(matches!(read, Nested::Unknown(_)));
    }
}

/// A union of one type that holds it again, and looks like anything.
#[derive(Clone, Debug, PartialEq)]
enum Endless {
    One(Box<Holder>),
    Unknown(Value),
}

#[derive(Clone, Debug, PartialEq)]
struct Holder(Endless);

impl FromJson for Holder {
    fn from_json(node: Node<'_>, faults: &mut Faults) -> Self {
        Self(Members::of(node, "Holder", faults).required("inner"))
    }
}

impl Union for Endless {
    const NAME: &'static str = "Endless";
    const TAG: Option<&'static str> = None;
    const FORMS: &'static [Form] = &[Form::ANY];

    fn read(_: usize, node: Node<'_>, faults: &mut Faults) -> Self {
        Self::One(FromJson::from_json(node, faults))
    }

    fn from_unknown(value: Value) -> Self {
        Self::Unknown(value)
    }

    fn is_known(&self) -> bool {
        true
    }
}

impl ToJson for Endless {
    fn view(&self) -> View<'_> {
        View::Null
    }
}

union!(Endless);

#[test]
fn what_is_missing_is_not_looked_for_without_end() {
    let error = serde_json::from_str::<Endless>("{}").unwrap_err();
    assert!(error.to_string().contains("`inner` is missing"), "{error}");
}

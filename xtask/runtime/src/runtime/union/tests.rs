mod nested;

use serde::de::Deserialize;
use serde::ser::Serialize;
use serde_json::{Value, json};

use super::{Form, Sign, Union};
use crate::runtime::codegen::wire::*;

/// A union of types that need no generated code.
macro_rules! test_union {
    ($name:ident, $tag:expr, $forms:expr, $($place:literal => $variant:ident($ty:ty)),*) => {
        #[derive(Clone, Debug, PartialEq)]
        enum $name {
            $($variant($ty),)*
            Unknown(Value),
        }

        impl Union for $name {
            const NAME: &'static str = stringify!($name);
            const TAG: Option<&'static str> = $tag;
            const FORMS: &'static [Form] = $forms;

            fn read(form: usize, node: Node<'_>, faults: &mut Faults) -> Self {
                match form {
                    $($place => Self::$variant(FromJson::from_json(node, faults)),)*
                    _ => Self::Unknown(node.to_value(faults)),
                }
            }

            fn from_unknown(value: Value) -> Self {
                Self::Unknown(value)
            }

            fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl ToJson for $name {
            fn view(&self) -> View<'_> {
                match self {
                    $(Self::$variant(value) => value.view(),)*
                    Self::Unknown(value) => value.view(),
                }
            }
        }

        union!($name);
    };
}

type Counts = std::collections::BTreeMap<String, i64>;

test_union!(
    Scalar,
    None,
    &[
        Form { types: 4, ..Form::ANY },
        Form { types: 12, ..Form::ANY },
        Form { types: 16, ..Form::ANY },
        Form { types: 32, ..Form::ANY },
    ],
    0 => Integer(i64), 1 => Number(f64), 2 => Text(String), 3 => List(Vec<i32>)
);

test_union!(
    Tagged,
    Some("kind"),
    &[
        Form { tags: &["text", "word"], types: 64, ..Form::ANY },
        Form { tags: &["count"], types: 64, ..Form::ANY },
    ],
    0 => Texts(std::collections::BTreeMap<String, String>), 1 => Any(Value)
);

test_union!(
    Fields,
    None,
    &[
        Form {
            types: 64,
            members: &[Sign { name: "a", required: true, ..Sign::ANY }],
            known: &["a"],
            ..Form::ANY
        },
        Form {
            types: 64,
            members: &[Sign { name: "a", required: true, ..Sign::ANY }],
            known: &["a", "b"],
            ..Form::ANY
        },
        Form {
            types: 64,
            members: &[Sign { name: "v", required: true, values: &[Literal::Integer(2)], ..Sign::ANY }],
            known: &["v"],
            ..Form::ANY
        },
    ],
    0 => One(Counts), 1 => Two(Counts), 2 => Three(Counts)
);

/// Reads null as absence, as a member does that is optional and not nullable.
#[derive(Clone, Debug, PartialEq)]
struct WithoutNull(std::collections::BTreeMap<String, i64>);

impl FromJson for WithoutNull {
    fn from_json(node: Node<'_>, faults: &mut Faults) -> Self {
        let all = std::collections::BTreeMap::<String, Option<i64>>::from_json(node, faults);
        let members = all
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        Self(members.collect())
    }
}

impl ToJson for WithoutNull {
    fn view(&self) -> View<'_> {
        self.0.view()
    }
}

test_union!(
    Nulls,
    None,
    &[Form { types: 64, ..Form::ANY }, Form { types: 64, ..Form::ANY }],
    0 => Without(WithoutNull), 1 => With(std::collections::BTreeMap<String, Option<i64>>)
);

#[test]
fn null_is_not_lost_to_an_alternative_without_it() {
    assert!(matches!(
        round_trip(&json!({"a": 1, "b": null})),
        Nulls::With(_)
    ));
    assert!(matches!(round_trip(&json!({"a": 1})), Nulls::Without(_)));
}

fn round_trip<T: Union + Serialize + for<'de> Deserialize<'de>>(json: &Value) -> T {
    let read: T = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), *json);
    read
}

#[test]
fn types_of_json_tell() {
    assert_eq!(round_trip::<Scalar>(&json!(1)), Scalar::Integer(1));
    assert_eq!(round_trip::<Scalar>(&json!(1.5)), Scalar::Number(1.5));
    assert_eq!(round_trip::<Scalar>(&json!("1")), Scalar::Text("1".into()));
    assert_eq!(round_trip::<Scalar>(&json!([1])), Scalar::List(vec![1]));
    for unknown in [json!(true), json!({"a": 1}), json!(null)] {
        assert_eq!(
            round_trip::<Scalar>(&unknown),
            Scalar::Unknown(unknown.clone())
        );
    }
}

#[test]
fn what_fits_one_only_must_be_readable() {
    let error = serde_json::from_value::<Scalar>(json!(["secret"])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "is no Scalar: `[0]` should be i32, but is a string"
    );
}

#[test]
fn tags_tell() {
    let value = json!({"kind": "word", "x": "y"});
    assert!(matches!(round_trip::<Tagged>(&value), Tagged::Texts(_)));
    let value = json!({"kind": "count", "x": 1});
    assert!(matches!(round_trip::<Tagged>(&value), Tagged::Any(_)));
    for unknown in [
        json!({"kind": "new"}),
        json!({}),
        json!({"kind": 1}),
        json!(3),
    ] {
        assert_eq!(
            round_trip::<Tagged>(&unknown),
            Tagged::Unknown(unknown.clone())
        );
    }
    assert!(serde_json::from_value::<Tagged>(json!({"kind": "text", "x": 1})).is_err());
}

#[test]
fn members_tell() {
    assert!(matches!(
        round_trip::<Fields>(&json!({"a": 1})),
        Fields::One(_)
    ));
    assert!(matches!(
        round_trip::<Fields>(&json!({"a": 1, "b": 1})),
        Fields::Two(_)
    ));
    assert!(matches!(
        round_trip::<Fields>(&json!({"v": 2})),
        Fields::Three(_)
    ));
    for unknown in [
        json!({"v": 3}),
        json!({}),
        json!({"a": "no number", "b": "either"}),
    ] {
        assert!(
            matches!(round_trip::<Fields>(&unknown), Fields::Unknown(_)),
            "{unknown}"
        );
    }
}

#[test]
fn a_missing_tag_is_written() {
    static TAG: Tag = Tag {
        name: "kind",
        text: "text",
    };
    let write = |value: &Value| serde_json::to_value(View::Tagged(value, &TAG)).unwrap();
    assert_eq!(write(&json!({"x": 1})), json!({"x": 1, "kind": "text"}));
    assert_eq!(write(&json!({"kind": "word"})), json!({"kind": "word"}));
    assert_eq!(write(&json!(1)), json!(1));
    let inner = Tagged::Any(json!({"x": 1}));
    let json = View::Tagged(&inner, &TAG).to_json();
    assert_eq!(json, br#"{"x":1,"kind":"text"}"#);
}

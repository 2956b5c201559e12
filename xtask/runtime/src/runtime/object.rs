//! JSON objects whose members are fields, and the members that have no field.
//!
//! In: a row for each field, from the generated half. Out: all that is compiled for such a type.
//! Deliberately absent: types of other forms (see `open_value.rs`, `open_enum.rs` and `union.rs`).

/// A type whose members are fields.
pub(crate) trait Fields {
    /// The names of its own members on the wire.
    const NAMES: &'static [&'static str];
}

/// Implements all of a type that is an object: reading, writing, its rules, and the access to the
/// members that have no field.
///
/// The first row is the type, its name for messages, and the limits for the number of its members.
/// Then comes a row for each field: whether it is `required`, `optional` (absent or null, which is
/// the same) or a `patch` (which is not), its name on the wire, and the rule for what is sent. The
/// last row may tell the type of all other members. Of a member that occurs twice the last one
/// counts, as in most readers of JSON.
macro_rules! object {
    (
        $type:ty = $name:literal $(, $limits:expr)?;
        $($field:ident: $presence:ident $member:literal $(, $rule:expr)?;)*
        $(..: $further:ty $(, $of_further:expr)?;)?
    ) => {
        impl $crate::runtime::codegen::wire::Fields for $type {
            const NAMES: &'static [&'static str] = &[$($member),*];
        }

        impl $crate::runtime::codegen::wire::FromJson for $type {
            fn from_json(
                node: $crate::runtime::codegen::wire::Node<'_>,
                faults: &mut $crate::runtime::codegen::wire::Faults,
            ) -> Self {
                let members = &mut $crate::runtime::codegen::wire::Members::of(node, $name, faults);
                Self {
                    $($field: members.$presence($member),)*
                    extra: $crate::runtime::codegen::wire::object!(@rest members $($further)?),
                }
            }
        }

        impl $crate::runtime::codegen::wire::Object for $type {
            fn rule(
                &self,
            ) -> ::std::option::Option<&'static $crate::runtime::codegen::wire::Rule<'static>> {
                ::std::option::Option::Some($crate::runtime::codegen::wire::object!(@rule $($limits)?))
            }

            fn each<'v>(&'v self, visit: $crate::runtime::codegen::wire::Visit<'_, 'v>) {
                let members = &mut $crate::runtime::codegen::wire::Visitor::new(visit);
                $(members.$presence(
                    $member,
                    &self.$field,
                    $crate::runtime::codegen::wire::object!(@rule $($rule)?),
                );)*
                $crate::runtime::codegen::wire::object!(
                    @show members self $($further, $crate::runtime::codegen::wire::object!(@rule $($of_further)?))?
                );
            }
        }

        impl $crate::runtime::codegen::wire::ToJson for $type {
            fn view(&self) -> $crate::runtime::codegen::wire::View<'_> {
                $crate::runtime::codegen::wire::View::Object(self)
            }
        }

        /// Members of the JSON object that have no field.
        impl $type {
            /// Returns the members of the JSON object that have no field here. They were kept when
            /// it was read, and are written back.
            #[inline]
            pub fn extra(&self) -> &$crate::runtime::codegen::wire::object!(@extra $($further)?) {
                &self.extra
            }

            /// Returns the members of the JSON object that have no field here, to be changed: a way
            /// to send what is newer than this crate.
            ///
            /// A name that has a field is not written from here.
            #[inline]
            pub fn extra_mut(
                &mut self,
            ) -> &mut $crate::runtime::codegen::wire::object!(@extra $($further)?) {
                &mut self.extra
            }
        }

        $crate::runtime::codegen::wire::by_serde!($type);
    };
    (@rest $members:ident) => {
        $members.extra(<Self as $crate::runtime::codegen::wire::Fields>::NAMES)
    };
    (@rest $members:ident $further:ty) => {
        $members.further(<Self as $crate::runtime::codegen::wire::Fields>::NAMES)
    };
    (@show $members:ident $self:ident) => {
        $members.extra(&$self.extra, <Self as $crate::runtime::codegen::wire::Fields>::NAMES);
    };
    (@show $members:ident $self:ident $further:ty, $rule:expr) => {
        $members.further(
            &$self.extra,
            <Self as $crate::runtime::codegen::wire::Fields>::NAMES,
            $rule,
        );
    };
    (@extra) => { $crate::Extra };
    (@extra $further:ty) => {
        ::std::collections::BTreeMap<::std::string::String, $further>
    };
    (@rule) => { &$crate::runtime::codegen::wire::Rule::ANY };
    (@rule $rule:expr) => {{
        static RULE: $crate::runtime::codegen::wire::Rule<'static> = $rule;
        &RULE
    }};
}
pub(crate) use object;

/// Implements serde's traits for a type that is read from and written as JSON.
macro_rules! by_serde {
    ($type:ty) => {
        impl $crate::runtime::codegen::wire::Serialize for $type {
            fn serialize<S: $crate::runtime::codegen::wire::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::codegen::wire::serialize(self, serializer)
            }
        }

        impl<'de> $crate::runtime::codegen::wire::Deserialize<'de> for $type {
            fn deserialize<D: $crate::runtime::codegen::wire::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::codegen::wire::deserialize(deserializer)
            }
        }
    };
}
pub(crate) use by_serde;

#[cfg(test)]
mod tests;

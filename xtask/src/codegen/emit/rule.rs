//! Constraints → a `Rule` of the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::codegen::model::{Bound, Constraints, Number};

/// Returns an expression for a rule, by reference.
pub(super) fn reference(constraints: &Constraints) -> TokenStream {
    let Constraints { only, items, .. } = constraints;
    let set = constraints.iter().map(|(constraint, value)| {
        let setter = format_ident!("{}", constraint.setter);
        let value = match constraint.bound {
            Bound::Flag(_) => None,
            _ => Some(number(value)),
        };
        quote!(.#setter(#value))
    });
    let only = only.map(|only| quote!(.only(#only)));
    let items = items.as_deref().map(|items| {
        let items = reference(items);
        quote!(.items(#items))
    });
    quote!(&Rule::ANY #(#set)* #only #items)
}

/// `None` or `Some(3)`.
pub(super) fn optional(value: Option<Number>) -> TokenStream {
    value
        .map(number)
        .map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

fn number(value: Number) -> TokenStream {
    match value {
        Number::Integer(value) => Literal::i128_unsuffixed(value).into_token_stream(),
        // The loader refuses what isn't finite; a literal of it can't be written.
        Number::Float(value) if value.is_finite() => {
            Literal::f64_unsuffixed(value).into_token_stream()
        }
        Number::Float(_) => quote!(f64::NAN),
    }
}

//! Constraints → a `Rule` of the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::codegen::model::{Bound, Constraints, Number};

/// Returns an expression for a rule, by reference.
pub(super) fn reference(constraints: &Constraints) -> TokenStream {
    let rule = expression(constraints);
    quote!(&#rule)
}

/// Returns an expression for a rule, which is a constant.
pub(super) fn expression(constraints: &Constraints) -> TokenStream {
    let Constraints { only, items, .. } = constraints;
    let set = constraints.iter().map(|(constraint, value)| {
        let setter = format_ident!("{}", constraint.setter);
        let value = match constraint.bound {
            Bound::Flag(_) => None,
            _ if constraint.counted.is_some() => Some(number(value)),
            _ => Some(bound(value)),
        };
        quote!(.#setter(#value))
    });
    let only = only.map(|only| quote!(.only(#only)));
    let items = items.as_deref().map(|items| {
        let items = reference(items);
        quote!(.items(#items))
    });
    quote!(Rule::ANY #(#set)* #only #items)
}

/// A number that a value is compared with.
fn bound(value: Number) -> TokenStream {
    let number = number(value);
    match value {
        Number::Integer(_) => quote!(Rule::integer(#number)),
        Number::Float(_) => quote!(Rule::float(#number)),
    }
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

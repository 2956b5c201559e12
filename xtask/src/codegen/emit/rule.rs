//! Limits → a `Rule` of the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::codegen::model::{Number, Rule};

/// Returns an expression for a rule, by reference.
pub(super) fn reference(rule: &Rule) -> TokenStream {
    let Rule {
        min_length,
        max_length,
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_items,
        max_items,
        unique_items,
        min_properties,
        max_properties,
        only,
        items,
    } = rule;
    let mut limits = TokenStream::new();
    let mut set = |name: &str, value: Option<TokenStream>| {
        let name = format_ident!("{name}");
        limits.extend(value.map(|value| quote!(.#name(#value))));
    };
    set("min_length", min_length.map(count));
    set("max_length", max_length.map(count));
    set("minimum", minimum.map(number));
    set("maximum", maximum.map(number));
    set("exclusive_minimum", exclusive_minimum.map(number));
    set("exclusive_maximum", exclusive_maximum.map(number));
    set("multiple_of", multiple_of.map(number));
    set("min_items", min_items.map(count));
    set("max_items", max_items.map(count));
    set("unique_items", unique_items.then(TokenStream::new));
    set("min_properties", min_properties.map(count));
    set("max_properties", max_properties.map(count));
    set("only", only.map(|only| quote!(#only)));
    set("items", items.as_deref().map(reference));
    quote!(&Rule::ANY #limits)
}

/// `None` or `Some(3)`.
pub(super) fn optional_count(limit: Option<u64>) -> TokenStream {
    limit.map_or_else(
        || quote!(None),
        |limit| {
            let limit = count(limit);
            quote!(Some(#limit))
        },
    )
}

fn count(limit: u64) -> TokenStream {
    Literal::u64_unsuffixed(limit).into_token_stream()
}

fn number(limit: Number) -> TokenStream {
    match limit {
        Number::Integer(value) => Literal::i128_unsuffixed(value).into_token_stream(),
        // The loader refuses what isn't finite; a literal of it can't be written.
        Number::Float(value) if value.is_finite() => {
            Literal::f64_unsuffixed(value).into_token_stream()
        }
        Number::Float(_) => quote!(f64::NAN),
    }
}

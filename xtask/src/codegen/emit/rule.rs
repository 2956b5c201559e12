//! Limits → a `Rule` of the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::codegen::model::{Number, Rule};

/// Returns a statement that hands a rule over: `call` makes it of the rule. A
/// rule that says something gets a line of its own, and so stays legible.
pub(super) fn with(rule: &Rule, call: impl FnOnce(TokenStream) -> TokenStream) -> TokenStream {
    if rule.is_empty() {
        return call(quote!(&Rule::ANY));
    }
    let (rule, call) = (reference(rule), call(quote!(limits)));
    quote!(let limits = #rule; #call)
}

/// Returns an expression for a rule, by reference.
fn reference(rule: &Rule) -> TokenStream {
    if rule.is_empty() {
        return quote!(&Rule::ANY);
    }
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
    let mut fields = Vec::new();
    let mut set = |value: Option<TokenStream>, name: TokenStream| {
        fields.extend(value.map(|value| quote!(#name: #value)));
    };
    set(min_length.map(some_count), quote!(min_length));
    set(max_length.map(some_count), quote!(max_length));
    set(minimum.map(some_number), quote!(minimum));
    set(maximum.map(some_number), quote!(maximum));
    set(
        exclusive_minimum.map(some_number),
        quote!(exclusive_minimum),
    );
    set(
        exclusive_maximum.map(some_number),
        quote!(exclusive_maximum),
    );
    set(multiple_of.map(some_number), quote!(multiple_of));
    set(min_items.map(some_count), quote!(min_items));
    set(max_items.map(some_count), quote!(max_items));
    set(unique_items.then(|| quote!(true)), quote!(unique_items));
    set(min_properties.map(some_count), quote!(min_properties));
    set(max_properties.map(some_count), quote!(max_properties));
    set(only.map(|only| quote!(Some(#only))), quote!(only));
    set(
        items.as_ref().map(|items| {
            let items = reference(items);
            quote!(Some(#items))
        }),
        quote!(items),
    );
    quote!(&Rule { #(#fields,)* ..Rule::ANY })
}

/// `Some(3)`.
fn some_count(count: u64) -> TokenStream {
    let count = Literal::u64_unsuffixed(count);
    quote!(Some(#count))
}

/// `None` or `Some(3)`.
pub(super) fn optional_count(count: Option<u64>) -> TokenStream {
    count.map_or_else(|| quote!(None), some_count)
}

fn some_number(value: Number) -> TokenStream {
    let value = number(value);
    quote!(Some(#value))
}

fn number(number: Number) -> TokenStream {
    match number {
        Number::Integer(value) => {
            let value = Literal::i128_unsuffixed(value);
            quote!(Number::Integer(#value))
        }
        // The loader refuses what isn't finite; a literal of it can't be written.
        Number::Float(value) if value.is_finite() => {
            let value = Literal::f64_unsuffixed(value);
            quote!(Number::Float(#value))
        }
        Number::Float(_) => quote!(Number::Float(f64::NAN)),
    }
}

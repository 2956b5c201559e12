//! Operation → how its reply is read, and the enum of what comes back by status.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::codegen::emit::docs::Page;
use crate::codegen::emit::type_ref::{Speller, ident};
use crate::codegen::model::{ByStatus, Content, Operation, ResponseBody, StatusPattern};

/// The type of a result, and the body of `decode`.
pub(super) fn decode(speller: &Speller<'_>, operation: &Operation) -> (TokenStream, TokenStream) {
    match &operation.success {
        ResponseBody::One(content) => speller.content(content),
        ResponseBody::Optional {
            content,
            empty,
            full,
        } => {
            let (ty, read) = speller.content(content);
            // Single statuses and redirects are told first; what is left has the other form.
            let is_told = |statuses: &&StatusPattern| !is_rest(**statuses);
            let decode = if empty.iter().all(|statuses| is_told(&statuses)) {
                let empty = empty.iter().map(|statuses| pattern(*statuses));
                quote!(match reply.code() { #(#empty)|* => Ok(None), _ => #read.map(Some), })
            } else {
                let told: Vec<_> = empty.iter().filter(is_told).collect();
                let full = full
                    .iter()
                    .filter(is_told)
                    .map(|statuses| pattern(*statuses));
                let empty = told.into_iter().map(|statuses| pattern(*statuses));
                quote! {
                    match reply.code() {
                        #(#empty => Ok(None),)*
                        #(#full => #read.map(Some),)*
                        _ => Ok(None),
                    }
                }
            };
            (quote!(Option<#ty>), decode)
        }
        ResponseBody::ByStatus(all) => {
            let name = ident(&all.ident);
            let arms = all.arms.iter().map(|arm| {
                let (pattern, variant) = (pattern(arm.statuses), ident(&arm.ident));
                let read = speller.content(&arm.content).1;
                match arm.content {
                    Content::Nothing => quote!(#pattern => Ok(#name::#variant),),
                    _ => quote!(#pattern => #read.map(#name::#variant),),
                }
            });
            let others = all.arms.iter().any(|arm| is_rest(arm.statuses));
            let rest = (!others).then(|| quote!(_ => reply.unexpected(),));
            let decode = quote! {
                match reply.code() {
                    #(#arms)*
                    #rest
                }
            };
            (quote!(#name), decode)
        }
        ResponseBody::Page(paging) => {
            let item = speller.ty(&paging.item);
            (quote!(Page<#item>), quote!(reply.page(&Self::PAGING)))
        }
    }
}

/// Only successes and documented redirects are read at all, so a range of successes is what is left.
fn is_rest(statuses: StatusPattern) -> bool {
    matches!(statuses, StatusPattern::Range(2) | StatusPattern::Others)
}

/// The statuses, as `match` takes them.
pub(super) fn pattern(statuses: StatusPattern) -> TokenStream {
    match statuses {
        StatusPattern::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        _ if is_rest(statuses) => quote!(_),
        StatusPattern::Range(hundreds) => {
            let (first, last) = (hundreds * 100, hundreds * 100 + 99);
            let (first, last) = (
                Literal::u16_unsuffixed(first),
                Literal::u16_unsuffixed(last),
            );
            quote!(#first..=#last)
        }
        StatusPattern::Others => quote!(_),
    }
}

/// The enum of what comes back.
pub(super) fn item(
    speller: &Speller<'_>,
    operation: &Operation,
    by_status: &ByStatus,
) -> TokenStream {
    let name = ident(&by_status.ident);
    let builder = ident(&operation.builder);
    let docs = Page::new(&format!("What [`{builder}`] gives, by status.")).outer(speller.texts);
    let variants = by_status.arms.iter().map(|arm| {
        let variant = ident(&arm.ident);
        let otherwise = match arm.statuses {
            StatusPattern::Code(code) => format!("The status {code}."),
            StatusPattern::Range(hundreds) => {
                format!("A status from {hundreds}00 to {hundreds}99.")
            }
            StatusPattern::Others => "Any other status.".to_owned(),
        };
        let docs = Page::described(&arm.docs, &otherwise).outer(speller.texts);
        match &arm.content {
            Content::Nothing => quote!(#docs #variant,),
            content => {
                let ty = speller.content(content).0;
                quote!(#docs #variant(#ty),)
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

//! What a client's builder can be told beside what every builder can: the variables of
//! the address that have a default, and who calls.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::codegen::emit::access;
use crate::codegen::emit::docs::Page;
use crate::codegen::emit::example;
use crate::codegen::emit::markdown::code;
use crate::codegen::emit::texts::Texts;
use crate::codegen::model::{Api, ClientCredentials, ServerVariable};

/// The settings, and what they need; nothing where there are none.
pub(super) fn items(texts: &Texts, api: &Api, crate_name: &str) -> TokenStream {
    let variables = api.server.variables.iter();
    let setters: Vec<TokenStream> = variables
        .filter_map(|variable| Some(setter(texts, variable, variable.value.as_ref()?)))
        .collect();
    let credentials = api.client_credentials();
    let access = access::methods(texts, api, crate_name);
    if setters.is_empty() && credentials.is_none() && access.is_empty() {
        return TokenStream::new();
    }
    let tokens = credentials.map(tokens);
    let methods = credentials.map(|credentials| methods(texts, api, credentials, crate_name));
    quote! {
        #tokens

        /// Settings particular to this API.
        impl ClientBuilder {
            #(#setters)*
            #(#access)*
            #methods
        }
    }
}

/// The names of the runtime that the settings need, beside the builder.
pub(super) fn imports(api: &Api) -> Option<TokenStream> {
    api.client_credentials().map(|_| quote!(, TokenDefaults))
}

/// The values that variables may have, said to the builder.
pub(super) fn values(api: &Api) -> Option<TokenStream> {
    let variables = api.server.variables.iter();
    let values: Vec<TokenStream> = variables
        .filter(|variable| !variable.values.is_empty())
        .map(|variable| {
            let (name, values) = (&variable.wire_name, &variable.values);
            quote!((#name, &[#(#values),*]))
        })
        .collect();
    (!values.is_empty()).then(|| quote!(.values(&[#(#values),*])))
}

fn setter(texts: &Texts, variable: &ServerVariable, default: &str) -> TokenStream {
    let name = &variable.wire_name;
    let method = format_ident!("server_{}", variable.ident.as_str());
    let argument = crate::codegen::emit::type_ref::ident(&variable.ident);
    let head = format!(
        "Sets the variable {} of the service's address; {} unless set.",
        code(name),
        code(default)
    );
    let mut docs = Page::new(&head).docs(&variable.docs);
    if !variable.values.is_empty() {
        let values: Vec<String> = variable.values.iter().map(|value| code(value)).collect();
        docs = docs.paragraph(&format!("It is one of {}.", values.join(", ")));
    }
    let docs = docs.outer(texts);
    quote! {
        #docs
        pub fn #method(self, #argument: impl Into<String>) -> Self {
            self.variable(#name, #argument)
        }
    }
}

fn tokens(credentials: &ClientCredentials) -> TokenStream {
    let (url, in_body) = (&credentials.token_url, credentials.in_body);
    let parameters = credentials
        .parameters
        .iter()
        .map(|(name, value)| quote!((#name, #value)));
    quote! {
        /// Where and how the service gives tokens for client credentials.
        const TOKENS: TokenDefaults = TokenDefaults {
            url: #url,
            parameters: &[#(#parameters),*],
            client_secret_post: #in_body,
        };
    }
}

fn methods(
    texts: &Texts,
    api: &Api,
    credentials: &ClientCredentials,
    crate_name: &str,
) -> TokenStream {
    let place = if credentials.in_body {
        "the body"
    } else {
        "the header `authorization`"
    };
    let mut docs = Page::new("Sets the credentials of a client, for which tokens are obtained.")
        .docs(&credentials.docs)
        .paragraph(&format!(
            "The first call obtains a token from {}, by the client credentials grant of\nOAuth 2.0, and later ones use it until it is time for another;\n[`TokenProvider`](crate::TokenProvider) tells when that is. Identity and secret are\nsent in {place} of the request.",
            code(&credentials.token_url)
        ));
    if !credentials.parameters.is_empty() {
        docs = docs.paragraph("The request also says:").blank();
        for (name, value) in &credentials.parameters {
            docs = docs.item(&format!("{}:", code(name)), &code(value));
        }
    }
    let docs = docs.outer(texts);
    let mut scopes = Page::new(
        "Sets the scopes that tokens for client credentials are to have; what the service\ngives by itself unless set.",
    );
    if !credentials.scopes.is_empty() {
        scopes = scopes.paragraph("The API has these:").blank();
        for (name, text) in &credentials.scopes {
            scopes = scopes.item(&format!("{}:", code(name)), text);
        }
    }
    let scopes = scopes.outer(texts);
    let in_body = (!credentials.in_body).then(|| {
        let docs = Page::new(
            "Sends identity and secret in the body of the requests for tokens, for services that\ndo not take them in a header (`client_secret_post`).",
        )
        .outer(texts);
        quote! {
            #docs
            pub fn client_secret_post(self) -> Self {
                self.secret_in_body()
            }
        }
    });
    let address = token_url(texts, api, crate_name);
    quote! {
        #docs
        pub fn client_credentials(
            self,
            client_id: impl Into<String>,
            client_secret: impl Into<String>,
        ) -> Self {
            self.credentials(client_id, client_secret, TOKENS)
        }

        #scopes
        pub fn scopes(self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
            self.token_scopes(scopes)
        }

        #in_body

        #address
    }
}

fn token_url(texts: &Texts, api: &Api, crate_name: &str) -> TokenStream {
    let calls = [
        ".client_credentials(\"my-client-id\", \"my-client-secret\")",
        ".token_url(\"https://login.example.com/token\")",
    ];
    let docs = Page::new(
        "Replaces the address at which client credentials are exchanged for tokens.",
    )
    .paragraph(
        "The rules of [`base_url`](Self::base_url) hold for it, too. Unless it is set, it is the service's\nown; but when [`base_url`](Self::base_url) is plain http, it is at the same host, so that nothing\nleaves the machine.",
    )
    .example(&example::client(api, crate_name, &calls))
    .outer(texts);
    quote! {
        #docs
        pub fn token_url(self, token_url: impl Into<String>) -> Self {
            self.tokens_from(token_url)
        }
    }
}

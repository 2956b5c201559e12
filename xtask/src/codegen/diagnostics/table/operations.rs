//! Operations: names, parameters, bodies, servers, security and paging.

use crate::codegen::diagnostics::table::codes;

codes! {
    NAME_COLLISION "name-collision" Warn:
        "Two things would have one name in Rust, and nothing in their own names tells them apart. One \
         of them gets a mark of its place in the description, which stays as long as it stands there.",
        Part "paths:\n  /a: {get: {responses: {'204': {description: d}}}}\n  \
              /a/: {get: {responses: {'204': {description: d}}}}";

    GIVEN_NAME_COLLISION "given-name-collision" Strict:
        "`x-operation-name` or `x-operation-group` gives one name to two things. An overlay can change \
         one of them.",
        Part "paths:\n  /a: {get: {x-operation-group: g, x-operation-name: list, responses: {'204': {description: d}}}}\n  \
              /b: {get: {x-operation-group: g, x-operation-name: list, responses: {'204': {description: d}}}}";

    DUPLICATE_OPERATION_ID "duplicate-operation-id" Warn:
        "Two operations have the same `operationId`. Both are named after their methods and paths \
         instead, whatever their order.",
        Part "paths:\n  /a: {get: {operationId: list, responses: {'204': {description: d}}}}\n  \
              /b: {get: {operationId: list, responses: {'204': {description: d}}}}";

    INVALID_EXTENSION "invalid-extension" Strict:
        "The value of an extension that the generator reads has a form that it does not understand. \
         `spec/README.md` describes them.",
        Part "paths: {/a: {get: {x-operation-name: 1, responses: {'204': {description: d}}}}}";

    MISMATCHED_PAGINATION "mismatched-pagination" Strict:
        "`x-pagination` does not fit the operation: a parameter that it names is not declared, or no \
         response is such a page. A walk would end too soon, or never.",
        Part "paths:\n  /a:\n    get:\n      \
              x-pagination: {items: list, pageSize: 5, offset: {page: page, size: size}}\n      \
              responses: {'204': {description: d}}";

    CONFLICTING_GROUP_PARAMETER "conflicting-group-parameter" Strict:
        "A parameter that `x-operation-group` binds to a handle has different types in operations of the group.",
        Part "paths:\n  /a/{id}:\n    get:\n      x-operation-group: a/{id}/b\n      \
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n      \
              responses: {'204': {description: d}}\n    delete:\n      x-operation-group: a/{id}/b\n      \
              parameters: [{name: id, in: path, required: true, schema: {type: integer}}]\n      \
              responses: {'204': {description: d}}";

    DUPLICATE_PARAMETER "duplicate-parameter" Warn:
        "A list of parameters holds the same parameter twice. It is read once.",
        Part "paths:\n  /a:\n    get:\n      \
              parameters: [{name: p, in: query, schema: {type: string}}, {name: p, in: query, schema: {type: string}}]\n      \
              responses: {'204': {description: d}}";

    CONFLICTING_PARAMETERS "conflicting-parameters" Deny:
        "A list of parameters holds two with the same name and location that differ in more than their \
         documentation. Which is meant can't be known; lowered, the last one is read.",
        Part "paths:\n  /a:\n    get:\n      \
              parameters: [{name: p, in: query, schema: {type: string}}, {name: p, in: query, schema: {type: integer}}]\n      \
              responses: {'204': {description: d}}";

    IGNORED_HEADER_PARAMETER "ignored-header-parameter" Warn:
        "OpenAPI says that parameters called `Accept`, `Content-Type` and `Authorization` are ignored: \
         media types and security say it already.",
        Part "paths: {/a: {get: {parameters: [{name: Accept, in: header, schema: {}}], responses: {'204': {description: d}}}}}";

    RESERVED_HEADER_PARAMETER "reserved-header-parameter" Warn:
        "A parameter is a header by which HTTP frames requests, such as `Host` or `Content-Length`. The \
         HTTP client sets it, so it is left out; a caller who did could make one request look like two.",
        Part "paths: {/a: {get: {parameters: [{name: Host, in: header, schema: {}}], responses: {'204': {description: d}}}}}";

    UNSUPPORTED_PARAMETER_CONTENT "unsupported-parameter-content" Warn:
        "A parameter is written in a media type other than JSON and plain text. The caller writes it: \
         it is text.",
        Part "paths:\n  /a:\n    get:\n      \
              parameters: [{name: p, in: query, content: {application/xml: {schema: {type: object}}}}]\n      \
              responses: {'204': {description: d}}";

    UNDECLARED_PATH_PARAMETER "undeclared-path-parameter" Warn:
        "A path has a placeholder for which no parameter is declared. It is a required text.",
        Part "paths: {'/pets/{id}': {get: {responses: {'204': {description: d}}}}}";

    UNUSED_PATH_PARAMETER "unused-path-parameter" Warn:
        "A parameter in `path` has no placeholder in the path, so its value would be sent nowhere. It \
         is left out.",
        Part "paths:\n  /pets:\n    get:\n      \
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n      \
              responses: {'204': {description: d}}";

    DUPLICATE_PATH_PARAMETER "duplicate-path-parameter" Warn:
        "A path has the same placeholder twice. The same value is sent in both places.",
        Part "paths:\n  /a/{id}/{id}:\n    get:\n      \
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n      \
              responses: {'204': {description: d}}";

    PATH_TEMPLATE_OPERATOR "path-template-operator" Warn:
        "A placeholder is written as in RFC 6570 or in a web framework, such as `{ids*}`, `{?page,size}` \
         or `:id`. In OpenAPI the parameter says where it goes and how it is written, so that only what a \
         sign puts before a value is sent, and `{+path}` keeps its slashes. A placeholder without a \
         parameter that could stand there is left out.",
        Part "paths:\n  '/a/{ids*}':\n    get:\n      \
              parameters: [{name: ids, in: path, required: true, schema: {type: array, items: {type: string}}}]\n      \
              responses: {'204': {description: d}}";

    QUERY_IN_PATH "query-in-path" Warn:
        "The key of a path holds `?`. What stands behind it is sent as the beginning of the query, with \
         the values of its placeholders. A parameter in `query` that has its value there is left out.",
        Part "paths: {'/pets?kind=cat': {get: {responses: {'204': {description: d}}}}}";

    UNREADABLE_QUERY_IN_PATH "unreadable-query-in-path" Warn:
        "The query in the key of a path can be read in several ways, such as `?{name}=1`. The operation \
         is left out.",
        Part "paths:\n  '/a?{name}=1':\n    get:\n      \
              parameters: [{name: name, in: path, required: true, schema: {type: string}}]\n      \
              responses: {'204': {description: d}}";

    EMPTY_CONTENT "empty-content" Warn:
        "The `content` of a request body is empty, so that nothing says how a body would be written. None is sent.",
        Part "paths: {/a: {post: {requestBody: {content: {}}, responses: {'204': {description: d}}}}}";

    UNWRITTEN_SCHEMA "unwritten-schema" Warn:
        "A request body is XML, or another kind of text or octets, and its schema is an object or an array. \
         Only JSON, pairs and parts are written by a schema, so the caller writes the body.",
        Part "paths:\n  /a:\n    post:\n      requestBody: {content: {application/xml: {schema: {type: object}}}}\n      \
              responses: {'204': {description: d}}";

    UNDESCRIBED_PARTS "undescribed-parts" Warn:
        "A request body is of parts, and no schema has a property for any. The caller writes the body, and \
         gives it a media type that names the boundary.",
        Part "paths:\n  /a:\n    post:\n      requestBody: {content: {multipart/form-data: {}}}\n      \
              responses: {'204': {description: d}}";

    PARTS_OF_NO_FORM "parts-of-no-form" Warn:
        "A request body is of parts, but no `multipart/form-data`, and OpenAPI does not say how properties become \
         parts of it. They are sent in the order of the description, each with its content type; in \
         `multipart/related`, where order tells them apart, without names.",
        Part "paths:\n  /a:\n    post:\n      requestBody:\n        content:\n          \
              multipart/related: {schema: {type: object, properties: {p: {type: string}}}}\n      \
              responses: {'204': {description: d}}";

    UNSPECIFIED_STYLE "unspecified-style" Warn:
        "OpenAPI gives a value no form in the style of its parameter or property: all but a flat object in \
         `deepObject`, and arrays and objects within others elsewhere. In `deepObject` they are written with \
         brackets, `a[0]=b` and `a[b][c]=d`, which most services read, and elsewhere as JSON.",
        Part "paths:\n  /a:\n    get:\n      \
              parameters: [{name: p, in: query, style: deepObject, schema: {type: array, items: {type: string}}}]\n      \
              responses: {'204': {description: d}}";

    INVALID_MEDIA_TYPE "invalid-media-type" Warn:
        "A key of `content` is not a media type such as `application/json`, and none is plainly meant. \
         It is left out, with what stands under it.",
        Part "paths: {/a: {get: {responses: {'200': {description: d, content: {text/plain: {}, code: {}}}}}}}";

    MISSPELT_MEDIA_TYPE "misspelt-media-type" Warn:
        "A key of `content` is not written as a media type is. It is read as the one that it plainly \
         stands for, such as `json`; if it is the only one, as any media type.",
        Part "paths: {/a: {post: {requestBody: {content: {json: {}}}, responses: {'204': {description: d}}}}}";

    UNSAFE_MEDIA_TYPE "unsafe-media-type" Fixed:
        "A key of `content` holds a character that no media type can have. It would get into headers, and \
         could add some to a request.",
        Part "paths: {/a: {post: {requestBody: {content: {\"a/b\\r\\nc: d\": {}}}, responses: {'204': {description: d}}}}}";

    NO_SUCCESS_RESPONSE "no-success-response" Warn:
        "No response says what success looks like. Any status of 2xx is success, and its body is not read.",
        Part "paths: {/a: {get: {responses: {'404': {description: d}}}}}";

    UNSUPPORTED_SERVER_URL "unsupported-server-url" Warn:
        "The address of a server has another scheme than http and https, or holds user, query, fragment \
         or signs that a URL can't have. The server is left out, so that no request goes there; where no \
         other can be used, the user gives the address.",
        Part "servers: [{url: 'ftp://example.com'}]";

    PLAIN_HTTP_SERVER "plain-http-server" Warn:
        "No server has an https address, and one has plain http. Nothing is sent in the clear because a \
         description says so: the user gives the address, which is https or on the same machine.",
        Part "servers: [{url: 'http://example.com'}]";

    INVALID_SERVER_TEMPLATE "invalid-server-template" Warn:
        "The braces in the address of a server do not enclose a name. The server is left out; where no \
         other can be used, the user gives the address.",
        Part "servers: [{url: 'https://{tenant.example.com'}]";

    UNDEFINED_SERVER_VARIABLE "undefined-server-variable" Warn:
        "The address of a server has a variable that `variables` does not have. It has no default, so \
         `Client::builder` asks for it.",
        Part "servers: [{url: 'https://{tenant}.example.com'}]";

    UNUSED_SERVER_VARIABLE "unused-server-variable" Warn:
        "`variables` has a variable that does not occur in the address of the server. Nothing is done with it.",
        Part "servers: [{url: 'https://example.com', variables: {tenant: {default: a}}}]";

    MISSING_SERVER_DEFAULT "missing-server-default" Warn:
        "A server's variable has no `default`, which it must have. `Client::builder` asks for it.",
        Part "servers: [{url: 'https://{tenant}.example.com', variables: {tenant: {}}}]";

    SAMPLE_SERVER_DEFAULT "sample-server-default" Warn:
        "The `default` of a server's variable may be somebody's own tenant, account or token: there is no \
         `enum`, and the name of the variable does not say that it is a region, an environment, a version, \
         a host or the like. `Client::builder` asks for it, so that no program talks to a stranger's.",
        Part "servers: [{url: 'https://{tenant}.example.com', variables: {tenant: {default: acme}}}]";

    UNLISTED_SERVER_DEFAULT "unlisted-server-default" Warn:
        "The `default` of a server's variable is not in its `enum`. It is taken all the same.",
        Part "servers: [{url: 'https://{region}.example.com', variables: {region: {default: eu, enum: [us]}}}]";

    UNSUPPORTED_SECURITY_SCHEME "unsupported-security-scheme" Warn:
        "A security scheme is none of `bearer`, `basic`, API keys, OAuth 2 and OpenID Connect, or lacks \
         what it needs. Nothing is sent for it, and what else opens an operation is. A certificate or a \
         signature is brought by an HTTP client or a transport that the builder is given.",
        Part "security: [{digest: []}]\ncomponents: {securitySchemes: {digest: {type: http, scheme: digest}}}";

    INCOMPLETE_SECURITY_SCHEME "incomplete-security-scheme" Warn:
        "A security scheme, or a flow of it, lacks a keyword that it must have. It is a bearer token all \
         the same, and how the user comes by one is not known.",
        Part "security: [{oauth: []}]\ncomponents: {securitySchemes: {oauth: {type: oauth2}}}";

    UNAPPLIED_SECURITY_SCHEMES "unapplied-security-schemes" Warn:
        "There are security schemes, and no `security` says which operations they open. Credentials that \
         the user gives are sent with every call, and calls go without where none are given.",
        Part "components: {securitySchemes: {token: {type: http, scheme: bearer}}}";

    UNDEFINED_SECURITY_SCHEME "undefined-security-scheme" Warn:
        "`security` names a scheme that `components/securitySchemes` does not have. Nothing is sent for \
         it; what else the same alternative asks for is.",
        Part "security: [{nobody: []}]\npaths: {/a: {get: {responses: {'204': {description: d}}}}}";

    UNDEFINED_SCOPE "undefined-scope" Warn:
        "`security` names a scope that no flow of the scheme lists. It is asked for all the same: a \
         service may know more than its description says.",
        Part "security: [{oauth: [write]}]\ncomponents:\n  securitySchemes:\n    oauth:\n      type: oauth2\n      \
              flows: {clientCredentials: {tokenUrl: 'https://example.com/token', scopes: {read: r}}}";

    UNUSABLE_TOKEN_URL "unusable-token-url" Warn:
        "The `tokenUrl` of client credentials is not an https address. Credentials are never sent \
         there; tokens can be given to the builder otherwise.",
        Part "security: [{oauth: []}]\ncomponents:\n  securitySchemes:\n    oauth:\n      type: oauth2\n      \
              flows: {clientCredentials: {tokenUrl: 'http://example.com/token', scopes: {}}}";

    SEVERAL_TOKEN_URLS "several-token-urls" Warn:
        "Client credentials are exchanged at different addresses, by scheme. The first is taken; \
         `token_url` on the builder takes another.",
        Part "security: [{a: []}, {b: []}]\ncomponents:\n  securitySchemes:\n    \
              a: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://example.com/a', scopes: {}}}}\n    \
              b: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://example.com/b', scopes: {}}}}";
}

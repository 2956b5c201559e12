//! What generated code would look like for a small service.

#![allow(unreachable_pub, reason = "`object!` is made for public types")]

use super::methods::operation;
use crate::runtime::codegen::wire::object;
use crate::runtime::codegen::*;
use crate::runtime::json::Extra;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Thing {
    pub(super) id: String,
    pub(super) colour: Patch<String>,
    pub(super) extra: Extra,
}

object! {
    Thing = "Thing", Rule::ANY.max_properties(3);
    id: required "id";
    colour: patch "colour", Rule::ANY.min_length(1);
}

#[derive(Clone, Debug)]
pub(crate) struct PutThing {
    pub(super) call: Call,
    id: String,
    pub(super) body: Option<Thing>,
}

impl PutThing {
    pub(super) fn new(client: &Client, id: &str) -> Self {
        Self {
            call: Call::new(client),
            id: id.to_owned(),
            body: None,
        }
    }
}

impl Operation for PutThing {
    type Output = Thing;
    const ENDPOINT: Endpoint = Endpoint {
        id: "putThing",
        method: Method::PUT,
        path: "/things/{id}",
    };

    fn call(&self) -> &Call {
        &self.call
    }

    fn encode(&self, request: &mut Encoder) {
        request.path("/things/");
        request.parameter("id", &self.id, &Rule::ANY.max_length(20));
        if let Some(body) = &self.body {
            request.json(body);
        }
    }

    fn decode(reply: &Reply) -> Result<Thing> {
        reply.json()
    }
}
operation!(PutThing, Thing);

#[derive(Clone, Debug)]
pub(crate) struct ListThings {
    pub(super) call: Call,
    pub(super) from: Option<String>,
    pub(super) page: Option<i64>,
    pub(super) size: Option<i64>,
}

impl ListThings {
    pub(super) fn new(client: &Client) -> Self {
        Self {
            call: Call::new(client),
            from: None,
            page: None,
            size: None,
        }
    }
}

impl Operation for ListThings {
    type Output = Page<String>;
    const ENDPOINT: Endpoint = Endpoint {
        id: "listThings",
        method: Method::GET,
        path: "/things",
    };

    fn call(&self) -> &Call {
        &self.call
    }

    fn encode(&self, request: &mut Encoder) {
        request.path("/things");
        request.query("kind", &String::from("a b"), &Rule::ANY);
        request.query("from", &self.from, &Rule::ANY);
        request.query("page", &self.page, &Rule::ANY.minimum(Rule::integer(0)));
        request.query("size", &self.size, &Rule::ANY);
    }

    fn decode(reply: &Reply) -> Result<Page<String>> {
        reply.page(&Self::PAGING)
    }
}

impl Paged for ListThings {
    type Item = String;
    const PAGING: Paging = Paging {
        items: "things",
        cursor: Some(Cursor {
            parameter: "from",
            next: "next",
            size: "take",
        }),
        offset: Some(Offset {
            page: "page",
            size: "size",
            totals: Some("totals"),
        }),
        page_size: 2,
    };
}
operation!(ListThings, Page<String>);

impl ListThings {
    pub(super) fn items(self) -> Items<String> {
        pages(&self).into_items()
    }

    pub(super) fn pages(self) -> Pages<String> {
        pages(&self)
    }
}

/// A request that is not to be repeated, unless the caller says so.
#[derive(Clone, Debug)]
pub(crate) struct PostThing {
    call: Call,
}

impl PostThing {
    pub(super) fn new(client: &Client) -> Self {
        Self {
            call: Call::new(client),
        }
    }
}

impl Operation for PostThing {
    type Output = Thing;
    const ENDPOINT: Endpoint = Endpoint {
        id: "postThing",
        method: Method::POST,
        path: "/things",
    };

    fn call(&self) -> &Call {
        &self.call
    }

    fn encode(&self, request: &mut Encoder) {
        request.path("/things");
        request.json(&Thing::default());
    }

    fn decode(reply: &Reply) -> Result<Thing> {
        reply.json()
    }
}
operation!(PostThing, Thing);

#[derive(Clone, Debug)]
pub(crate) struct DeleteThing {
    call: Call,
}

impl DeleteThing {
    pub(super) fn new(client: &Client) -> Self {
        Self {
            call: Call::new(client),
        }
    }
}

impl Operation for DeleteThing {
    type Output = ();
    const ENDPOINT: Endpoint = Endpoint {
        id: "deleteThing",
        method: Method::DELETE,
        path: "/things/1",
    };

    fn call(&self) -> &Call {
        &self.call
    }

    fn encode(&self, request: &mut Encoder) {
        request.path("/things/1");
    }

    fn decode(reply: &Reply) -> Result<()> {
        reply.nothing()
    }
}
operation!(DeleteThing, ());

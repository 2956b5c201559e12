//! What comes back: the result of a call, pages, and the declared statuses.

use super::Bump;
use super::comparison::Comparison;
use super::words;
use crate::codegen::model::{
    Arm, ByStatus, Content, Operation, Paging, ResponseBody, Status, StatusPattern,
};
use crate::codegen::source::Pointer;

impl Comparison<'_> {
    pub(super) fn success(&mut self, label: &str, old: &Operation, new: &Operation) {
        let at = &(old.origin.child("responses"), new.origin.child("responses"));
        let at = (&at.0, &at.1);
        let same = match (&old.success, &new.success) {
            (ResponseBody::One(was), ResponseBody::One(is)) => self.same_content(was, is),
            (
                ResponseBody::Optional {
                    content,
                    empty,
                    full,
                },
                ResponseBody::Optional {
                    content: new_content,
                    empty: new_empty,
                    full: new_full,
                },
            ) => {
                if !same_statuses(empty, new_empty) || !same_statuses(full, new_full) {
                    let what = format!("{label} has a content with other statuses");
                    self.report(Bump::Patch, what, "the same result in Rust", at);
                }
                self.same_content(content, new_content)
            }
            (ResponseBody::ByStatus(was), ResponseBody::ByStatus(is)) => {
                self.by_status(label, was, is, at);
                true
            }
            (ResponseBody::Page(was), ResponseBody::Page(is)) => {
                let at = &(
                    old.origin.child("x-pagination"),
                    new.origin.child("x-pagination"),
                );
                self.paging(label, was, is, (&at.0, &at.1))
            }
            _ => false,
        };
        if !same {
            let (was, is) = (
                result(self.old, &old.success),
                result(self.new, &new.success),
            );
            self.report(
                Bump::Major,
                format!("{label} gives {is}, gave {was}"),
                "its result has another type in Rust",
                at,
            );
        }
        self.media_types(label, (old, new), at);
    }

    /// What is asked for, and whether it can be read as a stream.
    fn media_types(
        &mut self,
        label: &str,
        (old, new): (&Operation, &Operation),
        at: (&Pointer, &Pointer),
    ) {
        if old.stream.is_some() != new.stream.is_some() {
            let (bump, verb) = if new.stream.is_some() {
                (Bump::Minor, "can")
            } else {
                (Bump::Major, "can't")
            };
            let what = format!("the reply of {label} {verb} be read as a stream now");
            self.report(bump, what, "the method `stream` comes or goes with it", at);
        }
        if old.accept != new.accept
            || old.stream.is_some() && new.stream.is_some() && old.stream != new.stream
        {
            let what = format!("{label} asks for other media types");
            self.report(
                Bump::Patch,
                what,
                "the same call, written in another way",
                at,
            );
        }
    }

    fn same_content(&mut self, old: &Content, new: &Content) -> bool {
        match (old, new) {
            (Content::Json(was), Content::Json(is)) => self.same(was, is),
            _ => old == new && !matches!(old, Content::Json(_)),
        }
    }

    fn by_status(&mut self, label: &str, old: &ByStatus, new: &ByStatus, at: (&Pointer, &Pointer)) {
        self.name("the type", (&old.ident, &new.ident), at);
        let find =
            |all: &'_ ByStatus, statuses| all.arms.iter().position(|arm| arm.statuses == statuses);
        for was in &old.arms {
            let content = match find(new, was.statuses).map(|place| &new.arms[place]) {
                Some(is) => {
                    self.name("the variant", (&was.ident, &is.ident), at);
                    self.docs(&format!("the result of {label}"), (&was.docs, &is.docs), at);
                    (!self.same_content(&was.content, &is.content))
                        .then(|| words::content(self.new, &is.content))
                }
                None => Some("gone".to_owned()),
            };
            if let Some(content) = content {
                self.report(
                    Bump::Major,
                    format!(
                        "the result `{}` of {label} is {content}, was {}",
                        was.ident.as_str(),
                        words::content(self.old, &was.content)
                    ),
                    "its variant is gone or holds another type",
                    at,
                );
            }
        }
        let is_new = |arm: &&Arm| find(old, arm.statuses).is_none();
        for is in new.arms.iter().filter(is_new) {
            self.report(
                Bump::Minor,
                format!("the result `{}` of {label} is new", is.ident.as_str()),
                "the enum of results is open",
                at,
            );
        }
    }

    fn paging(
        &mut self,
        label: &str,
        old: &Paging,
        new: &Paging,
        at: (&Pointer, &Pointer),
    ) -> bool {
        let Paging {
            item,
            items,
            page_size,
            cursor,
            offset,
        } = old;
        let same = (items, page_size, cursor, offset)
            == (&new.items, &new.page_size, &new.cursor, &new.offset);
        if !same {
            let what = format!("{label} is walked in another way");
            self.report(Bump::Patch, what, "the same calls, other requests", at);
        }
        self.same(item, &new.item)
    }

    pub(super) fn statuses(&mut self, label: &str, old: &Operation, new: &Operation) {
        let places = (old.origin.child("responses"), new.origin.child("responses"));
        let find =
            |all: &'_ [Status], code: &str| all.iter().position(|status| status.code == code);
        let why = "only documentation: any status is handled";
        for was in &old.statuses {
            let name = format!("the status {} of {label}", was.code);
            let Some(is) = find(&new.statuses, &was.code).map(|place| &new.statuses[place]) else {
                self.report(
                    Bump::Patch,
                    format!("{name} is gone"),
                    why,
                    (&was.origin, &places.1),
                );
                continue;
            };
            let at = (&was.origin, &is.origin);
            self.docs(&name, (&was.docs, &is.docs), at);
            // That nothing is said of any error on one side is noted once.
            if let (Some(error), Some(new_error)) = (&was.body, &is.body) {
                if !self.same(error, new_error) {
                    let (was, is) = (words::ty(self.old, error), words::ty(self.new, new_error));
                    let what = format!("{name} is explained by {is}, was by {was}");
                    self.report(
                        Bump::Patch,
                        what,
                        "only documentation, unless all errors are of one type",
                        at,
                    );
                }
            }
        }
        for is in &new.statuses {
            if find(&old.statuses, &is.code).is_none() {
                let what = format!("the status {} of {label} is new", is.code);
                self.report(Bump::Patch, what, why, (&places.0, &is.origin));
            }
        }
    }
}

fn same_statuses(old: &[StatusPattern], new: &[StatusPattern]) -> bool {
    old.len() == new.len() && old.iter().all(|statuses| new.contains(statuses))
}

fn result(api: &crate::codegen::model::Api, success: &ResponseBody) -> String {
    match success {
        ResponseBody::One(content) => words::content(api, content),
        ResponseBody::Optional { content, .. } => {
            format!("{} or nothing", words::content(api, content))
        }
        ResponseBody::ByStatus(_) => "something for each status".to_owned(),
        ResponseBody::Page(paging) => format!("pages, each item {}", words::ty(api, &paging.item)),
    }
}

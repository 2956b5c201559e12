//! The members of an object that is being read: each field asks for its own.
//!
//! In: an object. Out: the members by their names, and those that no field asks for. Deliberately
//! absent: which fields there are, which the generated half says.

use std::collections::BTreeMap;

use super::{Extent, Faults, FromJson, Node, Token};
use crate::runtime::error::Fault;

/// Members of a JSON object that its type does not name, by wire name.
///
/// Replies may hold members that the service has added since; they are kept here, and written back
/// when the value is sent. A name that the type itself has is never written from here: the type's
/// own field decides.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// The members of an object that is being read. Each field asks for its own, one after the other.
pub(crate) struct Members<'d, 'f> {
    object: Node<'d>,
    pub(super) faults: &'f mut Faults,
    /// How many members no field has asked for yet; none where something is wrong, so that what comes
    /// then is absent.
    left: usize,
    /// No field has to look before this one: all members there have one.
    first: usize,
    /// Behind the last member.
    end: usize,
    /// Where the next name is looked for first: members mostly come in the order of the fields.
    next: usize,
    may_repeat: bool,
}

impl<'d, 'f> Members<'d, 'f> {
    /// Takes an object apart; `name` is that of its type.
    pub(crate) fn of(object: Node<'d>, name: &str, faults: &'f mut Faults) -> Self {
        let (extent, may_repeat) = match object.token() {
            Token::Object(extent, may_repeat) => (extent, may_repeat),
            _ => {
                faults.unlike(object, &format!("an object ({name})"));
                (Extent { count: 0, end: 0 }, false)
            }
        };
        let first = object.at.wrapping_add(1);
        Self {
            object,
            left: if faults.is_none() {
                extent.count as usize
            } else {
                0
            },
            faults,
            first,
            end: extent.end as usize,
            next: first,
            may_repeat,
        }
    }

    /// Reads a member that is always there.
    pub(crate) fn required<T: FromJson>(&mut self, name: &'static str) -> T {
        let was_sound = self.faults.is_none();
        let node = self.required_node(name);
        let value = T::from_json(node, self.faults);
        if was_sound {
            self.leave(name);
        }
        value
    }

    /// Reads a member that may be absent or null.
    pub(crate) fn optional<T: FromJson>(&mut self, name: &'static str) -> Option<T> {
        match self.get(name) {
            Some(node) if !node.is_null() => {
                let value = T::from_json(node, self.faults);
                self.leave(name);
                Some(value)
            }
            _ => None,
        }
    }

    /// Returns a member that is always there.
    fn required_node(&mut self, name: &'static str) -> Node<'d> {
        self.get(name).unwrap_or_else(|| {
            self.faults.tell(|| Fault::new("is missing"));
            self.object.nothing()
        })
    }

    /// Says where a fault is, if one came up in a member.
    pub(super) fn leave(&mut self, name: &'static str) {
        if !self.faults.is_none() {
            self.left = 0;
            self.faults.within(|fault| fault.in_member(name));
        }
    }

    /// Returns a member by its name; none where something is wrong already.
    pub(super) fn get(&mut self, name: &str) -> Option<Node<'d>> {
        // Once all members have a field, the others are absent.
        if self.left == 0 {
            return None;
        }
        let document = self.object.document;
        let is_next = self.next < self.end && document.is(document.token(self.next), name);
        let at = if is_next && !self.may_repeat {
            self.next
        } else {
            self.find(name)?
        };
        self.left -= usize::from(!self.may_repeat);
        self.next = document.after(at + 1);
        if at == self.first {
            self.first = self.next;
        }
        Some(Node {
            document,
            at: at + 1,
        })
    }

    /// Finds the token of a name that is not the next one; of several, the last one.
    fn find(&self, name: &str) -> Option<usize> {
        let document = self.object.document;
        if self.may_repeat {
            return self.object.member(name).map(|member| member.at - 1);
        }
        let behind = document.find(name, self.next, self.end);
        behind.or_else(|| document.find(name, self.first, self.next))
    }

    /// Returns the members that have no field; `own` are the names of the fields.
    pub(crate) fn extra(&mut self, own: &[&str]) -> Extra {
        let mut extra = Extra::new();
        self.rest(own, &mut |name, value, faults| {
            extra.insert(name.to_owned(), value.to_value(faults));
        });
        extra
    }

    /// The same where the description tells their type.
    #[allow(dead_code, reason = "a description needs some of it")]
    pub(crate) fn further<T: FromJson>(&mut self, own: &[&str]) -> BTreeMap<String, T> {
        let mut further = BTreeMap::new();
        self.rest(own, &mut |name, value, faults| {
            further.insert(name.to_owned(), T::from_json(value, faults));
        });
        further
    }

    /// Looks at the members that have no field.
    fn rest(&mut self, own: &[&str], each: &mut dyn FnMut(&str, Node<'d>, &mut Faults)) {
        if self.left == 0 {
            return;
        }
        let members = self.object.document.members(self.first, self.end);
        for (name, value) in members.filter(|(name, _)| !own.contains(name)) {
            each(name, value, self.faults);
            if !self.faults.is_none() {
                // The names are the service's, and may say anything.
                return self.faults.within(Fault::in_any_member);
            }
        }
    }
}

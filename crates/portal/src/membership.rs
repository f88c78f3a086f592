//! The groups of the user whom a token stands for: who leads is known by them.

use std::collections::BTreeSet;

use crate::{Fault, Request, Response, read};

/// The most groups that are kept of a user. Nobody is in more, and a portal must not fill the disk.
const MOST: usize = 500;
/// The most characters of a group's name that are kept.
const NAME: usize = 200;

/// What a portal says of the groups of the user whom the token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Membership {
    /// It told them.
    Told {
        /// Who the token stands for, where that was told with them.
        user: Option<String>,
        /// Names of groups, sorted, each once; roles are among them where a portal has both. None is a fact too.
        groups: Vec<String>,
    },
    /// It did not tell: why, and what to do, in whole sentences.
    Untold(String),
}

/// How reading the groups goes on.
#[derive(Debug)]
pub enum Inquiry {
    /// These requests, in any order or at once.
    Ask(Vec<Request>),
    /// That is all.
    Done(Membership),
}

impl Inquiry {
    /// So many rounds of requests an adapter gets; none asks more.
    pub const MOST_ROUNDS: usize = 10;

    /// What was told. Names are the portal's: they are cut, and without what speaks to a terminal or turns a line.
    pub(crate) fn told(user: Option<String>, groups: impl IntoIterator<Item = String>) -> Self {
        let plain = |name: String| read::capped(name.trim(), NAME).trim().to_owned();
        let groups: BTreeSet<String> =
            groups.into_iter().map(plain).filter(|name| !name.is_empty()).collect();
        let user = user.map(plain).filter(|name| !name.is_empty());
        Self::Done(Membership::Told { user, groups: groups.into_iter().take(MOST).collect() })
    }

    /// Nothing was told, because of this.
    pub(crate) fn untold(why: &str) -> Self {
        Self::Done(Membership::Untold(why.to_owned()))
    }

    /// What came of reading. `right` says what to do where the portal refuses.
    pub(crate) fn of(read: Result<Self, Fault>, right: &str) -> Self {
        read.unwrap_or_else(|fault| {
            let is_refused = matches!(fault, Fault::Forbidden { .. } | Fault::NotFound { .. });
            if is_refused { Self::untold(right) } else { Self::untold(&format!("{fault} {}", fault.hint())) }
        })
    }
}

/// The first answer of a round of requests.
pub(crate) fn first<'a>(request: &Request, round: &'a [Response]) -> Result<&'a Response, Fault> {
    round.first().ok_or_else(|| read::shape_fault(&request.url, "there is no answer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_hostile_portal_are_few_short_and_plain() {
        let hostile =
            ["  Support\u{1b}[2J leads ", "", " \u{202e} ", "Support", "Support", &"x".repeat(9_000)];
        let names = hostile.into_iter().map(str::to_owned).chain((0..9_000).map(|n| format!("{n:05}")));
        let Inquiry::Done(Membership::Told { user, groups }) = Inquiry::told(Some("\u{7}".to_owned()), names)
        else {
            panic!()
        };
        assert_eq!(user, None);
        assert_eq!(groups.len(), MOST);
        let few = Inquiry::told(None, hostile.map(str::to_owned));
        let Inquiry::Done(Membership::Told { groups, .. }) = few else { panic!() };
        assert_eq!(groups, ["Support", "Support[2J leads", &"x".repeat(NAME)]);
    }

    #[test]
    fn a_refusal_names_the_right_and_every_other_fault_itself() {
        let host = || "help.example".to_owned();
        let cases = [
            (Fault::Forbidden { host: host(), detail: "no".to_owned() }, "Ask for it."),
            (Fault::NotFound { url: host() }, "Ask for it."),
            (Fault::Server { host: host(), status: 500 }, "help.example"),
            (Fault::Unauthorized { host: host() }, "help.example did not accept the token."),
        ];
        for (fault, words) in cases {
            let Inquiry::Done(Membership::Untold(why)) = Inquiry::of(Err(fault), "Ask for it.") else {
                panic!()
            };
            assert!(why.contains(words) && why.ends_with('.'), "{why}");
        }
    }
}

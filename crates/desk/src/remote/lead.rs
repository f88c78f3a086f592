//! Who leads: the settings name groups, and the portal tells in which groups its user is.

use policy::remote::Lead;
use store::Membership;

use crate::DeskError;
use crate::console::Console;

/// Name of the setting that lists the groups whose members lead, separated by commas.
const GROUPS_SETTING: &str = "lead_groups";
/// So many names are said in a sentence; the settings page has all of them.
const SAID: usize = 8;

/// Whether the user of an account leads, and what that rests on.
pub(super) struct Leading {
    /// The user as a lead, where that is so.
    pub lead: Option<Lead>,
    /// The account, to show.
    portal: String,
    /// As the portal writes it; empty where it does not tell.
    user: String,
    /// Groups whose members lead.
    named: Vec<String>,
    membership: Membership,
}

impl Leading {
    /// Reads it for an account.
    pub(super) fn read(console: &Console, account: &str) -> Result<Self, DeskError> {
        let named = console.setting(GROUPS_SETTING).unwrap_or_default();
        let membership = console.store.membership(account)?;
        let (portal, user) =
            console.account(account).map(|account| (account.name, account.user)).unwrap_or_default();
        Ok(Self::of(portal, user, &named, membership))
    }

    fn of(portal: String, user: String, named: &str, membership: Membership) -> Self {
        let named: Vec<String> =
            named.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let lead = membership.told.as_ref().and_then(|told| {
            let groups = told.names.iter().map(String::as_str);
            Lead::in_group(&user, groups, named.iter().map(String::as_str), told.at)
        });
        Self { lead, portal, user, named, membership }
    }

    /// Who can overrule, and where that is known from; where nobody can, why not and what to do.
    pub(super) fn words(&self) -> String {
        let Self { portal, membership: Membership { told, untold }, .. } = self;
        let Some(told) = told else {
            let why = untold.as_deref().unwrap_or("They are read with the next sync.");
            return format!("{portal} has not told in which groups you are, so nobody leads here yet. {why}");
        };
        let at = told.at.to_minute();
        let since =
            untold.as_ref().map(|why| format!(" Since then it does not tell: {why}")).unwrap_or_default();
        if let Some(lead) = &self.lead {
            let (name, group) = (lead.name(), lead.group());
            return format!(
                "{name} is in the group {group}, whose members lead, as {portal} told on {at}.{since}"
            );
        }
        if self.user.is_empty() {
            return format!("{portal} does not tell who you are, so an override could not name you.{since}");
        }
        let (user, groups) = (&self.user, list(&told.names));
        let is_in = format!("As {portal} told on {at}, {user} is in {groups}.{since}");
        if self.named.is_empty() {
            return format!("The settings name no group whose members lead. {is_in}");
        }
        format!("Who is in {} leads. {is_in}", list(&self.named))
    }
}

fn list(names: &[String]) -> String {
    match names.len() {
        0 => "no group".to_owned(),
        1..=SAID => names.join(", "),
        all => format!("{} and {} more", names[..SAID].join(", "), all - SAID),
    }
}

#[cfg(test)]
mod tests {
    use calendar::Moment;
    use store::Groups;

    use super::*;

    fn told(names: &[&str], untold: Option<&str>) -> Membership {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        // 2026-11-21T12:00:00Z.
        let told = Some(Groups { names, at: Moment(1_795_262_400) });
        Membership { told, untold: untold.map(str::to_owned) }
    }

    #[test]
    fn the_words_say_who_leads_and_from_where_that_is_known() {
        let refused = Some("Ask for the right SeeGroup.");
        let cases = [
            (
                "a lead",
                ("sam", "Support leads", told(&["Support", "support LEADS"], None)),
                "sam is in the group support LEADS, whose members lead, as RT told on 2026-11-21 12:00 UTC.",
            ),
            (
                "a lead as last told",
                ("sam", "Leads", told(&["Leads"], refused)),
                "sam is in the group Leads, whose members lead, as RT told on 2026-11-21 12:00 UTC. Since then it does \
                 not tell: Ask for the right SeeGroup.",
            ),
            (
                "in another group",
                ("sam", "Leads, Chiefs", told(&["Support"], None)),
                "Who is in Leads, Chiefs leads. As RT told on 2026-11-21 12:00 UTC, sam is in Support.",
            ),
            (
                "nothing is named",
                ("sam", " , ", told(&[], None)),
                "The settings name no group whose members lead. As RT told on 2026-11-21 12:00 UTC, sam is in no group.",
            ),
            (
                "nobody knows who it is",
                ("", "Leads", told(&["Leads"], None)),
                "RT does not tell who you are, so an override could not name you.",
            ),
            (
                "refused",
                ("sam", "Leads", Membership { told: None, untold: refused.map(str::to_owned) }),
                "RT has not told in which groups you are, so nobody leads here yet. Ask for the right SeeGroup.",
            ),
            (
                "never asked",
                ("sam", "Leads, sam", Membership::default()),
                "RT has not told in which groups you are, so nobody leads here yet. They are read with the next sync.",
            ),
        ];
        for (case, (user, named, membership), words) in cases {
            let leading = Leading::of("RT".to_owned(), user.to_owned(), named, membership);
            assert_eq!(leading.words(), words, "{case}");
            assert_eq!(leading.lead.is_some(), case.starts_with("a lead"), "{case}");
        }
    }

    #[test]
    fn a_long_list_is_cut() {
        let names: Vec<String> = (1..=10).map(|n| n.to_string()).collect();
        assert_eq!(list(&names), "1, 2, 3, 4, 5, 6, 7, 8 and 2 more");
        assert_eq!(list(&names[..8]), "1, 2, 3, 4, 5, 6, 7, 8");
    }
}

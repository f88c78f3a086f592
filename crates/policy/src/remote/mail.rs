//! The mail that asks the customer for what is missing.

use super::{Against, Missing};
use crate::engine::fact_words;
use crate::entitlement::each_once;
use crate::pack::Pack;

/// Drafts the mail that asks for everything that is missing. Nothing is sent: a person reads it first. `contact` may be
/// empty; `number` is what people call the ticket.
#[must_use]
pub fn request_mail(against: &[Against], pack: &Pack, contact: &str, number: &str) -> String {
    let asked = each_once(against.iter().filter_map(|one| asks(one, pack)).collect());
    let told =
        each_once(against.iter().filter(|one| one.missing == Missing::Entitlement).map(said).collect());
    let mut parts = vec![match contact.trim() {
        "" => "Hello,".to_owned(),
        contact => format!("Hello {contact},"),
    }];
    if !asked.is_empty() {
        parts.push(format!(
            "to help you with {number} we would like to connect to your system. Before that we need:"
        ));
        parts.push(listed(&asked));
    }
    if !told.is_empty() {
        parts.push("By the support policy a remote session is not possible as things stand:".to_owned());
        parts.push(listed(&told));
    }
    parts.push("Thank you.".to_owned());
    parts.join("\n\n") + "\n"
}

/// What the customer is asked for; `None` for what the customer cannot give.
fn asks(against: &Against, pack: &Pack) -> Option<String> {
    match &against.missing {
        Missing::Consent => Some(
            "Who agrees to the session: the person's name, for which computer and tool, and until when."
                .to_owned(),
        ),
        Missing::Host => Some("The name of the computer, and how it can be reached.".to_owned()),
        Missing::OtherTool if !pack.remote.tools.is_empty() => {
            Some(format!("A connection by one of: {}.", pack.remote.tools.join(", ")))
        }
        Missing::Fact(fact) => Some(format!("For our records: {}.", fact_words(*fact))),
        Missing::Requirement(id) => {
            let row = pack.remote.requires.iter().find(|row| row.id == *id)?;
            Some(format!("Please confirm: {}", row.text))
        }
        Missing::AfterHours(words) => {
            Some(format!("Who accepts the charge, since it is outside of our support hours: {words}"))
        }
        Missing::OtherTool | Missing::NoTool | Missing::Entitlement | Missing::Override => None,
    }
}

/// A reason with its clause, as a customer can look it up.
fn said(against: &Against) -> String {
    format!("{} ({})", against.reason.detail, against.reason.clause)
}

fn listed(lines: &[String]) -> String {
    lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
}

//! A decision against a session, as the window shows it.

use policy::answer::Reason;
use policy::remote::Against;

use super::Decided;
use crate::show::judged_reasons;
use crate::view::{NoticeView, PermitView, RemoteDecision};

/// Everything that stands against a session, each with the word for what is missing.
pub(super) fn reasons_against(against: &[Against]) -> Vec<NoticeView> {
    let reasons: Vec<Reason> = against.iter().map(|one| one.reason.clone()).collect();
    let words = against.iter().map(|one| one.missing.word().to_owned());
    words.zip(judged_reasons(&reasons)).map(|(code, notice)| NoticeView { code, ..notice }).collect()
}

pub(super) fn refused(reasons: Vec<NoticeView>, permit: PermitView) -> Decided {
    Decided { shown: RemoteDecision { reasons, permit, ..RemoteDecision::default() }, wanted: None }
}

pub(super) fn without_policy() -> Decided {
    let text = "No policy is chosen for this ticket, so nothing allows a session.";
    refused(vec![plain("no-policy", text)], PermitView::default())
}

pub(super) fn plain(code: &str, text: &str) -> NoticeView {
    NoticeView { code: code.to_owned(), text: text.to_owned(), clause: String::new(), basis: String::new() }
}

//! Merging, `PUT /api/v1/ticket_merge/{source ID}/{target NUMBER}`, `tickets_controller.rb` and `merge_to` in
//! `ticket.rb`. The documentation has no page about it.

use serde_json::json;

use super::account::{Account, NOBODY};
use super::article::Kind;
use super::catalog::MERGED;
use super::history::What;
use super::refusal::{Answer, Refusal};
use super::ticket::Shown;
use crate::http::Response;
use crate::journal::Deed;

impl Account {
    /// What is not there is answered with 200 and `failed`; the target is named by its number, and the source by its
    /// identifier.
    pub(super) fn ask_merge(&mut self, source: &str, number: &str, by: u64) -> Answer {
        self.agents_only(by)?;
        let failed = |why: &str| Ok(Response::of_json(200, &json!({ "result": "failed", "message": why })));
        let target = self.tickets.values().find(|ticket| ticket.number == number).map(|ticket| ticket.id);
        let Some(target) = target else { return failed("The target ticket number could not be found.") };
        let source = source.parse().ok().filter(|id| self.tickets.contains_key(id));
        let Some(source) = source else { return failed("The source ticket could not be found.") };
        self.workable(by, source)?;
        self.workable(by, target)?;
        self.merge(source, target, by)?;
        let shown = |id: u64| self.tickets.get(&id).map(|ticket| self.ticket_json(ticket, Shown::Plain));
        let (source, target) = (shown(source), shown(target));
        let body = json!({ "result": "success", "target_ticket": target, "source_ticket": source });
        Ok(Response::of_json(200, &body))
    }

    /// All articles move to the target. The source keeps one new article that says `merged`, belongs to nobody, has the
    /// state `merged`, and is linked as a child.
    pub(super) fn merge(&mut self, source: u64, target: u64, by: u64) -> Result<(), Refusal> {
        if source == target {
            return Err(Refusal::unprocessable("A ticket cannot be merged into itself."));
        }
        let merged = |id| self.tickets.get(&id).is_none_or(|ticket| ticket.state == MERGED);
        if merged(target) {
            let why = "It is not possible to merge into an already merged ticket.";
            return Err(Refusal::unprocessable(why));
        }
        let now = self.now;
        let Some(ticket) = self.tickets.get_mut(&source) else { return Ok(()) };
        let moved = std::mem::take(&mut ticket.articles);
        ticket.owner = NOBODY;
        if let Some(ticket) = self.tickets.get_mut(&target) {
            ticket.articles.extend(moved.into_iter().map(|mut article| {
                article.ticket = target;
                article.touch(now);
                article
            }));
            // Articles are listed by their identifiers.
            ticket.articles.sort_by_key(|article| article.id);
        }
        let place = self.journal.effects.len();
        self.log(target, by, "received_merge", What::Merge { from: source, to: target });
        self.log(source, by, "merged_into", What::Merge { from: source, to: target });
        self.said(source, by, "merged", Kind::Note, false);
        for link in &mut self.links {
            for end in [&mut link.source, &mut link.target] {
                if *end == source {
                    *end = target;
                }
            }
        }
        self.link("parent", target, source, by);
        self.set_state(source, MERGED, by);
        self.touch(target, by);
        // All of this is one deed.
        self.journal.effects.truncate(place);
        self.note(by, Deed::Merged, source, format!("into {target}"));
        Ok(())
    }
}

//! Creating and changing tickets.

use serde_json::{Value, json};

use super::account::Account;
use super::event::{Events, Text};
use super::person::Role;
use super::refusal::Refusal;
use super::ticket::{Audit, Comment, Gone, Ticket};
use crate::clock::instant;
use crate::journal::Deed;

const STATUSES: &[&str] = &["new", "open", "pending", "hold", "solved", "closed"];
const PRIORITIES: &[&str] = &["low", "normal", "high", "urgent"];
const KINDS: &[&str] = &["problem", "incident", "question", "task"];

impl Account {
    /// Creates a ticket from what `POST /api/v2/tickets` takes below `ticket`.
    pub(super) fn create(
        &mut self,
        fields: &Value,
        by: u64,
        channel: &'static str,
    ) -> Result<(u64, Audit), Refusal> {
        let text = Text::of(&fields["comment"])
            .ok_or_else(|| Refusal::invalid("base", "Description: cannot be blank"))?;
        self.check(fields)?;
        // Before anything is done: a file that is not there refuses the whole ticket.
        self.uploaded(&fields["comment"])?;
        let requester = self.requester(fields, by)?;
        let id = self.new_id();
        let subject = fields["subject"].as_str().unwrap_or_default();
        let now = self.now;
        let ticket = Ticket {
            id,
            subject: subject.to_owned(),
            description: text.plain.clone(),
            status: "new".to_owned(),
            priority: None,
            kind: None,
            requester,
            // "The submitter always becomes the author of the first comment", page `tickets`.
            submitter: fields["submitter_id"].as_u64().unwrap_or(by),
            assignee: None,
            group: Some(self.group),
            organization: self.users.get(&requester).and_then(|user| user.organization),
            external_id: None,
            due: None,
            tags: Vec::new(),
            custom_fields: std::collections::BTreeMap::new(),
            channel,
            created: now,
            updated: now,
            generated: now,
            comments: Vec::new(),
            audits: Vec::new(),
            metrics: Vec::new(),
            gone: Gone::No,
        };
        self.tickets.insert(id, ticket);
        self.note(by, Deed::Created, id, format!("{subject}: {}", text.plain));
        let audit = self.apply(id, fields, by, channel, true)?;
        Ok((id, audit))
    }

    /// Changes a ticket by what `PUT /api/v2/tickets/{id}` takes below `ticket`.
    pub(super) fn update(
        &mut self,
        id: u64,
        fields: &Value,
        by: u64,
        channel: &'static str,
    ) -> Result<Audit, Refusal> {
        let ticket = self.open_ticket(id)?;
        let stamp = ticket.updated;
        if ticket.status != "new" && fields["status"] == "new" {
            // "After a ticket's status has been changed from New, it can never be set back to New", 4408894213018.
            return Err(Refusal::invalid("status", "Status: cannot be set back to new"));
        }
        collide(fields, stamp)?;
        self.check(fields)?;
        self.apply(id, fields, by, channel, false)
    }

    /// A ticket that may be changed. A closed one cannot; nothing but its deletion is left, article 4408894213018. (An
    /// account may allow tags, subject and priority to be edited; this one does not.)
    pub(super) fn open_ticket(&self, id: u64) -> Result<&Ticket, Refusal> {
        let ticket = self.tickets.get(&id).filter(|ticket| ticket.gone == Gone::No);
        let ticket = ticket.ok_or_else(Refusal::not_found)?;
        if ticket.status == "closed" {
            return Err(Refusal::invalid("status", "Status: closed prevents ticket update"));
        }
        Ok(ticket)
    }

    fn check(&self, fields: &Value) -> Result<(), Refusal> {
        for (name, allowed) in [("status", STATUSES), ("priority", PRIORITIES), ("type", KINDS)] {
            let value = &fields[name];
            if !value.is_null() && !value.as_str().is_some_and(|value| allowed.contains(&value)) {
                let description = format!("{name}: {value} is not a valid value");
                return Err(Refusal::invalid(name, &description));
            }
        }
        let staff = |id: u64| self.users.get(&id).is_some_and(|user| user.role.is_staff());
        let assignee = &fields["assignee_id"];
        if !assignee.is_null() && !assignee.as_u64().is_some_and(staff) {
            return Err(Refusal::invalid("assignee", "Assignee: is invalid"));
        }
        let group = &fields["group_id"];
        if !group.is_null() && group.as_u64() != Some(self.group) {
            return Err(Refusal::invalid("group", "Group: is invalid"));
        }
        Ok(())
    }

    /// "Creating a ticket with a new requester", page `creating-and-updating-tickets`.
    fn requester(&mut self, fields: &Value, by: u64) -> Result<u64, Refusal> {
        if let Some(id) = fields["requester_id"].as_u64() {
            return if self.users.contains_key(&id) {
                Ok(id)
            } else {
                Err(Refusal::invalid("requester", "Requester: is invalid"))
            };
        }
        let Some(email) = fields["requester"]["email"].as_str() else { return Ok(by) };
        if let Some(user) = self.users.values().find(|user| user.email == email) {
            return Ok(user.id);
        }
        let name = fields["requester"]["name"].as_str().unwrap_or(email);
        Ok(self.add_user(name, email, Role::EndUser, None))
    }

    fn apply(
        &mut self,
        id: u64,
        fields: &Value,
        by: u64,
        channel: &'static str,
        fresh: bool,
    ) -> Result<Audit, Refusal> {
        let audit = self.new_id();
        let comment = self.new_comment(fields, by, audit, channel, fresh)?;
        let by_customer = self.users.get(&by).is_some_and(|user| !user.role.is_staff());
        let now = self.now;
        let mut ticket = self.tickets.remove(&id).ok_or_else(Refusal::not_found)?;
        let mut events = Events::new(fresh);
        let customer_wrote = comment.is_some() && by_customer && !fresh;
        events.fields(&mut ticket, fields, by, customer_wrote);
        if let Some(comment) = &comment {
            events.list.insert(0, self.comment_event(comment));
        }
        for event in &mut events.list {
            event["id"] = json!(self.new_id());
        }
        let audit = Audit {
            id: audit,
            ticket: id,
            author: by,
            created: now,
            events: events.list,
            custom: custom(fields),
            channel,
        };
        // Assumed: an update that changes nothing leaves no audit; the documentation does not say.
        if !audit.events.is_empty() {
            ticket.audits.push(audit.clone());
            (ticket.updated, ticket.generated) = (now, now);
        }
        if !fresh {
            self.tell(id, by, comment.as_ref(), &events.told);
        }
        ticket.comments.extend(comment);
        self.index.change(&ticket, now);
        self.tickets.insert(id, ticket);
        Ok(audit)
    }

    fn new_comment(
        &mut self,
        fields: &Value,
        by: u64,
        audit: u64,
        channel: &'static str,
        fresh: bool,
    ) -> Result<Option<Comment>, Refusal> {
        let given = &fields["comment"];
        let Some(text) = Text::of(given) else { return Ok(None) };
        let first = if fresh { fields["submitter_id"].as_u64() } else { None };
        let attachments = self.uploaded(given)?;
        Ok(Some(Comment {
            id: self.new_id(),
            audit,
            author: given["author_id"].as_u64().or(first).unwrap_or(by),
            // Public unless said otherwise, page `ticket_comments`.
            public: given["public"].as_bool().unwrap_or(true),
            html: text.html,
            plain: text.plain,
            created: self.now,
            attachments,
            channel,
        }))
    }

    fn tell(&mut self, id: u64, by: u64, comment: Option<&Comment>, told: &[(Deed, String)]) {
        if let Some(comment) = comment {
            let deed = if comment.public { Deed::Replied } else { Deed::Noted };
            self.note(by, deed, id, comment.plain.clone());
        }
        for (deed, detail) in told {
            self.note(by, *deed, id, detail.clone());
        }
    }
}

/// "Protecting against ticket update collisions", page `creating-and-updating-tickets`: when `safe_update` and
/// `updated_stamp` come, and the ticket has another stamp, nothing is done. "A value of false has the same effect as
/// true. Omit the property to force the updates to not be safe", page `tickets`. The page of the tags shows the text
/// `"true"`.
pub(super) fn collide(fields: &Value, stamp: i64) -> Result<(), Refusal> {
    let safe = !fields["safe_update"].is_null();
    let given = fields["updated_stamp"].as_str();
    if safe && given.is_some_and(|given| instant(given) != Some(stamp)) {
        Err(Refusal::conflict())
    } else {
        Ok(())
    }
}

/// The client's own metadata, an object also when there is none.
pub(super) fn custom(fields: &Value) -> Value {
    let given = &fields["metadata"];
    if given.is_object() { given.clone() } else { json!({}) }
}

//! Fields, people and companies that tickets name by number.

use std::collections::BTreeMap;

use policy::ticket::Party;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::wire::{Company, Conversation, Field, Person, Ticket};
use crate::{loose, read};

/// Before the name of a custom field.
pub(super) const CUSTOM: &str = "CF.";
/// What every account has: <https://developers.freshdesk.com/api/#ticket-properties>. The last two are of new accounts and
/// stand in the example of <https://developers.freshdesk.com/api/#list_all_ticket_fields>.
const STATUSES: [(&str, &str); 6] = [
    ("2", "Open"),
    ("3", "Pending"),
    ("4", "Resolved"),
    ("5", "Closed"),
    ("6", "Waiting on Customer"),
    ("7", "Waiting on Third Party"),
];
/// See [`STATUSES`].
const PRIORITIES: [(&str, &str); 4] = [("1", "Low"), ("2", "Medium"), ("3", "High"), ("4", "Urgent")];
/// See [`STATUSES`].
const SOURCES: [(&str, &str); 6] = [
    ("1", "Email"),
    ("2", "Portal"),
    ("3", "Phone"),
    ("7", "Chat"),
    ("9", "Feedback Widget"),
    ("10", "Outbound Email"),
];

/// What was told of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Known {
    fields: Vec<Field>,
    /// Contacts by number; none for who is no contact.
    pub(super) contacts: BTreeMap<String, Option<Person>>,
    pub(super) companies: BTreeMap<String, Option<String>>,
}

impl Known {
    /// Keeps the list of fields.
    pub(super) fn learn_fields(&mut self, json: Value) {
        let Value::Array(fields) = json else { return };
        self.fields = fields.into_iter().filter_map(|field| read::typed(field).ok()).collect();
    }

    pub(super) fn learn_company(&mut self, id: String, json: Option<Value>) {
        let company = json.and_then(|json| read::typed::<Company>(json).ok());
        self.companies.insert(id, company.map(|company| company.name).filter(|name| !name.is_empty()));
    }

    pub(super) fn learn_contact(&mut self, id: String, json: Option<Value>) {
        self.contacts.insert(id, json.and_then(|json| read::typed(json).ok()));
    }

    pub(super) fn custom_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !field.kind.starts_with("default_"))
    }

    pub(super) fn status(&self, number: &str) -> String {
        self.named("default_status", number, &STATUSES)
    }

    pub(super) fn priority(&self, number: &str) -> String {
        self.named("default_priority", number, &PRIORITIES)
    }

    pub(super) fn source(&self, number: &str) -> String {
        self.named("default_source", number, &SOURCES)
    }

    pub(super) fn group(&self, number: &str) -> String {
        self.named("default_group", number, &[])
    }

    pub(super) fn agent(&self, number: &str) -> String {
        self.named("default_agent", number, &[])
    }

    pub(super) fn product(&self, number: &str) -> String {
        self.named("default_product", number, &[])
    }

    pub(super) fn is_agent(&self, number: &str) -> bool {
        self.choices("default_agent").iter().any(|(known, _)| known == number)
    }

    /// The number of a name in one of the fields that every account has.
    ///
    /// # Errors
    /// One clause.
    pub(super) fn number(&self, kind: &str, name: &str) -> Result<u64, String> {
        let defaults: &[(&str, &str)] = match kind {
            "default_status" => &STATUSES,
            "default_priority" => &PRIORITIES,
            _ => &[],
        };
        let told = self.choices(kind);
        let own = told.iter().map(|(number, name)| (number.as_str(), name.as_str()));
        let of = if told.is_empty() { defaults.to_vec() } else { own.collect() };
        let what = kind.trim_start_matches("default_");
        let mut found = of.into_iter().filter(|(_, known)| *known == name);
        match (found.next(), found.next()) {
            (Some((number, _)), None) => {
                number.parse().map_err(|_| format!("the {what} `{name}` has no number"))
            }
            (None, _) => Err(format!("there is no {what} `{name}`")),
            (Some(_), Some(_)) => Err(format!("there is more than one {what} `{name}`")),
        }
    }

    /// The names of the groups.
    pub(super) fn groups(&self) -> Vec<String> {
        self.choices("default_group").into_iter().map(|(_, name)| name).collect()
    }

    /// Which side wrote a message, and whether that is a machine.
    ///
    /// First match wins: nobody is a machine; what came in on a private note is from outside (the answer to a forwarded
    /// message); the requester is the customer, also when that person is staff; agents are staff; a contact of the
    /// ticket's company, or one without company who gets copies, is the customer, every other contact an outsider. Who is
    /// no contact is an agent who left.
    pub(super) fn side(&self, ticket: &Ticket, message: &Conversation) -> Party {
        let Some(user) = &message.user_id else { return Party::System };
        if message.incoming && message.private {
            return Party::Other;
        }
        if ticket.requester_id.as_ref() == Some(user) {
            return Party::Customer;
        }
        if self.is_agent(user) {
            return Party::Agent;
        }
        let Some(person) = self.contacts.get(user).and_then(Option::as_ref) else { return Party::Agent };
        let others =
            person.other_companies.iter().filter_map(|one| one.get("company_id").and_then(loose::id_of));
        let mut companies = person.company_id.clone().into_iter().chain(others).peekable();
        if companies.peek().is_none() {
            let copied = ticket.cc_emails.iter().any(|address| address.contains(&person.email));
            return if copied && !person.email.is_empty() { Party::Customer } else { Party::Other };
        }
        if companies.any(|company| Some(company) == ticket.company_id) {
            Party::Customer
        } else {
            Party::Other
        }
    }

    /// The name of who wrote a message, to show.
    pub(super) fn author(&self, ticket: &Ticket, message: &Conversation) -> String {
        let Some(user) = &message.user_id else { return String::new() };
        if ticket.requester_id.as_ref() == Some(user) && !ticket.requester.name.is_empty() {
            return ticket.requester.name.clone();
        }
        if self.is_agent(user) {
            return self.agent(user);
        }
        let contact = self.contacts.get(user).and_then(Option::as_ref).map(|person| person.name.clone());
        contact.filter(|name| !name.is_empty()).unwrap_or_else(|| message.from_email.clone())
    }

    /// A name by number: as the account has it, as every account has it, else the number.
    fn named(&self, kind: &str, number: &str, defaults: &[(&str, &str)]) -> String {
        let told = self.choices(kind).into_iter().find(|(known, _)| known == number).map(|(_, name)| name);
        let usual =
            || defaults.iter().find(|(known, _)| *known == number).map(|(_, name)| (*name).to_owned());
        told.or_else(usual).unwrap_or_else(|| number.to_owned())
    }

    /// Numbers and names of a field's choices. Statuses come as `{"2": ["Open", ..]}`, all others as `{"Low": 1}`.
    fn choices(&self, kind: &str) -> Vec<(String, String)> {
        let field = self.fields.iter().find(|field| field.kind == kind);
        let Some(Value::Object(choices)) = field.map(|field| &field.choices) else { return Vec::new() };
        let choice = |(key, value): (&String, &Value)| match value.as_array() {
            Some(names) => Some((key.clone(), names.first()?.as_str()?.to_owned())),
            None => Some((loose::id_of(value)?, key.clone())),
        };
        choices.iter().filter_map(choice).collect()
    }
}

//! Fields of tickets, section `#list_all_ticket_fields`.

use serde_json::{Map, Value, json};

use super::Freshdesk;
use super::account::Account;
use super::refusal::Answer;
use crate::http::Response;

impl Account {
    /// The labels of the numbers. The choices of a status are its label for agents and its label for customers; those of
    /// types are a list; all others are numbers by name.
    pub(super) fn ticket_fields(&self) -> Answer {
        let statuses: Map<String, Value> =
            self.statuses.iter().map(|(number, label)| (number.to_string(), json!([label, label]))).collect();
        let named = |names: Vec<(&String, u64)>| -> Value {
            names.into_iter().map(|(name, id)| (name.clone(), json!(id))).collect::<Map<_, _>>().into()
        };
        let agents = named(self.agents.values().map(|agent| (&agent.name, agent.id)).collect());
        let products = named(self.products.iter().map(|(id, name)| (name, *id)).collect());
        let sources = json!({ "Email": 1, "Portal": 2, "Phone": 3, "Chat": 7, "Feedback Widget": 9, "Outbound Email": 10 });
        let defaults = [
            ("subject", json!([])),
            ("status", statuses.into()),
            ("priority", json!({ "Low": 1, "Medium": 2, "High": 3, "Urgent": 4 })),
            ("ticket_type", json!(["Question", "Incident", "Problem", "Feature Request"])),
            ("source", sources),
            ("group", json!({ "Support": self.group })),
            ("agent", agents),
            ("product", products),
        ];
        let defaults = defaults.into_iter().map(|(name, choices)| {
            json!({ "name": name, "label": name, "type": format!("default_{name}"), "default": true, "choices": choices })
        });
        let own = self.fields.iter().map(|[name, label, kind]| {
            json!({ "name": name, "label": label, "type": kind, "default": false, "choices": [] })
        });
        let mut fields: Vec<Value> = defaults.chain(own).collect();
        for (field, id) in fields.iter_mut().zip(1_u64..) {
            field["id"] = json!(id);
        }
        Ok(Response::of_json(200, &Value::Array(fields)))
    }
}

impl Freshdesk {
    /// Adds a field of tickets, as in `("cf_machine", "Machine", "custom_text")`.
    pub fn add_field(&self, name: &str, label: &str, kind: &str) {
        self.portal().fields.push([name, label, kind].map(str::to_owned));
    }

    /// Adds a product.
    pub fn add_product(&self, name: &str) -> u64 {
        let mut account = self.portal();
        let id = account.new_id();
        account.products.insert(id, name.to_owned());
        id
    }
}

//! Users and organizations, `api-group-users`, `api-group-myself`, `service-desk api-group-organization`.

use chrono_tz::Tz;
use serde_json::{Value, json};

use super::site::Site;
use crate::Staff;
use crate::http::Request;

/// Somebody.
#[derive(Clone, Debug)]
pub(super) struct User {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) kind: Kind,
    pub(super) token: String,
    pub(super) zone: Tz,
    pub(super) organization: Option<u64>,
    /// Of the site, by name.
    pub(super) groups: Vec<String>,
}

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An agent who may delete issues too.
    Admin,
    Agent,
    /// Somebody of the portal only.
    Customer,
}

/// A company of customers.
#[derive(Clone, Debug)]
pub(super) struct Organization {
    pub(super) id: u64,
    pub(super) name: String,
}

impl User {
    /// Opaque, and no number.
    pub(super) fn account_id(&self) -> String {
        match self.kind {
            Kind::Admin | Kind::Agent => format!("5b10a2844c20165700e{:05}", self.id),
            Kind::Customer => format!("qm:a713c8ea-1075-4e30-9d96-891a7d181739:{}", self.id),
        }
    }
}

impl Site {
    pub(super) fn add_user(&mut self, name: &str, email: &str, kind: Kind) -> u64 {
        let id = self.new_id();
        let (name, email, token) = (name.to_owned(), email.to_owned(), format!("token-{id}"));
        let groups = Vec::new();
        let user = User { id, name, email, kind, token, zone: Tz::UTC, organization: None, groups };
        self.users.insert(id, user);
        id
    }

    pub(super) fn account(&self, account_id: &str) -> Option<&User> {
        self.users.values().find(|user| user.account_id() == account_id)
    }

    pub(super) fn user_name(&self, id: Option<u64>) -> Option<String> {
        id.and_then(|id| self.users.get(&id)).map(|user| user.name.clone())
    }

    /// A profile. The address is there only when its owner lets others see it,
    /// <https://developer.atlassian.com/cloud/jira/platform/profile-visibility/>.
    pub(super) fn user_json(&self, id: Option<u64>) -> Value {
        let Some(user) = id.and_then(|id| self.users.get(&id)) else { return Value::Null };
        let kind = match user.kind {
            Kind::Admin | Kind::Agent => "atlassian",
            Kind::Customer => "customer",
        };
        let account_id = user.account_id();
        let mut json = json!({
            "self": self.link_to(&format!("user?accountId={account_id}")),
            "accountId": account_id,
            "accountType": kind,
            "displayName": user.name,
            "active": true,
            "timeZone": user.zone.name(),
            "avatarUrls": {},
        });
        if self.settings.shows_emails {
            json["emailAddress"] = json!(user.email);
        }
        json
    }

    /// Whoever asks, with `expand=applicationRoles` also the licences: agents have one of the service desk; with
    /// `expand=groups` "all groups, including nested groups, the user belongs to".
    pub(super) fn own_json(&self, request: &Request, by: u64) -> Value {
        let mut json = self.user_json(Some(by));
        let expands =
            |name: &str| request.param("expand").is_some_and(|text| text.split(',').any(|one| one == name));
        if expands("groups") {
            let names = self.users.get(&by).map(|user| user.groups.as_slice()).unwrap_or_default();
            let group = |name: &String| {
                let address = self.link_to(&format!("group?groupname={}", crate::http::encoded(name)));
                json!({ "name": name, "groupId": format!("group-of-{name}"), "self": address })
            };
            let items: Vec<Value> = names.iter().map(group).collect();
            json["groups"] = json!({ "size": items.len(), "items": items });
        }
        if expands("applicationRoles") {
            let role = json!({ "key": "jira-servicedesk", "name": "Jira Service Desk" });
            let roles = if self.is_agent(by) { vec![role] } else { Vec::new() };
            json["applicationRoles"] = json!({ "size": roles.len(), "items": roles });
        }
        json
    }

    pub(super) fn organization_json(&self, organization: &Organization) -> Value {
        let address = format!("{}/rest/servicedeskapi/organization/{}", self.base, organization.id);
        json!({
            "id": organization.id.to_string(),
            "name": organization.name,
            "_links": { "self": address },
        })
    }

    pub(super) fn staff(&self, id: u64) -> Option<Staff> {
        let user = self.users.get(&id)?;
        Some(Staff {
            id,
            email: user.email.clone(),
            token: user.token.clone(),
            authorization: super::guard::authorization(&user.email, &user.token),
        })
    }
}

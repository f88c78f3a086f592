//! Users, organizations and the group.

use serde_json::{Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use crate::clock::iso;
use crate::http::{Request, Response};

/// What a user may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Admin,
    Agent,
    EndUser,
}

impl Role {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Agent => "agent",
            Self::EndUser => "end-user",
        }
    }

    pub(super) const fn is_staff(self) -> bool {
        matches!(self, Self::Admin | Self::Agent)
    }
}

/// A user.
#[derive(Clone, Debug)]
pub(super) struct User {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) role: Role,
    pub(super) organization: Option<u64>,
    pub(super) created: i64,
    pub(super) updated: i64,
}

/// An organization of customers.
#[derive(Clone, Debug)]
pub(super) struct Organization {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) created: i64,
    pub(super) updated: i64,
    /// Values of the account's own fields, by their keys.
    pub(super) fields: Value,
    pub(super) tags: Vec<String>,
}

/// A group besides the first one, to which no ticket belongs.
#[derive(Clone, Debug)]
pub(super) struct Team {
    pub(super) name: String,
    pub(super) members: Vec<u64>,
}

impl Account {
    pub(super) fn add_user(&mut self, name: &str, email: &str, role: Role, organization: Option<u64>) -> u64 {
        let (id, now) = (self.new_id(), self.now);
        let user = User {
            id,
            name: name.to_owned(),
            email: email.to_owned(),
            role,
            organization,
            created: now,
            updated: now,
        };
        self.users.insert(id, user);
        id
    }

    pub(super) fn user_json(&self, user: &User) -> Value {
        json!({
            "id": user.id,
            "url": self.url("users", user.id),
            "name": user.name,
            "email": user.email,
            "role": user.role.name(),
            "organization_id": user.organization,
            "default_group_id": user.role.is_staff().then_some(self.group),
            "active": true,
            "suspended": false,
            "verified": true,
            "shared": false,
            "locale": "en-US",
            "time_zone": "UTC",
            "iana_time_zone": "Etc/UTC",
            "phone": null,
            "tags": [],
            "user_fields": {},
            "created_at": iso(user.created),
            "updated_at": iso(user.updated),
        })
    }

    pub(super) fn organization_json(&self, organization: &Organization) -> Value {
        json!({
            "id": organization.id,
            "url": self.url("organizations", organization.id),
            "name": organization.name,
            "domain_names": [],
            "details": null,
            "notes": null,
            "external_id": null,
            "group_id": null,
            "shared_comments": false,
            "shared_tickets": false,
            "tags": organization.tags,
            "organization_fields": organization.fields,
            "created_at": iso(organization.created),
            "updated_at": iso(organization.updated),
        })
    }

    pub(super) fn group_json(&self) -> Value {
        self.named_group(self.group, "Support")
    }

    /// `GET /api/v2/users/{id}/groups`, page `groups`: "Allowed For: Admins, Agents". All staff are in the first group.
    pub(super) fn groups_of(&self, request: &Request, user: u64, by: u64) -> Answer {
        if !self.users.get(&by).is_some_and(|user| user.role.is_staff()) {
            return Err(Refusal::forbidden());
        }
        let is_staff = self.users.get(&user).ok_or_else(Refusal::not_found)?.role.is_staff();
        let first = is_staff.then(|| self.group_json());
        let teams = self.teams.iter().filter(|(_, team)| team.members.contains(&user));
        let teams = teams.map(|(id, team)| self.named_group(*id, &team.name));
        let (part, mut body) = self.paged(request, first.into_iter().chain(teams).collect())?;
        body.insert("groups".to_owned(), Value::Array(part));
        Ok(Response::of_json(200, &Value::Object(body)))
    }

    fn named_group(&self, id: u64, name: &str) -> Value {
        json!({
            "id": id,
            "url": self.url("groups", id),
            "name": name,
            "default": id == self.group,
            "deleted": false,
            "is_public": true,
            "description": "",
        })
    }
}

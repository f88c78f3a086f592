//! Users and organizations, pages `api/user` and `api/organization`.

use serde_json::{Map, Value, json};

use super::account::{Account, NOBODY};

/// What somebody may do. An administrator here is an agent too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Admin,
    Agent,
    Customer,
}

/// Somebody. The address is the login too.
#[derive(Clone, Debug)]
pub(super) struct User {
    pub(super) id: u64,
    pub(super) firstname: String,
    pub(super) lastname: String,
    pub(super) email: String,
    pub(super) role: Role,
    pub(super) organization: Option<u64>,
    /// Empty for nobody's.
    pub(super) token: String,
    pub(super) created: i64,
}

/// A company of customers.
#[derive(Clone, Debug)]
pub(super) struct Organization {
    pub(super) id: u64,
    pub(super) name: String,
    /// Whether its members see each other's tickets.
    pub(super) shared: bool,
    /// Own attributes.
    pub(super) attributes: Value,
    pub(super) created: i64,
}

impl User {
    pub(super) fn nobody(now: i64) -> Self {
        Self {
            id: NOBODY,
            firstname: "-".to_owned(),
            lastname: String::new(),
            email: String::new(),
            role: Role::Customer,
            organization: None,
            token: String::new(),
            created: now,
        }
    }

    /// As in `Ada Admin`.
    pub(super) fn full_name(&self) -> String {
        format!("{} {}", self.firstname, self.lastname).trim().to_owned()
    }

    /// By what others name this user: `-` is the login of nobody.
    pub(super) fn login(&self) -> &str {
        if self.id == NOBODY { "-" } else { &self.email }
    }
}

impl Account {
    pub(super) fn add_user(
        &mut self,
        firstname: &str,
        lastname: &str,
        email: &str,
        role: Role,
        organization: Option<u64>,
    ) -> u64 {
        let (id, created) = (self.new_id(), self.now);
        let [firstname, lastname] = [firstname, lastname].map(str::to_owned);
        let (email, token) = (email.to_lowercase(), format!("token-{id}"));
        self.users.insert(id, User { id, firstname, lastname, email, role, organization, token, created });
        id
    }

    pub(super) fn login(&self, user: u64) -> Value {
        self.users.get(&user).map_or(Value::Null, |user| json!(user.login()))
    }

    pub(super) fn user_json(&self, user: &User, expand: bool) -> Value {
        let (roles, names) = match user.role {
            Role::Admin => (json!([1, 2]), json!(["Admin", "Agent"])),
            Role::Agent => (json!([2]), json!(["Agent"])),
            Role::Customer => (json!([3]), json!(["Customer"])),
        };
        let (mut groups, mut named) = (json!({}), Map::new());
        for group in self.groups.values().filter(|group| group.agents.contains(&user.id)) {
            groups[group.id.to_string()] = json!(["full"]);
            named.insert(group.name.clone(), json!(["full"]));
        }
        let mut json = json!({
            "id": user.id,
            "organization_id": user.organization,
            "login": user.login(),
            "firstname": user.firstname,
            "lastname": user.lastname,
            "email": user.email,
            "image": null,
            "web": "",
            "phone": "",
            "fax": "",
            "mobile": "",
            "department": null,
            "vip": false,
            "verified": false,
            "active": true,
            "note": "",
            "last_login": null,
            "out_of_office": false,
            "preferences": {},
            "updated_by_id": NOBODY,
            "created_by_id": NOBODY,
            "created_at": self.stamp(user.created),
            "updated_at": self.stamp(user.created),
            "role_ids": roles,
            "organization_ids": [],
            "group_ids": groups,
        });
        if expand {
            json["roles"] = names;
            // Rights by the names of the groups, as `attributes_with_association_names` has them.
            json["groups"] = Value::Object(named);
            json["organization"] = self.organization_name(user.organization);
            json["created_by"] = json!("-");
            json["updated_by"] = json!("-");
        }
        json
    }

    pub(super) fn organization_name(&self, id: Option<u64>) -> Value {
        id.and_then(|id| self.organizations.get(&id)).map_or(Value::Null, |one| json!(one.name))
    }

    pub(super) fn organization_json(&self, one: &Organization, expand: bool) -> Value {
        let members: Vec<&User> =
            self.users.values().filter(|user| user.organization == Some(one.id)).collect();
        let mut json = json!({
            "id": one.id,
            "name": one.name,
            "shared": one.shared,
            "domain": "",
            "domain_assignment": false,
            "active": true,
            "vip": false,
            "note": "",
            "updated_by_id": NOBODY,
            "created_by_id": NOBODY,
            "created_at": self.stamp(one.created),
            "updated_at": self.stamp(one.created),
            "member_ids": members.iter().map(|user| user.id).collect::<Vec<_>>(),
            "secondary_member_ids": [],
        });
        for (name, value) in one.attributes.as_object().into_iter().flatten() {
            json[name] = value.clone();
        }
        if expand {
            json["members"] = members.iter().map(|user| json!(user.login())).collect();
            json["created_by"] = json!("-");
            json["updated_by"] = json!("-");
        }
        json
    }
}

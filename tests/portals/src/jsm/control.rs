//! What a test does at a fake site of Jira Service Management.

use chrono_tz::Tz;
use serde_json::{Value, json};

use super::comment::Draft;
use super::create::NewRequest;
use super::user::{Kind, Organization};
use super::workflow::{RESOLVED, STATUSES, WAITING_FOR_CUSTOMER, WAITING_FOR_SUPPORT};
use super::{Jsm, Sla, adf};
use crate::Staff;
use crate::form::FormPart;

impl Jsm {
    /// The administrator, who is an agent too and may delete.
    #[must_use]
    pub fn admin(&self) -> Staff {
        self.member(Kind::Admin)
    }

    /// The agent.
    #[must_use]
    pub fn agent(&self) -> Staff {
        self.member(Kind::Agent)
    }

    /// Somebody with their token, a customer too.
    #[must_use]
    pub fn user(&self, id: u64) -> Staff {
        self.portal().staff(id).unwrap_or_else(Staff::nobody)
    }

    /// The account of somebody, by which answers and requests name them.
    #[must_use]
    pub fn account_id(&self, user: u64) -> String {
        self.portal().users.get(&user).map_or_else(String::new, super::user::User::account_id)
    }

    /// Sets the time zone of somebody's profile, as in `Europe/Berlin`: answers to them are written in it, and their
    /// JQL is read in it. UTC at first. Says whether there is one of this name.
    pub fn set_zone(&self, user: u64, zone: &str) -> bool {
        let mut site = self.portal();
        let (Some(user), Ok(zone)) = (site.users.get_mut(&user), zone.parse::<Tz>()) else { return false };
        user.zone = zone;
        true
    }

    /// Puts users into a group of the site.
    pub fn add_group(&self, name: &str, users: &[u64]) {
        let mut site = self.portal();
        for user in site.users.values_mut().filter(|user| users.contains(&user.id)) {
            user.groups.push(name.to_owned());
        }
    }

    /// Adds an organization of customers.
    pub fn add_organization(&self, name: &str) -> u64 {
        let mut site = self.portal();
        let (id, name) = (site.new_id(), name.to_owned());
        site.organizations.insert(id, Organization { id, name });
        id
    }

    /// Adds a customer.
    pub fn add_customer(&self, name: &str, email: &str, organization: Option<u64>) -> u64 {
        let mut site = self.portal();
        let id = site.add_user(name, email, Kind::Customer);
        if let Some(user) = site.users.get_mut(&id) {
            user.organization = organization;
        }
        id
    }

    /// Adds a field of issues of the site's own, as in `("customfield_10100", "Machine")`.
    pub fn add_field(&self, id: &str, name: &str) {
        self.portal().settings.fields.push([id, name].map(str::to_owned));
    }

    /// Adds a queue to the first service desk.
    pub fn add_queue(&self, name: &str, jql: &str) -> u64 {
        let mut site = self.portal();
        let id = site.new_id();
        if let Some(project) = site.projects.values_mut().next() {
            let (name, jql) = (name.to_owned(), jql.to_owned());
            project.queues.push(super::catalog::Queue { id, name, jql });
        }
        id
    }

    /// A customer raises a request at the first service desk. Returns the identifier of its issue.
    pub fn add_ticket(&self, customer: u64, summary: &str, text: &str) -> u64 {
        let new = NewRequest {
            desk: 1,
            request_type: 11,
            summary: summary.to_owned(),
            description: adf::document(text),
            priority: 3,
            reporter: customer,
        };
        self.portal().create(new, customer)
    }

    /// The key of an issue as it is now, as in `SUP-1`.
    #[must_use]
    pub fn key(&self, issue: u64) -> String {
        self.portal().issues.get(&issue).map_or_else(String::new, |issue| issue.key.clone())
    }

    /// The reporter writes. A request that waits for the customer, or is resolved, waits for support then, as the first
    /// automation of a service project has it. Says whether the issue is there.
    pub fn customer_writes(&self, issue: u64, text: &str) -> bool {
        let mut site = self.portal();
        let Some((by, status)) = site.issues.get(&issue).map(|issue| (issue.reporter, issue.status)) else {
            return false;
        };
        site.add_comment(issue, Draft::of_text(text, true), by);
        if [WAITING_FOR_CUSTOMER, RESOLVED].contains(&status) {
            site.set_status(issue, WAITING_FOR_SUPPORT, None, by);
        }
        true
    }

    /// The reporter writes with a file. Says whether the issue is there.
    pub fn customer_sends(&self, issue: u64, text: &str, name: &str, kind: &str, content: &[u8]) -> bool {
        let mut site = self.portal();
        let Some(by) = site.issues.get(&issue).map(|issue| issue.reporter) else { return false };
        let part = FormPart {
            name: "file".to_owned(),
            filename: Some(name.to_owned()),
            kind: kind.to_owned(),
            content: content.to_vec(),
        };
        site.say_with(issue, text, vec![part], true, by);
        true
    }

    /// Another agent writes, in public or as an internal note. Says whether the issue is there.
    pub fn agent_writes(&self, issue: u64, agent: u64, text: &str, public: bool) -> bool {
        let mut site = self.portal();
        let there = site.issues.contains_key(&issue);
        if there {
            site.add_comment(issue, Draft::of_text(text, public), agent);
        }
        there
    }

    /// Another agent changes what `PUT /rest/api/3/issue/{key}` takes, `fields` and `update`. Says whether the site
    /// took it.
    pub fn agent_changes(&self, issue: u64, agent: u64, body: &Value) -> bool {
        let mut site = self.portal();
        let edit = site.read_edit(body);
        let taken = site.issues.contains_key(&issue) && edit.is_ok();
        if let Ok(edit) = edit {
            site.apply(issue, edit, agent);
        }
        taken
    }

    /// Another agent sets a status by its name, whatever the workflow says. Says whether there is one.
    pub fn set_status(&self, issue: u64, agent: u64, name: &str) -> bool {
        let mut site = self.portal();
        let found = STATUSES.iter().find(|status| status.name == name).map(|status| status.id);
        let Some(status) = found.filter(|_| site.issues.contains_key(&issue)) else { return false };
        site.set_status(issue, status, None, agent);
        true
    }

    /// The administrator moves an issue to another project, by its key. Says whether it moved.
    pub fn move_to(&self, issue: u64, project: &str) -> bool {
        let by = self.admin().id;
        self.portal().move_issue(issue, project, by)
    }

    /// The administrator deletes an issue.
    pub fn erase(&self, issue: u64) {
        let by = self.admin().id;
        self.portal().erase(issue, by);
    }

    /// Sets the portal's own deadlines of a request. They change no `updated`.
    pub fn set_slas(&self, issue: u64, slas: Vec<Sla>) {
        let mut site = self.portal();
        if let Some(issue) = site.issues.get_mut(&issue) {
            issue.slas = slas;
        }
        site.reindex(issue);
    }

    /// Seconds until the search finds a change; 0 at first.
    pub fn set_search_delay(&self, seconds: i64) {
        self.portal().settings.search_delay = seconds;
    }

    /// Sets how many requests are allowed in so many seconds; there is no limit at first, but that of writes to one
    /// issue.
    pub fn set_limit(&self, total: u32, interval: i64) {
        let mut site = self.portal();
        site.settings.limit = Some((total, interval));
        site.counters.clear();
    }

    /// Starts all counters anew.
    pub fn forget_requests(&self) {
        self.portal().counters.clear();
    }

    /// Sets what all stamps have behind their whole seconds; 790 ms at first.
    pub fn set_millis(&self, millis: u16) {
        self.portal().settings.millis = i64::from(millis);
    }

    /// Lets profiles hide their addresses.
    pub fn hide_emails(&self) {
        self.portal().settings.shows_emails = false;
    }

    /// Lets the list of an issue's comments tell no properties, as its documentation has it.
    pub fn hide_listed_properties(&self) {
        self.portal().settings.lists_properties = false;
    }

    /// An issue as its page shows it, with all fields, and with the texts of its comments in `texts` as `public` and
    /// `text`; null when there is none.
    #[must_use]
    pub fn ticket(&self, id: u64) -> Value {
        let site = self.portal();
        let Some(issue) = site.issues.get(&id) else { return Value::Null };
        let mut json = site.issue_json(issue, "*all", "");
        let texts = issue.comments.iter().map(|comment| {
            json!({ "id": comment.id.to_string(), "public": comment.public, "text": adf::text(&comment.body) })
        });
        json["texts"] = texts.collect();
        json
    }

    fn member(&self, kind: Kind) -> Staff {
        let site = self.portal();
        let id = site.users.values().find(|user| user.kind == kind).map_or(0, |user| user.id);
        site.staff(id).unwrap_or_else(Staff::nobody)
    }
}

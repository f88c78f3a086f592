//! JSON of the API. Reading is tolerant: members that are not known are passed over, null is nothing.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::loose;

/// A page of a search. The last one has no token:
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-get>.
#[derive(Debug, Deserialize)]
pub(super) struct Found {
    pub(super) issues: Vec<Value>,
    #[serde(default, rename = "nextPageToken", deserialize_with = "loose::optional_id")]
    token: Option<String>,
    #[serde(default, rename = "isLast", deserialize_with = "loose::or_default")]
    is_last: bool,
}

impl Found {
    /// The token of the next page, where there is one.
    pub(super) fn next(&self) -> Option<String> {
        self.token.clone().filter(|_| !self.is_last)
    }
}

/// An issue. Its further fields are read by name ([`super::ticket`]).
#[derive(Debug, Deserialize)]
pub(super) struct Issue {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) key: String,
    pub(super) fields: Fields,
}

#[derive(Debug, Deserialize)]
pub(super) struct Fields {
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) summary: String,
    #[serde(default)]
    pub(super) description: Value,
    pub(super) status: Named,
    pub(super) created: String,
    pub(super) updated: String,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) project: Named,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) priority: Named,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) issuetype: Named,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) resolution: Named,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) resolutiondate: String,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) reporter: Person,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) assignee: Option<Person>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) labels: Vec<String>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) issuelinks: Vec<Value>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) attachment: Vec<Value>,
    /// Everything else: fields of the account's own among them.
    #[serde(flatten)]
    pub(super) others: Map<String, Value>,
}

/// Something with a name: a status, a priority, a project.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Named {
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) name: String,
    #[serde(default, rename = "statusCategory")]
    pub(super) category: Value,
}

/// A user. Address and name may be hidden by the user's own settings, and the kind of account tells the sides apart:
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/>.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Person {
    #[serde(default, rename = "accountId", deserialize_with = "loose::text")]
    pub(super) account: String,
    #[serde(default, rename = "accountType", deserialize_with = "loose::text")]
    pub(super) kind: String,
    #[serde(default, rename = "displayName", deserialize_with = "loose::text")]
    pub(super) name: String,
    #[serde(default, rename = "emailAddress", deserialize_with = "loose::text")]
    pub(super) email: String,
}

/// A comment:
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-get>.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Comment {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    pub(super) created: String,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) author: Person,
    #[serde(default)]
    pub(super) body: Value,
    /// Customers see it. The page says that it is so where nothing is told.
    #[serde(default, rename = "jsdPublic")]
    pub(super) public: Option<bool>,
    /// Whether the writer takes part in the request; nobody else's mail does.
    #[serde(default, rename = "jsdAuthorCanSeeRequest")]
    pub(super) takes_part: Option<bool>,
    /// A group or a role to which it is restricted.
    #[serde(default)]
    pub(super) visibility: Value,
    /// Properties with key and value; none where they were not told.
    #[serde(default)]
    pub(super) properties: Option<Vec<Value>>,
}

/// One entry of the history:
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-changelog-get>.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Change {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    pub(super) created: String,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) author: Option<Person>,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) items: Vec<Value>,
}

/// A field that issues have: <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/>.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Field {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    #[serde(default, deserialize_with = "loose::text")]
    pub(super) name: String,
    #[serde(default, deserialize_with = "loose::or_default")]
    pub(super) custom: bool,
    /// What it holds; its member `custom` tells the kind of a field of the account's own.
    #[serde(default)]
    pub(super) schema: Value,
}

/// A service desk, and the project that it is:
/// <https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-servicedesk/#api-rest-servicedeskapi-servicedesk-get>.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Desk {
    #[serde(deserialize_with = "loose::id")]
    pub(super) id: String,
    #[serde(default, rename = "projectId", deserialize_with = "loose::text")]
    pub(super) project: String,
    #[serde(default, rename = "projectName", deserialize_with = "loose::text")]
    pub(super) name: String,
    #[serde(default, rename = "projectKey", deserialize_with = "loose::text")]
    pub(super) key: String,
}

/// A page of the service desk API: <https://developer.atlassian.com/cloud/jira/service-desk/rest/intro/#pagination>.
#[derive(Debug, Deserialize)]
pub(super) struct Paged {
    pub(super) values: Vec<Value>,
    #[serde(default, rename = "isLastPage")]
    is_last: Option<bool>,
}

impl Paged {
    /// Whether a page with more may follow, after the entries of the pages before. One that brings nothing new would be
    /// followed by the same one for ever.
    pub(super) fn has_more(&self, before: &[Value]) -> bool {
        self.is_last == Some(false) && self.values.iter().any(|value| !before.contains(value))
    }
}

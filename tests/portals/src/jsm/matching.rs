//! Which issues a query finds, and in which order.

use std::cmp::Ordering;

use super::adf;
use super::date::jql_date;
use super::issue::Issue;
use super::jql::{Clause, Jql, Operand};
use super::site::Site;
use super::workflow::{category_name, status};

/// Fields that a query knows; what is not here does not exist.
const KNOWN: &[&str] = &[
    "project",
    "key",
    "issuekey",
    "id",
    "issue",
    "status",
    "statuscategory",
    "assignee",
    "reporter",
    "creator",
    "priority",
    "created",
    "updated",
    "resolved",
    "resolutiondate",
    "resolution",
    "labels",
    "summary",
    "text",
    "issuetype",
    "type",
    "duedate",
];
const DATES: &[&str] = &["created", "updated", "resolved", "resolutiondate"];

impl Site {
    /// What is wrong with a query, all at once: fields and values that do not exist, dates that are none.
    pub(super) fn errors(&self, jql: &Jql) -> Vec<String> {
        let mut errors = Vec::new();
        if let Some(clause) = &jql.restriction {
            self.check(clause, &mut errors);
        }
        for (field, _) in &jql.order {
            if !KNOWN.contains(&field.as_str()) {
                errors.push(format!("Not able to sort using field '{field}'."));
            }
        }
        if jql.order.len() > 7 {
            errors.push("The ORDER BY clause has more than 7 fields.".to_owned());
        }
        errors
    }

    fn check(&self, clause: &Clause, errors: &mut Vec<String>) {
        let (field, values) = match clause {
            Clause::All(parts) | Clause::Any(parts) => {
                return parts.iter().for_each(|part| self.check(part, errors));
            }
            Clause::Not(part) => return self.check(part, errors),
            Clause::Is { field, values, .. } => (field, values),
        };
        let name = field.to_lowercase();
        if !KNOWN.contains(&name.as_str()) {
            errors.push(format!("Field '{field}' does not exist or you do not have permission to view it."));
            return;
        }
        for value in values {
            let text = &value.text;
            let known = match name.as_str() {
                "project" => self.project_named(text).is_some(),
                "key" | "issuekey" | "issue" => self.find(text).is_some(),
                _ => true,
            };
            if DATES.contains(&name.as_str()) && !is_empty(value) && self.instant(value).is_none() {
                errors.push(format!(
                    "Date value '{text}' for field '{field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', \
                     'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'."
                ));
            } else if !known && name == "project" {
                errors.push(format!("The value '{text}' does not exist for the field 'project'."));
            } else if !known {
                errors.push(format!("An issue with key '{text}' does not exist for field '{field}'."));
            }
        }
    }

    pub(super) fn matches(&self, clause: &Clause, issue: &Issue, by: u64) -> bool {
        match clause {
            Clause::All(parts) => parts.iter().all(|part| self.matches(part, issue, by)),
            Clause::Any(parts) => parts.iter().any(|part| self.matches(part, issue, by)),
            Clause::Not(part) => !self.matches(part, issue, by),
            Clause::Is { field, operator, values } => {
                let one = |value: &Operand| self.compare(&field.to_lowercase(), operator, value, issue, by);
                match operator.as_str() {
                    "not in" => values.iter().all(one),
                    _ => values.iter().any(one),
                }
            }
        }
    }

    fn compare(&self, field: &str, operator: &str, value: &Operand, issue: &Issue, by: u64) -> bool {
        let negative = ["!=", "not in", "is not"].contains(&operator);
        if let Some(own) = self.date_of(field, issue) {
            return match (own, self.instant(value)) {
                (own, None) => own.is_none() != negative,
                (None, Some(_)) => false,
                (Some(own), Some(asked)) => match operator {
                    "<" => own < asked,
                    "<=" => own <= asked,
                    ">" => own > asked,
                    ">=" => own >= asked,
                    _ => (own == asked) != negative,
                },
            };
        }
        if field == "priority" && ["<", "<=", ">", ">="].contains(&operator) {
            // A higher priority has a smaller number.
            let asked =
                super::catalog::PRIORITIES.iter().find(|(_, name)| name.eq_ignore_ascii_case(&value.text));
            let Some((asked, _)) = asked else { return false };
            return match operator {
                "<" => issue.priority > *asked,
                "<=" => issue.priority >= *asked,
                ">" => issue.priority < *asked,
                _ => issue.priority <= *asked,
            };
        }
        if operator == "~" {
            let text = format!("{} {}", issue.summary, adf::text(&issue.description)).to_lowercase();
            return text.contains(&value.text.to_lowercase().replace('*', ""));
        }
        // What is empty is not found by `!=`: "does not match a field that has no value".
        let own = self.texts(field, issue);
        if is_empty(value) || (field == "resolution" && value.text.eq_ignore_ascii_case("unresolved")) {
            return own.is_empty() != negative;
        }
        let asked = self.asked(field, value, by);
        let has = own.iter().any(|own| asked.iter().any(|asked| own.eq_ignore_ascii_case(asked)));
        has != negative && !(negative && own.is_empty())
    }

    /// The texts by which a query may name what an issue has.
    fn texts(&self, field: &str, issue: &Issue) -> Vec<String> {
        let user = |id: Option<u64>| {
            let user = id.and_then(|id| self.users.get(&id));
            user.map_or_else(Vec::new, |user| vec![user.account_id(), user.name.clone(), user.email.clone()])
        };
        match field {
            "project" => self.projects.get(&issue.project).map_or_else(Vec::new, |project| {
                vec![project.key.clone(), project.name.clone(), project.id.to_string()]
            }),
            "key" | "issuekey" | "id" | "issue" => vec![issue.key.clone(), issue.id.to_string()],
            "status" => vec![status(issue.status).name.to_owned(), issue.status.to_string()],
            "statuscategory" => {
                let category = status(issue.status).category;
                vec![category.to_owned(), category_name(category).to_owned()]
            }
            "assignee" => user(issue.assignee),
            "reporter" => user(Some(issue.reporter)),
            "creator" => user(Some(issue.creator)),
            "priority" => {
                vec![super::catalog::priority_name(issue.priority).to_owned(), issue.priority.to_string()]
            }
            "resolution" => issue.resolution.clone().into_iter().collect(),
            "labels" => issue.labels.clone(),
            "summary" => vec![issue.summary.clone()],
            "issuetype" | "type" => vec!["Service Request".to_owned(), "10000".to_owned()],
            "duedate" => issue.due.clone().into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// What a value means: functions, and keys that an issue had before it was moved.
    fn asked(&self, field: &str, value: &Operand, by: u64) -> Vec<String> {
        if value.text == "currentuser()" {
            return self.users.get(&by).map(super::user::User::account_id).into_iter().collect();
        }
        if ["key", "issuekey", "issue"].contains(&field) {
            return self.find(&value.text).map(|issue| issue.id.to_string()).into_iter().collect();
        }
        vec![value.text.clone()]
    }

    /// The instant of a field of a date, in milliseconds; `None` for other fields.
    fn date_of(&self, field: &str, issue: &Issue) -> Option<Option<i64>> {
        match field {
            "created" => Some(Some(self.millis(issue.created))),
            "updated" => Some(Some(self.millis(issue.updated))),
            "resolved" | "resolutiondate" => Some(issue.resolved.map(|at| self.millis(at))),
            _ => None,
        }
    }

    /// A number without quotes is an instant: "if you omit the quote-marks, the number you supply will be interpreted
    /// as milliseconds after epoch", <https://confluence.atlassian.com/spaces/JIRA052/pages/314448708/>.
    fn instant(&self, value: &Operand) -> Option<i64> {
        if value.text == "now()" {
            return Some(self.millis(self.now));
        }
        let number = value.text.parse::<i64>().ok().filter(|_| !value.quoted);
        number.or_else(|| jql_date(&value.text, self.millis(self.now), self.zone))
    }

    /// By the fields of ORDER BY, and the newest of what is equal first.
    pub(super) fn order(&self, jql: &Jql, left: &Issue, right: &Issue) -> Ordering {
        for (field, ascending) in &jql.order {
            let ordering = match field.as_str() {
                "created" => left.created.cmp(&right.created),
                "updated" => left.updated.cmp(&right.updated),
                "resolved" | "resolutiondate" => left.resolved.cmp(&right.resolved),
                "priority" => right.priority.cmp(&left.priority),
                "key" | "issuekey" | "id" | "issue" => left.id.cmp(&right.id),
                other => self.texts(other, left).cmp(&self.texts(other, right)),
            };
            let ordering = if *ascending { ordering } else { ordering.reverse() };
            if ordering != Ordering::Equal {
                return ordering;
            }
        }
        right.id.cmp(&left.id)
    }
}

fn is_empty(value: &Operand) -> bool {
    !value.quoted && ["empty", "null"].contains(&value.text.to_lowercase().as_str())
}

//! Keys that change and issues that go.

use super::changelog::{Item, text_item};
use super::refusal::{Answer, Refusal};
use super::site::Site;
use super::user::Kind;
use crate::http::Response;
use crate::journal::Deed;

impl Site {
    /// Moves an issue to another project: its identifier stays, its key is the next one there, and the old key leads to
    /// it from now on. The changelog says so.
    pub(super) fn move_issue(&mut self, id: u64, project: &str, by: u64) -> bool {
        let Some(to) = self.project_named(project).map(|project| project.id) else { return false };
        let Some(from) = self.issues.get(&id).map(|issue| issue.project).filter(|from| *from != to) else {
            return false;
        };
        let name = |id: u64| self.projects.get(&id).map(|project| project.name.clone());
        let (old_name, new_name) = (name(from), name(to));
        let Some(project) = self.projects.get_mut(&to) else { return false };
        project.last += 1;
        let (key, desk) = (format!("{}-{}", project.key, project.last), project.desk);
        let Some(issue) = self.issues.get_mut(&id) else { return false };
        let old = std::mem::replace(&mut issue.key, key.clone());
        issue.project = to;
        issue.request_type = issue.request_type.map(|kind| desk * 10 + kind % 10);
        self.keys.insert(key.clone(), id);
        self.note(by, Deed::Changed, id, format!("key: {old} -> {key}"));
        let project = Item {
            field: "project".to_owned(),
            from: Some(from.to_string()),
            from_text: old_name,
            to: Some(to.to_string()),
            to_text: new_name,
        };
        self.log(id, by, vec![project, text_item("Key", Some(old), Some(key))]);
        true
    }

    /// "Permissions required: … Delete issues project permission", which agents do not have here. There is no bin.
    pub(super) fn ask_delete(&mut self, key: &str, by: Option<u64>) -> Answer {
        let (id, by) = self.workable(key, by)?;
        if self.kind(by) != Kind::Admin {
            return Err(Refusal::forbidden("You do not have permission to delete issues in this project."));
        }
        self.erase(id, by);
        Ok(Response::empty(204))
    }

    /// Nothing tells of it afterwards; the search may still show the issue for a while. Its key is not given again.
    pub(super) fn erase(&mut self, id: u64, by: u64) {
        if self.issues.remove(&id).is_none() {
            return;
        }
        for issue in self.issues.values_mut() {
            issue.links.retain(|link| link.other != id);
        }
        self.note(by, Deed::Erased, id, "");
        self.reindex(id);
    }
}

//! Work that is done later, page `job_statuses`.

use serde_json::{Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use crate::http::Response;

/// A job.
#[derive(Clone, Debug)]
pub(super) struct Job {
    id: String,
    task: Task,
    by: u64,
    due: i64,
    /// The request that asked for it, to which its effects belong.
    request: Option<usize>,
    /// Why it failed, or nothing; `None` until it was done.
    result: Option<Result<(), String>>,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub(super) enum Task {
    Merge { target: u64, body: Value },
    Scrub { tickets: Vec<u64> },
}

impl Account {
    /// Queues a job: the answer comes at once, the work is done later.
    pub(super) fn queue(&mut self, task: Task, by: u64) -> Response {
        let id = format!("job{:08x}", self.new_id());
        let due = self.now + self.settings.job_delay;
        let job = Job { id, task, by, due, request: self.journal.request, result: None };
        let response = Response::of_json(200, &json!({ "job_status": self.job_json(&job) }));
        self.jobs.push(job);
        response
    }

    /// Does what is due, at the instant at which it was due. With no delay it is done before the next request is looked
    /// at.
    pub(super) fn run_jobs(&mut self) {
        let now = self.now;
        for at in 0..self.jobs.len() {
            let Some(job) = self.jobs.get(at).filter(|job| job.result.is_none() && job.due <= now) else {
                continue;
            };
            let (task, by) = (job.task.clone(), job.by);
            self.now = job.due;
            let under_way = std::mem::replace(&mut self.journal.request, job.request);
            let result = match task {
                Task::Merge { target, body } => self.merge(target, &body, by),
                Task::Scrub { tickets } => {
                    for ticket in tickets {
                        self.scrub(ticket, by);
                    }
                    Ok(())
                }
            };
            self.journal.request = under_way;
            if let Some(job) = self.jobs.get_mut(at) {
                job.result = Some(result);
            }
        }
        self.now = now;
    }

    pub(super) fn job(&self, id: &str) -> Answer {
        let job = self.jobs.iter().find(|job| job.id == id).ok_or_else(Refusal::not_found)?;
        Ok(Response::of_json(200, &json!({ "job_status": self.job_json(job) })))
    }

    fn job_json(&self, job: &Job) -> Value {
        let (status, message, results) = match &job.result {
            None => ("queued", Value::Null, Value::Null),
            Some(Ok(())) => ("completed", json!("Completed."), json!([{ "success": true }])),
            Some(Err(why)) => ("failed", json!(why), json!([{ "success": false, "errors": why }])),
        };
        json!({
            "id": job.id,
            "url": self.url("job_statuses", &job.id),
            "total": 1,
            "progress": if job.result.is_some() { json!(1) } else { Value::Null },
            "status": status,
            "message": message,
            "results": results,
        })
    }
}

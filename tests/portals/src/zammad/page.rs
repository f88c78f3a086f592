//! Lists in pages, page `api/intro`: "Zammad has hard limits for the maximum returned objects. You can't raise these
//! limits."

use serde_json::Value;

use crate::http::Request;

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) offset: usize,
    pub(super) limit: usize,
}

impl Page {
    /// `pagination.rb`: `per_page`, or `limit`; more than the most is cut down without a word.
    pub(super) fn of(request: &Request, default: usize, most: usize) -> Self {
        let number = |name: &str| request.param(name).and_then(|text| text.parse::<usize>().ok());
        let limit = number("per_page").or_else(|| number("limit")).unwrap_or(default).min(most);
        Self { offset: (number("page").unwrap_or(1).max(1) - 1) * limit, limit }
    }

    pub(super) fn cut(self, list: Vec<Value>) -> Value {
        list.into_iter().skip(self.offset).take(self.limit).collect()
    }
}

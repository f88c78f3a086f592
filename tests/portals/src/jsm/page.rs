//! Lists in pages: the platform counts with `startAt` and `maxResults`, the service desk with `start` and `limit`.

use serde_json::{Value, json};

use super::site::Site;
use crate::http::{Request, Response};

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) start: usize,
    pub(super) size: usize,
}

impl Page {
    pub(super) fn of(request: &Request, default: usize, most: usize) -> Self {
        Self::named(request, ["startAt", "maxResults"], default, most)
    }

    fn named(request: &Request, [start, size]: [&str; 2], default: usize, most: usize) -> Self {
        let number = |name: &str| request.param(name).and_then(|text| text.parse::<usize>().ok());
        Self { start: number(start).unwrap_or(0), size: number(size).unwrap_or(default).min(most) }
    }

    pub(super) fn cut(self, list: Vec<Value>) -> Vec<Value> {
        list.into_iter().skip(self.start).take(self.size).collect()
    }
}

impl Site {
    /// A page of the service desk, `service-desk intro`, section "Pagination": 50 unless said otherwise, and no total.
    pub(super) fn desk_page(&self, request: &Request, list: Vec<Value>) -> Response {
        let page = Page::named(request, ["start", "limit"], 50, 100);
        let total = list.len();
        let values = page.cut(list);
        let next = page.start + page.size;
        let address =
            |start: usize| format!("{}{}?start={start}&limit={}", self.base, request.path, page.size);
        let mut links = json!({
            "self": address(page.start),
            "base": format!("{}/rest/servicedeskapi", self.base),
            "context": "",
        });
        if next < total {
            links["next"] = json!(address(next));
        }
        let body = json!({
            "_expands": [],
            "size": values.len(),
            "start": page.start,
            "limit": page.size,
            "isLastPage": next >= total,
            "_links": links,
            "values": values,
        });
        Response::of_json(200, &body)
    }

    /// A page of the platform with `values`.
    pub(super) fn platform_page(request: &Request, list: Vec<Value>) -> Response {
        let page = Page::of(request, 50, 100);
        let total = list.len();
        let body = json!({
            "startAt": page.start,
            "maxResults": page.size,
            "total": total,
            "isLast": page.start + page.size >= total,
            "values": page.cut(list),
        });
        Response::of_json(200, &body)
    }
}

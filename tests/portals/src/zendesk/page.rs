//! Lists in pages, page `pagination`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::account::Account;
use super::refusal::Refusal;
use crate::http::{Request, encoded};

/// "Most endpoints limit this to a maximum of 100."
const MOST: usize = 100;
/// Offset pagination ends after 10,000 records with a 400, page `paginating-through-lists`.
const DEEPEST: usize = 10_000;

impl Account {
    /// The part of `list` that the request asks for: with `page[size]` by cursor, else by offset. Returns the part and
    /// the members that lead on.
    pub(super) fn paged<T>(
        &self,
        request: &Request,
        list: Vec<T>,
    ) -> Result<(Vec<T>, Map<String, Value>), Refusal> {
        self.paged_by(request, list, MOST)
    }

    pub(super) fn paged_by<T>(
        &self,
        request: &Request,
        list: Vec<T>,
        most: usize,
    ) -> Result<(Vec<T>, Map<String, Value>), Refusal> {
        match request.param("page[size]") {
            Some(size) => {
                let size = size.parse::<usize>().ok().filter(|size| *size > 0);
                let size = size.ok_or_else(|| Refusal::bad_parameter("page[size]", "It is a number."))?;
                self.by_cursor(request, list, size.min(most))
            }
            None => self.by_offset(request, list),
        }
    }

    /// A cursor is a place in the list. The real ones hold the key of a record, which a test cannot tell apart as long as
    /// the list does not change between two pages.
    fn by_cursor<T>(
        &self,
        request: &Request,
        list: Vec<T>,
        size: usize,
    ) -> Result<(Vec<T>, Map<String, Value>), Refusal> {
        let start = match request.param("page[after]") {
            None => 0,
            Some(cursor) => place(cursor)
                .ok_or_else(|| Refusal::bad_parameter("page[after]", "Invalid cursor parameter."))?,
        };
        let total = list.len();
        let part: Vec<T> = list.into_iter().skip(start).take(size).collect();
        let end = start + part.len();
        let more = end < total;
        let after = (!part.is_empty()).then(|| STANDARD.encode(format!("place {end}")));
        let next = after.as_ref().filter(|_| more).map(|after| {
            self.address(
                request,
                &[("page[after]", after), ("page[size]", &size.to_string())],
                &["page[after]", "page[size]"],
            )
        });
        let mut rest = Map::new();
        rest.insert(
            "meta".to_owned(),
            json!({ "has_more": more, "after_cursor": after, "before_cursor": null }),
        );
        rest.insert("links".to_owned(), json!({ "next": next, "prev": null }));
        Ok((part, rest))
    }

    fn by_offset<T>(&self, request: &Request, list: Vec<T>) -> Result<(Vec<T>, Map<String, Value>), Refusal> {
        let number = |name: &str, default: usize| {
            request.param(name).and_then(|text| text.parse().ok()).filter(|n| *n > 0).unwrap_or(default)
        };
        let (page, size) = (number("page", 1), number("per_page", MOST).min(MOST));
        if page * size > DEEPEST {
            return Err(Refusal::bad_parameter("page", "InvalidPaginationDepth: use cursor pagination."));
        }
        let total = list.len();
        let part: Vec<T> = list.into_iter().skip((page - 1) * size).take(size).collect();
        let link = |number: usize| self.address(request, &[("page", &number.to_string())], &["page"]);
        let mut rest = Map::new();
        rest.insert("count".to_owned(), json!(total));
        rest.insert("next_page".to_owned(), json!((page * size < total).then(|| link(page + 1))));
        rest.insert("previous_page".to_owned(), json!((page > 1).then(|| link(page - 1))));
        Ok((part, rest))
    }

    /// The address of the request with some parameters set and some taken away.
    pub(super) fn address(&self, request: &Request, set: &[(&str, &str)], without: &[&str]) -> String {
        let kept = request.query.iter().filter(|(name, _)| !without.contains(&name.as_str()));
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs = kept.chain(set.iter().copied());
        let query: Vec<String> =
            pairs.map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        format!("{}{}?{}", self.base, request.path, query.join("&"))
    }
}

fn place(cursor: &str) -> Option<usize> {
    let plain = String::from_utf8(STANDARD.decode(cursor).ok()?).ok()?;
    plain.strip_prefix("place ")?.parse().ok()
}

//! What every request passes: the token, the limit, the clock. And what every answer gets.

use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use calendar::Moment;

use super::problem::Failure;
use super::socket::Plug;
use super::{Portal, lock, spoil};

/// Requests in the present minute.
#[derive(Debug, Default)]
pub(super) struct Window {
    minute: i64,
    used: u32,
}

/// Seconds in a window.
const WINDOW_S: i64 = 60;

/// What is left of a limit.
struct Allowance {
    limit: u32,
    left: Option<u32>,
    reset_s: i64,
}

impl Window {
    /// Counts one request; `left` is `None` when it is one too many.
    fn count(&mut self, now: Moment, limit: u32) -> Allowance {
        let minute = now.0.div_euclid(WINDOW_S);
        if minute != self.minute {
            *self = Self { minute, used: 0 };
        }
        let reset_s = WINDOW_S - now.0.rem_euclid(WINDOW_S);
        if self.used >= limit {
            return Allowance { limit, left: None, reset_s };
        }
        self.used += 1;
        Allowance { limit, left: Some(limit - self.used), reset_s }
    }
}

/// Lets a request through, or not, and completes the answer.
pub(super) async fn guard(
    State(portal): State<Arc<Portal>>,
    ConnectInfo(plug): ConnectInfo<Plug>,
    request: Request,
    next: Next,
) -> Response {
    let (fault, latency, retry_after_s) = {
        let mut settings = lock(&portal.settings);
        (settings.next_fault(), settings.latency, settings.retry_after_s)
    };
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let now = portal.world().now();
    let mut response =
        match fault.and_then(|fault| spoil::instead(fault, retry_after_s, request.uri(), &plug)) {
            Some(response) => response,
            None => answer(&portal, now, request, next).await,
        };
    if let Some(fault) = fault {
        response = spoil::afterwards(fault, response, &plug).await;
    }
    add(response.headers_mut(), header::DATE.as_str(), &http_date(now));
    response
}

async fn answer(portal: &Portal, now: Moment, request: Request, next: Next) -> Response {
    if !has_token(request.headers(), &portal.token) {
        return Failure::unauthorized().into_response();
    }
    let limit = lock(&portal.settings).requests_per_minute;
    let Some(limit) = limit else { return next.run(request).await };
    let allowance = lock(&portal.window).count(now, limit);
    let mut response = match allowance.left {
        Some(_) => next.run(request).await,
        None => Failure::rate_limited(allowance.reset_s).into_response(),
    };
    let left = allowance.left.unwrap_or(0);
    let headers = response.headers_mut();
    add(headers, "ratelimit-policy", &format!("\"default\";q={};w={WINDOW_S}", allowance.limit));
    add(headers, "ratelimit", &format!("\"default\";r={left};t={}", allowance.reset_s));
    response
}

fn has_token(headers: &HeaderMap, token: &str) -> bool {
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let sent = sent.and_then(|value| value.split_once(' '));
    sent.is_some_and(|(scheme, sent)| scheme.eq_ignore_ascii_case("bearer") && sent.trim() == token)
}

/// The form that HTTP dates have (RFC 9110, 5.6.7).
fn http_date(at: Moment) -> String {
    at.to_chrono().map(|at| at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()).unwrap_or_default()
}

fn add(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_the_form_of_http() {
        let at = "1994-11-06T08:49:37Z".parse().unwrap();
        assert_eq!(http_date(at), "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    #[test]
    fn a_limit_holds_until_the_minute_is_over() {
        let mut window = Window::default();
        let mut left = |second| window.count(Moment(second), 2).left;
        assert_eq!([left(100), left(101), left(119), left(120)], [Some(1), Some(0), None, Some(1)]);
    }
}

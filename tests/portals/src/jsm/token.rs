//! Tokens that lead to the next page, `api-group-issue-search`: "This token will expire in 7 days."

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::issue::Issue;
use super::refusal::Refusal;

const KEPT: i64 = 7 * 24 * 60 * 60;

/// Where a page ended. It is a place in the order and no number of issues,
/// <https://community.developer.atlassian.com/t/rfc-61/83027>: what is changed meanwhile moves, and shifts nothing
/// else.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) last: Issue,
    jql: String,
    made: i64,
}

/// Tokens that were given out.
#[derive(Debug, Default)]
pub(super) struct Tokens(Vec<Token>);

impl Tokens {
    pub(super) fn give(&mut self, last: &Issue, jql: &str, now: i64) -> String {
        let number = self.0.len();
        self.0.push(Token { last: last.clone(), jql: jql.to_owned(), made: now });
        URL_SAFE_NO_PAD.encode(format!("page:{number}:{now}"))
    }

    /// A token is for the query that it was given for, and for a week.
    pub(super) fn read(&self, text: &str, jql: &str, now: i64) -> Result<&Token, Refusal> {
        let wrong = || Refusal::bad("The provided next page token is invalid or expired.");
        let plain = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let number = plain.as_deref().and_then(|text| text.split(':').nth(1)?.parse::<usize>().ok());
        let token = number.and_then(|number| self.0.get(number));
        token.filter(|token| token.jql == jql && now < token.made + KEPT).ok_or_else(wrong)
    }
}

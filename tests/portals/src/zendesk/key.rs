//! Idempotency keys, page `introduction` of the ticketing API, section "Idempotency".

use super::account::Account;
use super::refusal::{Answer, Refusal};
use crate::http::{Request, Response};

/// A key is kept for two hours.
const LIFETIME: i64 = 2 * 60 * 60;
/// Characters of a key at most.
const LONGEST: usize = 255;

/// The first answer to a key.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    body: Vec<u8>,
    response: Response,
    at: i64,
}

impl Account {
    /// Carries out `POST /api/v2/tickets` once for each key. Only this endpoint knows keys; updates, merges and deletions
    /// do not, and take no notice of the header.
    ///
    /// Assumed: refusals are not kept, so that a corrected body may have the same key.
    pub(super) fn once(&mut self, request: &Request, carry_out: impl FnOnce(&mut Self) -> Answer) -> Answer {
        let Some(key) = request.header("idempotency-key") else { return carry_out(self) };
        if key.is_empty() || key.chars().count() > LONGEST {
            return Err(Refusal::bad_parameter("Idempotency-Key", "It has 1 to 255 characters."));
        }
        if let Some(kept) = self.keys.get(key).filter(|kept| self.now < kept.at + LIFETIME) {
            return if kept.body == request.body {
                Ok(kept.response.clone().with("x-idempotency-lookup", "hit"))
            } else {
                Err(Refusal::other_body())
            };
        }
        let response = carry_out(self)?;
        let kept = Kept { body: request.body.clone(), response: response.clone(), at: self.now };
        self.keys.insert(key.to_owned(), kept);
        Ok(response.with("x-idempotency-lookup", "miss"))
    }
}

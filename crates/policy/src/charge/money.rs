//! Money: a decimal amount with its currency, never a binary fraction.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

/// Amounts from here on are refused: no price is as high, and sums below it cannot overflow.
const TOO_MUCH: Decimal = Decimal::from_parts(1_215_752_192, 23, 0, false, 0); // 100,000,000,000

/// An amount of money. In JSON the amount is text, as in `{"amount":"21000.00","currency":"USD"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Money {
    /// The amount, not negative; answers have two decimal places.
    #[schemars(with = "String")]
    pub amount: Decimal,
    /// Three capital letters, as in `USD`.
    pub currency: String,
}

impl Money {
    /// Reads an amount and a currency.
    ///
    /// # Errors
    /// What to write instead, one sentence.
    pub fn parse(amount: &str, currency: &str) -> Result<Self, String> {
        let good = |byte: u8| byte.is_ascii_digit() || byte == b'.';
        let number = Some(amount.trim()).filter(|text| text.bytes().all(good));
        let value = number.and_then(|text| Decimal::from_str_exact(text).ok());
        let value = value.filter(|value| *value < TOO_MUCH && value.normalize().scale() <= 4);
        let amount =
            value.ok_or("Write an amount in digits with a point, as in `12.50`, below 100000000000.")?;
        if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err("Write a currency in three capital letters, as in `EUR`.".to_owned());
        }
        Ok(Self { amount, currency: currency.to_owned() })
    }

    /// The amount times `factor` divided by `divisor`, rounded to cents, half a cent upwards. `None` when it is out of
    /// range.
    #[must_use]
    pub fn times(&self, factor: Decimal, divisor: Decimal) -> Option<Self> {
        let amount = self.amount.checked_mul(factor)?.checked_div(divisor)?;
        Some(Self { amount: cents(amount), currency: self.currency.clone() })
    }

    /// The sum; `None` for two currencies.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        let amount = self.amount.checked_add(other.amount)?;
        (self.currency == other.currency).then(|| Self { amount, currency: self.currency.clone() })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            amount: String,
            currency: String,
        }
        let written = Written::deserialize(deserializer)?;
        Self::parse(&written.amount, &written.currency).map_err(de::Error::custom)
    }
}

/// Two decimal places, half a cent upwards.
fn cents(amount: Decimal) -> Decimal {
    let mut rounded = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(2);
    rounded
}

//! What customers of a vendor write about. The texts are data: one TOML file a vendor, embedded.

use serde::Deserialize;

use super::vendor::Vendor;
use crate::DemoError;

/// All topics of a vendor.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// In no order.
    #[serde(rename = "topic")]
    pub topics: Vec<Topic>,
}

/// One thing that customers write about. Texts have places like `{host}`, see [`super::cast::Words`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Subject line.
    pub subject: String,
    /// Usual severity, a word of the policy.
    pub severity: String,
    /// A word of the policy; absent where it has none.
    pub classification: Option<String>,
    /// Product.
    pub product: String,
    /// First message of the customer.
    pub open: String,
    /// First answer: what support needs to know.
    pub ask: String,
    /// What the customer answers to it.
    pub detail: String,
    /// Second answer: what to do.
    pub advice: String,
}

impl Script {
    /// Reads the vendor's script.
    ///
    /// # Errors
    /// It is no TOML, or says something unknown.
    pub fn of(vendor: &Vendor) -> Result<Self, DemoError> {
        toml::from_str(vendor.script)
            .map_err(|error| DemoError::Script { vendor: vendor.queue, detail: error.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::VENDORS;
    use super::*;

    #[test]
    fn every_vendor_has_dozens_of_topics_in_its_own_words() {
        for vendor in &VENDORS {
            let topics = Script::of(vendor).unwrap().topics;
            assert!(topics.len() >= 20, "{}: {}", vendor.queue, topics.len());
            let subjects: BTreeSet<_> = topics.iter().map(|topic| &topic.subject).collect();
            assert_eq!(subjects.len(), topics.len(), "{}", vendor.queue);
            for topic in &topics {
                assert!(vendor.severities.contains(&topic.severity.as_str()), "{}", topic.subject);
                match topic.classification.as_deref() {
                    Some(word) => assert!(vendor.classifications.contains(&word), "{}", topic.subject),
                    None => assert!(vendor.classifications.is_empty(), "{}", topic.subject),
                }
            }
        }
    }

    #[test]
    fn every_severity_of_every_vendor_occurs() {
        for vendor in &VENDORS {
            let topics = Script::of(vendor).unwrap().topics;
            for severity in vendor.severities {
                assert!(
                    topics.iter().any(|topic| topic.severity == *severity),
                    "{} {severity}",
                    vendor.queue
                );
            }
        }
    }
}

//! Who is in a ticket and what it is about.

use portal::open::wire::{Contact, Contract, CustomerName};

use super::draw::Draw;
use super::people::AGENTS;
use super::script::Topic;
use super::vendor::{VENDORS, Vendor};
use super::{Dataset, stream};

/// Everything in a ticket that does not change as it goes on.
#[derive(Debug)]
pub struct Cast<'d> {
    /// Number of the ticket.
    pub index: u32,
    /// Whose product it is.
    pub vendor: &'static Vendor,
    /// What it is about.
    pub topic: &'d Topic,
    /// Who asked.
    pub customer: CustomerName,
    /// The person.
    pub contact: Contact,
    /// What the customer has bought.
    pub contract: Contract,
    /// Severity at creation.
    pub severity: Option<String>,
    /// Version as the customer writes it.
    pub version: &'static str,
    /// Who of the team handles it.
    pub agent: &'static str,
    /// How it came in.
    pub channel: &'static str,
    /// What is put into the texts.
    pub words: Words,
}

/// What a ticket is to be about; drawn freely when it is not said.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Place in [`VENDORS`].
    pub vendor: Option<usize>,
    /// Severity of the topic.
    pub severity: Option<&'static str>,
    /// Classification of the topic.
    pub classification: Option<&'static str>,
    /// Plan of the customer.
    pub plan: Option<&'static str>,
}

/// The words that stand for the places in the texts.
#[derive(Debug)]
pub struct Words {
    host: String,
    site: &'static str,
    line: String,
    database: &'static str,
    number: String,
    version: &'static str,
}

impl Words {
    fn new(draw: &mut Draw, version: &'static str) -> Self {
        const HOSTS: [&str; 8] = ["srv", "bk", "app", "vm", "node", "lx", "win", "db"];
        const SITES: [&str; 12] = [
            "Lyon", "Graz", "Dayton", "Leipzig", "Porto", "Tampere", "Fresno", "Brno", "Cork", "Ulm",
            "Omaha", "Turin",
        ];
        const DATABASES: [&str; 6] =
            ["PostgreSQL 15", "SQL Server 2019", "Oracle 19c", "MariaDB 10.11", "MySQL 8", "HANA 2.0"];
        Self {
            host: format!("{}-{:02}", draw.word(&HOSTS), draw.between(1, 40)),
            site: draw.word(&SITES),
            line: format!("line {}", draw.between(1, 9)),
            database: draw.word(&DATABASES),
            number: draw.between(12, 97).to_string(),
            version,
        }
    }

    /// Puts the words into a text.
    #[must_use]
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len() + 32);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((place, behind)) = after.split_once('}') else { break };
            match self.word(place) {
                Some(word) => filled.push_str(word),
                None => {
                    filled.push('{');
                    filled.push_str(place);
                    filled.push('}');
                }
            }
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }

    fn word(&self, place: &str) -> Option<&str> {
        Some(match place {
            "host" => &self.host,
            "site" => self.site,
            "line" => &self.line,
            "db" => self.database,
            "n" => &self.number,
            "version" => self.version,
            _ => return None,
        })
    }
}

impl Dataset {
    /// Casts a ticket. Equal numbers and wishes give the same cast.
    #[must_use]
    pub fn cast_wanted(&self, index: u32, like: u32, wanted: Wanted) -> Cast<'_> {
        let mut draw = Draw::of(&[self.seed, stream::CAST, like.into()]);
        let place = wanted.vendor.unwrap_or_else(|| some_vendor(&mut draw));
        let vendor = &VENDORS[place];
        let number = self.some_customer(place, wanted.plan, &mut draw);
        let customer = self.customer(number);
        let contract = self.contract(number);
        let topic = self.some_topic(place, wanted, &mut draw);
        let version =
            vendor.versions[draw.below(vendor.versions.len()).min(draw.below(vendor.versions.len()))];
        // Whoever is named in the contract writes more often than others do.
        let contact = customer.contacts
            [draw.below(customer.contacts.len()).min(draw.below(customer.contacts.len()))]
        .clone();
        Cast {
            index,
            vendor,
            topic,
            contact,
            customer: CustomerName { id: customer.id, name: customer.name },
            contract,
            severity: some_severity(vendor, topic, wanted, &mut draw),
            version,
            agent: draw.word(&AGENTS),
            channel: some_channel(vendor, &mut draw),
            words: Words::new(&mut draw, version),
        }
    }

    fn some_customer(&self, vendor: usize, plan: Option<&str>, draw: &mut Draw) -> usize {
        let start = draw.below(self.customers_each);
        let fits = |number: &usize| match plan {
            None => true,
            Some(plan) => {
                let contract = self.contract(*number);
                contract.plan.as_deref() == Some(plan)
                    && contract.payments.as_deref() == Some("current")
                    && contract.ends.is_some_and(|ends| {
                        self.origin.to_chrono().is_some_and(|now| ends > now.date_naive())
                    })
            }
        };
        (start..start + self.customers_each)
            .map(|place| self.customer_number(vendor, place))
            .find(fits)
            .unwrap_or_else(|| self.customer_number(vendor, start))
    }

    fn some_topic(&self, vendor: usize, wanted: Wanted, draw: &mut Draw) -> &Topic {
        let topics = &self.scripts[vendor].topics;
        let start = draw.below(topics.len());
        let fits = |topic: &&Topic| {
            wanted.severity.is_none_or(|severity| topic.severity == severity)
                && wanted.classification.is_none_or(|word| topic.classification.as_deref() == Some(word))
        };
        topics[start..].iter().chain(&topics[..start]).find(fits).unwrap_or(&topics[start])
    }
}

fn some_vendor(draw: &mut Draw) -> usize {
    let mut left = draw.below(100);
    for (place, vendor) in VENDORS.iter().enumerate() {
        if left < vendor.share {
            return place;
        }
        left -= vendor.share;
    }
    super::vendor::SEP
}

/// The topic's, as a rule; now and then the one beside it, because people differ.
fn some_severity(vendor: &Vendor, topic: &Topic, wanted: Wanted, draw: &mut Draw) -> Option<String> {
    let rank = vendor.severities.iter().position(|word| *word == topic.severity)?;
    let shifted = match draw.below(12) {
        0 => rank.saturating_sub(1),
        1 | 2 => rank + 1,
        _ => rank,
    };
    // A request for a feature, and Sepasoft's consultative tickets, are what they are.
    let fixed = wanted.severity.is_some()
        || topic.severity == "feature-request"
        || topic.classification.as_deref().is_some_and(|word| word != "problem");
    let rank = if fixed { rank } else { shifted.min(vendor.severities.len() - 1) };
    let rank = if vendor.severities[rank] == "feature-request" && !fixed { rank - 1 } else { rank };
    Some(vendor.severities[rank].to_owned())
}

fn some_channel(vendor: &Vendor, draw: &mut Draw) -> &'static str {
    match (vendor.policy, draw.below(100)) {
        (_, 0..6) => "phone",
        // Ensim takes no case by mail, Infotecs has no portal.
        ("ensim", _) => "portal",
        ("infotecs", _) | (_, 6..50) => "email",
        _ => "portal",
    }
}

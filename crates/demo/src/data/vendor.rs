//! The five vendors: what their queues are called and which words their policies use.

/// A vendor whose customers file tickets here.
#[derive(Debug)]
pub struct Vendor {
    /// Name of its queue.
    pub queue: &'static str,
    /// Pack id.
    pub policy: &'static str,
    /// What ticket numbers begin with.
    pub prefix: &'static str,
    /// Severities, highest first.
    pub severities: &'static [&'static str],
    /// Classifications; empty where the policy has none.
    pub classifications: &'static [&'static str],
    /// Plans, highest first, `none` last.
    pub plans: &'static [&'static str],
    /// Versions that its customers run, usual ones first, one that is too old last.
    pub versions: &'static [&'static str],
    /// Its topics: what customers write about, and what is answered.
    pub script: &'static str,
    /// Of a hundred tickets, so many are for this vendor.
    pub share: usize,
    /// Field in which customers give their number, and what it begins with.
    pub reference: (&'static str, &'static str),
}

/// Statuses that all queues share.
pub const STATUSES: [&str; 7] =
    ["new", "open", "waiting-on-customer", "waiting-on-vendor", "on-hold", "solved", "closed"];

/// Words for how two tickets may be linked.
pub const RELATIONS: [&str; 3] = ["related", "duplicate-of", "caused-by"];

/// Place of SEP in [`VENDORS`].
pub const SEP: usize = 1;

/// All vendors.
pub static VENDORS: [Vendor; 5] = [
    Vendor {
        queue: "Sepasoft",
        policy: "sepasoft",
        prefix: "SEPA",
        severities: &["highest", "high", "medium", "low"],
        classifications: &["problem", "consultative", "feature-request"],
        plans: &["priority-care", "total-care", "basic-care", "prospect", "none"],
        versions: &["3.81.9", "3.81.8", "3.81.7", "3.81.5", "3.81.2", "2.79.4"],
        script: include_str!("script/sepasoft.toml"),
        share: 26,
        reference: ("Ignition gateway", "IGN"),
    },
    Vendor {
        queue: "SEP",
        policy: "sep-sesam",
        prefix: "SEP",
        severities: &["critical", "major", "minor", "cosmetic"],
        classifications: &[],
        plans: &["business-support", "emergency-call", "demo", "none"],
        versions: &["5.2.0.4", "5.2.0.3", "5.1.0.7", "5.1.0.2", "4.4.3.86"],
        script: include_str!("script/sep-sesam.toml"),
        share: 30,
        reference: ("License ID", "LIC"),
    },
    Vendor {
        queue: "Ensim",
        policy: "ensim",
        prefix: "ENS",
        severities: &["critical", "major", "minor", "feature-request"],
        classifications: &[],
        plans: &["24x7", "16x5", "none"],
        versions: &["5.5.2", "5.5.1", "5.4.3", "5.0.1"],
        script: include_str!("script/ensim.toml"),
        share: 15,
        reference: ("Ensim ID", "EN"),
    },
    Vendor {
        queue: "expecco",
        policy: "expecco",
        prefix: "EXP",
        severities: &["sev-1", "sev-2", "sev-3"],
        classifications: &[],
        plans: &["premium", "advanced", "basic", "none"],
        versions: &["24.2.1", "24.2.0", "24.1.2", "23.2.0", "2.9.1"],
        script: include_str!("script/expecco.toml"),
        share: 16,
        reference: ("License server", "LS"),
    },
    Vendor {
        queue: "Infotecs",
        policy: "infotecs",
        prefix: "INF",
        severities: &["critical", "minor"],
        classifications: &[],
        plans: &["premium", "basic", "none"],
        versions: &["5.6.2", "5.6.1", "4.5.8", "4.5.3", "3.2.11"],
        script: include_str!("script/infotecs.toml"),
        share: 13,
        reference: ("ViPNet network", "NET"),
    },
];

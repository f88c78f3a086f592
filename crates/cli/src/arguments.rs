//! The command line.

use std::path::PathBuf;

use calendar::Moment;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::attachment::AttachmentCommand;
use crate::forms::{Call, Link, Merge, New, Tags, Time};
use crate::host::HostCommand;
use crate::outbox::{Message, OutboxCommand, Value};
use crate::sessions::SessionsCommand;

/// The support console in a terminal: the same queue, order and deadlines as in the window.
#[derive(Debug, Parser)]
#[command(name = "gnomon", version)]
pub(crate) struct Arguments {
    /// Folder of the data file, instead of the system's own place.
    #[arg(long, global = true, env = "GNOMON_DATA")]
    pub data: Option<PathBuf>,
    /// Read the passphrase or recovery code of the data file from this file descriptor.
    #[arg(long, global = true, value_name = "FD")]
    pub passphrase_fd: Option<u32>,
    /// Answer in JSON.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Work out order and deadlines of tickets given as JSON lines on standard input.
    Reckon {
        /// The instant to answer for, as in 2026-11-21T12:00:00Z.
        #[arg(long)]
        now: Moment,
        /// Override of an embedded pack; may be given several times, once a pack.
        #[arg(long = "override", value_name = "FILE")]
        overrides: Vec<PathBuf>,
    },
    /// Say where the versions of tickets given as JSON lines on standard input are in their life cycle. No policy names
    /// the dates of its releases: enter them in an override.
    Lifecycle {
        /// The instant to answer for, as in 2026-11-21T12:00:00Z.
        #[arg(long)]
        now: Moment,
        /// Override of an embedded pack, such as one with releases; may be given several times, once a pack.
        #[arg(long = "override", value_name = "FILE")]
        overrides: Vec<PathBuf>,
    },
    /// Work out what things cost, for questions given as JSON lines on standard input.
    Charge {
        /// The instant to answer for, for questions that name no day: it tells whether a contract has ended.
        #[arg(long)]
        now: Option<Moment>,
        /// Override of an embedded pack, such as one with prices; may be given several times, once a pack.
        #[arg(long = "override", value_name = "FILE")]
        overrides: Vec<PathBuf>,
    },
    /// Say who may have what of tickets given as JSON lines on standard input: entitlements, allowances, what a request
    /// has to carry, and how far it has come.
    Entitled {
        /// The instant to answer for, as in 2026-11-21T12:00:00Z.
        #[arg(long)]
        now: Moment,
        /// Override of an embedded pack; may be given several times, once a pack.
        #[arg(long = "override", value_name = "FILE")]
        overrides: Vec<PathBuf>,
    },
    /// Work out due instants or elapsed seconds of calendar cases given as JSON lines on standard input.
    Due,
    /// Print the JSON Schema of a public format.
    Schema {
        /// Which format.
        what: Format,
    },
    /// Read what changed in the portals, once.
    Sync {
        /// Go on until interrupted.
        #[arg(long)]
        watch: bool,
    },
    /// Show the queue in the order in which it is to be handled.
    Queue {
        /// How many tickets.
        #[arg(long, default_value_t = 25)]
        limit: u32,
        /// Full-text search.
        #[arg(long, default_value = "")]
        search: String,
    },
    /// Show what portals delivered in a form that could not be read: it was kept aside, and everything else went on.
    Aside,
    /// Show portals that suddenly no longer show a good part of the tickets that are here. These are kept as they are.
    Missing {
        /// Name of a portal whose tickets are really gone: takes them away here too.
        #[arg(long, value_name = "PORTAL")]
        take_away: Option<String>,
    },
    /// Show one ticket.
    Show {
        /// Its key (account/id) or number.
        id: String,
    },
    /// Answer the customer. It is written down at once; the next sync, or the window that is open, sends it.
    Reply(Message),
    /// Write a note that the customer does not see.
    Note(Message),
    /// Give a field of a ticket another value.
    Set(Value),
    /// Have tags come and go.
    Tag(Tags),
    /// Write a phone call down, and say for which clocks it counts.
    Call(Call),
    /// Write down work that was done.
    Time(Time),
    /// End a ticket in favour of another one. The portal cannot undo it.
    Merge(Merge),
    /// Note that two tickets belong together.
    Link(Link),
    /// File a ticket for a customer.
    New(New),
    /// List, fetch and save the files that came with a ticket's messages. Nothing opens them.
    Attachment {
        #[command(subcommand)]
        command: AttachmentCommand,
    },
    /// Show what was changed here and is not done, or decide about it.
    Outbox {
        #[command(subcommand)]
        command: Option<OutboxCommand>,
    },
    /// Say why a ticket stands where it stands and how its deadlines came about.
    Explain {
        /// Its key (account/id) or number.
        id: String,
    },
    /// Show what is overdue and what comes next.
    Board,
    /// Show what comes due while you are away, what to do before, and what to hand to whom. Sends nothing.
    Away(AwayArguments),
    /// Show what would be under other rules, on the queue and on stored history. Changes nothing.
    Whatif(WhatIfArguments),
    /// Write a proof of one ticket's deadlines to standard output: events, policy, counted time and answer.
    Prove {
        /// Its key (account/id) or number.
        id: String,
    },
    /// Check a proof: that it was not changed, and that the answer follows from it.
    Verify {
        /// The proof's file, or - for standard input.
        file: PathBuf,
        /// Read the ticket from its portal again and compare; needs an account there.
        #[arg(long)]
        online: bool,
    },
    /// Connect a portal. The token is read from standard input.
    Connect {
        /// Kind of the portal.
        #[arg(long, value_enum)]
        kind: Portal,
        /// Address of its start page.
        #[arg(long)]
        address: String,
        /// Name to show, instead of the host's name.
        #[arg(long, default_value = "")]
        name: String,
        /// PEM file with the company's own certificate authority, to be trusted for this portal.
        #[arg(long, value_name = "FILE")]
        company_ca: Option<PathBuf>,
    },
    /// Show the queue of the embedded demo portal, or serve that portal.
    Demo {
        /// Serve the portal on this loopback port (0: any) until interrupted, and print its address and token.
        #[arg(long, value_name = "PORT")]
        serve: Option<u16>,
        /// Number of tickets, up to 1,000,000.
        #[arg(long, default_value_t = 300)]
        size: u32,
        /// Seed of the data.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many tickets to show.
        #[arg(long, default_value_t = 25)]
        limit: u32,
    },
    /// List, show, change, import and export the contracts of customers.
    Contract {
        #[command(subcommand)]
        command: ContractCommand,
    },
    /// List and export the remote sessions that were started here, or write the outcome of one.
    Sessions {
        #[command(subcommand)]
        command: Option<SessionsCommand>,
    },
    /// List and change the host book: the machines of customers that remote sessions may go to.
    Host {
        #[command(subcommand)]
        command: HostCommand,
    },
    /// Save what can be read of a damaged data file, as files that are not encrypted. Changes nothing.
    Rescue {
        /// A new or empty folder, instead of a new one among the downloads.
        #[arg(long, value_name = "FOLDER")]
        to: Option<PathBuf>,
    },
    /// Move a data file that is of no use aside, as it is, and begin a new one with what can be read of it.
    StartAnew {
        /// Do it; without this, what would be done is said.
        #[arg(long)]
        yes: bool,
    },
    /// Check, list and show policy packs.
    Pack {
        #[command(subcommand)]
        command: PackCommand,
    },
}

/// The time away.
#[derive(Debug, Args)]
pub(crate) struct AwayArguments {
    /// When you leave: now, 14:00, 2026-11-22T14:00, +30m; with Z, an offset or the name of a zone, or in your own zone.
    pub from: String,
    /// When you are back, likewise; +8h counts from when you leave.
    pub to: String,
    /// Your own estimate of the minutes that a ticket takes: says how many fit before you leave.
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub each: Option<u32>,
    /// Colleagues' tickets too.
    #[arg(long)]
    pub everyone: bool,
    /// Fetch the files of these tickets ahead, in the order of the plan, and keep them until a day after you are back.
    #[arg(long, conflicts_with = "note")]
    pub fetch: bool,
    /// The most megabytes to fetch ahead, instead of the limit in the settings.
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub fetch_limit: Option<u32>,
    /// Print the hand-over notes for what does not fit, to the colleagues that are proposed.
    #[arg(long)]
    pub note: bool,
}

/// The other rules.
#[derive(Debug, Args)]
pub(crate) struct WhatIfArguments {
    /// Only tickets under this policy, as in sep-sesam.
    #[arg(long, default_value = "")]
    pub policy: String,
    /// Handle them under this policy instead.
    #[arg(long, default_value = "")]
    pub other_policy: String,
    /// As if every customer had this plan.
    #[arg(long, default_value = "")]
    pub plan: String,
    /// As if every ticket had this severity from its creation.
    #[arg(long, default_value = "")]
    pub severity: String,
    /// Count every published target on this calendar of the policy.
    #[arg(long, default_value = "")]
    pub calendar: String,
    /// Change a value of the policy, as in order.waiting-limit.after="48 h"; may be given more than once.
    #[arg(long, value_name = "ROW.KEY=VALUE")]
    pub set: Vec<String>,
    /// Only tickets filed from this instant on, for the promises kept.
    #[arg(long)]
    pub from: Option<Moment>,
    /// Only tickets filed before this instant.
    #[arg(long)]
    pub to: Option<Moment>,
    /// What promises kept are grouped by.
    #[arg(long, value_enum, default_value_t = Group::Vendor)]
    pub by: Group,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Group {
    /// All together.
    All,
    /// By vendor.
    Vendor,
    /// By customer.
    Customer,
    /// By severity.
    Severity,
    /// By week of the filing.
    Week,
}

impl Group {
    /// As in the answer.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Vendor => "vendor",
            Self::Customer => "customer",
            Self::Severity => "severity",
            Self::Week => "week",
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum ContractCommand {
    /// List every customer under every policy that it has a contract or a ticket for.
    List {
        /// Words that customer, portal, policy or plan must have.
        #[arg(default_value = "")]
        filter: String,
    },
    /// Show every value of a contract, where it comes from and since when.
    Show {
        #[command(flatten)]
        customer: Customer,
    },
    /// Give values, which then lie over those of the portal, or take them back.
    Set {
        #[command(flatten)]
        customer: Customer,
        /// Values as FIELD=VALUE, as in ends=2026-12-31; an empty one says that there is none.
        #[arg(value_name = "FIELD=VALUE", required_unless_present = "take_back")]
        values: Vec<String>,
        /// Field whose given value is taken back, so that the portal's counts again.
        #[arg(long, value_name = "FIELD")]
        take_back: Vec<String>,
    },
    /// Show what a CSV file would change, line by line.
    Import {
        /// The file; - for standard input.
        file: PathBuf,
        /// Make the changes. Lines with mistakes change nothing.
        #[arg(long)]
        yes: bool,
    },
    /// Write all contracts as CSV to standard output.
    Export,
}

/// Names one contract.
#[derive(Debug, Args)]
pub(crate) struct Customer {
    /// The customer's name, or its identifier in the portal.
    pub customer: String,
    /// Pack, when the customer is under several.
    #[arg(long)]
    pub policy: Option<String>,
    /// Account, when several know the customer.
    #[arg(long)]
    pub account: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PackCommand {
    /// Prove that a pack is whole: no holes, contradictions, unreachable rows or unknown names.
    Check {
        /// The pack's file.
        file: PathBuf,
    },
    /// List the embedded packs.
    List,
    /// Show a pack's promises with clause and basis.
    Show {
        /// Identifier, as in sep-sesam.
        id: String,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Portal {
    /// Request Tracker 5.
    Rt,
    /// A portal that speaks the open portal API.
    Open,
    /// Zendesk; never tried with the real one.
    Zendesk,
    /// Freshdesk; never tried with the real one.
    Freshdesk,
    /// Zammad; never tried with a real one.
    Zammad,
    /// Jira Service Management (Cloud); never tried with the real one.
    Jsm,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// Input of `gnomon reckon`.
    ReckonInput,
    /// Output of `gnomon reckon`.
    ReckonOutput,
    /// Output of `gnomon lifecycle`; its input is that of `gnomon reckon`.
    LifecycleOutput,
    /// Input of `gnomon charge`.
    ChargeInput,
    /// Output of `gnomon charge`.
    ChargeOutput,
    /// Output of `gnomon entitled`; its input is that of `gnomon reckon`.
    EntitledOutput,
    /// A policy pack.
    Pack,
}

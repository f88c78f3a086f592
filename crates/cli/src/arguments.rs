//! The command line.

use std::path::PathBuf;

use calendar::Moment;
use clap::{Args, Parser, Subcommand, ValueEnum};

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
    /// Show one ticket.
    Show {
        /// Its key (account/id) or number.
        id: String,
    },
    /// Say why a ticket stands where it stands and how its deadlines came about.
    Explain {
        /// Its key (account/id) or number.
        id: String,
    },
    /// Show what is overdue and what comes next.
    Board,
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
    /// Check, list and show policy packs.
    Pack {
        #[command(subcommand)]
        command: PackCommand,
    },
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
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// Input of `gnomon reckon`.
    ReckonInput,
    /// Output of `gnomon reckon`.
    ReckonOutput,
    /// A policy pack.
    Pack,
}

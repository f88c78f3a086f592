//! What is said of a target.

use std::fmt;

/// Why a target is not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no address.
    NoAddress,
    /// A program of the scheme's own choice would start.
    Scheme(String),
    /// It carries a name or password in front of the host.
    Login,
    /// Nobody reads so much.
    TooLong,
    /// A number with a code for the telephone itself.
    Code,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAddress => f.write_str("This link holds no address that can be opened."),
            Self::Scheme(scheme) => {
                write!(f, "Links that begin with `{scheme}:` start a program and are not opened.")
            }
            Self::Login => f.write_str(
                "This link has a name in front of its host, as links do that pretend to lead elsewhere. It is not opened.",
            ),
            Self::TooLong => f.write_str("This link is longer than 2,048 characters and is not opened."),
            Self::Code => f.write_str("This number holds a code for the telephone itself and is not dialled."),
        }
    }
}

/// What the user should look at before opening a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The words name another host than the link has.
    OtherHost(String),
    /// The host is not written in plain Latin letters; so it looks to a reader.
    Foreign(String),
    /// Its letters are of several scripts.
    MixedScripts,
    /// It looks like this host and is another one.
    LooksLike(String),
    /// A number instead of a name.
    Number,
    /// An address within a computer or a local network.
    Private,
    /// Not encrypted.
    Plain,
    /// Another port than usual.
    Port(u16),
    /// It may lead on to somewhere that is not known yet.
    Redirects,
    /// Parts of a prepared mail were left out.
    LeftOut,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherHost(host) => write!(f, "Text and target differ: the words name {host}."),
            Self::Foreign(host) => write!(
                f,
                "The name has letters that are not plain Latin ones; it reads \u{2068}{host}\u{2069}."
            ),
            Self::MixedScripts => {
                f.write_str("The name mixes letters of several scripts, as forged names do.")
            }
            Self::LooksLike(host) => write!(f, "The name looks like {host} and is another one."),
            Self::Number => f.write_str("The host is a number and not a name."),
            Self::Private => f.write_str("The host is in a local network or on this computer."),
            Self::Plain => f.write_str("The connection is not encrypted."),
            Self::Port(port) => write!(f, "The port is {port}, which is not the usual one."),
            Self::Redirects => {
                f.write_str("This page may lead on to another one; to which is not known before it opens.")
            }
            Self::LeftOut => {
                f.write_str("The link wanted to prepare more of a mail than its text; that was left out.")
            }
        }
    }
}

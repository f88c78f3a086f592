//! Files: what it takes to fetch one that came with a message, and to send one along. The adapters say where; nothing here
//! sees a byte of one.

use serde_json::Value;
use url::{Host, Url};

use crate::{Fault, Method, Request, loose, read};

/// The longest part of a portal's own name for a file that is shown in an error.
const WORDS: usize = 80;

/// How one file is fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// What to ask.
    pub request: Request,
    /// Whether the account's secret goes with it: only ever to the portal's own origin.
    pub signed: bool,
    /// The body of the answer is the file itself, so that a part of it can be asked for. Otherwise
    /// [`crate::Adapter::read_file`] unpacks it.
    pub plain: bool,
}

/// How the content of files gets into the body of a request. The carrier knows the content by [`policy::ticket::Enclosure::id`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Upload {
    /// The body has, as a JSON string of its own, [`content_mark`] of each of these files: the carrier puts the content there, in
    /// base64.
    InJson(Vec<String>),
    /// The body is the content of this file, as it is.
    Raw {
        /// Which.
        file: String,
        /// Its type.
        mime: String,
    },
    /// The body is a form (RFC 7578).
    Form(Vec<Part>),
}

impl Upload {
    /// The files whose content is needed.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        match self {
            Self::InJson(files) => files.clone(),
            Self::Raw { file, .. } => vec![file.clone()],
            Self::Form(parts) => parts
                .iter()
                .filter_map(|part| match part {
                    Part::Text(..) => None,
                    Part::File { file, .. } => Some(file.clone()),
                })
                .collect(),
        }
    }
}

/// A part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A name and its value.
    Text(&'static str, String),
    /// The content of a file.
    File {
        /// Name of the part.
        part: &'static str,
        /// Which file.
        file: String,
        /// What the portal is to call it.
        name: String,
        /// Its type.
        mime: String,
    },
}

/// What stands in a JSON body for the content of a file.
#[must_use]
pub fn content_mark(file: &str) -> String {
    format!("gnomon-content:{file}")
}

/// A file at the address that a portal gave for it. `elsewhere` names further hosts on which this kind of portal keeps files;
/// a name that begins with a dot stands for everything below it. The secret goes to the portal itself only.
///
/// # Errors
/// [`Fault::Withheld`]: the address is another host's, is not encrypted, or is none at all.
pub(crate) fn at(base: &Url, elsewhere: &[&str], address: &str) -> Result<Fetch, Fault> {
    let url =
        Url::parse(address).map_err(|_| withheld("The portal gives no usable address for this file"))?;
    let is_web = matches!(url.scheme(), "https" | "http");
    let is_bare = url.username().is_empty() && url.password().is_none();
    if is_web && is_bare && url.origin() == base.origin() {
        return Ok(fetch(url, true));
    }
    let is_listed = match url.host() {
        Some(Host::Domain(name)) => elsewhere.iter().any(|host| is_within(name, host)),
        // A number may be this computer or the network behind it.
        Some(Host::Ipv4(_) | Host::Ipv6(_)) | None => false,
    };
    if url.scheme() == "https" && is_bare && url.port().is_none() && is_listed {
        return Ok(fetch(url, false));
    }
    let place = url.host_str().filter(|host| !host.is_empty()).map_or_else(
        || format!("`{}:`", read::capped(url.scheme(), WORDS)),
        |host| read::capped(host, WORDS),
    );
    Err(withheld(&format!(
        "The file is said to be at {place}, which is not this portal, so it is not fetched"
    )))
}

/// A file below the portal's own address.
pub(crate) fn own(request: Request) -> Fetch {
    Fetch { request: Request { headers: Vec::new(), ..request }, signed: true, plain: true }
}

/// What was not done here, and why.
pub(crate) fn withheld(why: &str) -> Fault {
    Fault::Withheld { why: why.to_owned() }
}

/// Under which names a portal tells of a file.
pub(crate) struct Names {
    pub(crate) name: &'static str,
    pub(crate) mime: &'static str,
    pub(crate) url: Option<&'static str>,
}

/// The files in a list of a message; what has no identifier, or was removed, is left out.
pub(crate) fn told(list: Option<&Value>, names: &Names) -> Vec<policy::ticket::Attachment> {
    let text = |file: &Value, path: &str| file.pointer(path).and_then(loose::value).unwrap_or_default();
    let read = |file: &Value| {
        let is_gone = file.get("deleted").and_then(Value::as_bool).unwrap_or_default();
        let id = file.get("id").and_then(loose::id_of).filter(|_| !is_gone)?;
        Some(policy::ticket::Attachment {
            id,
            name: text(file, names.name),
            mime: text(file, names.mime),
            size: text(file, "/size").parse().ok(),
            content_id: None,
            url: names.url.map(|name| text(file, name)),
        })
    };
    list.and_then(Value::as_array).into_iter().flatten().filter_map(read).collect()
}

/// The marks of all files of an operation, for [`Upload::InJson`]; nothing without files.
pub(crate) fn in_json(files: &[policy::ticket::Enclosure]) -> Option<Upload> {
    (!files.is_empty()).then(|| Upload::InJson(files.iter().map(|file| file.id.clone()).collect()))
}

/// A file of an operation as a part of a form.
pub(crate) fn part(part: &'static str, file: &policy::ticket::Enclosure) -> Part {
    Part::File { part, file: file.id.clone(), name: file.name.clone(), mime: file.mime.clone() }
}

/// The files of an operation as a JSON list, made by `one` of each file and the mark for its content.
pub(crate) fn listed(
    files: &[policy::ticket::Enclosure],
    one: impl Fn(&policy::ticket::Enclosure, String) -> Value,
) -> Value {
    files.iter().map(|file| one(file, content_mark(&file.id))).collect()
}

fn fetch(url: Url, signed: bool) -> Fetch {
    let request = Request { method: Method::Get, url, headers: Vec::new(), body: None, upload: None };
    Fetch { request, signed, plain: true }
}

fn is_within(name: &str, host: &str) -> bool {
    if host.starts_with('.') { name.ends_with(host) } else { name == host }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTS: [&str; 2] = ["cdn.desk.example", ".files.example"];

    fn fetched(address: &str) -> Result<bool, String> {
        let base = Url::parse("https://help.example/rt/").unwrap();
        at(&base, &HOSTS, address).map(|fetch| fetch.signed).map_err(|fault| fault.code().to_owned())
    }

    #[test]
    fn the_secret_goes_to_the_portal_itself_and_the_request_nowhere_else() {
        let refused = Err("withheld".to_owned());
        let cases = [
            ("https://help.example/a/1", Ok(true)),
            ("https://help.example:443/a/1", Ok(true)),
            ("https://cdn.desk.example/a/1?sig=x", Ok(false)),
            ("https://eu.files.example/a/1", Ok(false)),
            ("https://files.example/a/1", refused.clone()),
            ("https://evilfiles.example/a/1", refused.clone()),
            ("https://cdn.desk.example.evil.test/a", refused.clone()),
            ("https://cdn.desk.example:8443/a", refused.clone()),
            ("https://u:p@cdn.desk.example/a", refused.clone()),
            ("https://help.example@evil.test/a", refused.clone()),
            ("https://u:p@help.example/a", refused.clone()),
            ("http://help.example/a/1", refused.clone()),
            ("http://cdn.desk.example/a/1", refused.clone()),
            ("https://help.example:8443/a/1", refused.clone()),
            ("https://evil.test/a/1", refused.clone()),
            ("https://169.254.169.254/latest/meta-data", refused.clone()),
            ("https://[fe80::1]/a", refused.clone()),
            ("https://127.0.0.1/a", refused.clone()),
            ("https://2130706433/a", refused.clone()),
            ("file:///etc/passwd", refused.clone()),
            ("ftp://help.example/a", refused.clone()),
            ("data:text/plain,x", refused.clone()),
            ("javascript:alert(1)", refused.clone()),
            ("/relative", refused.clone()),
            ("", refused),
        ];
        for (address, expected) in cases {
            assert_eq!(fetched(address), expected, "{address}");
        }
    }

    #[test]
    fn a_refusal_names_the_host_and_never_what_follows_it() {
        let base = Url::parse("https://help.example/").unwrap();
        let fault = at(&base, &[], "https://evil.test/a?token=secret").unwrap_err();
        assert!(fault.to_string().contains("evil.test"), "{fault}");
        assert!(!fault.to_string().contains("secret"), "{fault}");
    }
}

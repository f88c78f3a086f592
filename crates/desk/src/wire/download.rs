//! Fetching a file as it comes, whole or from a byte on.

use std::time::Duration;

use portal::{Adapter, Fault, Fetch, Response};
use reqwest::header;
use url::Url;

use super::{Wire, fault, secret};

/// How often a portal may send us on.
const HOPS: usize = 4;
/// Until the next bytes come.
const SILENCE: Duration = Duration::from_secs(60);
/// Longest that one file may take.
const LONGEST: Duration = Duration::from_secs(4 * 3600);
/// The most bytes of an answer that is no file.
const WORDS: usize = 64 * 1024;

/// A file on its way.
#[derive(Debug)]
pub(crate) struct Download {
    url: Url,
    answer: reqwest::Response,
    /// The first byte that comes.
    pub(crate) from: u64,
    /// Bytes of the whole, where the portal tells.
    pub(crate) whole: Option<u64>,
    /// By which the portal knows this content again.
    pub(crate) tag: Option<String>,
}

impl Wire {
    /// Begins to fetch a file, from a byte on when `part` says from which and of what. A portal that cannot give parts, or
    /// has another content now, begins with the first byte: [`Download::from`] says so.
    ///
    /// # Errors
    /// Faults below HTTP, every status that is not a file, and [`Fault::Withheld`] when the portal sends us to where its
    /// files are not.
    pub(crate) async fn download(
        &self,
        base: &Url,
        authorization: &str,
        adapter: &dyn Adapter,
        fetch: Fetch,
        part: Option<(u64, &str)>,
    ) -> Result<Download, Fault> {
        let mut fetch = fetch;
        for _ in 0..HOPS {
            let answer = self.ask(base, authorization, &fetch, part).await?;
            let url = fetch.request.url.clone();
            if answer.status().is_redirection() {
                fetch = moved(adapter, base, &url, &answer)?;
                continue;
            }
            return match answer.status().as_u16() {
                200 => Ok(begun(url, answer, 0)),
                206 => part_of(url, answer, part),
                // There is no such byte: what is here is of another content.
                416 if part.is_some() => {
                    let answer = self.ask(base, authorization, &fetch, None).await?;
                    if answer.status().as_u16() == 200 {
                        Ok(begun(url, answer, 0))
                    } else {
                        Err(refused(&url, answer).await)
                    }
                }
                _ => Err(refused(&url, answer).await),
            };
        }
        Err(Fault::Withheld { why: "The portal sends us round in circles for this file".to_owned() })
    }

    async fn ask(
        &self,
        base: &Url,
        authorization: &str,
        fetch: &Fetch,
        part: Option<(u64, &str)>,
    ) -> Result<reqwest::Response, Fault> {
        let url = &fetch.request.url;
        // The adapter has said so already; here nothing depends on it.
        if fetch.signed && url.origin() != base.origin() || !fetch.signed && url.scheme() != "https" {
            return Err(fault::foreign(url));
        }
        let mut call =
            self.sender.get(url.clone()).timeout(LONGEST).header(header::ACCEPT_ENCODING, "identity");
        for (name, value) in &fetch.request.headers {
            call = call.header(*name, value);
        }
        if fetch.signed && !authorization.is_empty() {
            call = call.header(header::AUTHORIZATION, secret(url, authorization)?);
        }
        if let Some((from, tag)) = part {
            call = call.header(header::RANGE, format!("bytes={from}-")).header(header::IF_RANGE, tag);
        }
        call.send().await.map_err(|error| fault::below_http(url, &error))
    }
}

impl Download {
    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// The connection broke, or nothing came for a minute. What came before is good.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        match tokio::time::timeout(SILENCE, self.answer.chunk()).await {
            Ok(Ok(chunk)) => Ok(chunk.map(|bytes| bytes.to_vec())),
            Ok(Err(error)) => Err(fault::in_body(&self.url, &error)),
            Err(_) => Err(Fault::Lost {
                host: fault::host(&self.url),
                detail: "nothing came for a minute".to_owned(),
            }),
        }
    }
}

fn begun(url: Url, answer: reqwest::Response, from: u64) -> Download {
    let text = |name: header::HeaderName| {
        answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    let rest = answer.content_length();
    // A weak tag does not promise the same bytes.
    let tag = text(header::ETAG).filter(|tag| !tag.starts_with("W/"));
    Download { whole: rest.map(|rest| rest.saturating_add(from)), tag, url, answer, from }
}

fn part_of(url: Url, answer: reqwest::Response, part: Option<(u64, &str)>) -> Result<Download, Fault> {
    let range = answer.headers().get(header::CONTENT_RANGE).and_then(|value| value.to_str().ok());
    let first = range.and_then(|range| range.strip_prefix("bytes ")?.split_once('-')?.0.parse::<u64>().ok());
    match (part, first) {
        (Some((from, _)), Some(first)) if from == first => Ok(begun(url, answer, from)),
        _ => {
            let detail = "it gave another part of the file than was asked for".to_owned();
            Err(Fault::Shape { url: fault::address(&url), detail })
        }
    }
}

/// Within the portal the secret goes along; elsewhere the adapter says whether the portal keeps files there.
fn moved(adapter: &dyn Adapter, base: &Url, url: &Url, answer: &reqwest::Response) -> Result<Fetch, Fault> {
    let to = answer.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    let to = to.and_then(|to| url.join(to).ok()).ok_or_else(|| fault::foreign(url))?;
    if to.origin() == base.origin() {
        let request = portal::Request {
            method: portal::Method::Get,
            url: to,
            headers: Vec::new(),
            body: None,
            upload: None,
        };
        return Ok(Fetch { request, signed: true, plain: true });
    }
    adapter.fetch_moved(to.as_str())
}

/// What the portal says instead of giving the file.
async fn refused(url: &Url, mut answer: reqwest::Response) -> Fault {
    let status = answer.status().as_u16();
    if matches!(status, 404 | 410) {
        return Fault::Withheld { why: "The portal does not have this file any more".to_owned() };
    }
    let text = |value: &header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers =
        answer.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = answer.chunk().await {
        if body.len() + chunk.len() > WORDS {
            break;
        }
        body.extend_from_slice(&chunk);
    }
    let response = Response { status, headers, body };
    match portal::check_status(url, &response) {
        Err(fault) => fault,
        Ok(()) => Fault::Shape { url: fault::address(url), detail: format!("HTTP {status} is no file") },
    }
}

//! The only HTTP clients. This one carries the requests of the adapters to their own portal and to nowhere else; that of
//! [`Pictures`] has nothing in common with it.

#[cfg(test)]
mod attack;
mod body;
mod download;
mod fault;
mod pictures;

pub(crate) use pictures::Pictures;

use std::sync::Arc;
use std::time::Duration;

pub(crate) use body::Contents;
pub(crate) use download::Download;
pub(crate) use fault::host;

use portal::{Fault, Method, Request, Response};
use reqwest::redirect;
use url::Url;

use crate::DeskError;

/// No answer of a portal is larger, after decompression.
const LIMIT_MB: u64 = 64;
/// Until a connection is there.
const CONNECT: Duration = Duration::from_secs(10);
/// Bytes a second of a line that is slow and works: a large body gets the time that it takes there.
const SLOW_BYTES_S: u64 = 20_000;
/// Until a whole answer is there.
const WHOLE: Duration = Duration::from_secs(90);

/// Without a further byte of an answer to a question.
const SILENT: Duration = Duration::from_secs(30);

/// The client: the operating system's trust store, HTTP and SOCKS proxies from the system and the environment.
#[derive(Clone, Debug)]
pub struct Wire {
    client: reqwest::Client,
    /// For what changes something: follows nothing, because a page that is shown after a redirect proves nothing.
    sender: reqwest::Client,
    /// Further authorities that this one trusts, in PEM; those of a portal come on top.
    company_ca: Arc<str>,
}

impl Wire {
    /// Makes the client. `company_ca` has further authorities to trust, in PEM.
    ///
    /// # Errors
    /// The PEM text holds no usable certificate, or the system's trust store cannot be read.
    pub fn new(company_ca: Option<&str>) -> Result<Self, DeskError> {
        Self::patient(company_ca, SILENT, WHOLE)
    }

    fn patient(company_ca: Option<&str>, silent: Duration, whole: Duration) -> Result<Self, DeskError> {
        // A second call finds the provider installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = make(company_ca, redirect::Policy::custom(stay_at_home), Some(silent), whole)?;
        // While something large goes out, no answer is read.
        let sender = make(company_ca, redirect::Policy::none(), None, whole)?;
        Ok(Self { client, sender, company_ca: company_ca.unwrap_or_default().into() })
    }

    /// A client that trusts these authorities besides; without any it is the same one.
    ///
    /// # Errors
    /// As [`Wire::new`].
    pub fn trusting(&self, pem: Option<&str>) -> Result<Self, DeskError> {
        match pem {
            None => Ok(self.clone()),
            Some(pem) => Self::new(Some(&format!("{}\n{pem}", self.company_ca))),
        }
    }

    /// Sends one request and reads the whole answer.
    ///
    /// # Errors
    /// Faults below HTTP; every answer with a status is `Ok`.
    pub async fn send(&self, base: &Url, authorization: &str, request: &Request) -> Result<Response, Fault> {
        self.send_with(base, authorization, request, &Contents::new()).await
    }

    /// [`Wire::send`] with the content of files that go into the body.
    ///
    /// # Errors
    /// As [`Wire::send`]; [`Fault::Withheld`] when the content of a file is missing, and nothing is sent then.
    pub async fn send_with(
        &self,
        base: &Url,
        authorization: &str,
        request: &Request,
        contents: &Contents,
    ) -> Result<Response, Fault> {
        if request.url.origin() != base.origin() {
            return Err(fault::foreign(&request.url));
        }
        let (client, method) = match request.method {
            Method::Get => (&self.client, reqwest::Method::GET),
            Method::Post => (&self.sender, reqwest::Method::POST),
            Method::Put => (&self.sender, reqwest::Method::PUT),
            Method::Delete => (&self.sender, reqwest::Method::DELETE),
        };
        let mut call = client.request(method, request.url.clone()).header("accept", "application/json");
        for (name, value) in &request.headers {
            call = call.header(*name, value);
        }
        if !authorization.is_empty() {
            call = call.header("authorization", secret(&request.url, authorization)?);
        }
        if let Some(body) = body::of(request, contents)? {
            let longer_s = u64::try_from(body.bytes.len()).unwrap_or(u64::MAX) / SLOW_BYTES_S;
            call = call.timeout(WHOLE.saturating_add(Duration::from_secs(longer_s)));
            call = call.header("content-type", body.kind).body(body.bytes);
        }
        let answer = call.send().await.map_err(|error| fault::below_http(&request.url, &error))?;
        read(&request.url, answer).await
    }
}

/// A header that no log shows.
fn secret(url: &Url, authorization: &str) -> Result<reqwest::header::HeaderValue, Fault> {
    let mut value = reqwest::header::HeaderValue::from_str(authorization)
        .map_err(|_| Fault::Unauthorized { host: host(url) })?;
    value.set_sensitive(true);
    Ok(value)
}

fn make(
    company_ca: Option<&str>,
    redirects: redirect::Policy,
    silent: Option<Duration>,
    whole: Duration,
) -> Result<reqwest::Client, DeskError> {
    let mut builder = reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .timeout(whole)
        .user_agent(concat!("Gnomon/", env!("CARGO_PKG_VERSION")))
        .redirect(redirects)
        .pool_max_idle_per_host(4);
    if let Some(silent) = silent {
        builder = builder.read_timeout(silent);
    }
    if let Some(pem) = company_ca {
        let hint = "Choose a PEM file that begins with -----BEGIN CERTIFICATE-----.";
        let refuse = |_| DeskError::new("bad-ca", "The company CA file holds no certificate.", hint);
        builder =
            builder.tls_certs_merge(reqwest::Certificate::from_pem_bundle(pem.as_bytes()).map_err(refuse)?);
    }
    builder.build().map_err(|error| {
        let message = format!("The network client cannot start: {}.", fault::innermost(&error));
        DeskError::new("no-network-client", message, "Check the system's certificate store.")
    })
}

async fn read(url: &Url, mut answer: reqwest::Response) -> Result<Response, Fault> {
    let status = answer.status().as_u16();
    let text = |value: &reqwest::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers =
        answer.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| fault::in_body(url, &error))? {
        if body.len() as u64 + chunk.len() as u64 > LIMIT_MB << 20 {
            return Err(Fault::TooLarge { url: fault::address(url), limit_mb: LIMIT_MB });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Response { status, headers, body })
}

/// Follows a portal that moves a page within itself; never carries the token to another origin.
fn stay_at_home(attempt: redirect::Attempt<'_>) -> redirect::Action {
    let home = attempt.previous().first().is_some_and(|first| first.origin() == attempt.url().origin());
    if home && attempt.previous().len() < 4 { attempt.follow() } else { attempt.stop() }
}

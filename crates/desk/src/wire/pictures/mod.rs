//! The client for pictures of mail: apart from that of the portals, it has no token, no cookies and no proxy, and it
//! reaches public addresses only.

mod address;
mod decode;
mod fault;
#[cfg(test)]
mod tests;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Response, header, redirect};
use url::{Host, Url};

use crate::DeskError;
pub(crate) use fault::PictureFault;

/// No picture is larger, in bytes.
const MOST_BYTES: usize = 5 << 20;
/// Pages that lead on to another one.
const MOST_REDIRECTS: usize = 5;
/// Until a connection is there.
const CONNECT: Duration = Duration::from_secs(10);
/// Until a whole picture is there.
const WHOLE: Duration = Duration::from_secs(20);

/// Which addresses may be reached. A proxy would look names up by itself, so none is used.
type Allowed = fn(IpAddr) -> bool;

/// The client.
pub(crate) struct Pictures {
    client: reqwest::Client,
    allowed: Allowed,
}

impl Pictures {
    /// One that reaches public addresses.
    ///
    /// # Errors
    /// The system's trust store cannot be read.
    pub(crate) fn new() -> Result<Self, DeskError> {
        Self::reaching(address::is_public, None)
    }

    fn reaching(allowed: Allowed, authority: Option<reqwest::Certificate>) -> Result<Self, DeskError> {
        // A second call finds the provider installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .redirect(redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .no_gzip()
            .https_only(true)
            .pool_max_idle_per_host(0)
            .dns_resolver(Arc::new(Guarded { allowed }));
        if let Some(authority) = authority {
            builder = builder.tls_certs_only([authority]);
        }
        let client = builder.build().map_err(|error| {
            let message = format!("The network client cannot start: {error}.");
            DeskError::new("no-network-client", message, "Check the system's certificate store.")
        })?;
        Ok(Self { client, allowed })
    }

    /// Fetches one picture and writes it anew as PNG.
    ///
    /// # Errors
    /// It is not to be reached, is no picture, or is too large; the sentence is for the user.
    pub(crate) async fn fetch(&self, address: &str) -> Result<Vec<u8>, PictureFault> {
        let bytes = self.bytes(address).await?;
        let decoded = tokio::task::spawn_blocking(move || decode::as_png(&bytes)).await;
        decoded.unwrap_or(Err(PictureFault::NoPicture))
    }

    async fn bytes(&self, address: &str) -> Result<Vec<u8>, PictureFault> {
        let mut url = Url::parse(address).map_err(|_| PictureFault::NoAddress)?;
        for _ in 0..=MOST_REDIRECTS {
            self.check(&url)?;
            let accept = "image/png, image/jpeg, image/gif, image/webp";
            let answer = self.client.get(url.clone()).header(header::ACCEPT, accept).send().await;
            let answer = answer.map_err(|error| PictureFault::of(&error))?;
            // The address that was really connected to, whatever a name said before or says now.
            if !answer.remote_addr().is_some_and(|at| (self.allowed)(at.ip())) {
                return Err(PictureFault::Private);
            }
            match next(&url, &answer)? {
                Some(further) => url = further,
                None => return body(answer).await,
            }
        }
        Err(PictureFault::TooManyRedirects)
    }

    /// What can be told before a connection is made. Names are looked up, and judged, by [`Guarded`].
    fn check(&self, url: &Url) -> Result<(), PictureFault> {
        if url.scheme() != "https" {
            return Err(PictureFault::NotEncrypted);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(PictureFault::NoAddress);
        }
        match url.host() {
            Some(Host::Ipv4(address)) if !(self.allowed)(address.into()) => Err(PictureFault::Private),
            Some(Host::Ipv6(address)) if !(self.allowed)(address.into()) => Err(PictureFault::Private),
            Some(_) => Ok(()),
            None => Err(PictureFault::NoAddress),
        }
    }
}

/// Where a page leads on to; `None` for a picture.
fn next(url: &Url, answer: &Response) -> Result<Option<Url>, PictureFault> {
    if answer.status().is_redirection() {
        let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
        return to.and_then(|to| url.join(to).ok()).map(Some).ok_or(PictureFault::NoAddress);
    }
    if answer.status().is_success() { Ok(None) } else { Err(PictureFault::Status(answer.status().as_u16())) }
}

async fn body(mut answer: Response) -> Result<Vec<u8>, PictureFault> {
    let too_large = |bytes: usize| bytes > MOST_BYTES;
    let told = answer.content_length().and_then(|bytes| usize::try_from(bytes).ok());
    if told.is_some_and(too_large) {
        return Err(PictureFault::TooLarge);
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| PictureFault::of(&error))? {
        if too_large(bytes.len() + chunk.len()) {
            return Err(PictureFault::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Looks names up, and refuses a name of which any address must not be reached: one that changes from look-up to look-up
/// gains nothing, because the connection is made to what was judged.
struct Guarded {
    allowed: Allowed,
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = self.allowed;
        Box::pin(async move {
            let found: Vec<_> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if found.iter().all(|address| allowed(address.ip())) {
                let addresses: Addrs = Box::new(found.into_iter());
                Ok(addresses)
            } else {
                Err(PictureFault::Private.into())
            }
        })
    }
}

//! Servers that are broken or hostile, against the client. The numbers are those of `docs/attack-cases.md`.

mod bodies;
mod files;
mod redirects;
mod server;
mod silence;
mod trust;

use portal::{Fault, Method, Request, Response};
use url::Url;

use super::Wire;

/// Asks this address with a token, as a sync does.
async fn ask(base: &str) -> Result<Response, Fault> {
    send(&Wire::new(None).unwrap(), base, Method::Get).await
}

async fn send(wire: &Wire, base: &str, method: Method) -> Result<Response, Fault> {
    let base = Url::parse(base).unwrap();
    let body = (method != Method::Get).then(|| "{}".to_owned());
    let request =
        Request { method, url: base.join("page?x=1").unwrap(), headers: Vec::new(), body, upload: None };
    wire.send(&base, "Bearer the-token", &request).await
}

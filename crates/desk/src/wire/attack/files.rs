//! Files of messages that are not where the portal is.

use portal::{Fault, Fetch, Method, OpenPortal, Request};
use url::Url;

use super::server::{answer, serve};
use crate::wire::Wire;

/// Begins to fetch the file at this address for the portal at `base`.
async fn begin(base: &str, address: &str) -> Result<(), Fault> {
    let base = Url::parse(base).unwrap();
    let url = base.join(address).unwrap();
    let request = Request { method: Method::Get, url, headers: Vec::new(), body: None, upload: None };
    let fetch = Fetch { request, signed: true, plain: true };
    let adapter = OpenPortal::new(base.clone());
    Wire::new(None).unwrap().download(&base, "Bearer the-token", &adapter, fetch, None).await.map(drop)
}

#[tokio::test]
async fn case_091_a_file_that_is_elsewhere_is_not_fetched_and_the_token_stays() {
    let (canary, heard) = serve(None, |_, _| answer("200 OK", "", b"secret")).await;
    let port = Url::parse(&canary).unwrap().port().unwrap();
    for target in [
        canary.clone(),
        format!("//127.0.0.1:{port}/x"),
        format!("http://user:pass@127.0.0.1:{port}/"),
        format!("http://localhost:{port}/"),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "https://[fe80::1]/a".to_owned(),
        "file:///etc/passwd".to_owned(),
        "data:text/plain,x".to_owned(),
    ] {
        let head = format!("Location: {target}\r\n");
        let (portal, asked) = serve(None, move |_, _| answer("302 Found", &head, b"")).await;
        let told = begin(&portal, "files/1").await.unwrap_err();
        assert_eq!(told.code(), "withheld", "{target}: {told}");
        assert_eq!(asked.all().len(), 1, "{target}");
        // What the adapter named itself is looked at again before it is asked.
        begin(&portal, &target).await.unwrap_err();
        assert_eq!((asked.all().len(), heard.all()), (1, Vec::new()), "{target}");
    }
    let (portal, asked) =
        serve(None, |base, _| answer("302 Found", &format!("Location: {base}again\r\n"), b"")).await;
    assert_eq!(begin(&portal, "files/1").await.unwrap_err().code(), "withheld");
    assert!((2..6).contains(&asked.all().len()), "round in circles: {}", asked.all().len());
}

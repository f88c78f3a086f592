//! Answers that send the client elsewhere.

use portal::Method;

use super::server::{answer, bytes, serve};
use super::{ask, send};
use crate::wire::Wire;
use crate::wire::attack::trust::authority;

#[tokio::test]
async fn case_134_a_redirect_leads_neither_to_another_host_nor_to_another_scheme() {
    let (canary, heard) = serve(None, |_, _| answer("200 OK", "", b"{}")).await;
    let port = canary.rsplit(':').next().unwrap().trim_end_matches('/').to_owned();
    for target in [
        canary.clone(),
        format!("//127.0.0.1:{port}/x"),
        format!("http://user:pass@127.0.0.1:{port}/"),
        format!("http://localhost:{port}/"),
        "file:///etc/passwd".to_owned(),
        "ftp://127.0.0.1/".to_owned(),
        "javascript:alert(1)".to_owned(),
        "data:application/json,{}".to_owned(),
    ] {
        let head = format!("Location: {target}\r\n");
        let (portal, asked) = serve(None, move |_, _| answer("302 Found", &head, b"")).await;
        let status = ask(&portal).await.map(|response| response.status);
        assert!(matches!(status, Ok(302) | Err(_)), "{target}: {status:?}");
        assert_eq!(asked.all().len(), 1, "{target}");
        assert_eq!(heard.all(), [""; 0], "{target}");
    }
}

#[tokio::test]
async fn case_134_at_most_three_redirects_are_followed() {
    let (portal, asked) =
        serve(None, |base, _| answer("302 Found", &format!("Location: {base}again\r\n"), b"")).await;
    assert_eq!(ask(&portal).await.map(|response| response.status), Ok(302));
    assert_eq!(asked.all().len(), 4, "the request and three redirects");
    assert!(asked.all().iter().all(|head| head.to_lowercase().contains("authorization: bearer the-token")));
}

#[tokio::test]
async fn case_134_names_and_passwords_in_a_redirect_take_no_part() {
    let (portal, asked) = serve(None, |base, head| {
        let there = base.replace("http://", "http://mallory:secret@");
        if head.starts_with("GET /page") {
            answer("302 Found", &format!("Location: {there}moved\r\n"), b"")
        } else {
            answer("200 OK", "", b"{}")
        }
    })
    .await;
    assert_eq!(ask(&portal).await.map(|response| response.status), Ok(200));
    let heads = asked.all();
    assert_eq!(heads.len(), 2);
    assert!(heads[1].to_lowercase().contains("authorization: bearer the-token"), "{}", heads[1]);
    assert!(!heads[1].to_lowercase().contains("basic"), "{}", heads[1]);
}

#[tokio::test]
async fn case_134_what_changes_something_follows_nothing() {
    let (portal, asked) =
        serve(None, |base, _| answer("307 Moved", &format!("Location: {base}again\r\n"), b"")).await;
    let wire = Wire::new(None).unwrap();
    for method in [Method::Post, Method::Put, Method::Delete] {
        assert_eq!(send(&wire, &portal, method).await.map(|response| response.status), Ok(307));
    }
    assert_eq!(asked.all().len(), 3);
}

#[tokio::test]
async fn case_134_encryption_is_never_left() {
    let (canary, heard) = serve(None, |_, _| answer("200 OK", "", b"{}")).await;
    let authority = authority();
    let acceptor = authority.acceptor(|_| {});
    let (portal, asked) = serve(Some(acceptor), move |_, _| {
        vec![bytes(format!("HTTP/1.1 301 x\r\nLocation: {canary}\r\nContent-Length: 0\r\n\r\n"))]
    })
    .await;
    let wire = Wire::new(Some(&authority.pem())).unwrap();
    assert_eq!(send(&wire, &portal, Method::Get).await.map(|response| response.status), Ok(301));
    assert_eq!((asked.all().len(), heard.all().len()), (1, 0));
}

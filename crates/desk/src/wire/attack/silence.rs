//! Servers that are slow, or say nothing at all. The waits of these tests are parts of a second.

use std::time::Duration;

use portal::{Fault, Method};

use super::server::{Part, answer, bytes, serve};
use super::{ask, send};
use crate::wire::{CONNECT, SILENT, WHOLE, Wire};

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";

fn impatient() -> Wire {
    let silent = Duration::from_millis(300);
    Wire::patient(None, silent, 5 * silent).unwrap()
}

#[tokio::test]
async fn case_138_a_server_that_says_nothing_or_little_is_given_up() {
    let often = Duration::from_millis(50);
    let cases: [(&str, Vec<Part>); 5] = [
        ("silent from the beginning", vec![Part::Hold]),
        ("silent after its head", vec![bytes(HEAD), Part::Hold]),
        ("silent in the middle", vec![bytes(HEAD), bytes("{\"tickets\":["), Part::Hold]),
        ("a byte now and then", vec![bytes(HEAD), Part::Forever(b" ".to_vec(), often)]),
        (
            "a head without end",
            vec![bytes("HTTP/1.1 200 OK\r\n"), Part::Forever(b"X: y\r\n".to_vec(), often)],
        ),
    ];
    for (name, parts) in cases {
        let (portal, _) = serve(None, move |_, _| parts.clone()).await;
        let fault = send(&impatient(), &portal, Method::Get).await.unwrap_err();
        assert!(matches!(fault, Fault::Lost { .. }) && fault.is_transient(), "{name}: {fault}");
        assert!(!fault.is_refusal(), "{name}: nobody knows what the server did");
    }
}

#[test]
fn case_138_no_wait_is_longer_than_two_minutes() {
    assert!(CONNECT <= Duration::from_secs(10) && SILENT <= Duration::from_secs(30));
    assert!(WHOLE <= Duration::from_secs(120));
}

#[tokio::test]
async fn case_138_one_silent_server_holds_no_other_up() {
    let (silent, _) = serve(None, |_, _| vec![Part::Hold]).await;
    let (quick, _) = serve(None, |_, _| answer("200 OK", "", b"{}")).await;
    // The waits of the product: the other one is still waited for when this one has answered.
    let waiting = tokio::spawn(async move { ask(&silent).await });
    assert_eq!(ask(&quick).await.map(|response| response.status), Ok(200));
    assert!(!waiting.is_finished());
    waiting.abort();
}

#[tokio::test]
async fn case_138_an_answer_that_comes_slowly_and_is_whole_is_taken() {
    let mut parts = vec![bytes("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{")];
    for _ in 0..10 {
        parts.extend([Part::Wait(Duration::from_millis(50)), bytes(" ")]);
    }
    parts.push(bytes("}"));
    let (portal, _) = serve(None, move |_, _| parts.clone()).await;
    assert_eq!(ask(&portal).await.map(|response| response.body.len()), Ok(12));
}

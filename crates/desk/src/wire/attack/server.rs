//! A server on loopback that hears requests and answers whatever a test says, byte by byte.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// A piece of an answer.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Bytes(Vec<u8>),
    Wait(Duration),
    /// The same bytes again and again, each time after a wait.
    Forever(Vec<u8>, Duration),
    /// Nothing more, and the connection stays.
    Hold,
}

/// Bytes of an answer.
pub(super) fn bytes(text: impl Into<Vec<u8>>) -> Part {
    Part::Bytes(text.into())
}

/// A whole answer with these lines in its head.
pub(super) fn answer(status: &str, head: &str, body: &[u8]) -> Vec<Part> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{head}Connection: close\r\nContent-Length: {length}\r\n\r\n");
    vec![bytes(head), bytes(body)]
}

/// What the server has heard: the heads of the requests, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    pub(super) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// Serves until the test ends; the address has a slash at its end.
pub(super) async fn serve(
    tls: Option<TlsAcceptor>,
    answer: impl Fn(&str, &str) -> Vec<Part> + Send + Sync + 'static,
) -> (String, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let scheme = if tls.is_some() { "https" } else { "http" };
    let address = format!("{scheme}://{}/", listener.local_addr().unwrap());
    let (heard, base) = (Heard::default(), address.clone());
    let told = heard.clone();
    let answer = Arc::new(answer);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (tls, told, base, answer) = (tls.clone(), told.clone(), base.clone(), answer.clone());
            tokio::spawn(async move {
                match tls {
                    None => speak(socket, &told, |head| answer(&base, head)).await,
                    Some(tls) => {
                        if let Ok(socket) = tls.accept(socket).await {
                            speak(socket, &told, |head| answer(&base, head)).await;
                        }
                    }
                }
            });
        }
    });
    (address, heard)
}

async fn speak(
    mut socket: impl AsyncRead + AsyncWrite + Unpin,
    heard: &Heard,
    answer: impl Fn(&str) -> Vec<Part>,
) {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut more = [0; 4096];
        match socket.read(&mut more).await {
            Ok(0) | Err(_) => return,
            Ok(length) => head.extend_from_slice(&more[..length]),
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    heard.0.lock().unwrap().push(head.clone());
    for part in answer(&head) {
        let written = match part {
            Part::Bytes(bytes) => socket.write_all(&bytes).await,
            Part::Wait(time) => {
                tokio::time::sleep(time).await;
                Ok(())
            }
            Part::Forever(bytes, every) => loop {
                tokio::time::sleep(every).await;
                if let Err(error) = socket.write_all(&bytes).await {
                    break Err(error);
                }
            },
            Part::Hold => std::future::pending().await,
        };
        if written.and(socket.flush().await).is_err() {
            return;
        }
    }
    // A client that has hung up already has heard enough.
    let _ = socket.shutdown().await;
}

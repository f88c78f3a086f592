//! A way to a portal on which answers can be held back, after the portal has carried out what was asked.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Stands before a portal.
pub struct Gate {
    address: SocketAddr,
    /// The method whose answers are held; empty holds none.
    held: watch::Sender<&'static str>,
    /// Answers that were held until now.
    stopped: watch::Sender<u32>,
}

impl Gate {
    pub async fn before(portal: &demo::Running) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let behind = portal.address().trim_start_matches("http://").trim_end_matches('/').to_owned();
        let (held, stopped) = (watch::Sender::new(""), watch::Sender::new(0));
        let ways = (held.clone(), stopped.clone());
        tokio::spawn(async move {
            while let Ok((outside, _)) = listener.accept().await {
                let inside = TcpStream::connect(&behind).await.unwrap();
                let ((asks, gets), (gives, takes)) = (outside.into_split(), inside.into_split());
                let is_held = Arc::new(AtomicBool::new(false));
                tokio::spawn(questions(asks, takes, ways.0.clone(), is_held.clone()));
                tokio::spawn(answers(gives, gets, ways.clone(), is_held));
            }
        });
        Self { address, held, stopped }
    }

    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// From now on the answers to this method are held; those to any other go through.
    pub fn hold(&self, method: &'static str) {
        self.stopped.send_replace(0);
        self.held.send_replace(method);
    }

    pub fn open(&self) {
        self.hold("");
    }

    /// Waits until an answer is held that came since [`Self::hold`].
    pub async fn until_held(&self) {
        self.stopped.subscribe().wait_for(|count| *count > 0).await.unwrap();
    }
}

async fn questions(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    held: watch::Sender<&'static str>,
    is_held: Arc<AtomicBool>,
) {
    let mut buffer = vec![0; 65_536];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        let method = *held.borrow();
        is_held.store(!method.is_empty() && buffer.starts_with(method.as_bytes()), Ordering::SeqCst);
        if to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}

async fn answers(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    (held, stopped): (watch::Sender<&'static str>, watch::Sender<u32>),
    is_held: Arc<AtomicBool>,
) {
    let mut buffer = vec![0; 65_536];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        if is_held.load(Ordering::SeqCst) {
            let mut now = held.subscribe();
            let method = *now.borrow_and_update();
            stopped.send_modify(|count| *count += 1);
            if now.wait_for(|other| *other != method).await.is_err() {
                return;
            }
        }
        if to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}

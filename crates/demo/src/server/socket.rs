//! Connections that can be cut at any byte.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use axum::extract::connect_info::Connected;
use axum::serve::IncomingStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// How many bytes its connection may still send. Without a limit until it is pulled.
#[derive(Clone, Debug)]
pub(super) struct Plug(Arc<AtomicUsize>);

impl Plug {
    fn new() -> Self {
        Self(Arc::new(AtomicUsize::new(usize::MAX)))
    }

    /// Cuts the connection after so many bytes more.
    pub(super) fn pull_after(&self, bytes: usize) {
        self.0.store(bytes, Ordering::Relaxed);
    }

    /// How many of these bytes may be sent.
    fn allow(&self, bytes: usize) -> io::Result<usize> {
        match self.0.load(Ordering::Relaxed) {
            0 => Err(io::ErrorKind::ConnectionReset.into()),
            left => Ok(left.min(bytes)),
        }
    }

    fn used(&self, bytes: usize) {
        let left = self.0.load(Ordering::Relaxed);
        if left < usize::MAX {
            self.0.store(left.saturating_sub(bytes), Ordering::Relaxed);
        }
    }
}

/// Accepts connections that have a plug.
#[derive(Debug)]
pub(super) struct Listener(TcpListener);

impl Listener {
    pub(super) const fn new(listener: TcpListener) -> Self {
        Self(listener)
    }
}

impl axum::serve::Listener for Listener {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, address) = axum::serve::Listener::accept(&mut self.0).await;
        (Connection { stream, plug: Plug::new() }, address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Listener>> for Plug {
    fn connect_info(stream: IncomingStream<'_, Listener>) -> Self {
        stream.io().plug.clone()
    }
}

/// A connection with its plug.
#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    plug: Plug,
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let allowed = self.plug.allow(bytes.len())?;
        let sent = ready!(Pin::new(&mut self.stream).poll_write(cx, &bytes[..allowed]))?;
        self.plug.used(sent);
        Poll::Ready(Ok(sent))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

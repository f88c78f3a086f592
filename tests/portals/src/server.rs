//! A fake portal behind a socket.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread::JoinHandle;

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::sync::oneshot;

use crate::fake::{Inner, Outcome, Portal};
use crate::http::{Request, Response};

/// A thread that serves until it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn listen() -> io::Result<(TcpListener, SocketAddr)> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    }

    pub(crate) fn run<P: Portal>(
        listener: TcpListener,
        address: SocketAddr,
        inner: Arc<Inner<P>>,
    ) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new().name("fake-portal".to_owned()).spawn(move || {
            // When the runtime is dropped, so are all connections.
            runtime.block_on(async {
                tokio::select! {
                    _failed = accept(listener, inner) => {}
                    _told = stopped => {}
                }
            });
        })?;
        Ok(Self { address, stop: Some(stop), thread: Some(thread) })
    }

    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // It fails only when the thread has ended already.
            let _sent = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

async fn accept<P: Portal>(listener: TcpListener, inner: Arc<Inner<P>>) -> io::Result<Infallible> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let (stream, _peer) = listener.accept().await?;
        let inner = Arc::clone(&inner);
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let inner = Arc::clone(&inner);
                async move { serve(&inner, request).await }
            });
            // A connection that is cut on purpose ends with an error.
            let _ended = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// An error makes the connection end without an answer.
async fn serve<P: Portal>(
    inner: &Inner<P>,
    request: hyper::Request<Incoming>,
) -> io::Result<hyper::Response<Sent>> {
    let request = received(request).await?;
    let (delay, outcome) = inner.exchange(&request);
    tokio::time::sleep(delay).await;
    match outcome {
        Outcome::Answered(response) => Ok(sent(response, false)),
        Outcome::Cut(Some(response)) => Ok(sent(response, true)),
        Outcome::Cut(None) => Err(io::ErrorKind::ConnectionAborted.into()),
    }
}

async fn received(request: hyper::Request<Incoming>) -> io::Result<Request> {
    let (head, mut incoming) = request.into_parts();
    let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
    let mut request = Request::new(head.method.as_str(), target);
    for (name, value) in &head.headers {
        request
            .headers
            .push((name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
    }
    while let Some(frame) = std::future::poll_fn(|task| Pin::new(&mut incoming).poll_frame(task)).await {
        if let Ok(data) = frame.map_err(io::Error::other)?.into_data() {
            request.body.extend_from_slice(&data);
        }
    }
    Ok(request)
}

fn sent(response: Response, cut: bool) -> hyper::Response<Sent> {
    let length = response.body.len();
    let mut sent = hyper::Response::new(Sent {
        data: Some(Bytes::from(response.body).slice(..if cut { length / 2 } else { length })),
        length: u64::try_from(length).unwrap_or_default(),
        cut,
    });
    *sent.status_mut() = hyper::StatusCode::from_u16(response.status).unwrap_or_default();
    for (name, value) in response.headers {
        let name = hyper::header::HeaderName::try_from(name);
        if let (Ok(name), Ok(value)) = (name, hyper::header::HeaderValue::try_from(value)) {
            sent.headers_mut().append(name, value);
        }
    }
    sent
}

/// A body that may end before it should.
struct Sent {
    data: Option<Bytes>,
    length: u64,
    cut: bool,
}

impl Body for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _task: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let data = self.data.take().filter(|data| !data.is_empty());
        Poll::Ready(match data {
            Some(data) => Some(Ok(Frame::data(data))),
            None if self.cut => Some(Err(io::ErrorKind::ConnectionAborted.into())),
            None => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.length == 0 && !self.cut
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(if self.data.is_some() { self.length } else { 0 })
    }
}

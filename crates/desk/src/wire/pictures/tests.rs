//! Pictures from servers that do what they should not.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

/// A server behind TLS that answers each path with fixed bytes, and notes what it was asked.
struct Server {
    port: u16,
    authority: reqwest::Certificate,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start(answer: impl Fn(&str, u16) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let key =
            rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
        let authority = reqwest::Certificate::from_pem(key.cert.pem().as_bytes()).unwrap();
        let secret = rustls::pki_types::PrivateKeyDer::try_from(key.signing_key.serialize_der()).unwrap();
        let config = rustls::ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![key.cert.der().clone()], secret)
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (notes, answer) = (Arc::clone(&heard), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, notes, answer) = (acceptor.clone(), Arc::clone(&notes), Arc::clone(&answer));
                tokio::spawn(async move {
                    let Ok(mut stream) = acceptor.accept(stream).await else { return };
                    let mut request = Vec::new();
                    while !request.ends_with(b"\r\n\r\n") {
                        let mut byte = [0];
                        if stream.read(&mut byte).await.unwrap_or_default() == 0 {
                            return;
                        }
                        request.push(byte[0]);
                    }
                    let request = String::from_utf8(request).unwrap();
                    let path = request.split(' ').nth(1).unwrap().to_owned();
                    notes.lock().unwrap().push(request);
                    // A client that has read enough closes the connection.
                    let _ = stream.write_all(&answer(&path, port)).await;
                    let _ = stream.shutdown().await;
                });
            }
        });
        Self { port, authority, heard }
    }

    fn pictures(&self, allowed: Allowed) -> Pictures {
        Pictures::reaching(allowed, Some(self.authority.clone())).unwrap()
    }

    fn address(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.port)
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {head}\r\nconnection: close\r\n\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(width, height).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A PNG whose header claims any size, with nothing behind it.
fn claims(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(1, 1);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let mut crc = !0_u32;
    for byte in &bytes[12..29] {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
        }
    }
    bytes[29..33].copy_from_slice(&(!crc).to_be_bytes());
    bytes
}

const ANY: Allowed = |_| true;

#[tokio::test]
async fn case_032_nothing_in_a_local_network_is_reached() {
    let server = Server::start(|_, _| answer("200 OK", &png(2, 2))).await;
    let pictures = server.pictures(address::is_public);
    for (name, address, fault) in [
        ("not encrypted", format!("http://localhost:{}/", server.port), PictureFault::NotEncrypted),
        ("this computer", format!("https://127.0.0.1:{}/", server.port), PictureFault::Private),
        ("a name for it", server.address("/"), PictureFault::Private),
        ("in IPv6", format!("https://[::1]:{}/", server.port), PictureFault::Private),
        ("mapped", format!("https://[::ffff:127.0.0.1]:{}/", server.port), PictureFault::Private),
        ("as one number", format!("https://2130706433:{}/", server.port), PictureFault::Private),
        ("cloud metadata", "https://169.254.169.254/latest/".to_owned(), PictureFault::Private),
        ("a private network", "https://10.0.0.8/x.png".to_owned(), PictureFault::Private),
        ("a login", format!("https://a:b@localhost:{}/", server.port), PictureFault::NoAddress),
        ("no address", "x.png".to_owned(), PictureFault::NoAddress),
    ] {
        assert_eq!(pictures.fetch(&address).await, Err(fault), "{name}");
    }
    assert_eq!(server.heard(), Vec::<String>::new());
}

#[tokio::test]
async fn case_032_each_step_of_a_redirect_is_judged_anew() {
    let server = Server::start(|path, port| {
        let to = match path {
            "/plain" => format!("http://localhost:{port}/x"),
            "/metadata" => "https://169.254.169.254/".to_owned(),
            "/private" => "https://10.1.2.3/".to_owned(),
            "/file" => "file:///etc/passwd".to_owned(),
            "/round" => "/round".to_owned(),
            "/fine" => "/picture".to_owned(),
            _ => return answer("200 OK", &png(3, 4)),
        };
        answer(&format!("302 Found\r\nlocation: {to}"), b"")
    })
    .await;
    // Only the host itself stands for the public network here.
    let pictures = server.pictures(|address| address.is_loopback());
    for (path, expected) in [
        ("/plain", Err(PictureFault::NotEncrypted)),
        ("/metadata", Err(PictureFault::Private)),
        ("/private", Err(PictureFault::Private)),
        ("/file", Err(PictureFault::NotEncrypted)),
        ("/round", Err(PictureFault::TooManyRedirects)),
        ("/fine", Ok((3, 4))),
    ] {
        let got = pictures.fetch(&server.address(path)).await;
        let size = got
            .map(|png| image::load_from_memory(&png).map(|image| (image.width(), image.height())).unwrap());
        assert_eq!(size, expected, "{path}");
    }
}

#[tokio::test]
async fn case_033_only_pictures_within_limits_are_shown_and_nothing_is_sent_along() {
    let server = Server::start(|path, _| match path {
        "/cookie" => answer("200 OK\r\nset-cookie: id=1; Path=/\r\ncontent-type: text/html", &png(2, 2)),
        "/login" => answer("401 Unauthorized\r\nwww-authenticate: Basic realm=x", b""),
        "/told" => answer("200 OK\r\ncontent-length: 300000000", b""),
        "/endless" => answer("200 OK", &vec![0x89; MOST_BYTES + 1]),
        "/wide" => answer("200 OK", &claims(40_000, 40_000)),
        "/polyglot" => answer("200 OK\r\ncontent-type: image/png", b"<html><script>canary()</script>"),
        "/svg" => answer("200 OK\r\ncontent-type: image/svg+xml", b"<svg onload=canary()></svg>"),
        "/cut" => answer("200 OK", &png(20, 20)[..40]),
        "/large" => answer("200 OK", &png(4_000, 1_000)),
        _ => answer("200 OK", &[&png(2, 2)[..], b"<script>canary()</script>"].concat()),
    })
    .await;
    let pictures = server.pictures(ANY);
    for (path, expected) in [
        ("/cookie", Ok((2, 2))),
        ("/login", Err(PictureFault::Status(401))),
        ("/told", Err(PictureFault::TooLarge)),
        ("/endless", Err(PictureFault::TooLarge)),
        ("/wide", Err(PictureFault::TooLarge)),
        ("/polyglot", Err(PictureFault::NoPicture)),
        ("/svg", Err(PictureFault::NoPicture)),
        ("/cut", Err(PictureFault::NoPicture)),
        ("/large", Ok((1_600, 400))),
        ("/appended", Ok((2, 2))),
    ] {
        let got = pictures.fetch(&server.address(path)).await;
        if let Ok(png) = &got {
            assert!(!String::from_utf8_lossy(png).contains("canary"), "{path}");
        }
        let size = got
            .map(|png| image::load_from_memory(&png).map(|image| (image.width(), image.height())).unwrap());
        assert_eq!(size, expected, "{path}");
    }
    for request in server.heard() {
        let request = request.to_lowercase();
        for header in ["cookie:", "authorization:", "referer:", "user-agent:", "accept-encoding:"] {
            assert!(!request.contains(header), "{request}");
        }
    }
}

//! What must never be reached: servers on this computer that note every knock, and a browser that notes every address.

use std::io::Write;
use std::net::{TcpListener, UdpSocket};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// An HTTP and a STUN port on loopback, and a `xdg-open` that only writes down what it was given.
pub struct Canaries {
    /// Port of the HTTP server.
    pub http: u16,
    /// Port of the STUN server.
    pub stun: u16,
    knocks: Arc<Mutex<Vec<String>>>,
    programs: PathBuf,
    opened: PathBuf,
}

impl Canaries {
    /// Starts them; the browser is put below `folder`.
    pub fn start(folder: &Path) -> Self {
        let knocks = Arc::new(Mutex::new(Vec::new()));
        let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
        let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
        let (http, stun) = (tcp.local_addr().unwrap().port(), udp.local_addr().unwrap().port());
        let heard = Arc::clone(&knocks);
        std::thread::spawn(move || {
            for stream in tcp.incoming().flatten() {
                let mut head = [0; 200];
                let read = std::io::Read::read(&mut &stream, &mut head).unwrap_or_default();
                note(&heard, format!("HTTP: {}", String::from_utf8_lossy(&head[..read])));
                // Whoever knocks gets an answer, so that it does what it would do next.
                let _ =
                    (&stream).write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            }
        });
        let heard = Arc::clone(&knocks);
        std::thread::spawn(move || {
            let mut packet = [0; 64];
            while let Ok((length, _)) = udp.recv_from(&mut packet) {
                note(&heard, format!("STUN: {length} bytes"));
            }
        });
        let (programs, opened) = (folder.join("programs"), folder.join("opened"));
        std::fs::create_dir_all(&programs).unwrap();
        let script = format!("#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" >> '{}'\n", opened.display());
        for name in ["xdg-open", "gio", "gnome-open", "kde-open", "wslview"] {
            std::fs::write(programs.join(name), &script).unwrap();
            std::fs::set_permissions(programs.join(name), std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        Self { http, stun, knocks, programs, opened }
    }

    /// A search path with the browser that only writes down.
    pub fn path(&self) -> String {
        format!("{}:{}", self.programs.display(), std::env::var("PATH").unwrap_or_default())
    }

    /// What was reached so far.
    pub fn knocks(&self) -> Vec<String> {
        self.knocks.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Everything that a browser was given so far: a count of arguments, then each in a line.
    pub fn opened(&self) -> String {
        std::fs::read_to_string(&self.opened).unwrap_or_default()
    }
}

fn note(knocks: &Mutex<Vec<String>>, knock: String) {
    knocks.lock().unwrap_or_else(PoisonError::into_inner).push(knock);
}

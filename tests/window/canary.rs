//! What must never be reached: servers on this computer that note every knock, a name server that notes every name, and a
//! browser that notes every address.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::names;

/// Ports at the address to which all names lead, and who listens there.
const TCP: [(u16, &str); 4] = [(80, "HTTP"), (443, "HTTPS"), (139, "SMB"), (445, "SMB")];
/// Makes a program see its own name server: it runs in a mount namespace, where two files of the system are others.
const OWN_NAMES: &str =
    r#"mount --bind "$1" /etc/resolv.conf; mount --bind "$2" /etc/nsswitch.conf; shift 2; exec "$@""#;

/// An HTTP and a STUN port on loopback; an address to which every name leads, with a name server, HTTP, HTTPS, SMB and
/// STUN; and a `xdg-open` that only writes down what it was given.
pub struct Canaries {
    /// Port of the HTTP server.
    pub http: u16,
    /// Port of the STUN server.
    pub stun: u16,
    knocks: Arc<Mutex<Vec<String>>>,
    place: Ipv4Addr,
    folder: PathBuf,
    programs: PathBuf,
    opened: PathBuf,
}

/// A browser; ends with the value.
struct Browser(Child);

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Canaries {
    /// Starts them, and proves that each notes a knock; their files are put below `folder`. Only an administrator can: the ports
    /// are those of the real services.
    pub fn start(folder: &Path) -> Self {
        let knocks = Arc::new(Mutex::new(Vec::new()));
        let note = |what: &'static str| {
            let knocks = Arc::clone(&knocks);
            move |detail: String| note(&knocks, format!("{what}: {detail}"))
        };
        let (place, queries) = names::place();
        names::answer(queries, place, note("DNS"));
        for (port, what) in TCP {
            let server = TcpListener::bind((place, port));
            listen(server.expect("nobody else listens for this service on all addresses"), note(what));
        }
        hear(UdpSocket::bind((place, 3478)).expect("the port of STUN"), note("STUN"));
        let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
        let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
        let (http, stun) = (tcp.local_addr().unwrap().port(), udp.local_addr().unwrap().port());
        listen(tcp, note("HTTP"));
        hear(udp, note("STUN"));
        std::fs::write(folder.join("resolv.conf"), format!("nameserver {place}\n")).unwrap();
        std::fs::write(folder.join("nsswitch.conf"), "hosts: files dns\n").unwrap();
        let (programs, opened) = (folder.join("programs"), folder.join("opened"));
        std::fs::create_dir_all(&programs).unwrap();
        let script = format!("#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" >> '{}'\n", opened.display());
        for name in ["xdg-open", "gio", "gnome-open", "kde-open", "wslview"] {
            std::fs::write(programs.join(name), &script).unwrap();
            std::fs::set_permissions(programs.join(name), std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let canaries = Self { http, stun, knocks, place, folder: folder.to_owned(), programs, opened };
        canaries.prove();
        canaries
    }

    /// A search path with the browser that only writes down.
    pub fn path(&self) -> String {
        format!("{}:{}", self.programs.display(), std::env::var("PATH").unwrap_or_default())
    }

    /// What to put before a program and its arguments so that all names which it or a process of its looks up are noted.
    pub fn with_own_names(&self) -> Vec<String> {
        let file = |name: &str| self.folder.join(name).display().to_string();
        let words = ["unshare", "--mount", "sh", "-ec", OWN_NAMES, "sh"];
        words.map(str::to_owned).into_iter().chain([file("resolv.conf"), file("nsswitch.conf")]).collect()
    }

    /// What was reached so far.
    pub fn knocks(&self) -> Vec<String> {
        self.knocks.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits for a knock that begins so.
    pub fn expect(&self, beginning: &str) {
        for _ in 0..200 {
            if self.knocks().iter().any(|knock| knock.starts_with(beginning)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("{beginning:?} was not noted: {:?}", self.knocks());
    }

    /// Forgets all knocks so far.
    pub fn forget(&self) {
        self.knocks.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Everything that a browser was given so far: a count of arguments, then each in a line.
    pub fn opened(&self) -> String {
        std::fs::read_to_string(&self.opened).unwrap_or_default()
    }

    /// A browser of the same web view without the window's locks reaches what it must not: names are noted that are looked up
    /// for a picture, and for a connection that is only prepared.
    pub fn prove_with_a_browser(&self) {
        let places = ["/usr/libexec", "/usr/lib64"].map(PathBuf::from);
        let debian = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
        let browser = places.into_iter().chain(debian).map(|place| place.join("webkit2gtk-4.1/MiniBrowser"));
        let browser = browser.into_iter().find(|path| path.exists()).expect("the browser of WebKitGTK");
        let page = self.folder.join("control.html");
        std::fs::write(
            &page,
            "<link rel=preconnect href=https://prepared.canary.test><img src=http://picture.canary.test/x>",
        )
        .unwrap();
        let words = self.with_own_names();
        let browser = Command::new(&words[0])
            .args(&words[1..])
            .arg(browser)
            .arg(format!("file://{}", page.display()))
            .env("HOME", &self.folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let browser = Browser(browser);
        for what in ["DNS: prepared.canary.test", "DNS: picture.canary.test", "HTTP: GET /x"] {
            self.expect(what);
        }
        drop(browser);
        // What it had begun comes to its end.
        std::thread::sleep(Duration::from_secs(1));
        self.forget();
    }

    fn prove(&self) {
        for (port, what) in TCP {
            TcpStream::connect((self.place, port)).unwrap().write_all(b"control").unwrap();
            self.expect(&format!("{what}: control"));
        }
        UdpSocket::bind("127.0.0.1:0").unwrap().send_to(b"control", (self.place, 3478)).unwrap();
        self.expect("STUN");
        let words = self.with_own_names();
        let asked = Command::new(&words[0])
            .args(&words[1..])
            .args(["getent", "hosts", "control.canary.test"])
            .output()
            .expect("the command `unshare`");
        let said = String::from_utf8_lossy(&asked.stdout);
        let trouble = String::from_utf8_lossy(&asked.stderr);
        assert!(said.contains(&self.place.to_string()), "a name was not looked up here: {said}{trouble}");
        self.expect("DNS: control.canary.test");
        self.forget();
    }
}

fn listen(server: TcpListener, note: impl Fn(String) + Send + 'static) {
    std::thread::spawn(move || {
        for stream in server.incoming().flatten() {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
            let mut head = [0; 200];
            let read = (&stream).read(&mut head).unwrap_or_default();
            note(String::from_utf8_lossy(&head[..read]).into_owned());
            // Whoever knocks gets an answer, so that it does what it would do next.
            let _ = (&stream).write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        }
    });
}

fn hear(server: UdpSocket, note: impl Fn(String) + Send + 'static) {
    std::thread::spawn(move || {
        let mut packet = [0; 64];
        while let Ok((length, _)) = server.recv_from(&mut packet) {
            note(format!("{length} bytes"));
        }
    });
}

fn note(knocks: &Mutex<Vec<String>>, knock: String) {
    knocks.lock().unwrap_or_else(PoisonError::into_inner).push(knock);
}

//! From the host book of a ticket's customer to real sessions on this computer: a VNC server, an RDP server and a page.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Window;
use super::remote::{agree, choose, confirm, fill, open_allowed_ticket};
use crate::console::Console;
use crate::demo::DemoPortal;

/// A process that ends with the value, and what it printed.
struct Server {
    child: Child,
    log: PathBuf,
}

impl Server {
    fn start(command: &mut Command, log: PathBuf) -> Self {
        let file = std::fs::File::create(&log).unwrap();
        let command = command.stdin(Stdio::null()).stderr(file);
        Self { child: command.spawn().expect("the server starts; `cargo xtask test` installs it"), log }
    }

    /// Waits until the server's own log has these words.
    async fn says(&self, words: &str) {
        for _ in 0..150 {
            if self.said().contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        panic!("the server never said `{words}`: {}", self.said());
    }

    fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A screen that is shared by VNC, and its display.
fn vnc(folder: &Path, port: u16) -> (Server, String) {
    let mut command = Command::new("Xtigervnc");
    command.args(["-displayfd", "1", "-localhost=1", "-SecurityTypes", "None", "-geometry", "640x480"]);
    command.args(["-rfbport", &port.to_string()]).stdout(Stdio::piped());
    let mut server = Server::start(&mut command, folder.join("vnc.log"));
    let mut display = String::new();
    let mut stdout = server.child.stdout.take().unwrap();
    while !display.ends_with('\n') {
        let mut byte = [0];
        stdout.read_exact(&mut byte).expect("it names its display");
        display.push(char::from(byte[0]));
    }
    (server, format!(":{}", display.trim()))
}

/// The same screen, shared by RDP. Its certificate is already trusted by the user of `config`: the question about an
/// unknown one is FreeRDP's, and nobody types here.
fn rdp(folder: &Path, display: &str, port: u16, config: &Path) -> Server {
    let first = |names: [&'static str; 2]| {
        let is_there = |name: &&str| Path::new("/usr/bin").join(name).exists();
        names.into_iter().find(is_there).expect("FreeRDP is installed by `cargo xtask test`")
    };
    let mut command = Command::new(first(["freerdp-shadow-cli3", "freerdp-shadow-cli"]));
    command.env("DISPLAY", display).env("XDG_CONFIG_HOME", folder.join("server")).stdout(Stdio::null());
    command.args([&format!("/port:{port}"), "/bind-address:127.0.0.1", "/sec:tls", "-auth"]);
    let server = Server::start(&mut command, folder.join("rdp.log"));
    let kept = config.join("freerdp");
    let is_kept = || {
        let is_full = |name| std::fs::read_dir(kept.join(name)).is_ok_and(|mut all| all.next().is_some());
        is_full("server") || std::fs::read(kept.join("known_hosts2")).is_ok_and(|text| !text.is_empty())
    };
    for _ in 0..20 {
        let mut trust = Command::new(first(["xfreerdp3", "xfreerdp"]));
        trust.args(["/v:127.0.0.1", &format!("/port:{port}"), "/cert:tofu"]);
        trust.env("XDG_CONFIG_HOME", config).env("DISPLAY", display);
        trust.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut trust = trust.spawn().unwrap();
        while trust.try_wait().unwrap().is_none() && !is_kept() {
            std::thread::sleep(Duration::from_millis(100));
        }
        let _ = trust.kill();
        let _ = trust.wait();
        if is_kept() {
            return server;
        }
        std::thread::sleep(Duration::from_millis(250));
    }
    panic!("the RDP server cannot be reached: {}", server.said());
}

/// Ends the programs that were started with this argument: nobody closes their windows here.
fn end_programs(argument: &str) {
    for process in std::fs::read_dir("/proc").unwrap().flatten() {
        let is_number = process.file_name().to_string_lossy().bytes().all(|b| b.is_ascii_digit());
        let line = std::fs::read(process.path().join("cmdline")).unwrap_or_default();
        if is_number && line.split(|b| *b == 0).any(|one| one == argument.as_bytes()) {
            let _ = Command::new("kill").arg(process.file_name()).status();
        }
    }
}

/// How many sockets of this computer are connected to a port.
fn connected_to(port: u16) -> usize {
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
    let to = format!(":{port:04X}");
    let rows = table.lines().filter_map(|line| {
        let mut words = line.split_whitespace().skip(2);
        Some((words.next()?, words.next()?))
    });
    rows.filter(|(remote, state)| remote.ends_with(&to) && *state == "01").count()
}

const START: &str = "return [...document.querySelectorAll('dialog button')].find(b => b.type === 'submit')?.disabled === false";

/// Confirms the target, starts, and closes the dialog.
async fn start(window: &Window, place: &str) {
    confirm(window, place).await;
    window.until("it may start", START).await;
    window.press("Start the session").await;
    window
        .until(
            "it has started",
            "return /was started|was handed over/.test(document.querySelector('dialog').innerText)",
        )
        .await;
    window.leave_dialog().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_of_the_book_is_reached_by_vnc_and_rdp_and_a_page_by_the_browser() {
    let folder = tempfile::tempdir().unwrap();
    let (vnc_port, rdp_port) = (crate::free_port(), crate::free_port());
    let (screen, display) = vnc(folder.path(), vnc_port);
    let config = folder.path().join("config");
    let desktop = rdp(folder.path(), &display, rdp_port, &config);
    let opened = browser(folder.path());
    let path = format!("{}:{}", folder.path().join("bin").display(), std::env::var("PATH").unwrap());

    let (console, portal) = (Console::new(folder.path()), DemoPortal::start(300));
    console.connect("open", &portal.address, &portal.token);
    console.ask(&["sync"]);
    let environment = [("PATH", path.as_str()), ("XDG_CONFIG_HOME", config.to_str().unwrap())];
    let window = Window::open_with(&console.folder, &[], &environment).await;
    window.unlock().await;
    open_allowed_ticket(&window).await;

    // A machine is entered and confirmed.
    window.press("Add a host").await;
    choose(&window, "vnc").await;
    fill(&window, "Host", "127.0.0.1").await;
    fill(&window, "Port", &vnc_port.to_string()).await;
    fill(&window, "Your name", "Panel").await;
    fill(&window, "Who confirmed", "Ada Lindgren").await;
    window.pictures("host-new").await;
    window.press("Add to the host book").await;
    window.says(&["Confirmed by Ada Lindgren"]).await;
    let listed = console.ask(&["host", "list"]);
    assert_eq!(
        (&listed[0]["label"], &listed[0]["verified_by"]),
        (&"Panel".into(), &"Ada Lindgren".into()),
        "{listed}"
    );

    // From the book to a session: the fields are filled, and what speaks against it is confirmed.
    window.keys("l").await;
    window.press("Panel").await;
    agree(&window).await;
    window.says(&["is this computer and not the customer's", "This is the first session to Panel"]).await;
    let before = window.script(START).await;
    assert_eq!(before, false, "a session could be started without a confirmation");
    window.pictures("connect-confirm").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    start(&window, &format!("VNC to 127.0.0.1, port {vnc_port}")).await;
    screen.says("Connections: accepted: 127.0.0.1").await;
    screen.says("Client requests security type None").await;

    // A machine that the book does not know.
    window.keys("l").await;
    choose(&window, "rdp").await;
    fill(&window, "Host", "127.0.0.1").await;
    fill(&window, "Port", &rdp_port.to_string()).await;
    agree(&window).await;
    window.says(&["127.0.0.1 is not in the host book of", "Known there: Panel"]).await;
    start(&window, &format!("Remote Desktop to 127.0.0.1, port {rdp_port}")).await;
    for _ in 0..150 {
        if connected_to(rdp_port) > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(connected_to(rdp_port) > 0, "the RDP session did not last: {}", desktop.said());

    // A page goes to the browser as one argument. Whoever asks for it two hundred times gets it once a second.
    let link = "https://help.acme.example/s?id=7&x=1";
    window.keys("l").await;
    choose(&window, "web").await;
    fill(&window, "Link", link).await;
    agree(&window).await;
    window.says(&["help.acme.example is not in the host book", "Your browser opens this page:"]).await;
    start(&window, "Web service tool to help.acme.example").await;
    let pages = || {
        std::fs::read_to_string(&opened).unwrap_or_default().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    while pages().is_empty() {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let began = Instant::now();
    let number = window.script("return document.querySelector('#ticket').ariaLabel").await;
    let key = console.ask(&["show", number.as_str().unwrap()])["row"]["key"].clone();
    window.client.execute_async(&format!("{CASE_122}({key}, '{link}', arguments[0])"), vec![]).await.unwrap();
    let most = 2 + usize::try_from(began.elapsed().as_secs()).unwrap() + 1;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let pages = pages();
    assert!(
        pages.len() <= most && pages.iter().all(|page| page == link),
        "{pages:?} in {:?}",
        began.elapsed()
    );

    window.close().await;
    end_programs(&format!("127.0.0.1::{vnc_port}"));
    end_programs(&format!("/port:{rdp_port}"));
}

/// What a script in the window could do: it asks for two hundred sessions at once, each confirmed.
const CASE_122: &str = "(async (key, link, done) => {
    const invoke = window.__TAURI_INTERNALS__.invoke;
    const request = { key, tool: 'web', host: link, port: '', user: '', jump: '',
                      confirmed: 'Web service tool to help.acme.example', accepted_by: '', accepted_words: '',
                      override_reason: '' };
    await Promise.allSettled(Array.from({ length: 200 }, () => invoke('remote_start', { request })));
    done();
})";

/// A browser that writes down what it is asked to open, and where it writes.
fn browser(folder: &Path) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let (bin, opened) = (folder.join("bin"), folder.join("opened"));
    std::fs::create_dir(&bin).unwrap();
    let script = bin.join("xdg-open");
    std::fs::write(&script, format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >> '{}'\n", opened.display())).unwrap();
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    opened
}

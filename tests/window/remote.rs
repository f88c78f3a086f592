//! From a ticket to a session on a real sshd on loopback.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::Window;
use crate::console::Console;
use crate::data_file;
use crate::demo::DemoPortal;

/// A real SSH server on this computer; ends with the value.
struct Sshd {
    child: Child,
    port: u16,
    log: std::path::PathBuf,
}

impl Sshd {
    fn start(folder: &Path) -> Self {
        let port = crate::free_port();
        std::fs::create_dir_all("/run/sshd").ok();
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-f"])
            .arg(folder.join("host"))
            .status()
            .unwrap();
        assert!(made.success());
        let at = folder.display();
        let config = format!(
            "ListenAddress 127.0.0.1:{port}\nHostKey {at}/host\nPidFile none\n\
             UsePAM no\nLogLevel VERBOSE\n"
        );
        std::fs::write(folder.join("sshd_config"), config).unwrap();
        let child = Command::new("/usr/sbin/sshd")
            .args(["-D", "-E"])
            .arg(folder.join("sshd.log"))
            .arg("-f")
            .arg(folder.join("sshd_config"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, port, log: folder.join("sshd.log") }
    }
}

impl Sshd {
    /// Waits until a client from this computer has spoken with it.
    async fn saw_a_connection(&self) {
        for _ in 0..100 {
            let log = std::fs::read_to_string(&self.log).unwrap_or_default();
            if log.contains("Connection from 127.0.0.1") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        panic!("nobody came: {}", std::fs::read_to_string(&self.log).unwrap_or_default());
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_goes_from_consent_to_the_note_in_the_portal() {
    let folder = tempfile::tempdir().unwrap();
    let sshd = Sshd::start(folder.path());
    let (console, portal) = (Console::new(folder.path()), DemoPortal::start(300));
    console.connect("open", &portal.address, &portal.token);
    console.ask(&["sync"]);
    let window = Window::open(&console.folder, &[]).await;
    window.unlock().await;
    open_allowed_ticket(&window).await;

    let known = known_hosts();
    window.keys("l").await;
    choose(&window, "ssh").await;
    window.find("dialog input[placeholder*='customer.example']").await.send_keys("127.0.0.1").await.unwrap();
    window
        .until(
            "consent is asked for",
            "return /agreed|consent/i.test(document.querySelector('dialog').innerText)",
        )
        .await;
    let start =
        "return [...document.querySelectorAll('dialog button')].find(b => b.type === 'submit').disabled";
    assert_eq!(window.script(start).await, true, "a session could be started without consent");

    let closed = crate::free_port();
    fill(&window, "Port", &closed.to_string()).await;
    agree(&window).await;
    confirm(&window, &format!("SSH to 127.0.0.1, port {closed}")).await;
    window.until("it may start", &format!("{start} === false")).await;
    window.pictures("session-permit").await;
    let shown = window.script("return document.querySelector('dialog').innerText").await;
    assert!(shown.as_str().unwrap().contains(&closed.to_string()), "the exact command is not shown: {shown}");
    window.press("Start the session").await;
    let refused = format!("127.0.0.1 refused the SSH connection on port {closed}.");
    window.says(&["No session", &refused, "Check the port and whether the server runs there"]).await;
    window.pictures("session-failed").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());

    window.press("Correct and try again").await;
    fill(&window, "Port", &sshd.port.to_string()).await;
    confirm(&window, &format!("SSH to 127.0.0.1, port {}", sshd.port)).await;
    window.until("it may start again", &format!("{start} === false")).await;
    window.press("Start the session").await;
    window
        .until("it has started", "return document.querySelector('dialog').innerText.includes('was started')")
        .await;
    sshd.saw_a_connection().await;
    assert!(!window.text().await.contains("No session"), "{}", window.text().await);
    end_ssh_to(sshd.port);
    fill(&window, "What came of it", "The index was built anew.").await;
    window
        .until("the charge is told", "return document.querySelector('dialog').innerText.includes('included')")
        .await;
    window.pictures("session-outcome").await;
    window.press("Write the outcome").await;
    window.until("the dialog is closed", "return document.querySelector('dialog') === null").await;
    let note = format!("Remote session by SSH to 127.0.0.1:{}", sshd.port);
    let conversation = "document.querySelector('#ticket').textContent";
    window.until("the portal has the note", &format!("return {conversation}.includes('{note}')")).await;
    let pending =
        "[...document.querySelectorAll('section[aria-label=\"Answer and change\"] article')].length";
    window.until("nothing is pending", &format!("return {pending} === 0")).await;
    let text = window.script(&format!("return {conversation}")).await;
    for said in [
        "Consent to remote sessions: Quentin Eriksen agreed",
        "Outcome: The index was built anew.",
        "Charge: It is included",
    ] {
        assert!(text.as_str().unwrap().contains(said), "{said}: {text}");
    }
    window.keys("gr").await;
    window.says(&["Remote sessions", "Written", "Included", "No session", "Quentin Eriksen agreed on"]).await;
    window.pictures("sessions").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.close().await;
    let log = console.ask(&["sessions"]);
    let (last, first) = (&log["sessions"][0], &log["sessions"][1]);
    assert_eq!((&last["shape"], &first["shape"]), (&"ended".into(), &"failed".into()), "{log}");
    assert_eq!(last["closed"]["outcome"], "The index was built anew.");
    assert_eq!((&last["closed"]["cost"]["kind"], &first["closed"]), (&"included".into(), &Value::Null));
    // Case 102: SSH asks about the unknown key in its terminal, and no key was added meanwhile.
    assert_eq!(known_hosts(), known);

    let lines = data_file::audit(&console.folder);
    let told: Vec<&str> = lines.iter().map(|(what, _)| what.as_str()).collect();
    assert_eq!(told, ["remote-allowed", "remote-ended", "remote-allowed", "remote-ended"], "{lines:?}");
    assert_eq!(lines[1].1["reasons"][0], *refused);
    assert_eq!(lines[1].1["port"], closed.to_string());
}

/// Ends the client that was started for this port, as if its terminal were closed.
fn end_ssh_to(port: u16) {
    let wanted = [b"/ssh\0".as_slice(), format!("\0{port}\0").as_bytes()].map(<[u8]>::to_vec);
    let has = |line: &[u8], word: &[u8]| line.windows(word.len()).any(|part| part == word);
    let mut ended = 0;
    for process in std::fs::read_dir("/proc").unwrap().flatten() {
        let Ok(line) = std::fs::read(process.path().join("cmdline")) else { continue };
        let is_client = line.starts_with(b"/usr/bin/ssh\0") && wanted.iter().all(|word| has(&line, word));
        if is_client {
            let id = process.file_name().into_string().unwrap();
            assert!(Command::new("kill").arg(&id).status().unwrap().success());
            ended += 1;
        }
    }
    assert_eq!(ended, 1, "one client runs");
}

/// Records who agreed to this tool and host, and confirms what must be in place.
pub async fn agree(window: &Window) {
    fill(window, "agreed", "Quentin Eriksen").await;
    fill(window, "How", "by phone").await;
    window.press("Record the consent").await;
    window
        .until(
            "the consent counts",
            "return document.querySelector('dialog').innerText.includes('It was taken back')",
        )
        .await;
    // What must be in place depends on the vendor of the ticket.
    let open = "return [...document.querySelectorAll('dialog button')].filter(b => b.innerText === 'Confirmed').length";
    for left in (0..window.script(open).await.as_u64().unwrap()).rev() {
        window.press("Confirmed").await;
        window.until("it is confirmed", &format!("{open} === {left}")).await;
    }
}

/// Confirms that the session is to go to a place, once the window asks about that one.
pub async fn confirm(window: &Window, place: &str) {
    let asked = format!(
        "return document.querySelector('dialog .confirm label')?.textContent.includes('{place}') === true"
    );
    window.until(&format!("{place} is to be confirmed"), &asked).await;
    window.find("dialog .confirm input[type=checkbox]").await.click().await.unwrap();
}

/// The host keys that SSH knows for this user.
fn known_hosts() -> Option<Vec<u8>> {
    let home = std::env::var_os("HOME")?;
    std::fs::read(Path::new(&home).join(".ssh/known_hosts")).ok()
}

/// Fills the field whose label has this word.
pub async fn fill(window: &Window, label: &str, text: &str) {
    let named = format!(
        "return [...document.querySelectorAll('dialog label')].find(l => l.innerText.includes('{label}'))?.htmlFor"
    );
    let id = window.until(&format!("the field {label} is there"), &named).await;
    let field = window.find(&format!("[id='{}']", id.as_str().unwrap())).await;
    field.clear().await.unwrap();
    field.send_keys(text).await.unwrap();
}

/// Chooses a tool in the dialog that is open, which may still be growing under the pointer.
pub async fn choose(window: &Window, tool: &str) {
    let radio = format!("dialog input[type=radio][value='{tool}']");
    let chosen = format!("return document.querySelector(\"{radio}\")?.checked === true");
    while window.script(&chosen).await != true {
        window.find(&radio).await.click().await.unwrap();
    }
}

/// Goes down the list of tickets of SEP until the policy allows SSH for the chosen one.
pub async fn open_allowed_ticket(window: &Window) {
    window
        .until(
            "all rows are there",
            "return Number(document.querySelector('[role=option]')?.ariaSetSize) > 100",
        )
        .await;
    window.keys("/").await;
    window.keys("SEP").await;
    window
        .until("a ticket of SEP is shown", "return document.querySelectorAll('[role=option]').length > 0")
        .await;
    window.key(fantoccini::key::Key::Escape).await;
    for _ in 0..40 {
        window.keys("j").await;
        tokio::time::sleep(Duration::from_millis(150)).await;
        let allowed = "return [...document.querySelectorAll('#ticket li')]
            .some(li => li.innerText.includes('SSH') && !li.innerText.includes('not allowed') && li.innerText.includes('allowed'))";
        if window.script(allowed).await == true {
            return;
        }
    }
    panic!("no ticket of the demo allows SSH; the page says: {}", window.text().await);
}

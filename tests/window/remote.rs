//! From a ticket to a session on a real sshd on loopback.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

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
async fn a_session_starts_with_consent_and_its_failure_is_told() {
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
    window.find("dialog input[type=radio][value=ssh]").await.click().await.unwrap();
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
    fill(&window, "agreed", "Quentin Eriksen").await;
    confirm(&window, &format!("SSH to 127.0.0.1, port {closed}")).await;
    window.until("it may start", &format!("{start} === false")).await;
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
    window.close().await;
    // Case 102: SSH asks about the unknown key in its terminal, and no key was added meanwhile.
    assert_eq!(known_hosts(), known);

    let lines = data_file::audit(&console.folder);
    let told: Vec<&str> = lines.iter().map(|(what, _)| what.as_str()).collect();
    assert_eq!(told, ["remote-allowed", "remote-ended", "remote-allowed"], "{lines:?}");
    assert_eq!(lines[1].1["reasons"][0], *refused);
    assert_eq!(lines[1].1["port"], closed.to_string());
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

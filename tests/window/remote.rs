//! From a ticket to a session on a real sshd on loopback.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::Window;

/// A host on this computer that takes one key; ends with the value.
struct Sshd {
    child: Child,
    port: u16,
}

impl Sshd {
    fn start(folder: &Path) -> Self {
        let port = crate::free_port();
        std::fs::create_dir_all("/run/sshd").ok();
        for key in ["host", "user"] {
            let status = Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-f"])
                .arg(folder.join(key))
                .status()
                .unwrap();
            assert!(status.success());
        }
        let at = folder.display();
        let config = format!(
            "ListenAddress 127.0.0.1:{port}\nHostKey {at}/host\nAuthorizedKeysFile {at}/user.pub\nPidFile none\n\
             StrictModes no\nUsePAM no\nLogLevel VERBOSE\nPermitRootLogin yes\n"
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
        Self { child, port }
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A home whose ssh accepts the test's host and offers the test's key.
fn home(folder: &Path, port: u16) -> std::path::PathBuf {
    let home = folder.join("home");
    let ssh = home.join(".ssh");
    std::fs::create_dir_all(&ssh).unwrap();
    let host_key = std::fs::read_to_string(folder.join("host.pub")).unwrap();
    std::fs::write(ssh.join("known_hosts"), format!("[127.0.0.1]:{port} {host_key}")).unwrap();
    std::fs::copy(folder.join("user"), ssh.join("id_ed25519")).unwrap();
    Command::new("chmod").arg("600").arg(ssh.join("id_ed25519")).status().unwrap();
    home
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_starts_with_consent_and_is_refused_without() {
    let folder = tempfile::tempdir().unwrap();
    let sshd = Sshd::start(folder.path());
    home(folder.path(), sshd.port);
    let window = Window::open(&folder.path().join("data"), &["--demo"]).await;
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
    open_allowed_ticket(&window).await;

    window.keys("l").await;
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
    window.close().await;
}

/// Goes down the list until the policy allows SSH for the chosen ticket.
async fn open_allowed_ticket(window: &Window) {
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

//! What goes wrong outside of Gnomon, in the real window: one sentence says what happened and what to do, nothing is
//! lost, and the window stays usable.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::Window;
use crate::console::Console;
use crate::data_file;
use crate::demo::DemoPortal;

const TOTAL: &str = "return Number(document.querySelector('[role=option]')?.ariaSetSize ?? 0)";

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_cannot_be_used_is_told_before_anything_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (portal, tls) = (DemoPortal::start(40), TlsServer::start(folder.path()));
    let nobody = format!("http://127.0.0.1:{}", crate::free_port());
    let window = Window::open(&data, &[]).await;
    for (name, address, token, words) in [
        ("wrong-token", &portal.address, "not the token", ["did not accept the token.", "Make a new token"]),
        ("unreachable", &nobody, "anything", ["cannot be reached", "Check the address and the network"]),
        (
            "self-signed",
            &tls.address,
            "anything",
            ["The secure connection to", "name its PEM file under Company CA"],
        ),
        ("web-page", &serve_a_web_page(), "anything", ["a web page where JSON was", "Check the address"]),
    ] {
        window.fill_connection(address, token).await;
        window.press("Test the connection").await;
        window.says(&words).await;
        let told = "return document.querySelectorAll('form .error').length";
        assert_eq!(window.script(told).await, 1, "{name}: {}", window.text().await);
        let kept = "return document.querySelector('input[inputmode=url]').value";
        assert_eq!(window.script(kept).await, **address, "{name}: what was typed is gone");
        window.pictures(&format!("trouble-{name}")).await;
    }
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    assert!(!data.join("gnomon.db").exists(), "a connection that never worked left a data file");
    window.fill_connection(&portal.address, &portal.token).await;
    window.press("Test the connection").await;
    window.says(&["The connection works"]).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_file_that_cannot_be_opened_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (console, portal) = synced(folder.path());
    let total = console.rows().len();
    drop(portal);
    let [keys, database] = ["keys.json", "gnomon.db"].map(|name| console.folder.join(name));
    let [good_keys, good] = [&keys, &database].map(|path| std::fs::read(path).unwrap());

    let newer = String::from_utf8(good_keys.clone()).unwrap().replace("\"format\": 1", "\"format\": 2");
    assert_ne!(newer.as_bytes(), good_keys);
    std::fs::write(&keys, newer).unwrap();
    let window = Window::open(&console.folder, &[]).await;
    window.says(&["Key file is newer", "was written by a newer Gnomon", "Start the newer Gnomon"]).await;
    window.pictures("trouble-newer-keys").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    std::fs::write(&keys, &good_keys).unwrap();
    window.press("Try again").await;

    let mut damaged = good.clone();
    damaged[64..8192].fill(0);
    std::fs::write(&database, &damaged).unwrap();
    window.unlock().await;
    window.says(&["Data file is damaged", "Restore a backup", "nothing was overwritten"]).await;
    window.pictures("trouble-damaged").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    assert!(std::fs::read(&database).unwrap() == damaged, "the damaged file was changed");

    window.says(&["Save what can be read", "Start anew"]).await;
    std::fs::write(&database, &good).unwrap();
    let layout = data_file::make_newer(&console.folder, 999);
    window.press("Try again").await;
    window.unlock().await;
    window.says(&["Data file is newer", "layout 999", "Start the newer Gnomon; nothing was changed."]).await;
    window.says(&["If there is no other way"]).await;
    window.pictures("trouble-newer").await;
    data_file::make_newer(&console.folder, layout);

    window.press("Try again").await;
    window.unlock().await;
    window.until("every ticket is there", &format!("{TOTAL} === {total}")).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_window_shows_the_queue_and_says_who_syncs() {
    let folder = tempfile::tempdir().unwrap();
    let (console, portal) = synced(folder.path());
    // Nobody solves a ticket while they are counted.
    drop(portal);
    let total = console.rows().len();
    let mut holder = Ends(console.start(&["sync", "--watch"]));
    wait_for_the_lease(&console.folder).await;

    let window = Window::open(&console.folder, &[]).await;
    window.unlock().await;
    window.until("every ticket is there", &format!("{TOTAL} === {total}")).await;
    window.says(&["read only", "Another Gnomon syncs this data"]).await;
    window.pictures("trouble-second").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.keys("gs").await;
    window.choose("One line").await;
    window.says(&["Another Gnomon uses this data folder", "Use the other window"]).await;
    window.pictures("trouble-second-settings").await;
    window
        .until(
            "what could not be kept is not shown as set",
            "return [...document.querySelectorAll('label')]
                .find((label) => label.innerText.trim() === 'Two lines').querySelector('input').checked",
        )
        .await;
    holder.end();
    window.close().await;
    assert_eq!(console.rows().len(), total);
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_loses_nothing_and_is_gone_when_there_is_space() {
    let folder = tempfile::tempdir().unwrap();
    let disk = crate::small_disk::SmallDisk::mount(&folder.path().join("disk"));
    let (console, _portal) = synced(&disk.folder);
    let tickets = count_tickets(&console.folder);
    let window = Window::open(&console.folder, &[]).await;
    window.unlock().await;
    window.until("the queue is there", TOTAL).await;
    window.until("the first sync is over", "return document.body.innerText.includes('synced')").await;

    disk.fill();
    window.keys("gs").await;
    window.choose("One line").await;
    window.says(&["Disk is full", "The disk is full. Free some space; nothing is lost"]).await;
    window.press("Sync now").await;
    let trouble = "[...document.querySelectorAll('footer')].at(-1).innerText.includes('The disk is full')";
    window.until("the status line says it", &format!("return {trouble}")).await;
    window.pictures("trouble-disk-full").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.keys("gq").await;
    window.until("the queue can still be used", TOTAL).await;

    disk.free();
    window.keys("gs").await;
    window.press("Sync now").await;
    window.until("the sync goes on", &format!("return !{trouble}")).await;
    window.choose("One line").await;
    wait_for_compact_rows(&console.folder).await;
    window.close().await;
    assert!(count_tickets(&console.folder) >= tickets, "tickets were lost");
}

/// Waits until the setting is in the data file.
async fn wait_for_compact_rows(folder: &Path) {
    let database = data_file::open(folder);
    let kept = "SELECT count(*) FROM settings WHERE value LIKE '%compact%'";
    for _ in 0..100 {
        if database.query_row(kept, [], |row| row.get::<_, i64>(0)).expect("a number of settings") > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("the setting was not kept though there is space");
}

fn count_tickets(folder: &Path) -> i64 {
    let count = "SELECT count(*) FROM tickets";
    data_file::open(folder).query_row(count, [], |row| row.get(0)).expect("a number of tickets")
}

/// A data folder with a passphrase, synced once with a demo portal.
fn synced(folder: &Path) -> (Console, DemoPortal) {
    let (console, portal) = (Console::new(folder), DemoPortal::start(40));
    console.connect("open", &portal.address, &portal.token);
    console.ask(&["sync"]);
    (console, portal)
}

async fn wait_for_the_lease(folder: &Path) {
    let lease = std::fs::File::open(folder.join("lease")).unwrap();
    for _ in 0..200 {
        if lease.try_lock().is_err() {
            return;
        }
        lease.unlock().unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the first console never took the lease");
}

/// Answers every request with a log-in page.
fn serve_a_web_page() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut client in listener.incoming().flatten() {
            let _ = client.read(&mut [0; 4096]);
            let page = "<!doctype html><title>Log in</title><form><input name=user></form>";
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length";
            let _ = write!(client, "{head}: {}\r\n\r\n{page}", page.len());
        }
    });
    address
}

/// An HTTPS server whose certificate nobody vouches for.
struct TlsServer {
    _server: Ends,
    address: String,
}

impl TlsServer {
    fn start(folder: &Path) -> Self {
        let port = crate::free_port();
        let [key, certificate] = ["tls.key", "tls.crt"].map(|name| folder.join(name));
        let made = Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
            ])
            .args(["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout"])
            .arg(&key)
            .arg("-out")
            .arg(&certificate)
            .output()
            .expect("openssl is installed; `cargo xtask test` installs it");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let server = Command::new("openssl")
            .args(["s_server", "-quiet", "-www", "-accept", &format!("127.0.0.1:{port}"), "-key"])
            .arg(&key)
            .arg("-cert")
            .arg(&certificate)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("openssl serves");
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            std::thread::sleep(Duration::from_millis(50));
        }
        Self { _server: Ends(server), address: format!("https://127.0.0.1:{port}") }
    }
}

/// A process that ends with the value.
struct Ends(Child);

impl Ends {
    fn end(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Ends {
    fn drop(&mut self) {
        self.end();
    }
}

//! What is secret is nowhere but where it belongs: not in files, logs, arguments or a locked window.

use std::path::Path;

use super::Window;
use crate::console::{Console, PASSPHRASE};
use crate::data_file;
use crate::faulty::FaultyPortal;

/// What stands where a ticket's fields should be, so that reading it fails on these words.
const FIELD: &str = "words of a customer in a field";

/// What the log says of such a record.
const UNREADABLE: &str = "a stored record cannot be read";

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_window_shows_nothing_and_no_file_log_or_argument_holds_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let (console, portal) = (Console::new(folder.path()), FaultyPortal::start(30));
    console.connect("open", &portal.address(), portal.token());
    console.ask(&["sync"]);
    let row = console.rows().remove(0);
    let (key, subject) = (row["key"].as_str().unwrap(), row["subject"].as_str().unwrap().to_owned());
    let (account, ticket) = key.split_once('/').unwrap();
    // A record that cannot be read is told in the log; its words must not be.
    data_file::open(&console.folder)
        .execute(
            "UPDATE tickets SET fields = json_quote(?) WHERE id <> ? AND account = ?",
            [FIELD, ticket, account],
        )
        .unwrap();

    let window = Window::open_with(&console.folder, &[], &[("GNOMON_LOG", "debug")]).await;
    window.unlock().await;
    window.says(&[&subject]).await;
    window.keys("gs").await;
    window.says(&["After a rest of", "Change the passphrase"]).await;
    window.pictures("settings-lock").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    window.press("Change the passphrase").await;
    window.says(&["New passphrase"]).await;
    window.pictures("settings-passphrase").await;
    window.press("Cancel").await;
    window.press("Lock now").await;
    window.says(&["Locked", "Passphrase or recovery code"]).await;
    let markup = window.script("return document.documentElement.outerHTML").await;
    assert!(!markup.as_str().unwrap().contains(&subject), "a locked window holds a subject");
    window.unlock().await;
    window.says(&[&subject]).await;

    let secrets = [portal.token(), PASSPHRASE, &subject, FIELD];
    let arguments = of_processes();
    for secret in secrets {
        assert!(!holds(arguments.as_bytes(), secret), "`{secret}` is among the arguments of a process");
    }
    window.close().await;
    let logs = files_in(&console.folder.join("logs"));
    // Else the log would hold no words of a record because it tells of none.
    let told = |path: &std::path::PathBuf| holds(&std::fs::read(path).unwrap(), UNREADABLE);
    assert!(logs.iter().any(told), "no record was told to be unreadable");
    let all = files_in(&console.folder).into_iter().chain([console.folder.with_extension("driver.log")]);
    for path in all {
        let bytes = std::fs::read(&path).unwrap();
        for secret in secrets {
            assert!(!holds(&bytes, secret), "`{secret}` is in {}", path.display());
        }
    }
}

/// The arguments of every process that this user may see.
fn of_processes() -> String {
    let processes = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let arguments = processes.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
    arguments.map(|bytes| String::from_utf8_lossy(&bytes).into_owned() + "\n").collect()
}

fn files_in(folder: &Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
}

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
}

//! The user's policy files have mistakes: each is told with its place and what to do, and the rest is in force.

use super::Window;

const TOTAL: &str = "return Number(document.querySelector('[role=option]')?.ariaSetSize ?? 0)";

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_and_an_override_with_a_mistake_are_told_with_their_place_and_hold_when_mended() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let [pack, over] =
        ["packs/mine.toml", "overrides/ensim.toml"].map(|name| data.join("policies").join(name));
    for (file, text) in [
        (&pack, "format = 1\nid = \"mine\"\n[severities\n"),
        (&over, "format = 1\nid = \"ensim\"\n[order.waiting-limit]\nafter = \"soon\"\n"),
    ] {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    let window = Window::open(&data, &["--demo"]).await;
    window.until("the queue is there", &format!("{TOTAL} > 100")).await;
    window.says(&["2 problems"]).await;
    window.keys("gp").await;
    window
        .says(&[
            &format!("The policy file {} is left out. Line 3", pack.display()),
            &format!("The policy file {} is left out. Line 4", over.display()),
            "The other policies are in force. Mend the files, then open this page again.",
        ])
        .await;
    window.pictures("policy-mistakes").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());

    std::fs::remove_file(&pack).unwrap();
    std::fs::write(&over, "format = 1\nid = \"ensim\"\n[order.waiting-limit]\nafter = \"9 h\"\n").unwrap();
    window.keys("gq").await;
    window.keys("gp").await;
    window.until("the problems are gone", "return !document.body.innerText.includes('is left out')").await;
    window.close().await;
}

//! Hostile mail in the real window: nothing of it runs, loads, leaks or misleads.

use std::time::Duration;

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use portal::open::wire::Side;
use serde_json::json;

use super::Window;
use super::canary::Canaries;
use crate::console::Console;
use crate::faulty::FaultyPortal;

/// Case, and a mail with it. `HTTP` and `STUN` stand for canaries; all names below `canary.test` lead to others.
const MAILS: &[(&str, &str)] = &[
    ("001", "<script>canary()</script><SCRIPT SRC=HTTP/1></SCRIPT><scr<script>ipt>canary()</script>"),
    ("003", "<img src=x onerror=canary()><img/src=x/onerror=canary()//><svg/onload=canary()>"),
    ("006", "<math><annotation-xml encoding=text/html><img src=x onerror=canary()></annotation-xml></math>"),
    (
        "008",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src onerror=canary()&gt;\"></table></mtext></math>",
    ),
    ("009", "<noscript><p title=\"</noscript><img src=x onerror=canary()>\"></noscript>"),
    (
        "012",
        "<iframe src=HTTP/2></iframe><iframe srcdoc='<script>parent.canary()</script>'></iframe><object data=HTTP/3></object><embed src=HTTP/4>",
    ),
    ("014", "<meta http-equiv=refresh content='0;url=HTTP/5'><base href=HTTP/6>"),
    (
        "021",
        "<script>window.__TAURI_INTERNALS__.invoke('start_anew');new RTCPeerConnection({iceServers:[{urls:'stun:STUN'}]}).createDataChannel('x')</script>\
         <img src=x onerror=\"fetch('ipc://localhost/start_anew',{method:'POST'})\">",
    ),
    (
        "023",
        "<body background=HTTP/7><img src=HTTP/8 alt=logo><img srcset='HTTP/9 2x'><input type=image src=HTTP/10><table background=HTTP/11><tr><td background=HTTP/12>x</table>",
    ),
    (
        "024",
        "<img src=//a24.canary.test/x><img src='\\\\b24.canary.test\\share\\x.png'><img src=file://c24.canary.test/share/x.png>\
         <img src=smb://d24.canary.test/share/x.png><img src=https:e24.canary.test><img src=///f24.canary.test><a href='\\\\g24.canary.test\\share'>share</a>",
    ),
    (
        "026",
        "<style>@import 'HTTP/13';body{background:url(HTTP/14)}input[value^=a]{background:url(HTTP/15)}</style><p style='background:url(HTTP/16)'>x</p>\
         <style>@import '//a26.canary.test';@font-face{font-family:x;src:url(https://b26.canary.test/x)}p{font-family:x;background:url(https://c26.canary.test)}</style>",
    ),
    (
        "027",
        "<link rel=stylesheet href=HTTP/17><link rel=preconnect href=HTTP><link rel=prefetch href=HTTP/18><link rel=dns-prefetch href=//a27.canary.test>\
         <link rel=preconnect href=https://b27.canary.test><link rel=prefetch href=https://c27.canary.test/x><link rel=preload as=image href=https://d27.canary.test/x>\
         <link rel=stylesheet href=https://e27.canary.test/x><link rel=icon href=https://f27.canary.test/x><link rel=manifest href=https://g27.canary.test/x>",
    ),
    (
        "028",
        "<a href=HTTP/19 ping=HTTP/20>hover here</a> <a href=https://a28.canary.test/ ping=https://b28.canary.test/>or here</a>",
    ),
    ("032", "<img src=https://a32.canary.test/x alt=asked>"),
    ("041", "<a href=https://evil.example/log>https://bank.example</a>"),
    ("044", "photo\u{202e}gpj.exe <a href=https://acme.example>a\u{200b}b</a>"),
    (
        "046",
        "<div style='position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:9999;background:white'><button>Open</button><dialog open>Confirm</dialog></div>",
    ),
    (
        "047",
        "<a href=https://evil.example/all><table width=100% height=2000><tr><td>whole mail</td></tr></table></a>",
    ),
    ("049", "<p>connect to 10.0.0.5 or <a href='ssh://10.0.0.5'>here</a></p>"),
    (
        "079",
        "<a href=https://evil.example/new target=_blank download=x.exe>get it</a><form action=HTTP/21><button>go</button></form>",
    ),
];

/// Everything in the conversation that is not of the window's own making: elements, attributes, handlers, addresses.
const FOREIGN: &str = r#"
    const elements = ['DIV', 'SPAN', 'P', 'BUTTON', 'TABLE', 'TBODY', 'TR', 'TD', 'TH', 'HR'];
    const attributes = ['class', 'title', 'role', 'aria-expanded', 'data-message', 'data-ticket', 'data-kind', 'data-gap', 'data-quote', 'data-indent', 'data-look', 'data-odd'];
    return [...document.querySelectorAll('.mail, .mail *')].flatMap((node) => [
        ...(elements.includes(node.tagName) ? [] : [node.tagName]),
        ...[...node.attributes].map(({ name }) => name).filter((name) => !attributes.includes(name)),
    ]);"#;

/// Notes every call to the core that goes out from this page.
const SPY: &str = "window.calls = []; const real = window.fetch;
    window.fetch = (to, ...rest) => { window.calls.push(String(to?.url ?? to)); return real(to, ...rest); }";

/// A portal with a ticket that holds every hostile mail, and a window on it with canaries all around.
async fn opened(canaries: &Canaries, folder: &std::path::Path) -> (Window, FaultyPortal) {
    let (console, portal) = (Console::new(folder), FaultyPortal::start(3));
    console.connect("open", &portal.address(), portal.token());
    console.ask(&["sync"]);
    let row = console.rows()[0].clone();
    let key = row["key"].as_str().unwrap().to_owned();
    let id = key.split_once('/').unwrap().1.to_owned();
    for (case, html) in MAILS {
        let html = html
            .replace("HTTP", &format!("http://127.0.0.1:{}", canaries.http))
            .replace("STUN", &format!("127.0.0.1:{}", canaries.stun));
        let name = "<img src=x onerror=canary()>\u{202e}<real@acme.test>";
        let body = format!("<p>case {case}</p>{html}");
        assert!(portal.control().write_as(&id, Side::Customer, name, &body, "text/html"), "{case}");
    }
    let deep = format!("<p>case 052</p>{}", "<div>".repeat(20_000));
    portal.control().write_as(&id, Side::Customer, "Jo", &deep, "text/html");
    let many = format!("<p>case 056</p>{}", "<a href=https://acme.example>x</a> <div>y</div>".repeat(5_000));
    portal.control().write_as(&id, Side::Customer, "Jo", &many, "text/html");
    console.ask(&["sync"]);
    let path = canaries.path();
    let names = canaries.with_own_names();
    let window = Window::open_through(&names, &console.folder, &[], &[("PATH", &path)]).await;
    window.unlock().await;
    let number = row["number"].as_str().unwrap();
    window
        .until("the row is there", &format!("return [...document.querySelectorAll('[role=option]')].some(row => row.innerText.includes('{number}'))"))
        .await;
    window.script("window.hits = 0; window.canary = () => { window.hits += 1; }").await;
    window.script(SPY).await;
    let click = format!(
        "[...document.querySelectorAll('[role=option]')].find(row => row.innerText.includes('{number}')).click()"
    );
    window.script(&click).await;
    window.says(&["case 001", "case 079", "case 056"]).await;
    (window, portal)
}

/// Clicks a button of the message of a case.
async fn press_in(window: &Window, case: &str, text: &str) {
    let script = format!(
        "const mail = [...document.querySelectorAll('.mail')].find(mail => mail.innerText.startsWith('case {case}'));
         const button = [...mail.querySelectorAll('button')].find(button => button.innerText.includes({}));
         button.scrollIntoView({{block: 'center'}}); button.click(); return true",
        json!(text)
    );
    assert_eq!(window.script(&script).await, json!(true), "{case}: {text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn case_021_hostile_mail_runs_loads_leaks_opens_and_misleads_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let canaries = Canaries::start(folder.path());
    canaries.prove_with_a_browser();
    let (window, _portal) = opened(&canaries, folder.path()).await;

    // Cases 1 to 28, 44, 46, 49, 52: text in elements of our own.
    assert_eq!(window.script(FOREIGN).await, json!([]));
    window.says(&["photo[U+202E]gpj.exe", "remote image blocked", "is nested deeper than 256 levels"]).await;
    // Case 17: a name that is HTML is its letters.
    window.says(&["<img src=x onerror=canary()>[U+202E]<real@acme.test>"]).await;
    // Case 46: nothing of a mail lies outside of it.
    let outside = "const box = document.querySelector('#ticket').getBoundingClientRect();
        return [...document.querySelectorAll('.mail *')].filter(node => {
            const at = node.getBoundingClientRect(); return at.left < box.left - 1 || at.right > box.right + 1 }).length";
    assert_eq!(window.script(outside).await, json!(0));
    // Case 56: links are drawn as far as anybody reads.
    assert!(
        window.script("return document.querySelectorAll('.mail button').length < 1500").await == json!(true)
    );

    // Case 41: one confirmation, with the true host; nothing opens before it.
    press_in(&window, "041", "https://bank.example").await;
    window
        .says(&["Open this link?", "evil.example", "Text and target differ: the words name bank.example."])
        .await;
    window.pictures("mail-link").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    window.leave_dialog().await;
    assert_eq!(canaries.opened(), "");
    press_in(&window, "041", "https://bank.example").await;
    window.find("dialog[open]").await;
    window.press("Open").await;
    for _ in 0..50 {
        if canaries.opened().ends_with('\n') {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(canaries.opened(), "1\nhttps://evil.example/log\n");

    // Case 23 and 32: pictures of this computer are not fetched, asked for or not.
    press_in(&window, "023", "Load pictures").await;
    window.says(&["The picture is offered without encryption, so it is not loaded."]).await;
    window.pictures("mail-reader").await;
    // Case 28: a link under the mouse.
    hover(&window, "or here").await;
    // Cases 21, 24, 26, 27, 28: the original layout, each in a window of its own.
    for case in ["021", "024", "026", "027", "028"] {
        press_in(&window, case, "Original layout").await;
    }
    tokio::time::sleep(Duration::from_secs(3)).await;

    goes_nowhere(&window, canaries.http).await;
    assert_eq!(window.script("return window.hits").await, json!(0));
    assert_eq!(canaries.knocks(), Vec::<String>::new());
    assert_eq!(canaries.opened(), "1\nhttps://evil.example/log\n");
    // The spy sees calls, and none that only a mail makes.
    assert_eq!(
        window.script("return window.calls.some(call => call.includes('open_mail_link'))").await,
        true
    );
    assert_eq!(
        window.script("return window.calls.filter(call => call.includes('start_anew'))").await,
        json!([])
    );

    // Case 32: a picture that somebody asks for is looked up, which the canaries note, and where its name leads is not reached.
    press_in(&window, "032", "Load pictures").await;
    canaries.expect("DNS: a32.canary.test");
    window.says(&["The picture lies in a local network or on this computer, so it is not loaded."]).await;
    assert!(canaries.knocks().iter().all(|knock| knock == "DNS: a32.canary.test"), "{:?}", canaries.knocks());
    window.close().await;
}

/// Moves the mouse over the link with this text, and leaves it there.
async fn hover(window: &Window, text: &str) {
    let path = format!("//*[contains(@class, 'mail')]//button[contains(normalize-space(.), '{text}')]");
    let link = window.client.find(Locator::XPath(&path)).await.expect("the link");
    let shown = vec![serde_json::to_value(&link).unwrap()];
    window.client.execute("arguments[0].scrollIntoView({block: 'center'})", shown).await.unwrap();
    let over = MouseActions::new("mouse".to_owned()).then(PointerAction::MoveToElement {
        element: link,
        duration: None,
        x: 0.0,
        y: 0.0,
    });
    window.client.perform_actions(over).await.expect("the mouse moves");
    tokio::time::sleep(Duration::from_millis(500)).await;
}

/// Cases 78 and 79: whatever in the main window asks for it, there is no other page, no other window and no download, and
/// no link opens that was not confirmed as it is.
async fn goes_nowhere(window: &Window, port: u16) {
    let http = format!("http://127.0.0.1:{port}");
    let (here, windows) =
        (window.script("return location.href").await, window.client.windows().await.unwrap().len());
    let link = |more: &str| {
        format!(
            "const a = document.createElement('a'); a.href = '{http}/c'; {more} document.body.append(a); a.click(); a.remove()"
        )
    };
    for script in [
        format!("location.href = '{http}/a'"),
        format!("window.open('{http}/b')"),
        link("a.target = '_blank';"),
        link("a.download = 'x.exe';"),
        format!(
            "const f = document.createElement('form'); f.action = '{http}/e'; document.body.append(f); f.submit(); f.remove()"
        ),
        "location.href = 'original://localhost/'".to_owned(),
        "location.href = 'https://gone.canary.test/'".to_owned(),
        "window.open('https://opened.canary.test/')".to_owned(),
    ] {
        window.script(&script).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(window.script("return location.href").await, here, "{script}");
    }
    assert_eq!(window.client.windows().await.unwrap().len(), windows);
    for confirmed in ["file:///etc/passwd", "https://evil.example/other", "javascript:x", ""] {
        let script = "const done = arguments[arguments.length - 1];
            const mail = [...document.querySelectorAll('.mail')].find(mail => mail.innerText.startsWith('case 041'));
            window.__TAURI_INTERNALS__.invoke('open_mail_link', {key: arguments[0], event: mail.dataset.message, link: 0,
                confirmed: arguments[1]}).then(() => done('opened'), error => done(error.code))";
        let key = window.script("return document.querySelector('.mail').dataset.ticket").await;
        let answer = window.client.execute_async(script, vec![key, json!(confirmed)]).await.unwrap();
        assert_eq!(answer, "link-changed", "{confirmed}");
    }
}

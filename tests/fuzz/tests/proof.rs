//! The file of a proof from somebody else. As it is it must fit its checksum; its content is given with a fitting one, too.

use std::sync::OnceLock;

use desk::view::Checked;
use desk::{Desk, Options, seal_proof};
use fuzz::harmless::{deceives, message};
use tokio::runtime::{Builder, Runtime};

fuzz::target!("proof", 60, holds);

fn holds(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let body = text.split_once('\n').map_or(&*text, |(_, body)| body);
    verify(&text);
    verify(&seal_proof(body));
}

fn verify(text: &str) {
    let (runtime, desk) = world();
    let ask = || runtime.block_on(desk.verify(text, false));
    let view = match ask() {
        Ok(view) => view,
        Err(error) => {
            assert!(matches!(error.code.as_str(), "no-proof" | "newer-proof"), "{error:?}");
            message(&error.message);
            return;
        }
    };
    assert_eq!(format!("{view:?}"), format!("{:?}", ask().unwrap()), "the same file twice");
    let shown = view.checks.iter().map(|check| &check.text).chain([&view.number, &view.portal_address]);
    assert!(!shown.into_iter().any(|text| text.contains(deceives) || text.contains('\n')), "{view:?}");
    let body = text.split_once('\n').unwrap().1;
    let header = |text: &str| {
        let json: serde_json::Value = serde_json::from_str(text.split('\n').next().unwrap()).unwrap();
        json["sha256"].clone()
    };
    let fits = header(text) == header(&seal_proof(body));
    assert_eq!(view.checks[0].result == Checked::Same, fits, "{view:?}");
}

/// A console that is not opened: a proof needs no data file.
fn world() -> &'static (Runtime, Desk) {
    static WORLD: OnceLock<(Runtime, Desk)> = OnceLock::new();
    WORLD.get_or_init(|| {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let data = tempfile::tempdir().unwrap().keep();
        let desk = runtime
            .block_on(async { Desk::new(Options { data: Some(data), ..Options::default() }).unwrap() });
        (runtime, desk)
    })
}

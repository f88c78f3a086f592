//! `cargo xtask check`: the quick loop.

use crate::Stop;
use crate::setup::{self, Purpose};
use crate::work::Steps;
use crate::{house, ui, unit};

/// Format, lints, house rules and unit tests of Rust and of the window.
pub fn check() -> Result<(), Stop> {
    setup::ensure(Purpose::Terminal)?;
    setup::need_nextest()?;
    let has_window = house::ui().join("package.json").is_file();
    let mut steps = Steps::new(if has_window { 9 } else { 4 });
    unit::format(&mut steps);
    unit::lint(&mut steps);
    unit::tests(&mut steps);
    if has_window {
        setup::ensure(Purpose::Window)?;
        if ui::packages(&mut steps) {
            ui::check(&mut steps);
        }
    }
    steps.report()
}

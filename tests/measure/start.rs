//! The real window: from the start of its process to the first painted row, its memory, and its scripts while the list
//! is scrolled.

use std::path::Path;

use serde_json::Value;

use super::memory::{Memory, processes, settled};
use super::{Page, RUNS, cpu, median};
use crate::window::Window;

/// When the first row was painted, in milliseconds since 1970; nothing before.
const PAINTED: &str = "const [mark] = performance.getEntriesByName('first-row-painted');
    return mark === undefined ? null : performance.timeOrigin + mark.startTime";

/// Scrolls the list by one and a half rows a frame, 150 times. Gives what the scripts of each frame took, from the
/// first one that hears of the scrolling to the last one before the frame is drawn, in milliseconds.
const SCROLL: &str = "const done = arguments[arguments.length - 1];
    const list = document.querySelector('[role=listbox]');
    const took = [], starts = [];
    let heard = 0;
    window.addEventListener('scroll', () => {
      heard = performance.now();
      requestAnimationFrame(() => queueMicrotask(() => took.push(performance.now() - heard)));
    }, {capture: true});
    const frame = (now) => {
      starts.push(now);
      list.scrollTop += 66;
      if (starts.length < 150) requestAnimationFrame(frame);
      else setTimeout(() => done({took, seconds: (now - starts[0]) / 1000, frames: starts.length - 1}), 300);
    };
    requestAnimationFrame(frame)";

/// What scrolling took.
#[derive(Default)]
pub struct Scrolled {
    pub median_ms: f64,
    pub p95_ms: f64,
    pub frames_a_second: f64,
}

/// What a window took.
#[derive(Default)]
pub struct Started {
    /// After the first sync, when no row was kept from an earlier start.
    pub first_s: f64,
    /// Later ones, the median.
    pub later_s: f64,
    pub memory: Memory,
    pub unsolved: u32,
    pub scrolled: Scrolled,
}

/// Starts the window several times on a synced folder.
pub async fn measure(page: &mut Page, data: &Path, size: u32) {
    let mut started = Started::default();
    let (mut later, mut program, mut web) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..=RUNS {
        let window = Window::open(data, &[]).await;
        let painted = window.until("a row is painted", PAINTED).await.as_f64().expect("an instant");
        let took = painted / 1e3 - begun_s(data);
        let memory = settled(data).await;
        if run == 0 {
            started.first_s = took;
            let all = window.script("return document.querySelector('[role=option]').ariaSetSize").await;
            started.unsolved = all.as_str().and_then(|text| text.parse().ok()).unwrap_or(0);
        } else {
            later.push(took);
            program.push(memory.program_mb);
            web.push(memory.web_mb);
        }
        if run == RUNS {
            started.scrolled = scroll(&window).await;
        }
        window.close().await;
    }
    started.later_s = median(later);
    started.memory = Memory { program_mb: median(program), web_mb: median(web) };
    page.started(size, started);
}

/// When the window's own process began, in seconds since 1970.
fn begun_s(data: &Path) -> f64 {
    let window = processes(data).into_iter().find(|(_, name)| name == "gnomon-desktop");
    cpu::started_s(window.expect("the window runs").0)
}

async fn scroll(window: &Window) -> Scrolled {
    let answer = window.client.execute_async(SCROLL, vec![]).await.expect("the list scrolls");
    let number = |value: &Value| value.as_f64().unwrap_or(0.0);
    let mut took: Vec<f64> = answer["took"].as_array().expect("times").iter().map(number).collect();
    took.sort_by(f64::total_cmp);
    Scrolled {
        median_ms: took[took.len() / 2],
        p95_ms: took[took.len() * 95 / 100],
        frames_a_second: number(&answer["frames"]) / number(&answer["seconds"]),
    }
}

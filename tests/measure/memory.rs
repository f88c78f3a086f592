//! Memory of a window and its helpers: each process's share of the pages in use (PSS).

use std::path::Path;
use std::time::Duration;

/// The program's own share, and that of the processes that draw the window, in MB.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    pub program_mb: f64,
    pub web_mb: f64,
}

/// The processes that were started on this data folder: number and name.
pub fn processes(data: &Path) -> Vec<(u32, String)> {
    let entry = format!("GNOMON_DATA={}", data.display());
    let folders = std::fs::read_dir("/proc").expect("Linux tells it").flatten();
    let numbers = folders.filter_map(|folder| folder.file_name().to_string_lossy().parse::<u32>().ok());
    let is_ours = |process: &u32| {
        let environment = std::fs::read(format!("/proc/{process}/environ")).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|line| line == entry.as_bytes())
    };
    let name = |process| std::fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
    numbers.filter(is_ours).map(|process| (process, name(process).trim().to_owned())).collect()
}

/// The memory of a window, once it has stayed the same for some seconds.
pub async fn settled(data: &Path) -> Memory {
    let mut before = now(data);
    let mut still = 0;
    for _ in 0..60 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let memory = now(data);
        still = if (memory.program_mb - before.program_mb).abs() < 1.0 { still + 1 } else { 0 };
        before = memory;
        if still == 4 {
            break;
        }
    }
    before
}

fn now(data: &Path) -> Memory {
    let mut memory = Memory::default();
    for (process, name) in processes(data) {
        match name.as_str() {
            // The driver draws nothing; it is there for the measurement.
            "WebKitWebDriver" => {}
            name if name.starts_with("WebKit") => memory.web_mb += pss_mb(process),
            _ => memory.program_mb += pss_mb(process),
        }
    }
    memory
}

/// The proportional share of one process in MB.
pub fn pss_mb(process: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

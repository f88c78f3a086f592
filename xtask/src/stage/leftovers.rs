//! Processes that outlived the tests which started them.

use crate::house;
use std::time::Duration;

/// Ends every process that carries `mark=value` in its environment, politely first, and says which they were.
pub fn end(mark: &str, value: &str) {
    let entry = format!("{mark}={value}");
    // Helpers of a web view end by themselves a moment after their window.
    for _ in 0..20 {
        if marked(&entry).is_empty() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    for signal in ["-TERM", "-KILL"] {
        for (process, name) in marked(&entry) {
            println!("        left over by a test and now ended ({signal}): {name} ({process})");
            // The shell's own `kill`: not every small system has the program.
            house::output(&mut house::command(
                "sh",
                ["-c", "kill \"$0\" \"$1\"", signal, &process.to_string()],
            ));
        }
        std::thread::sleep(Duration::from_millis(300));
    }
}

/// Number and name of the processes with this entry in their environment.
fn marked(entry: &str) -> Vec<(u32, String)> {
    let folders = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = folders.filter_map(|folder| folder.file_name().to_string_lossy().parse::<u32>().ok());
    let has_entry = |process: &u32| {
        let environment = std::fs::read(format!("/proc/{process}/environ")).unwrap_or_default();
        *process != std::process::id()
            && environment.split(|byte| *byte == 0).any(|line| line == entry.as_bytes())
    };
    let name = |process| std::fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
    numbers.filter(has_entry).map(|process| (process, name(process).trim().to_owned())).collect()
}

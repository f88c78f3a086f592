//! Who may import whom in the window's sources.

use super::Finding;

/// Each room of ui/src and the rooms it may import. Types made from Rust may be named everywhere.
const ROOMS: &[(&str, &[&str])] = &[
    ("parts", &["parts"]),
    ("screens", &["screens", "state", "parts"]),
    ("state", &["state", "api"]),
    ("api", &["api"]),
];

/// parts -> nothing of ours; screens -> state, parts; state -> api.
pub(super) fn window_rooms(path: &str, text: &str) -> Vec<Finding> {
    let Some((room, allowed)) = room_of(path).and_then(|room| ROOMS.iter().find(|(name, _)| *name == room))
    else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (line, statement, target) in imports(text) {
        let only_types = statement.trim_start().starts_with("import type") && target.contains("api/bindings");
        let Some(other) = target_room(path, target) else { continue };
        if !only_types && ROOMS.iter().any(|(name, _)| *name == other) && !allowed.contains(&other.as_str()) {
            findings.push(Finding::new(path, line, format!("ui/src/{room} may not import ui/src/{other}")));
        }
    }
    findings
}

/// Only ui/src/api knows Tauri.
pub(super) fn tauri_api(path: &str, text: &str) -> Vec<Finding> {
    if !is_source(path) || path.starts_with("ui/src/api/") {
        return Vec::new();
    }
    let wrong = imports(text).filter(|(_, _, target)| target.starts_with("@tauri-apps"));
    wrong
        .map(|(line, _, target)| Finding::new(path, line, format!("only ui/src/api imports {target}")))
        .collect()
}

fn is_source(path: &str) -> bool {
    path.starts_with("ui/src/") && [".ts", ".js", ".svelte"].iter().any(|end| path.ends_with(end))
}

fn room_of(path: &str) -> Option<&str> {
    if !is_source(path) {
        return None;
    }
    path.strip_prefix("ui/src/")?.split_once('/').map(|(room, _)| room)
}

/// Line, the line's text and the target of each `from "..."`, `import "..."` and `import("...")`.
fn imports(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    (1..).zip(text.lines()).filter_map(|(number, line)| {
        let code = line.trim_start();
        if code.starts_with("//") || code.starts_with('*') {
            return None;
        }
        let after = ["from \"", "from '", "import \"", "import '", "import(\"", "import('"]
            .iter()
            .find_map(|start| line.split_once(start).map(|(_, rest)| rest))?;
        Some((number, line, after.split(['"', '\'']).next().unwrap_or_default()))
    })
}

/// The room below ui/src that a target lies in, seen from `path`. Aliases such as `$api`, `$lib/api`, `@/api`,
/// `~/api` count.
fn target_room(path: &str, target: &str) -> Option<String> {
    let from_root = if target.starts_with('.') {
        let mut parts: Vec<&str> = path.split('/').collect();
        parts.pop();
        for part in target.split('/') {
            match part {
                "." => {}
                ".." => {
                    parts.pop();
                }
                other => parts.push(other),
            }
        }
        parts.join("/").strip_prefix("ui/src/")?.to_owned()
    } else {
        let plain = ["$lib/", "@/", "~/", "src/", "$"].iter().find_map(|alias| target.strip_prefix(alias))?;
        plain.to_owned()
    };
    from_root.split('/').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaches(path: &str, line: &str) -> usize {
        window_rooms(path, line).len()
    }

    #[test]
    fn rooms_of_the_window_import_as_the_design_says() {
        for (path, line, expected) in [
            ("ui/src/parts/Clock.svelte", "import { x } from './shape';", 0),
            ("ui/src/parts/Clock.svelte", "import { queue } from '../state/queue.svelte';", 1),
            ("ui/src/parts/list/Row.svelte", "import { queue } from \"../../state/queue.svelte\";", 1),
            ("ui/src/parts/Clock.svelte", "import type { ClockView } from '../api/bindings/ClockView';", 0),
            ("ui/src/parts/Clock.svelte", "import { call } from '../api/bindings/ClockView';", 1),
            ("ui/src/screens/queue/Queue.svelte", "import { queue } from '../../state/queue.svelte';", 0),
            ("ui/src/screens/queue/Queue.svelte", "import { call } from '../../api/commands';", 1),
            ("ui/src/screens/queue/Queue.svelte", "import { call } from '$api/commands';", 1),
            ("ui/src/state/queue.svelte.ts", "import { call } from '../api/commands';", 0),
            ("ui/src/state/queue.svelte.ts", "const q = await import('../screens/queue/Queue.svelte');", 1),
            ("ui/src/api/commands.ts", "import '../state/queue.svelte';", 1),
            ("ui/src/App.svelte", "import { call } from './api/commands';", 0),
        ] {
            assert_eq!(breaches(path, line), expected, "{path}: {line}");
        }
    }

    #[test]
    fn only_api_imports_tauri() {
        let line = "import { invoke } from '@tauri-apps/api/core';";
        assert_eq!(tauri_api("ui/src/api/commands.ts", line), []);
        assert_eq!(tauri_api("ui/src/state/queue.svelte.ts", line).len(), 1);
        assert_eq!(tauri_api("ui/src/App.svelte", line).len(), 1);
    }
}

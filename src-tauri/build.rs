//! Lists the commands that a window may be allowed to call, and where their capabilities are.

const COMMANDS: &[&str] = &[
    "start",
    "open_demo",
    "unlock",
    "lock",
    "protection",
    "set_passphrase",
    "save_readable",
    "start_anew",
    "test_connection",
    "connect",
    "recovery_seen",
    "mapping",
    "save_mapping",
    "remove_account",
    "queue",
    "ticket",
    "promised",
    "board",
    "status",
    "sync_now",
    "aside",
    "remote_check",
    "remote_start",
    "session_ends",
    "open_ticket_page",
    "contracts",
    "contract",
    "edit_contract",
    "preview_contracts",
    "import_contracts",
    "save_contracts",
    "settings",
    "set_setting",
    "policies",
    "preview_policy",
    "change_policy",
    "what_if",
    "away",
    "away_notes",
    "post_away",
    "save_proof",
    "verify",
    "composer",
    "new_ticket",
    "discard_unreadable",
    "call_effect",
    "new_ticket_is_there",
    "change",
    "save_draft",
    "outbox",
    "decide_operation",
    "edit_operation",
    "attachments",
    "fetch_attachment",
    "save_attachment",
    "erase_attachment",
    "picture",
    "enclose",
    "remove_enclosure",
    "files",
    "away_files",
    "fetch_away",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A pattern of our own switches the default `rerun-if-changed` for capabilities off.
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(manifest);
    tauri_build::try_build(attributes)?;
    Ok(())
}

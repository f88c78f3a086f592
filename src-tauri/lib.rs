//! The shell: the only room that knows Tauri. It reads the command line, makes the window, and passes every call on
//! to the desk.

mod commands;
mod log;
mod mail;
mod original;
mod sessions;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use desk::{Desk, DeskEvent, Options};
use tauri::{AppHandle, Emitter};

/// A support console that tells, offline, until when each ticket must be answered, and why.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Open the embedded demo portal at once.
    #[arg(long)]
    demo: bool,
    /// Seed of the demo's data.
    #[arg(long, default_value_t = 1)]
    demo_seed: u64,
    /// Number of tickets in the demo.
    #[arg(long, default_value_t = 300)]
    demo_size: u32,
    /// Folder of the data file, instead of the system's own place.
    #[arg(long, env = "GNOMON_DATA")]
    data: Option<PathBuf>,
    /// Wait in a terminal for the program after `--`, and report its end to this socket. Gnomon calls itself so.
    #[cfg(unix)]
    #[arg(long, hide = true, value_name = "SOCKET")]
    report_to: Option<PathBuf>,
    /// What to wait for.
    #[cfg(unix)]
    #[arg(last = true, hide = true)]
    command: Vec<std::ffi::OsString>,
}

/// Runs the window until it is closed.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    #[cfg(unix)]
    if let Some(socket) = &arguments.report_to {
        return desk::report_session(socket, &arguments.command).into();
    }
    let options = Options {
        data: arguments.data,
        demo: arguments.demo,
        demo_seed: arguments.demo_seed,
        demo_size: arguments.demo_size,
        reporter: std::env::current_exe().ok(),
        ..Options::default()
    };
    log::begin(options.folder().ok().as_deref());
    let app = tauri::Builder::default()
        .register_uri_scheme_protocol(original::SCHEME, |context, request| {
            original::serve(&context, &request)
        })
        .manage(original::Originals::default())
        .setup(move |app| {
            let handle = app.handle().clone();
            let desk = tauri::async_runtime::block_on(async { Desk::new(options) })?;
            tauri::async_runtime::spawn(forward(desk.clone(), handle));
            tauri::Manager::manage(app, desk);
            window::open(app)?;
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![
            commands::start,
            commands::open_demo,
            commands::unlock,
            commands::lock,
            commands::protection,
            commands::set_passphrase,
            commands::save_readable,
            commands::start_anew,
            commands::test_connection,
            commands::connect,
            commands::recovery_seen,
            commands::mapping,
            commands::save_mapping,
            commands::remove_account,
            commands::queue,
            commands::ticket,
            commands::promised,
            commands::board,
            commands::status,
            commands::sync_now,
            commands::take_away,
            commands::aside,
            commands::remote_check,
            commands::remote_start,
            sessions::remote_mail,
            sessions::record_consent,
            sessions::revoke_consent,
            sessions::set_check,
            sessions::sessions,
            sessions::session_cost,
            sessions::close_session,
            sessions::save_sessions,
            commands::host_book,
            commands::add_host,
            commands::verify_host,
            commands::remove_host,
            commands::session_ends,
            commands::open_ticket_page,
            commands::contracts,
            commands::contract,
            commands::edit_contract,
            commands::preview_contracts,
            commands::import_contracts,
            commands::save_contracts,
            commands::settings,
            commands::set_setting,
            commands::policies,
            commands::preview_policy,
            commands::change_policy,
            commands::what_if,
            commands::away,
            commands::away_notes,
            commands::post_away,
            commands::save_proof,
            commands::verify,
            commands::composer,
            commands::new_ticket,
            commands::discard_unreadable,
            commands::call_effect,
            commands::new_ticket_is_there,
            commands::change,
            commands::save_draft,
            commands::outbox,
            commands::decide_operation,
            commands::edit_operation,
            mail::quote,
            mail::mail_link,
            mail::open_mail_link,
            mail::mail_pictures,
            mail::show_original,
            commands::attachments,
            commands::fetch_attachment,
            commands::save_attachment,
            commands::erase_attachment,
            commands::picture,
            commands::enclose,
            commands::remove_enclosure,
            commands::files,
            commands::away_files,
            commands::fetch_away,
        ])
        .run(tauri::generate_context!());
    match app {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("the window cannot be shown: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Payload of `queue-changed`.
#[derive(Clone, serde::Serialize)]
struct QueueChanged {
    revision: u64,
}

/// Passes the desk's events on to the window, for as long as both live.
async fn forward(desk: Desk, window: AppHandle) {
    let mut events = desk.events();
    while let Some(event) = events.next().await {
        let sent = match event {
            DeskEvent::QueueChanged { revision } => window.emit("queue-changed", QueueChanged { revision }),
            DeskEvent::SyncProgressed => window.emit("sync-progressed", ()),
            DeskEvent::StatusChanged => window.emit("status-changed", ()),
            DeskEvent::OutboxChanged => window.emit("outbox-changed", ()),
            DeskEvent::FilesChanged => window.emit("files-changed", ()),
            DeskEvent::SessionEnded => window.emit("session-ended", ()),
            DeskEvent::ComputerWoke => window.emit("computer-woke", ()),
        };
        if let Err(error) = sent {
            tracing::warn!("an event did not reach the window: {error}");
        }
    }
}

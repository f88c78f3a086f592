//! Commands that need the data file or the demo.

use std::io::Read;
use std::process::ExitCode;
use std::sync::Arc;

use desk::view::{AccountStatus, ConnectForm, QueueRequest, StartView};
use desk::{Desk, DeskError, DeskEvents, Options};

use crate::arguments::{Arguments, Command, Portal};
use crate::{attachment, away, contract, forms, host, outbox, print, proof, rescue, sessions, whatif};

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, DeskError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| {
        DeskError::new(
            "no-runtime",
            format!("The program cannot start its threads: {error}."),
            "Free some memory.",
        )
    })?;
    runtime.block_on(act(arguments))
}

async fn act(arguments: &Arguments) -> Result<ExitCode, DeskError> {
    let json = arguments.json;
    match &arguments.command {
        Command::Sync { watch } => sync(&loaded(arguments).await?, *watch, json).await,
        Command::Aside => print::aside(&loaded(arguments).await?.aside().await?, json),
        Command::Missing { take_away } => {
            missing(&loaded(arguments).await?, take_away.as_deref(), json).await
        }
        Command::Queue { limit, search } => queue(&open(arguments).await?, *limit, search, json).await,
        Command::Show { id } => print::ticket(&open(arguments).await?.find(id).await?, json),
        Command::Reply(reply) => outbox::message(&open(arguments).await?, "reply", reply, json).await,
        Command::Note(note) => outbox::message(&open(arguments).await?, "note", note, json).await,
        Command::Set(value) => outbox::set(&open(arguments).await?, value, json).await,
        Command::Tag(tags) => forms::tag(&open(arguments).await?, tags, json).await,
        Command::Call(call) => forms::call(&open(arguments).await?, call, json).await,
        Command::Time(time) => forms::time(&open(arguments).await?, time, json).await,
        Command::Merge(merge) => forms::merge(&open(arguments).await?, merge, json).await,
        Command::Link(link) => forms::link(&open(arguments).await?, link, json).await,
        Command::New(new) => forms::new(&open(arguments).await?, new, json).await,
        Command::Attachment { command } => attachment::run(&open(arguments).await?, command, json).await,
        Command::Outbox { command } => outbox::run(&open(arguments).await?, command.as_ref(), json).await,
        Command::Explain { id } => print::explanation(&open(arguments).await?.find(id).await?, json),
        Command::Board => print::board(&open(arguments).await?.board().await?, json),
        Command::Away(ask) => away::run(&open(arguments).await?, ask, json).await,
        Command::Whatif(ask) => whatif::run(&open(arguments).await?, ask, json).await,
        Command::Prove { id } => proof::prove(&open(arguments).await?, id).await,
        Command::Verify { file, online: true } => {
            proof::verify_online(&unlocked(arguments).await?, file, json).await
        }
        Command::Verify { file, online: false } => proof::verify(offline(arguments), file, json).await,
        Command::Connect { kind, address, name, company_ca } => {
            connect(arguments, *kind, address, name, company_ca.as_deref()).await
        }
        Command::Rescue { to } => rescue::save(arguments, to.as_deref()).await,
        Command::StartAnew { yes } => rescue::start_anew(arguments, *yes).await,
        Command::Contract { command } => contract::run(&open(arguments).await?, command, json).await,
        Command::Sessions { command } => sessions::run(&open(arguments).await?, command.as_ref(), json).await,
        Command::Host { command } => host::run(&open(arguments).await?, command, json).await,
        Command::Demo { serve: Some(port), size, seed, .. } => serve(*port, *size, *seed).await,
        Command::Demo { serve: None, size, seed, limit } => demo(*size, *seed, *limit, json).await,
        Command::Reckon { .. }
        | Command::Lifecycle { .. }
        | Command::Charge { .. }
        | Command::Due
        | Command::Schema { .. }
        | Command::Entitled { .. }
        | Command::Pack { .. } => Ok(ExitCode::SUCCESS),
    }
}

/// Opens the data file without syncing, and reads its tickets.
async fn open(arguments: &Arguments) -> Result<Desk, DeskError> {
    let desk = loaded(arguments).await?;
    print::warnings(&desk.status().await, arguments.json);
    Ok(desk)
}

/// [`open`] for a command that tells by itself what is wrong.
async fn loaded(arguments: &Arguments) -> Result<Desk, DeskError> {
    let desk = unlocked(arguments).await?;
    desk.loaded().await;
    Ok(desk)
}

async fn unlocked(arguments: &Arguments) -> Result<Desk, DeskError> {
    let desk = Desk::new(offline(arguments))?;
    match desk.start().await {
        StartView::Ready { .. } | StartView::Recovery { .. } => Ok(desk),
        StartView::Welcome { .. } => Err(nothing_connected()),
        StartView::Locked { reason, .. } => {
            match passphrase(arguments)?.filter(|secret| !secret.is_empty()) {
                Some(passphrase) => unlock(&desk, passphrase).await.map(|()| desk),
                None => Err(locked(reason)),
            }
        }
        StartView::Broken { error, .. } => Err(DeskError::new(&error.code, error.message, error.hint)),
    }
}

/// Opens the data file; one that is of no use is an error.
async fn unlock(desk: &Desk, passphrase: String) -> Result<(), DeskError> {
    match desk.unlock(passphrase).await? {
        StartView::Broken { error, .. } => Err(DeskError::new(&error.code, error.message, error.hint)),
        StartView::Welcome { .. }
        | StartView::Locked { .. }
        | StartView::Recovery { .. }
        | StartView::Ready { .. } => Ok(()),
    }
}

pub(crate) fn nothing_connected() -> DeskError {
    let hint = "Connect one with `gnomon connect`, or in the window.";
    DeskError::new("nothing-connected", "No portal is connected yet.", hint)
}

pub(crate) fn offline(arguments: &Arguments) -> Options {
    Options { data: arguments.data.clone(), offline: true, ..Options::default() }
}

async fn sync(desk: &Desk, watch: bool, json: bool) -> Result<ExitCode, DeskError> {
    let mut events = desk.events();
    match desk.go_online().await {
        Err(error) if watch && error.code == "folder-in-use" => {
            print::error(&error, json);
            wait_for_the_other(desk, &mut events).await?;
            print::taken_over(json);
        }
        gone_online => gone_online?,
    }
    let mut told = print::Told::default();
    loop {
        let status = desk.status().await;
        told.progress(&status, json);
        if !watch && status.accounts.iter().all(is_settled) {
            let outbox = desk.outbox().await?;
            if outbox::is_settled(&outbox) {
                return Ok(print::left(&outbox, print::synced(&status, json), json));
            }
        }
        if events.next().await.is_none() {
            return Ok(ExitCode::FAILURE);
        }
    }
}

/// Until the process that holds the data folder has ended, and this one syncs.
async fn wait_for_the_other(desk: &Desk, events: &mut DeskEvents) -> Result<(), DeskError> {
    loop {
        let _ = events.next().await;
        match desk.go_online().await {
            Err(error) if error.code == "folder-in-use" => {}
            gone_online => return gone_online,
        }
    }
}

/// One account that fails never ends the sync of the others.
fn is_settled(account: &AccountStatus) -> bool {
    !account.syncing && (account.next_at.is_some() || account.error.is_some())
}

/// As many rows as were asked for, all of one revision; the desk gives some hundred at once.
async fn queue(desk: &Desk, limit: u32, search: &str, json: bool) -> Result<ExitCode, DeskError> {
    let request = QueueRequest { search: search.to_owned(), limit, ..QueueRequest::default() };
    let mut page = desk.queue(request.clone()).await?;
    loop {
        let read = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
        if read >= limit.min(page.total) {
            return print::queue(&page, json);
        }
        let (offset, limit) = (read, limit - read);
        let more = QueueRequest { revision: Some(page.revision), offset, limit, ..request.clone() };
        let more = desk.queue(more).await?.rows;
        if more.is_empty() {
            return print::queue(&page, json);
        }
        page.rows.extend(more);
    }
}

async fn missing(desk: &Desk, take_away: Option<&str>, json: bool) -> Result<ExitCode, DeskError> {
    let accounts = desk.status().await.accounts;
    let Some(portal) = take_away else { return print::missing(&accounts, json) };
    let named = accounts.iter().find(|account| account.name == portal || account.id == portal);
    let account = named.ok_or_else(|| {
        let names: Vec<&str> = accounts.iter().map(|account| account.name.as_str()).collect();
        let hint = format!("These are connected: {}.", names.join(", "));
        DeskError::new("unknown-account", format!("There is no portal {portal}."), hint)
    })?;
    let gone = desk.take_away(account.id.clone()).await?;
    print::take_away(&account.name, gone, json)
}

async fn connect(
    arguments: &Arguments,
    kind: Portal,
    address: &str,
    name: &str,
    company_ca: Option<&std::path::Path>,
) -> Result<ExitCode, DeskError> {
    let desk = Desk::new(offline(arguments))?;
    let secret = passphrase(arguments)?.unwrap_or_default();
    match desk.start().await {
        StartView::Locked { reason, .. } if secret.is_empty() => return Err(locked(reason)),
        StartView::Locked { .. } => {
            unlock(&desk, secret.clone()).await?;
        }
        StartView::Broken { error, .. } => {
            return Err(DeskError::new(&error.code, error.message, error.hint));
        }
        StartView::Ready { .. } | StartView::Recovery { .. } | StartView::Welcome { .. } => {}
    }
    let mut token = String::new();
    std::io::stdin().read_to_string(&mut token).map_err(|error| {
        DeskError::new(
            "no-token",
            format!("The token cannot be read: {error}."),
            "Pipe it in on standard input.",
        )
    })?;
    let kind = match kind {
        Portal::Rt => "rt",
        Portal::Open => "open",
        Portal::Zendesk => "zendesk",
        Portal::Freshdesk => "freshdesk",
        Portal::Zammad => "zammad",
        Portal::Jsm => "jsm",
    };
    let form = ConnectForm {
        kind: kind.to_owned(),
        name: name.to_owned(),
        address: address.to_owned(),
        token: token.trim().to_owned(),
        passphrase: secret,
        company_ca: company_ca.map_or_else(String::new, |path| path.to_string_lossy().into_owned()),
    };
    print::connected(&desk.connect(form).await?, arguments.json)
}

async fn demo(size: u32, seed: u64, limit: u32, json: bool) -> Result<ExitCode, DeskError> {
    let options = Options { demo: true, demo_size: size, demo_seed: seed, ..Options::default() };
    let desk = Desk::new(options)?;
    if let StartView::Broken { error, .. } = desk.start().await {
        return Err(DeskError::new(&error.code, error.message, error.hint));
    }
    desk.first_sync().await;
    queue(&desk, limit, "", json).await
}

async fn serve(port: u16, size: u32, seed: u64) -> Result<ExitCode, DeskError> {
    let clock = Arc::new(desk::Clock::new(None));
    let demo = desk::serve_demo(port, size, seed, clock)?;
    print::serving(&demo.address(), demo.token());
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn locked(reason: String) -> DeskError {
    DeskError::new("locked", reason, "Give the passphrase, or the recovery code, with --passphrase-fd.")
}

/// Reads the passphrase from the descriptor that the caller opened, so that it is in no argv and no environment.
pub(crate) fn passphrase(arguments: &Arguments) -> Result<Option<String>, DeskError> {
    let Some(fd) = arguments.passphrase_fd else { return Ok(None) };
    let text = std::fs::read_to_string(format!("/dev/fd/{fd}")).map_err(|error| {
        let message = format!("The passphrase cannot be read from descriptor {fd}: {error}.");
        DeskError::new("no-passphrase", message, "Open it for reading, as in `--passphrase-fd 3 3< file`.")
    })?;
    Ok(Some(text.trim_end_matches(['\n', '\r']).to_owned()))
}

//! One exchange with a portal, as the engine asks for it. A console that ends begins none, waits for no answer to a
//! question, and waits a little for the answer to what may have changed something.

use std::sync::Arc;
use std::time::Duration;

use portal::{Fault, Method, Request, Upload};
use sync::{FetchId, Input};

use crate::console::Console;
use crate::wire::{Contents, host};

/// For so long a console that ends waits for the answer to what it has sent. What comes later is looked for when the data
/// file is open again, as after a broken connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// Carries it out and tells the engine.
pub(crate) async fn exchange(console: Arc<Console>, fetch: FetchId, account: String, request: Request) {
    let Some(route) = console.route(&account) else { return };
    let answered = |console: &Arc<Console>, result| console.give(Input::Answered { fetch, result });
    let contents = match contents(&console, &account, &request).await {
        Ok(contents) => contents,
        Err(fault) => return answered(&console, Err(fault)),
    };
    if console.is_ending() {
        // A question needs no answer any more; of a change it is written down that it did not leave.
        if !is_question(&request) {
            answered(&console, Err(not_sent(&request)));
        }
        return;
    }
    let (sent_ms, end) = (console.clock.mono_ms(), console.its_end());
    let sending = route.wire.send_with(&route.base, &route.authorization, &request, &contents);
    let (console, result) = if is_question(&request) {
        let waiting = Arc::downgrade(&console);
        drop(console);
        let Some(result) = end.unless(sending).await else { return };
        let Some(console) = waiting.upgrade() else { return };
        (console, result)
    } else {
        // It is kept until what came of this is written down.
        let result = end.unless_for(PATIENCE, sending).await;
        (console, result.unwrap_or_else(|| Err(given_up(&request))))
    };
    // The embedded demo has this computer's clock: it cannot correct it.
    if !console.is_demo
        && let Some(date) = result.as_ref().ok().and_then(|response| response.header("date"))
    {
        console.clock.portal_said(&account, date, sent_ms);
        let heard = console.clone();
        tokio::task::spawn_blocking(move || heard.keep_clock(&account));
    }
    answered(&console, result);
}

/// Whether it changes nothing at the portal.
fn is_question(request: &Request) -> bool {
    request.method == Method::Get
}

/// The content of the files that a request carries, as they were when they were taken in.
async fn contents(console: &Arc<Console>, account: &str, request: &Request) -> Result<Contents, Fault> {
    let files: Vec<String> = request.upload.as_ref().map(Upload::files).unwrap_or_default();
    if files.is_empty() {
        return Ok(Contents::new());
    }
    let (console, account) = (console.clone(), account.to_owned());
    let read = tokio::task::spawn_blocking(move || {
        let mut contents = Contents::new();
        for file in files {
            if let Some(bytes) = console.store.enclosure_bytes(&account, &file)? {
                contents.insert(file, bytes);
            }
        }
        Ok::<_, store::StoreError>(contents)
    });
    // What is not here is told when the body is put together.
    read.await
        .unwrap_or_else(|_| Ok(Contents::new()))
        .map_err(|error| Fault::Withheld { why: error.to_string().trim_end_matches('.').to_owned() })
}

/// Nothing left this computer.
fn not_sent(request: &Request) -> Fault {
    Fault::Unreachable { host: host(&request.url), detail: "the console was locked first".to_owned() }
}

/// Nobody knows whether it was carried out.
fn given_up(request: &Request) -> Fault {
    Fault::Lost { host: host(&request.url), detail: "no answer before the console was locked".to_owned() }
}

//! Operations that another process wrote down: a second window, or the command line.

use std::sync::Weak;
use std::time::Duration;

use crate::console::Console;

/// How often the file is looked at; a look that finds nothing costs microseconds.
const PACE: Duration = Duration::from_secs(2);

/// Runs until the console is gone, and sends what it finds while the console holds the data folder.
pub(crate) async fn watch(console: Weak<Console>) {
    let mut seen = None;
    loop {
        tokio::time::sleep(PACE).await;
        let Some(console) = console.upgrade() else { return };
        let looked = tokio::task::spawn_blocking(move || {
            let mut watch = match seen {
                Some(watch) => watch,
                None => console.store.watch()?,
            };
            if watch.changed(&console.store)? {
                console.offer_operations()?;
            }
            Ok::<_, crate::DeskError>(watch)
        });
        match looked.await {
            Ok(Ok(watch)) => seen = Some(watch),
            Ok(Err(error)) => tracing::warn!("the outbox could not be looked at: {error}"),
            Err(_) => return,
        }
    }
}

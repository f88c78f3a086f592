//! Fetching one file: from the portal into the data file, piece by piece.

use std::sync::Arc;

use policy::ticket::Attachment;
use portal::{Adapter, Fault, Fetch};
use store::{FileKey, FileState};

use super::{Known, kind, limits, list};
use crate::DeskError;
use crate::console::{Console, End, Route, closed, lock};
use crate::events::DeskEvent;
use crate::wire::Download;

/// So many bytes are written at once.
const PIECE: usize = 256 * 1024;

/// Fetches a file, or what is missing of it. Another call for the same file waits for the first one's turn and then finds it
/// here.
pub(super) async fn fetch(console: &Arc<Console>, key: FileKey, file: Attachment) -> Result<(), DeskError> {
    if is_under_way(console, &key) {
        return Ok(());
    }
    console.know(&key, Some(Known::Waiting));
    let turn = console.its_end().unless(console.files.turns.clone().acquire_owned()).await;
    let result = match &turn {
        Some(_) => fetch_now(console, &key, &file).await,
        None => Err(closed()),
    };
    drop(turn);
    match &result {
        Ok(()) => console.know(&key, None),
        Err(error) => console.know(&key, Some(Known::Failed(error.view()))),
    }
    result
}

fn is_under_way(console: &Console, key: &FileKey) -> bool {
    matches!(lock(&console.files.known).get(key), Some(Known::Waiting | Known::Fetching { .. }))
}

async fn fetch_now(console: &Arc<Console>, key: &FileKey, file: &Attachment) -> Result<(), DeskError> {
    let account = console.account(&key.account).ok_or_else(crate::outbox::unknown_account)?;
    let (adapter, route) = account.reach().ok_or_else(|| crate::outbox::cannot_reach(&account))?;
    let limit = limits::each(console);
    if file.size.is_some_and(|size| size > limit) {
        return Err(list::too_large(limit));
    }
    let known = on_disk(console, key, |console, key| Ok(console.store.file(key)?)).await?;
    if known.as_ref().is_some_and(FileState::is_whole) {
        return Ok(());
    }
    let wanted = file.size.unwrap_or(0);
    on_disk(console, key, move |console, key| {
        let now = console.clock.now();
        Ok(console.store.make_room(wanted, limits::all(console), Some(key), now)?)
    })
    .await?;
    let fetch = adapter.fetch(&key.ticket, file)?;
    let coming = Coming { console, key, limit, end: console.its_end() };
    if fetch.plain {
        coming.by_pieces(&*adapter, &route, fetch, known.as_ref()).await
    } else {
        coming.packed(&*adapter, &route, &fetch).await
    }
}

/// A file that comes.
struct Coming<'a> {
    console: &'a Arc<Console>,
    key: &'a FileKey,
    limit: u64,
    /// Nobody waits for the portal longer than the console is open.
    end: End,
}

impl Coming<'_> {
    /// The body of the answer is the file.
    async fn by_pieces(
        &self,
        adapter: &dyn Adapter,
        route: &Route,
        fetch: Fetch,
        known: Option<&FileState>,
    ) -> Result<(), DeskError> {
        let part =
            known.filter(|known| known.have > 0).and_then(|known| Some((known.have, known.tag.as_deref()?)));
        let asked = route.wire.download(&route.base, &route.authorization, adapter, fetch, part);
        let download = self.end.unless(asked).await.ok_or_else(closed)??;
        if download.whole.is_some_and(|whole| whole > self.limit) {
            return Err(list::too_large(self.limit));
        }
        let (whole, tag, from) = (download.whole, download.tag.clone(), download.from);
        self.begin(whole, tag, from > 0).await?;
        let have = self.take(download, from, whole).await?;
        if whole.is_some_and(|whole| have < whole) {
            return Err(Fault::Truncated { url: route.base.to_string() }.into());
        }
        self.finish().await
    }

    /// The file is packed into an answer that comes as a whole.
    async fn packed(&self, adapter: &dyn Adapter, route: &Route, fetch: &Fetch) -> Result<(), DeskError> {
        self.console.know(self.key, Some(Known::Fetching { have: 0, whole: None }));
        let request = &fetch.request;
        let asked = route.wire.send(&route.base, &route.authorization, request);
        let answer = self.end.unless(asked).await.ok_or_else(closed)??;
        let read = adapter.read_file(request, &answer);
        if let Err(Fault::NotFound { .. }) = read {
            let why = "The portal does not have this file any more".to_owned();
            return Err(Fault::Withheld { why }.into());
        }
        let bytes = read?;
        if bytes.len() as u64 > self.limit {
            return Err(list::too_large(self.limit));
        }
        self.begin(Some(bytes.len() as u64), None, false).await?;
        self.append(bytes).await?;
        self.finish().await
    }

    async fn take(&self, mut download: Download, from: u64, whole: Option<u64>) -> Result<u64, DeskError> {
        let (mut have, mut piece) = (from, Vec::new());
        loop {
            let next = match self.end.unless(download.next()).await {
                Some(next) => next.map_err(DeskError::from),
                None => Err(closed()),
            };
            let ended = !matches!(next, Ok(Some(_)));
            if let Ok(Some(bytes)) = &next {
                have += bytes.len() as u64;
                if have > self.limit {
                    self.drop_it().await?;
                    return Err(list::too_large(self.limit));
                }
                piece.extend_from_slice(bytes);
            }
            // What has come is kept, also when the rest does not come.
            if piece.len() >= PIECE || (ended && !piece.is_empty()) {
                self.append(std::mem::take(&mut piece)).await?;
                self.console.know(self.key, Some(Known::Fetching { have, whole }));
            }
            match next {
                Ok(Some(_)) => {}
                Ok(None) => return Ok(have),
                Err(error) => return Err(error),
            }
        }
    }

    async fn begin(&self, whole: Option<u64>, tag: Option<String>, goes_on: bool) -> Result<(), DeskError> {
        let begun = on_disk(self.console, self.key, move |console, key| {
            Ok(console.store.begin_file(key, whole, tag.as_deref(), goes_on, console.clock.now())?)
        })
        .await?;
        self.console.know(self.key, Some(Known::Fetching { have: begun.have, whole }));
        Ok(())
    }

    async fn append(&self, bytes: Vec<u8>) -> Result<u64, DeskError> {
        on_disk(self.console, self.key, move |console, key| Ok(console.store.append_file(key, &bytes)?)).await
    }

    async fn finish(&self) -> Result<(), DeskError> {
        on_disk(self.console, self.key, |console, key| {
            let kind = kind::of(&console.store.file_beginning(key)?);
            console.store.finish_file(key, kind, console.clock.now())?;
            Ok(())
        })
        .await
    }

    async fn drop_it(&self) -> Result<(), DeskError> {
        on_disk(self.console, self.key, |console, key| Ok(console.store.erase_file(key).map(|_| ())?)).await
    }
}

impl Console {
    /// Notes how the fetching of a file stands; `None` forgets it.
    fn know(&self, key: &FileKey, known: Option<Known>) {
        match known {
            Some(known) => drop(lock(&self.files.known).insert(key.clone(), known)),
            None => drop(lock(&self.files.known).remove(key)),
        }
        self.announce(DeskEvent::FilesChanged);
    }

    /// Forgets what is known of the fetching of a file.
    pub(super) fn forget_fetch(&self, key: &FileKey) {
        self.know(key, None);
    }
}

/// Runs what touches the disk on a thread that may block.
async fn on_disk<T: Send + 'static>(
    console: &Arc<Console>,
    key: &FileKey,
    work: impl FnOnce(&Console, &FileKey) -> Result<T, DeskError> + Send + 'static,
) -> Result<T, DeskError> {
    let (console, key) = (console.clone(), key.clone());
    tokio::task::spawn_blocking(move || work(&console, &key)).await.unwrap_or_else(|error| {
        let message = format!("A part of Gnomon failed: {error}.");
        Err(DeskError::new("internal", message, "Nothing is lost; please report this."))
    })
}

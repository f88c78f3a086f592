//! Pictures of a message that are on the network. They are fetched when the user asks for them, for this message and
//! this time only: no sender is remembered, so no forged one is trusted.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mail::ImageSource;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::view::MailPicture;
use crate::wire::Pictures;
use crate::{Desk, DeskError};

/// Pictures of one message that are fetched; the others stay blocked.
const MOST: usize = 30;
/// At once.
const AT_ONCE: usize = 6;

impl Desk {
    /// Fetches the remote pictures of a message, each written anew as PNG.
    ///
    /// # Errors
    /// No such ticket or message, or the network client cannot start. A picture that cannot be had is no error: it says
    /// why.
    pub async fn mail_pictures(&self, key: &str, event: &str) -> Result<Vec<MailPicture>, DeskError> {
        let body = self.body(key, event).await?;
        let pictures = Arc::new(Pictures::new()?);
        Ok(fetch(&pictures, addresses(&body.read())).await)
    }
}

/// Number and address of each picture that is on the network.
fn addresses(reading: &mail::Reading) -> Vec<(u32, String)> {
    let remote = (0_u32..).zip(&reading.images).filter_map(|(number, image)| match &image.source {
        ImageSource::Remote(address) => Some((number, address.clone())),
        ImageSource::Part(_) | ImageSource::None => None,
    });
    remote.collect()
}

async fn fetch(pictures: &Arc<Pictures>, addresses: Vec<(u32, String)>) -> Vec<MailPicture> {
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let mut under_way = JoinSet::new();
    let mut fetched = Vec::new();
    for (place, (image, address)) in addresses.into_iter().enumerate() {
        if place >= MOST {
            let refusal = format!("Of one message at most {MOST} pictures are loaded.");
            fetched.push(MailPicture { image, data: String::new(), refusal });
            continue;
        }
        let (pictures, room) = (Arc::clone(pictures), Arc::clone(&room));
        under_way.spawn(async move {
            let _turn = room.acquire_owned().await;
            match pictures.fetch(&address).await {
                Ok(png) => {
                    let data = format!("data:image/png;base64,{}", STANDARD.encode(png));
                    MailPicture { image, data, refusal: String::new() }
                }
                Err(fault) => MailPicture { image, data: String::new(), refusal: fault.to_string() },
            }
        });
    }
    while let Some(done) = under_way.join_next().await {
        fetched.extend(done.ok());
    }
    fetched.sort_by_key(|picture| picture.image);
    fetched
}

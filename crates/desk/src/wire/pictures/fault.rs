//! Why a picture is not shown.

use std::error::Error;

/// Why a picture is not shown, as a sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PictureFault {
    #[error("The picture has no address that can be fetched.")]
    NoAddress,
    #[error("The picture is offered without encryption, so it is not loaded.")]
    NotEncrypted,
    #[error("The picture lies in a local network or on this computer, so it is not loaded.")]
    Private,
    #[error("The picture's address leads on too often.")]
    TooManyRedirects,
    #[error("The picture's server answered HTTP {0}.")]
    Status(u16),
    #[error("The picture is larger than 5 MB or 25 megapixels, so it is not loaded.")]
    TooLarge,
    #[error("What came is no picture of a kind that is shown (PNG, JPEG, GIF, WebP).")]
    NoPicture,
    #[error("The picture's server cannot be reached.")]
    Unreachable,
}

impl PictureFault {
    /// A fault below HTTP. That of the look-up lies within it.
    pub(super) fn of(error: &reqwest::Error) -> Self {
        let mut inner: Option<&(dyn Error + 'static)> = Some(error);
        while let Some(fault) = inner {
            if let Some(own) = fault.downcast_ref::<Self>() {
                return own.clone();
            }
            inner = fault.source();
        }
        Self::Unreachable
    }
}

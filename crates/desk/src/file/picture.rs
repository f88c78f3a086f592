//! Pictures that came with messages, shown: decoded here within limits and drawn anew, so that the window never sees a byte
//! that a customer sent.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use store::FileKey;

use super::not_here;
use crate::DeskError;
use crate::console::Console;

/// The most bytes of a picture that is shown.
const MOST_BYTES: u64 = 5 << 20;
/// The most dots of a picture that is shown.
const MOST_DOTS: u64 = 25_000_000;
/// The most bytes of memory that decoding may take: four for each dot, and what a decoder needs beside them.
const MOST_MEMORY: u64 = 4 * MOST_DOTS + (64 << 20);
/// It is drawn no wider and no higher, in dots.
const SHOWN: u32 = 1600;

/// Whether a file of this type by its bytes, and of this size, is shown as a picture.
pub(super) fn is_shown(kind: &str, size: u64) -> bool {
    format(kind).is_some() && size <= MOST_BYTES
}

/// The picture as a `data:` address with a PNG.
pub(super) fn address(console: &Console, key: &FileKey) -> Result<String, DeskError> {
    let state = console.store.file(key)?.filter(store::FileState::is_whole).ok_or_else(not_here)?;
    let format = format(&state.kind).ok_or_else(|| refused("This file is no picture that is shown here."))?;
    if state.have > MOST_BYTES {
        return Err(refused("The picture has more than 5 MB."));
    }
    let bytes = console.store.file_bytes(key, console.clock.now())?.ok_or_else(not_here)?;
    let drawn = redrawn(&bytes, format)?;
    Ok(format!("data:image/png;base64,{}", STANDARD.encode(drawn)))
}

/// Only what nothing can run in. A picture made of several is shown as its first.
fn format(kind: &str) -> Option<ImageFormat> {
    match kind {
        "image/png" => Some(ImageFormat::Png),
        "image/jpeg" => Some(ImageFormat::Jpeg),
        "image/gif" => Some(ImageFormat::Gif),
        "image/webp" => Some(ImageFormat::WebP),
        _ => None,
    }
}

fn redrawn(bytes: &[u8], format: ImageFormat) -> Result<Vec<u8>, DeskError> {
    let broken = |_| refused("The picture cannot be read.");
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_DOTS {
        return Err(refused("The picture has more than 25 million dots."));
    }
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    if width > SHOWN || height > SHOWN {
        picture = picture.thumbnail(SHOWN, SHOWN);
    }
    let mut drawn = Cursor::new(Vec::new());
    // Colours of 16 bits, and whatever else a decoder may give, become what every PNG takes.
    DynamicImage::ImageRgba8(picture.to_rgba8()).write_to(&mut drawn, ImageFormat::Png).map_err(broken)?;
    Ok(drawn.into_inner())
}

fn refused(message: &str) -> DeskError {
    DeskError::new("not-a-picture", message, "Save it instead.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_luma8(width, height).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_picture_is_drawn_anew_and_no_larger_than_needed() {
        let drawn = redrawn(&png(3200, 800), ImageFormat::Png).unwrap();
        let again = image::load_from_memory_with_format(&drawn, ImageFormat::Png).unwrap();
        assert_eq!((again.width(), again.height()), (1600, 400));
    }

    #[test]
    fn nothing_that_was_hidden_behind_the_picture_comes_through() {
        let mut bytes = png(2, 2);
        bytes.extend(b"<script>alert(1)</script>");
        let drawn = redrawn(&bytes, ImageFormat::Png).unwrap();
        assert!(!drawn.windows(7).any(|window| window == b"<script"));
    }

    #[test]
    fn what_is_too_large_or_broken_is_refused() {
        let cases = [
            ("too many dots", png(25_001, 1_000)),
            ("cut off", png(10, 10)[..40].to_vec()),
            ("no picture", b"\x89PNG\r\n\x1a\nnothing".to_vec()),
            ("empty", Vec::new()),
        ];
        for (name, bytes) in cases {
            let error = redrawn(&bytes, ImageFormat::Png).unwrap_err();
            assert_eq!(error.code, "not-a-picture", "{name}");
        }
        assert!(
            !is_shown("image/svg+xml", 10) && !is_shown("text/html", 10) && !is_shown("image/png", 6 << 20)
        );
    }
}

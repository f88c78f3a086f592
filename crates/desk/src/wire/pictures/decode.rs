//! From what a server sent to a picture that we wrote.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, ImageReader, Limits};

use super::PictureFault;

/// Pixels of a picture, at most.
const MOST_PIXELS: u64 = 25_000_000;
/// Memory for decoding one, in bytes: four bytes a pixel, and what the decoder needs besides.
const MEMORY: u64 = 200 << 20;
/// Longest side of what is shown; larger ones are drawn smaller.
const LONGEST_SIDE: u32 = 1_600;

/// The first frame of a picture as PNG. What it is, its bytes say, not its server.
pub(super) fn as_png(bytes: &[u8]) -> Result<Vec<u8>, PictureFault> {
    let format = image::guess_format(bytes).map_err(|_| PictureFault::NoPicture)?;
    let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];
    if !known.contains(&format) {
        return Err(PictureFault::NoPicture);
    }
    let reader = || ImageReader::with_format(Cursor::new(bytes), format);
    let (width, height) = reader().into_dimensions().map_err(|_| PictureFault::NoPicture)?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureFault::TooLarge);
    }
    let mut limited = reader();
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    limited.limits(limits);
    let picture = limited.decode().map_err(|_| PictureFault::NoPicture)?;
    written(&smaller(picture))
}

fn smaller(picture: DynamicImage) -> DynamicImage {
    if picture.width().max(picture.height()) > LONGEST_SIDE {
        picture.thumbnail(LONGEST_SIDE, LONGEST_SIDE)
    } else {
        picture
    }
}

/// Eight bits a channel: no colour profile, no text and no other frame comes along.
fn written(picture: &DynamicImage) -> Result<Vec<u8>, PictureFault> {
    let mut png = Cursor::new(Vec::new());
    let plain = DynamicImage::ImageRgba8(picture.to_rgba8());
    plain.write_to(&mut png, ImageFormat::Png).map_err(|_| PictureFault::NoPicture)?;
    Ok(png.into_inner())
}

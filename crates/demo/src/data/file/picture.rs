//! A picture that looks a little like the screenshot of a window, as a PNG (ISO/IEC 15948) that is not compressed.

use crate::data::Draw;

const WIDTH: usize = 480;
const HEIGHT: usize = 270;
/// The most bytes of a block that is stored as it is (RFC 1951, 3.2.4).
const BLOCK: usize = 0xffff;

/// Bytes of rows with their filter bytes.
const RAW: usize = (WIDTH + 1) * HEIGHT;
/// Bytes of the whole picture: signature, three chunks, the header of the stream, its blocks and its sum.
pub(super) const SIZE: usize = 8 + 3 * 12 + 13 + 2 + RAW.div_ceil(BLOCK) * 5 + RAW + 4;

/// A grey window with lines of another length each time, in 256 shades of grey.
pub(super) fn screenshot(draw: &mut Draw) -> Vec<u8> {
    let lines: Vec<usize> = (0..HEIGHT / 18).map(|_| draw.below(WIDTH * 3 / 4)).collect();
    let mut rows = Vec::with_capacity(RAW);
    for y in 0..HEIGHT {
        rows.push(0);
        for x in 0..WIDTH {
            let is_text = y % 18 > 10 && x > 16 && x < 16 + lines[(y / 18).min(lines.len() - 1)] && x % 9 < 6;
            rows.push(match (y, is_text) {
                (0..22, _) => 0x50,
                (_, true) => 0x28,
                (_, false) => 0xea,
            });
        }
    }
    let size = |length: usize| u32::try_from(length).unwrap_or(0).to_be_bytes();
    let mut head = [size(WIDTH), size(HEIGHT)].concat();
    // Eight bits, grey, and the only methods that there are.
    head.extend([8, 0, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", head), (b"IDAT", stored(&rows)), (b"IEND", Vec::new())] {
        png.extend(size(data.len()));
        let named = [kind.as_slice(), &data].concat();
        png.extend(&named);
        png.extend(crc(&named).to_be_bytes());
    }
    png
}

/// A zlib stream (RFC 1950) of blocks that are stored as they are.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let last = bytes.len().div_ceil(BLOCK) - 1;
    for (place, block) in bytes.chunks(BLOCK).enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        stream.push(u8::from(place == last));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler(bytes).to_be_bytes());
    stream
}

fn adler(bytes: &[u8]) -> u32 {
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    b << 16 | a
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1)))
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_are_those_of_the_standards() {
        assert_eq!(crc(b"IEND"), 0xae42_6082);
        assert_eq!(adler(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn the_size_is_told_without_making_it() {
        assert_eq!(screenshot(&mut Draw::of(&[1])).len(), SIZE);
    }
}

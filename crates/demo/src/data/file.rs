//! Files that came with messages: computed on request like everything else, some with names and types that lie.

use portal::open::wire::{Attachment, Side, What};

use super::draw::Draw;
use super::{Dataset, Thread, stream};

mod picture;

/// One ticket in so many has files.
const ONE_IN: usize = 5;
/// Bytes of a line of a log.
const LINE: usize = 64;
/// The most files of one message.
const MOST: usize = 3;

/// What a file is.
#[derive(Clone, Copy, Debug)]
struct Kind {
    name: &'static str,
    mime: &'static str,
    content: Made,
}

/// How the content is made.
#[derive(Clone, Copy, Debug)]
enum Made {
    /// So many lines of a log.
    Log(usize),
    /// A screenshot.
    Picture,
    /// The frame of a PDF with one line of text.
    Pdf,
    /// These bytes.
    Bytes(&'static [u8]),
    /// So many bytes that mean nothing.
    Dump(usize),
}

const HTML: &[u8] = b"<html><script>alert(1)</script></html>\n";
const PROGRAM: &[u8] =
    b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0 This is no program: it only begins like one.\n";
const LINK: &[u8] = b"full address:s:192.0.2.7\r\nprompt for credentials:i:0\r\n";

/// What customers really send.
const USUAL: [Kind; 6] = [
    Kind { name: "server.log", mime: "text/plain", content: Made::Log(400) },
    Kind { name: "screenshot.png", mime: "image/png", content: Made::Picture },
    Kind { name: "report.pdf", mime: "application/pdf", content: Made::Pdf },
    Kind { name: "config.txt", mime: "text/plain", content: Made::Log(12) },
    Kind { name: "Bildschirmfoto \u{fc}ber VPN.png", mime: "image/png", content: Made::Picture },
    Kind { name: "trace.bin", mime: "application/octet-stream", content: Made::Dump(3 << 20) },
];
/// What nobody should open; and one that is larger than most limits.
const HOSTILE: [Kind; 8] = [
    Kind { name: "invoice.pdf.exe", mime: "application/pdf", content: Made::Bytes(PROGRAM) },
    Kind { name: "../../.bashrc", mime: "text/plain", content: Made::Log(3) },
    Kind { name: "photo_\u{202e}gpj.exe", mime: "image/jpeg", content: Made::Bytes(PROGRAM) },
    Kind { name: "logo.png", mime: "image/png", content: Made::Bytes(HTML) },
    Kind { name: "nul.txt", mime: "text/plain", content: Made::Log(2) },
    Kind { name: "C:\\Users\\jo\\help.rdp", mime: "application/x-rdp", content: Made::Bytes(LINK) },
    Kind { name: "", mime: "", content: Made::Bytes(b"nameless\n") },
    Kind { name: "memory.dmp", mime: "application/octet-stream", content: Made::Dump(30 << 20) },
];

impl Dataset {
    /// Adds the files of a ticket to its messages. They disturb nothing else: what they are is drawn on its own.
    pub fn enclose(&self, index: u32, thread: &mut Thread) {
        let mut draw = self.draw(index);
        if draw.below(ONE_IN) != 0 {
            return;
        }
        let messages = thread.ticket.events.iter_mut().filter(|event| {
            matches!(event.what, What::Message { public: true, auto: false, .. })
                && event.by == Some(Side::Customer)
        });
        let mut number = 0;
        for message in messages.take(2) {
            for _ in 0..=draw.below(MOST) {
                let (place, kind) = Self::kind(&mut draw);
                number += 1;
                let bytes = Self::size(index, kind.content);
                message.attachments.push(Attachment {
                    id: format!("f{number}-{place}"),
                    name: kind.name.to_owned(),
                    mime: kind.mime.to_owned(),
                    size: u64::try_from(bytes).unwrap_or(u64::MAX),
                    content_id: None,
                });
            }
        }
    }

    /// The content of such a file; `None` when the identifier is none of theirs.
    #[must_use]
    pub fn content(&self, index: u32, id: &str) -> Option<Vec<u8>> {
        let (number, place) = id.strip_prefix('f')?.split_once('-')?;
        let kind = USUAL.iter().chain(&HOSTILE).nth(place.parse().ok()?)?;
        Some(self.bytes(index, number.parse().ok()?, kind.content))
    }

    fn draw(&self, index: u32) -> Draw {
        Draw::of(&[self.seed, stream::FILES, index.into()])
    }

    /// Five of six are what customers really send.
    fn kind(draw: &mut Draw) -> (usize, Kind) {
        if draw.below(6) > 0 {
            let place = draw.below(USUAL.len());
            return (place, USUAL[place]);
        }
        let place = draw.below(HOSTILE.len());
        (USUAL.len() + place, HOSTILE[place])
    }

    /// How many bytes there are, without making them: it is told with every page of the feed.
    fn size(index: u32, content: Made) -> usize {
        match content {
            Made::Dump(size) => size,
            Made::Bytes(bytes) => bytes.len(),
            Made::Log(lines) => lines * LINE,
            Made::Picture => picture::SIZE,
            Made::Pdf => pdf(&Self::ticket_id(index)).len(),
        }
    }

    fn bytes(&self, index: u32, number: u64, content: Made) -> Vec<u8> {
        let mut draw = Draw::of(&[self.seed, stream::FILES, index.into(), number]);
        match content {
            Made::Log(lines) => log(lines, &mut draw).into_bytes(),
            Made::Picture => picture::screenshot(&mut draw),
            Made::Pdf => pdf(&Self::ticket_id(index)).into_bytes(),
            Made::Bytes(bytes) => bytes.to_vec(),
            Made::Dump(size) => (0..size / 8).flat_map(|_| draw.next().to_le_bytes()).collect(),
        }
    }
}

fn log(lines: usize, draw: &mut Draw) -> String {
    const SAID: [&str; 5] = [
        "connection to the media server lost",
        "retry in 30 s",
        "session 4711 opened",
        "write: no space left on device",
        "checkpoint reached",
    ];
    let line = |number: usize, draw: &mut Draw| {
        let level = draw.word(&["INFO", "INFO", "WARN", "ERROR"]);
        let (hours, minutes, seconds) = (number / 3600 % 24, number / 60 % 60, number % 60);
        let said = format!("{hours:02}:{minutes:02}:{seconds:02} {level:5} {}", draw.word(&SAID));
        format!("{said:<width$}\n", width = LINE - 1)
    };
    (0..lines).map(|number| line(number * 7, draw)).collect()
}

/// A file that readers take for a PDF.
fn pdf(ticket: &str) -> String {
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>endobj\n\
         4 0 obj<</Length 44>>stream\nBT /F1 12 Tf 20 50 Td (Report of {ticket}) Tj ET\nendstream endobj\n\
         trailer<</Root 1 0 R>>\n%%EOF\n"
    )
}

//! What a file is: by its name, by its declared type, and by its bytes.

use mail::name::Danger;

/// Types that say nothing.
const VAGUE: [&str; 4] = ["", "application/octet-stream", "application/x-download", "binary/octet-stream"];
/// Types that bytes always tell: what is declared as one of these and is not told by its bytes is something else.
const TOLD: [&str; 12] = [
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/bmp",
    "image/tiff",
    "application/pdf",
    "application/zip",
    "application/gzip",
    "application/x-7z-compressed",
    "video/mp4",
    "application/vnd.microsoft.portable-executable",
];
/// Containers: what is within is told by the declared type.
const CONTAINERS: [&str; 3] = ["application/zip", "application/x-ole-storage", "text/xml"];

/// The type by the first bytes; empty when they tell none.
pub(super) fn of(bytes: &[u8]) -> &'static str {
    infer::get(bytes).map_or("", |kind| kind.mime_type())
}

/// The type that a file is sent as. A portal that stores texts converts what is called one to UTF-8, so only what is UTF-8
/// already is called so.
pub(super) fn to_send(bytes: &[u8]) -> &'static str {
    let is_text = std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0'));
    match of(bytes) {
        "" if is_text => "text/plain",
        known if !known.is_empty() && (is_text || !known.starts_with("text/")) => known,
        _ => "application/octet-stream",
    }
}

/// What to know of a file before it is opened. `kind` is the type by its bytes; `None` while it is not here.
pub(super) fn warnings(danger: Option<Danger>, declared: &str, kind: Option<&str>) -> Vec<String> {
    let danger = danger.map(|danger| match danger {
        Danger::Runs => "It can run a program when it is opened. It may be saved, and is never opened here.",
        Danger::Connects => {
            "It connects whoever opens it with a computer of its sender's choice. It may be saved, and is never opened here."
        }
    });
    let other = kind.and_then(|kind| mismatch(&normal(declared), &normal(kind)));
    danger.map(str::to_owned).into_iter().chain(other).collect()
}

fn mismatch(declared: &str, kind: &str) -> Option<String> {
    if VAGUE.contains(&declared) || declared == kind {
        return None;
    }
    if kind.is_empty() {
        let is_told = TOLD.contains(&declared);
        return is_told.then(|| format!("It is declared as {declared}, and its bytes are something else."));
    }
    let is_text = |kind: &str| kind.starts_with("text/");
    let is_within = CONTAINERS.contains(&kind) && !TOLD.contains(&declared) && !is_text(declared);
    if is_within || (is_text(declared) && is_text(kind)) {
        return None;
    }
    Some(format!("It is declared as {declared}, and its bytes are {kind}."))
}

/// Without parameters and other spellings.
fn normal(mime: &str) -> String {
    let mime = mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match mime.as_str() {
        "image/jpg" | "image/pjpeg" => "image/jpeg".to_owned(),
        "image/x-png" => "image/png".to_owned(),
        "application/x-pdf" => "application/pdf".to_owned(),
        "application/x-zip-compressed" | "application/x-zip" => "application/zip".to_owned(),
        "application/x-gzip" => "application/gzip".to_owned(),
        _ => mime,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_lies_is_told() {
        const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
        let cases: [(&str, &[u8], bool); 14] = [
            ("image/png", PNG, false),
            ("image/jpg", b"\xff\xd8\xff\xe0", false),
            ("image/png", b"<html><script>", true),
            ("image/png", b"MZ\x90\0", true),
            ("image/png", b"<svg xmlns='http://www.w3.org/2000/svg'>", true),
            ("image/png", b"PK\x03\x04", true),
            ("image/png", b"words", true),
            ("application/pdf", b"%PDF-1.4", false),
            ("application/pdf", b"MZ\x90\0", true),
            ("application/octet-stream", b"MZ\x90\0", false),
            ("", PNG, false),
            ("text/plain; charset=utf-8", b"words", false),
            ("text/plain", PNG, true),
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04", false),
        ];
        for (declared, bytes, lies) in cases {
            let told = warnings(None, declared, Some(of(bytes)));
            assert_eq!(!told.is_empty(), lies, "{declared}: {told:?}");
        }
    }

    #[test]
    fn only_utf_8_is_sent_as_text() {
        let cases: [(&[u8], &str); 7] = [
            ("größer\r\n".as_bytes(), "text/plain"),
            (b"Gr\xfc\xdfe", "application/octet-stream"),
            (b"a\0b", "application/octet-stream"),
            (b"<html><body>x</body></html>", "text/html"),
            (b"<html><body>Gr\xfc\xdfe</body></html>", "application/octet-stream"),
            (b"\x89PNG\r\n\x1a\n", "image/png"),
            (&[0, 159, 146, 150], "application/octet-stream"),
        ];
        for (bytes, mime) in cases {
            assert_eq!(to_send(bytes), mime, "{bytes:?}");
        }
    }

    #[test]
    fn what_a_name_threatens_is_told_before_it_is_here() {
        assert_eq!(warnings(Some(Danger::Runs), "application/pdf", None).len(), 1);
        assert!(warnings(Some(Danger::Connects), "", None)[0].contains("never opened"));
    }
}

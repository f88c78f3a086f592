//! Bodies of requests, with the content of files where the adapter has said that it goes.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use portal::{Fault, Part, Request, Upload};

/// The bytes of files by their identifiers.
pub(crate) type Contents = BTreeMap<String, Vec<u8>>;

/// A body and its type.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) kind: String,
    pub(super) bytes: Vec<u8>,
}

/// The body of a request; nothing when it has none.
///
/// # Errors
/// [`Fault::Withheld`]: the content of a file is not here, or has no place.
pub(super) fn of(request: &Request, contents: &Contents) -> Result<Option<Body>, Fault> {
    let json = |text: String| Body { kind: "application/json".to_owned(), bytes: text.into_bytes() };
    match (&request.upload, &request.body) {
        (None, None) => Ok(None),
        (None, Some(text)) => Ok(Some(json(text.clone()))),
        (Some(Upload::InJson(files)), text) => {
            filled(text.as_deref().unwrap_or_default(), files, contents).map(|text| Some(json(text)))
        }
        (Some(Upload::Raw { file, mime }), _) => {
            let bytes = content(file, contents)?.clone();
            Ok(Some(Body { kind: printable(mime), bytes }))
        }
        (Some(Upload::Form(parts)), _) => form(parts, contents).map(Some),
    }
}

/// Puts the content of each file in the place of its mark. A mark stands for itself only as a whole JSON string.
fn filled(text: &str, files: &[String], contents: &Contents) -> Result<String, Fault> {
    let mut filled = String::new();
    let mut rest = text;
    for file in files {
        let mark = format!("\"{}\"", portal::content_mark(file));
        let Some((before, after)) = rest.split_once(&mark) else {
            return Err(missing("A file has no place in the message"));
        };
        filled.push_str(before);
        filled.push('"');
        STANDARD.encode_string(content(file, contents)?, &mut filled);
        filled.push('"');
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// A form (RFC 7578). The boundary is in none of the parts.
fn form(parts: &[Part], contents: &Contents) -> Result<Body, Fault> {
    let boundary = boundary(parts, contents)?;
    let mut bytes = Vec::new();
    for part in parts {
        let head = match part {
            Part::Text(name, _) => format!("form-data; name=\"{name}\""),
            Part::File { part, name, mime, .. } => {
                let name = name.replace(['"', '\\', '\r', '\n'], "_");
                format!(
                    "form-data; name=\"{part}\"; filename=\"{name}\"\r\nContent-Type: {}",
                    printable(mime)
                )
            }
        };
        bytes.extend(format!("--{boundary}\r\nContent-Disposition: {head}\r\n\r\n").into_bytes());
        match part {
            Part::Text(_, value) => bytes.extend(value.as_bytes()),
            Part::File { file, .. } => bytes.extend(content(file, contents)?),
        }
        bytes.extend(b"\r\n");
    }
    bytes.extend(format!("--{boundary}--\r\n").into_bytes());
    Ok(Body { kind: format!("multipart/form-data; boundary={boundary}"), bytes })
}

fn boundary(parts: &[Part], contents: &Contents) -> Result<String, Fault> {
    for number in 0..u32::MAX {
        let boundary = format!("gnomon-part-{number:08x}");
        let is_in = |bytes: &[u8]| bytes.windows(boundary.len()).any(|window| window == boundary.as_bytes());
        let mut is_used = false;
        for part in parts {
            is_used |= match part {
                Part::Text(_, value) => is_in(value.as_bytes()),
                Part::File { file, .. } => is_in(content(file, contents)?),
            };
        }
        if !is_used {
            return Ok(boundary);
        }
    }
    Err(missing("The message could not be put together"))
}

fn content<'a>(file: &str, contents: &'a Contents) -> Result<&'a Vec<u8>, Fault> {
    contents.get(file).ok_or_else(|| missing("A file of this message is no longer here: attach it again"))
}

/// A type that cannot leave its header.
fn printable(mime: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&^_.+-/".contains(&byte);
    let is_type = mime.contains('/') && mime.bytes().all(is_plain);
    if is_type { mime.to_owned() } else { "application/octet-stream".to_owned() }
}

fn missing(why: &str) -> Fault {
    Fault::Withheld { why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use portal::Method;
    use url::Url;

    use super::*;

    fn request(body: Option<&str>, upload: Option<Upload>) -> Request {
        let url = Url::parse("https://help.example/x").unwrap();
        Request { method: Method::Post, url, headers: Vec::new(), body: body.map(str::to_owned), upload }
    }

    fn contents() -> Contents {
        [("f1".to_owned(), b"one".to_vec()), ("f2".to_owned(), vec![0, 255])].into()
    }

    #[test]
    fn marks_become_content_in_base64() {
        let text = r#"{"a":[{"c":"gnomon-content:f1"},{"c":"gnomon-content:f2"}],"b":"gnomon-content:f3"}"#;
        let upload = Upload::InJson(vec!["f1".to_owned(), "f2".to_owned()]);
        let body = of(&request(Some(text), Some(upload)), &contents()).unwrap().unwrap();
        let told = r#"{"a":[{"c":"b25l"},{"c":"AP8="}],"b":"gnomon-content:f3"}"#;
        assert_eq!(
            (body.kind.as_str(), String::from_utf8(body.bytes).unwrap().as_str()),
            ("application/json", told)
        );
    }

    #[test]
    fn nothing_is_sent_without_the_content_of_a_file() {
        let uploads = [
            Upload::InJson(vec!["lost".to_owned()]),
            Upload::Raw { file: "lost".to_owned(), mime: "text/plain".to_owned() },
        ];
        for upload in uploads {
            let fault =
                of(&request(Some(r#"{"c":"gnomon-content:lost"}"#), Some(upload)), &contents()).unwrap_err();
            assert!(fault.is_refusal() && fault.code() == "withheld", "{fault}");
        }
    }

    #[test]
    fn a_form_has_its_parts_and_a_boundary_of_its_own() {
        let file = |file: &str, name: &str| Part::File {
            part: "attachments[]",
            file: file.to_owned(),
            name: name.to_owned(),
            mime: "text/plain\r\nX-Evil: 1".to_owned(),
        };
        let parts = vec![Part::Text("body", "gnomon-part-00000000".to_owned()), file("f1", "a\"\r\nb.txt")];
        let body = of(&request(None, Some(Upload::Form(parts))), &contents()).unwrap().unwrap();
        let told = "--gnomon-part-00000001\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\n\
                    gnomon-part-00000000\r\n--gnomon-part-00000001\r\nContent-Disposition: form-data; \
                    name=\"attachments[]\"; filename=\"a___b.txt\"\r\nContent-Type: application/octet-stream\r\n\r\n\
                    one\r\n--gnomon-part-00000001--\r\n";
        assert_eq!(String::from_utf8(body.bytes).unwrap(), told);
    }
}

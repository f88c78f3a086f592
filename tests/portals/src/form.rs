//! Forms with files, RFC 7578.

use crate::http::Request;

/// A part of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FormPart {
    pub(crate) name: String,
    /// None for what is no file.
    pub(crate) filename: Option<String>,
    /// As in `text/plain`.
    pub(crate) kind: String,
    pub(crate) content: Vec<u8>,
}

impl FormPart {
    /// A part that is no file.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.content).into_owned()
    }
}

/// The parts of a form, in their order; none when it is no form, or is broken off.
pub(crate) fn form(request: &Request) -> Option<Vec<FormPart>> {
    let kind = request.header("content-type")?;
    let boundary =
        kind.strip_prefix("multipart/form-data;")?.split_once("boundary=")?.1.trim().trim_matches('"');
    let limit = format!("\r\n--{boundary}");
    // The first limit has no line before it.
    let body = [b"\r\n", request.body.as_slice()].concat();
    let mut parts = Vec::new();
    let mut rest = after(&body, limit.as_bytes())?.1;
    loop {
        if rest.starts_with(b"--") {
            return Some(parts);
        }
        let (part, next) = after(rest.strip_prefix(b"\r\n")?, limit.as_bytes())?;
        parts.push(read(part)?);
        rest = next;
    }
}

fn read(part: &[u8]) -> Option<FormPart> {
    let (head, content) = after(part, b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(head).into_owned();
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(':'));
        Some(lines.find(|(key, _)| key.eq_ignore_ascii_case(name))?.1.trim().to_owned())
    };
    let disposition = header("content-disposition")?;
    let parameter = |name: &str| {
        let found = disposition.split_once(&format!("; {name}=\""))?.1;
        Some(found.split_once('"')?.0.to_owned())
    };
    Some(FormPart {
        name: parameter("name")?,
        filename: parameter("filename"),
        kind: header("content-type").unwrap_or_else(|| "text/plain".to_owned()),
        content: content.to_vec(),
    })
}

/// What stands before and after the first `limit`.
fn after<'a>(bytes: &'a [u8], limit: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(limit.len()).position(|window| window == limit)?;
    Some((bytes.get(..at)?, bytes.get(at + limit.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(body: &str) -> Request {
        let kind = "multipart/form-data; boundary=b1";
        Request::new("POST", "/x").with_body(kind, body.as_bytes().to_vec())
    }

    #[test]
    fn a_form_is_taken_apart() {
        let body = "--b1\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\n<p>a</p>\r\n--b1\r\n\
                    Content-Disposition: form-data; name=\"attachments[]\"; filename=\"l\u{f6}g.txt\"\r\n\
                    Content-Type: text/x-log\r\n\r\n--b2\r\n\r\nend\r\n--b1--\r\n";
        let parts = form(&request(body)).unwrap();
        assert_eq!(
            (parts[0].name.as_str(), parts[0].text().as_str(), &parts[0].filename),
            ("body", "<p>a</p>", &None)
        );
        assert_eq!(
            (parts[1].filename.as_deref(), parts[1].kind.as_str()),
            (Some("l\u{f6}g.txt"), "text/x-log")
        );
        assert_eq!(parts[1].content, b"--b2\r\n\r\nend");
    }

    #[test]
    fn half_a_form_is_none() {
        assert_eq!(form(&request("--b1\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nhalf")), None);
        assert_eq!(form(&Request::new("POST", "/x").with_json(&serde_json::json!({}))), None);
    }
}

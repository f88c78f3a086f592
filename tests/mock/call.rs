//! A request of an adapter on its way to the mock.

use std::collections::BTreeMap;

use portal::{Method, Part, Request, Upload};
use serde_json::Value;
use url::Url;

/// A request as it goes out.
#[derive(Clone)]
pub struct Call {
    pub url: Url,
    /// Its type and its bytes.
    pub body: Option<(String, Vec<u8>)>,
    pub method: &'static str,
    pub headers: Vec<(&'static str, String)>,
    texts: Vec<(&'static str, String)>,
}

impl Call {
    pub fn of(request: &Request, contents: &BTreeMap<String, Vec<u8>>) -> Self {
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        };
        let json =
            request.body.as_ref().map(|text| ("application/json".to_owned(), text.clone().into_bytes()));
        let mut texts = Vec::new();
        let body = match &request.upload {
            None => json,
            Some(Upload::Raw { file, mime }) => Some((mime.clone(), contents[file].clone())),
            Some(Upload::Form(parts)) => {
                texts.extend(parts.iter().filter_map(|part| match part {
                    Part::Text(name, text) => Some((*name, text.clone())),
                    Part::File { .. } => None,
                }));
                Some(("multipart/form-data; boundary=line-9".to_owned(), form(parts, contents)))
            }
            Some(Upload::InJson(_)) => panic!("neither portal takes files in JSON"),
        };
        Self { url: request.url.clone(), body, method, headers: request.headers.clone(), texts }
    }

    pub fn set_query(&mut self, name: &str, value: &str) {
        let kept: Vec<(String, String)> =
            self.url.query_pairs().into_owned().filter(|(known, _)| known != name).collect();
        self.url.query_pairs_mut().clear().extend_pairs(kept).append_pair(name, value);
    }

    /// Takes a member out of the body.
    pub fn take_out(&mut self, pointer: &str) {
        let mut json = self.json().expect("a body");
        let (object, member) = pointer.rsplit_once('/').expect("a pointer");
        json.pointer_mut(object).and_then(Value::as_object_mut).expect("an object").remove(member);
        self.body = Some(("application/json".to_owned(), json.to_string().into_bytes()));
    }

    /// The texts of a form as JSON; `true` is no text there.
    pub fn form_to_json(&mut self) {
        let value = |text: &str| if text == "true" { Value::from(true) } else { Value::from(text) };
        let json: serde_json::Map<String, Value> =
            self.texts.iter().map(|(name, text)| ((*name).to_owned(), value(text))).collect();
        self.body = Some(("application/json".to_owned(), Value::from(json).to_string().into_bytes()));
    }

    /// All of it, to be read.
    pub fn told(&self) -> String {
        let (mime, bytes) = self.body.clone().unwrap_or_default();
        format!("{} {}\n{mime} {}", self.method, self.url, String::from_utf8_lossy(&bytes))
    }

    pub fn parameters(&self) -> Vec<String> {
        self.url.query_pairs().map(|(name, _)| name.into_owned()).collect()
    }

    pub fn json(&self) -> Option<Value> {
        let (_, bytes) = self.body.as_ref().filter(|(mime, _)| mime == "application/json")?;
        Some(serde_json::from_slice(bytes).expect("JSON"))
    }
}

fn form(parts: &[Part], contents: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        let (head, content) = match part {
            Part::Text(name, text) => (format!("name=\"{name}\""), text.as_bytes()),
            Part::File { part, file, name, mime } => {
                let head = format!("name=\"{part}\"; filename=\"{name}\"\r\nContent-Type: {mime}");
                (head, contents[file].as_slice())
            }
        };
        body.extend(format!("--line-9\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes());
        body.extend(content);
        body.extend(b"\r\n");
    }
    body.extend(b"--line-9--\r\n");
    body
}

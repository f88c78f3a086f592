//! A small client that knows nothing of any portal.

use fakes::Clock;
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// A Saturday at noon.
pub const NOON: i64 = 1_795_262_400;

pub fn clock() -> Clock {
    Clock::at(NOON)
}

/// Somebody who calls a portal.
pub struct Client {
    http: reqwest::Client,
    base: String,
    authorization: String,
}

/// An answer that came whole.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    /// Null when it is no JSON.
    pub body: Value,
    pub bytes: Vec<u8>,
}

impl Client {
    pub fn new(base: &str, authorization: &str) -> Self {
        // It is set once for all tests of this binary; the second time fails and changes nothing.
        let _first = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { http, base: base.to_owned(), authorization: authorization.to_owned() }
    }

    pub async fn get(&self, target: &str) -> Reply {
        self.send("GET", target, &Value::Null, &[]).await.unwrap()
    }

    pub async fn put(&self, target: &str, body: &Value) -> Reply {
        self.send("PUT", target, body, &[]).await.unwrap()
    }

    pub async fn post(&self, target: &str, body: &Value) -> Reply {
        self.send("POST", target, body, &[]).await.unwrap()
    }

    pub async fn delete(&self, target: &str) -> Reply {
        self.send("DELETE", target, &Value::Null, &[]).await.unwrap()
    }

    /// `target` is a path, or the whole address that an answer gave.
    pub async fn send(
        &self,
        method: &str,
        target: &str,
        body: &Value,
        headers: &[(&str, &str)],
    ) -> Result<Reply, reqwest::Error> {
        let address =
            if target.starts_with("http") { target.to_owned() } else { format!("{}{target}", self.base) };
        let mut request = self.http.request(method.parse::<Method>().unwrap(), address);
        request = request.header("authorization", &self.authorization);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !body.is_null() {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await?.to_vec();
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        Ok(Reply { status, headers, body, bytes })
    }
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The values of one member over a list.
    pub fn each(&self, list: &str, member: &str) -> Vec<Value> {
        self.body[list].as_array().unwrap().iter().map(|item| item[member].clone()).collect()
    }
}

//! Heads and bodies that are too large, too short, or packed to burst.

use portal::Fault;

use super::ask;
use super::server::{answer, bytes, serve};

/// The code of the fault that this answer comes to.
async fn code(parts: Vec<super::server::Part>) -> Result<usize, &'static str> {
    let (portal, _) = serve(None, move |_, _| parts.clone()).await;
    ask(&portal).await.map(|response| response.body.len()).map_err(|fault| fault.code())
}

/// The bits of a deflate stream, the first one lowest.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: u32,
}

impl Bits {
    /// A code, its highest bit first, as Huffman codes are written.
    fn code(&mut self, code: u32, length: u32) {
        for place in (0..length).rev() {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let bit = u8::try_from(code >> place & 1).unwrap();
            *self.bytes.last_mut().unwrap() |= bit << (self.used % 8);
            self.used += 1;
        }
    }
}

/// A gzip stream of so many megabytes of zeros, 158 to 1 (RFC 1951, fixed codes; RFC 1952).
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.code(0b1, 1); // the last block
    bits.code(0b10, 2); // with fixed codes, which are numbered from the lowest bit
    bits.code(0x30, 8); // a zero
    for _ in 0..(megabytes << 20) / 258 {
        bits.code(0xc5, 8); // 258 bytes
        bits.code(0, 5); // from one byte before
    }
    bits.code(0, 7); // the end
    let mut gzip = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    gzip.extend(bits.bytes);
    gzip.extend([0; 8]);
    gzip
}

#[tokio::test]
async fn case_137_a_packed_answer_is_unpacked_up_to_a_limit() {
    let (portal, asked) =
        serve(None, |_, _| answer("200 OK", "Content-Encoding: gzip\r\n", &bomb(200))).await;
    let fault = ask(&portal).await.unwrap_err();
    assert!(matches!(fault, Fault::TooLarge { limit_mb: 64, .. }), "{fault}");
    let head = asked.all().remove(0).to_lowercase();
    assert!(head.contains("accept-encoding: gzip\r\n"), "only what is guarded is asked for: {head}");
}

#[tokio::test]
async fn case_137_other_packings_are_not_unpacked() {
    let packed = bomb(1);
    for encoding in ["br", "zstd", "deflate", "gzip, gzip", "x"] {
        let got = code(answer("200 OK", &format!("Content-Encoding: {encoding}\r\n"), &packed)).await;
        assert!(matches!(got, Ok(length) if length <= packed.len()) || got.is_err(), "{encoding}: {got:?}");
    }
    assert_eq!(
        code(answer("200 OK", "Content-Encoding: gzip\r\n", b"{\"tickets\":[]}")).await,
        Err("truncated")
    );
}

#[tokio::test]
async fn case_139_an_answer_of_another_length_than_it_says_is_no_answer() {
    let head = |lines: &str| bytes(format!("HTTP/1.1 200 OK\r\nConnection: close\r\n{lines}\r\n"));
    for (name, parts, expected) in [
        ("too long a length", vec![head("Content-Length: 100\r\n"), bytes("{}")], Err("truncated")),
        ("too short a length", vec![head("Content-Length: 1\r\n"), bytes("{}")], Ok(1)),
        (
            "no end of pieces",
            vec![head("Transfer-Encoding: chunked\r\n"), bytes("2\r\n{}\r\n")],
            Err("truncated"),
        ),
        ("half a piece", vec![head("Transfer-Encoding: chunked\r\n"), bytes("ff\r\n{}")], Err("truncated")),
        (
            "no size of a piece",
            vec![head("Transfer-Encoding: chunked\r\n"), bytes("zz\r\n{}\r\n")],
            Err("truncated"),
        ),
        ("nothing", vec![head("Content-Length: 0\r\n")], Ok(0)),
        ("204", vec![bytes("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")], Ok(0)),
    ] {
        assert_eq!(code(parts).await, expected, "{name}");
    }
    for (name, text) in
        [("nothing at all", ""), ("no HTTP", "220 mail.test ESMTP\r\n"), ("half a head", "HTTP/1.1 200")]
    {
        assert_eq!(code(vec![bytes(text)]).await, Err("lost"), "{name}");
    }
}

#[tokio::test]
async fn case_184_no_length_that_is_only_claimed_takes_memory() {
    for claimed in ["99999999999", "9223372036854775807", "18446744073709551615", "-1", "1e9"] {
        let head = format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {claimed}\r\n\r\n");
        let got = code(vec![bytes(head), bytes("{}")]).await;
        assert!(matches!(got, Err("truncated" | "lost")), "{claimed}: {got:?}");
    }
    let chunk = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n{}";
    assert_eq!(code(vec![bytes(chunk)]).await, Err("truncated"));
}

#[tokio::test]
async fn case_141_heads_without_measure_are_refused_and_no_cookie_comes_back() {
    let line = |count: usize| "Set-Cookie: a=b; Path=/\r\n".repeat(count);
    for (name, head) in [
        ("a thousand cookies", line(1_000)),
        ("a head of a megabyte", format!("X-Long: {}\r\n", "y".repeat(1 << 20))),
        ("control characters", "X-Bell: \u{7}\u{1b}[31m\r\n".to_owned()),
        ("a line without a name", ": x\r\n".to_owned()),
    ] {
        let got = code(answer("200 OK", &head, b"{}")).await;
        assert!(matches!(got, Ok(2) | Err("lost")), "{name}: {got:?}");
    }
    let (portal, asked) = serve(None, move |_, _| answer("200 OK", &line(20), b"{}")).await;
    let wire = super::Wire::new(None).unwrap();
    for _ in 0..2 {
        super::send(&wire, &portal, portal::Method::Get).await.unwrap();
    }
    assert_eq!(asked.all().len(), 2);
    assert!(asked.all().iter().all(|head| !head.to_lowercase().contains("cookie")), "{:?}", asked.all());
}

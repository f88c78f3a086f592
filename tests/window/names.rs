//! A name server to which every name is the same address of this computer.

use std::net::{Ipv4Addr, UdpSocket};

/// Type of a question for an IPv4 address (RFC 1035, 3.2.2).
const A: u16 = 1;
/// Bytes before the question (RFC 1035, 4.1.1).
const HEAD: usize = 12;

/// An address of this computer whose port for names nobody else uses, and a socket on it.
pub fn place() -> (Ipv4Addr, UdpSocket) {
    let mut why = None;
    for number in 1..=254 {
        let place = Ipv4Addr::new(127, 53, 0, number);
        match UdpSocket::bind((place, 53)) {
            Ok(socket) => return (place, socket),
            Err(error) => why = Some(error),
        }
    }
    panic!("only an administrator can be a name server: {why:?}");
}

/// Answers every question, and notes each name.
pub fn answer(server: UdpSocket, place: Ipv4Addr, note: impl Fn(String) + Send + 'static) {
    std::thread::spawn(move || {
        let mut packet = [0; 512];
        while let Ok((length, from)) = server.recv_from(&mut packet) {
            let Some((name, kind, end)) = question(&packet[..length]) else { continue };
            note(name);
            let _ = server.send_to(&reply(&packet[..end], kind, place), from);
        }
    });
}

/// The name, the type, and where the first question ends.
fn question(packet: &[u8]) -> Option<(String, u16, usize)> {
    let (mut labels, mut at) = (Vec::new(), HEAD);
    loop {
        let length = usize::from(*packet.get(at)?);
        at += 1;
        if length == 0 {
            break;
        }
        labels.push(String::from_utf8_lossy(packet.get(at..at + length)?).into_owned());
        at += length;
    }
    let kind = u16::from_be_bytes([*packet.get(at)?, *packet.get(at + 1)?]);
    packet.get(at + 3)?;
    Some((labels.join("."), kind, at + 4))
}

/// The question again, with an address where one was asked for.
fn reply(question: &[u8], kind: u16, place: Ipv4Addr) -> Vec<u8> {
    let answers = u8::from(kind == A);
    // An answer, with recursion; one question, so many answers, nothing else.
    let mut reply = [&question[..2], &[0x81, 0x80, 0, 1, 0, answers, 0, 0, 0, 0], &question[HEAD..]].concat();
    if kind == A {
        // The name of the question; type and class; one second to live; four bytes.
        reply.extend([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4]);
        reply.extend(place.octets());
    }
    reply
}

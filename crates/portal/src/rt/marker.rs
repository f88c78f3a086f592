//! The mark by which a message is known again.
//!
//! Request Tracker keeps no idempotency key. It does keep the content type that a message was sent with, parameters
//! included, in the headers of what it stores (tried with 5.0.3). So a parameter carries the operation. Programs ignore
//! parameters that they do not know (RFC 2045, 5), and mail that the portal sends on is composed anew, without it.

/// The parameter.
const NAME: &str = "gnomon-operation";
/// Longest identifier that is written; those of ours have 36 characters.
const LONGEST: usize = 64;

/// The content type of a plain text that this operation writes.
pub(super) fn content_type(operation: &str) -> String {
    let is_plain = operation.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_plain && !operation.is_empty() && operation.len() <= LONGEST {
        format!("text/plain; {NAME}=\"{operation}\"")
    } else {
        "text/plain".to_owned()
    }
}

/// The operation that a content type names.
pub(super) fn read(content_type: &str) -> Option<String> {
    let mut parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case(NAME))?;
    let value = value.trim().trim_matches('"');
    (!value.is_empty() && value.len() <= LONGEST).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let id = "01234567-89ab-cdef-0123-456789abcdef";
        assert_eq!(read(&content_type(id)).as_deref(), Some(id));
        assert_eq!(read("text/plain; charset=\"utf-8\"; GNOMON-Operation = x-1").as_deref(), Some("x-1"));
    }

    #[test]
    fn an_identifier_cannot_leave_its_place() {
        for id in ["", "a\"; charset=utf-7", "a\r\nX-RT-Sign: 1", "ü", &"a".repeat(65)] {
            assert_eq!(content_type(id), "text/plain", "{id}");
        }
        for other in ["text/plain", "text/plain; charset=utf-8", "text/plain; gnomon-operation=\"\"", ""] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}

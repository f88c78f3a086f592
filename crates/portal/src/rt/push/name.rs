//! Names of files that are sent.
//!
//! Request Tracker 5.0.3 takes a name in JSON for bytes: what is not ASCII is lost (tried). It does decode encoded words in the
//! headers that it makes of it (`RT::I18N`, `DecodeMIMEWordsToEncoding`), so such a name goes as these (RFC 2047, 2).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The most bytes of text in one word: a word has at most 75 characters.
const WORD: usize = 45;
/// It takes this for no name (`RT::REST2::Resource::Message`, `from_json`).
const NONE: &str = "0";

/// The name as it is sent.
pub(super) fn sent(name: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"\\".contains(&byte) || byte == b' ';
    if name.bytes().all(is_plain) && name != NONE && !name.contains("=?") {
        return name.to_owned();
    }
    let mut words = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let (word, more) = rest.split_at(rest.floor_char_boundary(WORD));
        words.push(format!("=?UTF-8?B?{}?=", STANDARD.encode(word)));
        rest = more;
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_go_as_they_are_and_others_as_words() {
        for name in ["fix.txt", "a log (2).tar.gz", ""] {
            assert_eq!(sent(name), name);
        }
        assert_eq!(sent("lög.txt"), "=?UTF-8?B?bMO2Zy50eHQ=?=");
        assert_eq!(sent("0"), "=?UTF-8?B?MA==?=");
        for name in ["工具".repeat(40), "=?UTF-8?B?eA==?=".to_owned(), "a\"; x=\"b\\".to_owned()] {
            let words = sent(&name);
            let text: Vec<u8> = words
                .split(' ')
                .flat_map(|word| {
                    assert!(word.len() <= 75, "{word}");
                    let text = word.strip_prefix("=?UTF-8?B?").and_then(|word| word.strip_suffix("?="));
                    STANDARD.decode(text.unwrap()).unwrap()
                })
                .collect();
            assert_eq!(String::from_utf8(text).unwrap(), name);
        }
    }
}

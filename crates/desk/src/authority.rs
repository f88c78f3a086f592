//! The file of a company's own certificate authority: read once, when a portal is connected, and kept with the account.

use std::io::Read;
use std::path::{Path, PathBuf};

use store::CompanyCa;

use crate::DeskError;
use crate::wire::Wire;

/// Far above what a bundle of authorities has.
const MOST_BYTES: u64 = 4 << 20;

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// Reads the certificates of a PEM file. Only they are kept: a private key in the file stays where it is.
///
/// # Errors
/// There is no such file, it cannot be read, it is no PEM file, or it holds no usable certificate.
pub(crate) fn read_authority(path: &Path) -> Result<CompanyCa, DeskError> {
    let file = shown(path);
    let text = read(path)?;
    let Some(text) = text.filter(|text| text.contains("-----BEGIN ")) else {
        let message = format!("The company CA file {} is no PEM file.", file.display());
        return Err(DeskError::new(
            "bad-ca",
            message,
            "Export the certificate as Base64 (PEM) and choose that file.",
        ));
    };
    let pem = certificates(&text);
    if pem.is_empty() {
        let message = format!("The company CA file {} holds no certificate.", file.display());
        let hint =
            "Choose the file of the authority's certificate: it has a line -----BEGIN CERTIFICATE-----.";
        return Err(DeskError::new("bad-ca", message, hint));
    }
    Wire::new(Some(&pem)).map_err(|error| {
        let message = format!("A certificate in the company CA file {} cannot be used.", file.display());
        DeskError::new("bad-ca", message, format!("Export it anew. The system says: {}", error.message))
    })?;
    Ok(CompanyCa { pem, file: file.display().to_string() })
}

/// The text of the file; `None` when it is too long or no text, which no PEM file is.
fn read(path: &Path) -> Result<Option<String>, DeskError> {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) if bytes.len() as u64 > MOST_BYTES => Ok(None),
        Ok(_) => Ok(String::from_utf8(bytes).ok()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let message = format!("There is no file {}.", path.display());
            Err(DeskError::new("bad-ca", message, "Check the path of the company CA file."))
        }
        Err(error) => {
            let message = format!("The company CA file {} cannot be read: {error}.", path.display());
            Err(DeskError::new("bad-ca", message, "Choose a PEM file that you can read."))
        }
    }
}

/// Its certificates, and nothing else of it.
fn certificates(text: &str) -> String {
    let mut pem = String::new();
    let mut rest = text;
    while let Some(begin) = rest.find(BEGIN) {
        let block = &rest[begin..];
        let Some(end) = block.find(END) else { break };
        pem.push_str(&block[..end + END.len()]);
        pem.push('\n');
        rest = &block[end + END.len()..];
    }
    pem
}

/// The whole path, so that the settings name a file that can be found.
fn shown(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unusable_file_is_told_in_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let cases: [(&str, Option<&[u8]>, &str); 6] = [
            ("missing.pem", None, "There is no file"),
            ("empty.pem", Some(b""), "is no PEM file"),
            ("binary.crt", Some(b"\x30\x82\x01\xff\xfe"), "is no PEM file"),
            ("text.pem", Some(b"hello"), "is no PEM file"),
            (
                "key.pem",
                Some(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
                "holds no certificate",
            ),
            (
                "broken.pem",
                Some(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
                "cannot be used",
            ),
        ];
        for (name, content, expected) in cases {
            let path = folder.path().join(name);
            if let Some(content) = content {
                std::fs::write(&path, content).unwrap();
            }
            let error = read_authority(&path).unwrap_err();
            assert_eq!(error.code, "bad-ca", "{name}");
            assert!(error.message.contains(expected) && error.message.contains(name), "{}", error.message);
            assert!(!error.hint.is_empty(), "{name}");
        }
        assert!(read_authority(folder.path()).unwrap_err().message.contains("cannot be read"));
    }

    #[test]
    fn only_certificates_are_kept() {
        let text = format!(
            "note\n{BEGIN}\nAA\n{END}\n-----BEGIN PRIVATE KEY-----\nsecret\n{BEGIN}\nBB\n{END} {BEGIN}"
        );
        assert_eq!(certificates(&text), format!("{BEGIN}\nAA\n{END}\n{BEGIN}\nBB\n{END}\n"));
    }
}

//! What `GET /v1/changes` is asked for.

/// The query's parameters.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The cursor; `None` begins a full read.
    pub(super) after: Option<String>,
    /// The most records.
    pub(super) limit: usize,
}

/// The most records of a page, and how many there are when nothing is said.
const MOST: usize = 500;

/// Reads a query. Cursors are made of letters, digits and hyphens, so that nothing is escaped. Parameters that are
/// not known are passed over.
///
/// # Errors
/// What is wrong with which parameter.
pub(super) fn read(query: &str) -> Result<Wanted, String> {
    let mut wanted = Wanted { after: None, limit: MOST };
    for (name, value) in query.split('&').filter_map(|part| part.split_once('=')) {
        match name {
            "after" => wanted.after = Some(value.to_owned()),
            "limit" => {
                let limit = value.parse().ok().filter(|limit| (1..=MOST).contains(limit));
                wanted.limit =
                    limit.ok_or_else(|| format!("`limit` is a number from 1 to {MOST}, not `{value}`."))?;
            }
            _ => {}
        }
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_in_any_order() {
        let wanted = read("limit=20&new=1&after=c1-2-i-3").unwrap();
        assert_eq!(wanted, Wanted { after: Some("c1-2-i-3".to_owned()), limit: 20 });
        assert_eq!(read("").unwrap(), Wanted { after: None, limit: 500 });
    }

    #[test]
    fn a_limit_out_of_range_is_refused() {
        for value in ["0", "501", "-1", "many", ""] {
            assert!(read(&format!("limit={value}")).is_err(), "{value}");
        }
    }
}

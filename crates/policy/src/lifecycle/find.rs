//! Which release of a pack a version is.

use crate::facts::Product;
use crate::pack::{Lifecycle, Numbering, Pack, Release};

use super::Version;

/// What is known of a product's version.
#[derive(Debug)]
pub(super) enum Found<'p> {
    /// The pack has no releases of this product.
    NotListed,
    /// Not enough is known; what to ask for, and what is wrong where something is.
    Missing {
        /// A few words.
        ask: String,
        /// Why, one sentence.
        why: String,
    },
    /// A version with a mark such as `beta`.
    PreRelease(Version),
    /// The release.
    Release(&'p Release, Version),
}

/// Finds the release of a product's version: rows of the product itself go before rows for every product, and the
/// row that has most numbers of the version goes before the others.
pub(super) fn find<'p>(pack: &'p Pack, lifecycle: &Lifecycle, product: Option<&Product>) -> Found<'p> {
    let name = product.map(|product| product.name.trim()).filter(|name| !name.is_empty());
    let rows = rows(pack, name);
    if rows.is_empty() {
        if name.is_some() || pack.releases.is_empty() {
            return Found::NotListed;
        }
        return missing("the product", "The ticket names no product.");
    }
    let written = product.and_then(|product| product.version.as_deref()).map(str::trim);
    let Some(written) = written.filter(|written| !written.is_empty()) else {
        return missing("the version of the product", "The ticket names no version.");
    };
    let version = match Version::parse(written, &numbering(lifecycle, name)) {
        Ok(version) => version,
        Err(advice) => {
            return missing("the version of the product", &format!("`{written}` is no version. {advice}"));
        }
    };
    if version.pre_release {
        return Found::PreRelease(version);
    }
    let covering = rows.iter().filter(|row| row.version.covers(&version));
    if let Some(row) = covering.max_by_key(|row| row.version.numbers.len()) {
        return Found::Release(row, version);
    }
    if rows.iter().any(|row| version.covers(&row.version)) {
        return missing("the whole version number", &format!("Several releases begin with `{written}`."));
    }
    missing(
        &format!("the dates of version {version}"),
        &format!("No release `{written}` is listed; enter it as a row of `[[releases]]` in an override."),
    )
}

/// The releases that a product has: its own, or else those for every product.
pub(super) fn rows<'p>(pack: &'p Pack, product: Option<&str>) -> Vec<&'p Release> {
    let of = |name: Option<&str>| -> Vec<&'p Release> {
        let same = |release: &&Release| match (&release.product, name) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        pack.releases.iter().filter(same).collect()
    };
    let own = product.map(|name| of(Some(name))).unwrap_or_default();
    if own.is_empty() { of(None) } else { own }
}

/// How versions of a product are read. Those of the platform have plain numbers with dots, of which the first two
/// make a major version, as in 8.1.17.
pub(crate) fn numbering(lifecycle: &Lifecycle, product: Option<&str>) -> Numbering {
    let platform = lifecycle.platform.as_ref().map(|platform| platform.product.as_str());
    let is_platform =
        platform.zip(product).is_some_and(|(one, other)| one.eq_ignore_ascii_case(other.trim()));
    if is_platform {
        Numbering { major_parts: 2, ..Numbering::default() }
    } else {
        lifecycle.numbering.clone()
    }
}

fn missing<'p>(ask: &str, why: &str) -> Found<'p> {
    Found::Missing { ask: ask.to_owned(), why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::numbering;
    use crate::pack::Packs;

    #[test]
    fn the_platform_has_two_numbers_in_a_major_version() {
        let packs = Packs::embedded().unwrap();
        let lifecycle = packs.get("sepasoft").and_then(|pack| pack.lifecycle.as_ref()).unwrap();
        let majors = |product| numbering(lifecycle, product).major_parts;
        assert_eq!(
            [Some("Ignition"), Some(" ignition "), Some("Tag Historian"), None].map(majors),
            [2, 2, 1, 1]
        );
    }
}

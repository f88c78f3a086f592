//! An override on top of a pack: the user's rows replace the pack's rows key by key, found by `id`. Both are merged
//! as they were written, so that the checks that follow are the same and point into the right file.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::error::Problems;

const NOTE: &str = "Changed by the user.";
/// Lists whose first row that fits decides: a new row goes before the others, or it would decide nothing.
const FIRST_FITS: [&str; 3] = ["targets", "entitlements", "terms"];

/// Moves every place of a text by `base`.
pub(super) fn shift<'i>(table: DeTable<'i>, base: usize) -> DeTable<'i> {
    let moved = |span: Range<usize>| span.start + base..span.end + base;
    table
        .into_iter()
        .map(|(key, value)| {
            let key = Spanned::new(moved(key.span()), key.into_inner());
            (key, shift_value(value, base))
        })
        .collect()
}

fn shift_value(value: Spanned<DeValue<'_>>, base: usize) -> Spanned<DeValue<'_>> {
    let span = value.span().start + base..value.span().end + base;
    let inner = match value.into_inner() {
        DeValue::Table(table) => DeValue::Table(shift(table, base)),
        DeValue::Array(items) => {
            DeValue::Array(items.into_iter().map(|item| shift_value(item, base)).collect())
        }
        plain @ (DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)) => plain,
    };
    Spanned::new(span, inner)
}

/// Puts `on_top` over `pack`. Both have passed the shape check.
pub(super) fn merge<'i>(pack: &mut DeTable<'i>, on_top: DeTable<'i>, problems: &mut Problems<'_>) {
    if on_top.get("id").and_then(|id| id.get_ref().as_str())
        != pack.get("id").and_then(|id| id.get_ref().as_str())
    {
        let at = on_top.get("id").map_or(0..0, Spanned::span);
        let id = pack.get("id").and_then(|id| id.get_ref().as_str()).unwrap_or_default();
        problems.add(
            &at,
            "other-pack",
            format!("The override has to name the pack it changes, `{id}`."),
            format!("Write `id = \"{id}\"`."),
        );
    }
    merge_table(pack, on_top, problems);
}

/// Replaces the keys of one row or table. A row whose own values change has the basis `override`.
fn merge_table<'i>(row: &mut DeTable<'i>, on_top: DeTable<'i>, problems: &mut Problems<'_>) {
    let mut changed = None;
    let has_note = on_top.contains_key("note");
    for (key, value) in on_top {
        let word = key.get_ref().clone();
        if word == "basis" {
            problems.add(
                &key.span(),
                "basis-in-override",
                "An override always has the basis `override`.",
                "Leave `basis` out.",
            );
            continue;
        }
        let Some(old) = row.get_mut(word.as_ref()) else {
            changed = Some(key.span());
            row.insert(key, marked(value));
            continue;
        };
        let span = value.span();
        match (old.get_mut(), value.into_inner()) {
            (DeValue::Table(old), DeValue::Table(new)) if holds_rows(old) => merge_table(old, new, problems),
            (DeValue::Array(old), DeValue::Array(new)) if is_rows(&new) => {
                merge_rows(old, new, FIRST_FITS.contains(&word.as_ref()), problems);
            }
            (_, new) => {
                if word != "id" && word != "format" {
                    changed = Some(key.span());
                }
                *old = Spanned::new(span, new);
            }
        }
    }
    if let Some(at) = changed.filter(|_| row.contains_key("basis")) {
        mark(row, &at, has_note);
    }
}

/// Replaces rows of the same `id` and adds the others, before them where `first` is set.
fn merge_rows<'i>(rows: &mut DeArray<'i>, on_top: DeArray<'i>, first: bool, problems: &mut Problems<'_>) {
    let mut added = Vec::new();
    for new in on_top {
        let same = |old: &&mut Spanned<DeValue<'i>>| id(old.get_ref()) == id(new.get_ref());
        match rows.iter_mut().find(same).map(|old| old.get_mut()) {
            Some(DeValue::Table(old)) => {
                if let DeValue::Table(new) = new.into_inner() {
                    merge_table(old, new, problems);
                }
            }
            Some(_) | None => added.push(marked(new)),
        }
    }
    if first {
        added.extend(std::mem::replace(rows, DeArray::new()));
        *rows = added.into_iter().collect();
    } else {
        for row in added {
            rows.push(row);
        }
    }
}

/// A new row of the override, with the rows inside it: their basis follows from where they stand, so it need not be
/// written.
fn marked(mut value: Spanned<DeValue<'_>>) -> Spanned<DeValue<'_>> {
    let span = value.span();
    match value.get_mut() {
        DeValue::Table(row) => {
            *row = std::mem::take(row).into_iter().map(|(key, inner)| (key, marked(inner))).collect();
            if row.contains_key("clause") {
                let has_note = row.contains_key("note");
                mark(row, &span, has_note);
            }
        }
        DeValue::Array(items) => {
            *items = std::mem::replace(items, DeArray::new()).into_iter().map(marked).collect();
        }
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => {}
    }
    value
}

fn mark(row: &mut DeTable<'_>, at: &Range<usize>, has_note: bool) {
    let mut put = |key: &'static str, text: &'static str| {
        let value = Spanned::new(at.clone(), DeValue::String(Cow::Borrowed(text)));
        row.insert(Spanned::new(at.clone(), Cow::Borrowed(key)), value);
    };
    put("basis", "override");
    if !has_note {
        put("note", NOTE);
    }
}

/// Whether these are rows with an identifier.
fn is_rows(items: &DeArray<'_>) -> bool {
    !items.is_empty() && items.iter().all(|item| id(item.get_ref()).is_some())
}

/// Whether a table has a clause of its own or rows within: it is merged. A plain value like the hours of a week is
/// replaced whole.
fn holds_rows(table: &DeTable<'_>) -> bool {
    table.contains_key("basis")
        || table.values().any(|value| match value.get_ref() {
            DeValue::Table(inner) => inner.contains_key("basis"),
            DeValue::Array(items) => is_rows(items),
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => false,
        })
}

fn id<'v>(value: &'v DeValue<'_>) -> Option<&'v str> {
    value.get("id").and_then(|id| id.get_ref().as_str())
}

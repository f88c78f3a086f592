//! Tables that hold data, and tables that only place things.

use crate::tree::{Node, Tree, What};

/// Longest text of a cell, in characters, that reads as a value.
const LONGEST_CELL: usize = 400;
/// Elements that no cell of data holds.
const STRUCTURE: &[&str] = &[
    "table",
    "ul",
    "ol",
    "menu",
    "dir",
    "dl",
    "blockquote",
    "pre",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];

/// What is known of the content of a node.
#[derive(Clone, Copy, Default)]
struct Content {
    /// It holds an element that no cell of data holds.
    structure: bool,
    /// Characters that are seen.
    characters: usize,
    /// Of its rows, whether one has two cells with text.
    wide: bool,
    /// Of its cells, the longest.
    longest: usize,
}

/// For each node whether it is a table that holds data: rows of short texts beside each other. Mail places most of its
/// text with tables too; those are read from top to bottom.
pub(crate) fn of_data(tree: &Tree) -> Vec<bool> {
    let mut contents = vec![Content::default(); tree.len()];
    let mut is_data = vec![false; tree.len()];
    for (number, node) in tree.inwards() {
        let children: Vec<(bool, Content)> = node
            .children
            .iter()
            .filter_map(|child| Some((is_cell(tree.node(*child)?), *contents.get(*child)?)))
            .collect();
        let mut own = of_children(&children);
        match &node.what {
            What::Text(text) => own.characters = text.chars().filter(|c| !c.is_whitespace()).count(),
            What::Element(element) if element.name == "tr" => {
                own.wide =
                    children.iter().filter(|(cell, content)| *cell && content.characters > 0).count() > 1;
            }
            What::Element(element) if element.name == "table" => {
                is_data[number] = own.wide && !own.structure && own.longest <= LONGEST_CELL;
                own.wide = false;
            }
            What::Element(_) => {}
        }
        let is_structure =
            matches!(&node.what, What::Element(element) if STRUCTURE.contains(&element.name.as_str()));
        contents[number] = Content { structure: own.structure || is_structure, ..own };
    }
    is_data
}

fn of_children(children: &[(bool, Content)]) -> Content {
    children.iter().fold(Content::default(), |all, (cell, one)| Content {
        structure: all.structure || one.structure,
        characters: all.characters + one.characters,
        wide: all.wide || one.wide,
        longest: all.longest.max(one.longest).max(if *cell { one.characters } else { 0 }),
    })
}

/// Whether every cell of a row is the name of a column.
pub(crate) fn is_head(tree: &Tree, row: &Node) -> bool {
    let mut cells = row.children.iter().filter_map(|child| tree.node(*child)).filter(|node| is_cell(node));
    let named = |node: &Node| matches!(&node.what, What::Element(element) if element.name == "th");
    let first = cells.next().is_some_and(named);
    first && cells.all(named)
}

fn is_cell(node: &Node) -> bool {
    matches!(&node.what, What::Element(element) if element.name == "td" || element.name == "th")
}

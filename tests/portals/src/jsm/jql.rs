//! JQL, as far as clients need it: comparisons, `in`, `is empty`, AND, OR, NOT, brackets and ORDER BY,
//! <https://support.atlassian.com/jira-service-management-cloud/docs/use-advanced-search-with-jira-query-language-jql/>.

/// A query and how its results are sorted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Jql {
    /// None when nothing restricts the query.
    pub(super) restriction: Option<Clause>,
    /// Fields, and whether the smallest comes first.
    pub(super) order: Vec<(String, bool)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Clause {
    All(Vec<Clause>),
    Any(Vec<Clause>),
    Not(Box<Clause>),
    Is { field: String, operator: String, values: Vec<Operand> },
}

/// A value, and whether it was in quotes: a number that is not is an instant in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Operand {
    pub(super) text: String,
    pub(super) quoted: bool,
}

impl Jql {
    /// Reads a query, or says why it cannot be read.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let tokens = tokens(text)?;
        let mut rest = tokens.as_slice();
        let restriction = if rest.is_empty() || at(rest, "order") { None } else { Some(any(&mut rest)?) };
        let mut order = Vec::new();
        if at(rest, "order") {
            skip(&mut rest);
            expect(&mut rest, "by")?;
            loop {
                let field = take(&mut rest)?.text.to_lowercase();
                let descending = at(rest, "desc");
                if descending || at(rest, "asc") {
                    skip(&mut rest);
                }
                order.push((field, !descending));
                if !at(rest, ",") {
                    break;
                }
                skip(&mut rest);
            }
        }
        match rest.first() {
            None => Ok(Self { restriction, order }),
            Some(token) => Err(unexpected(&token.text)),
        }
    }
}

fn any(rest: &mut &[Operand]) -> Result<Clause, String> {
    let mut parts = vec![all(rest)?];
    while at(rest, "or") {
        skip(rest);
        parts.push(all(rest)?);
    }
    Ok(if parts.len() == 1 { parts.remove(0) } else { Clause::Any(parts) })
}

fn all(rest: &mut &[Operand]) -> Result<Clause, String> {
    let mut parts = vec![one(rest)?];
    while at(rest, "and") {
        skip(rest);
        parts.push(one(rest)?);
    }
    Ok(if parts.len() == 1 { parts.remove(0) } else { Clause::All(parts) })
}

fn one(rest: &mut &[Operand]) -> Result<Clause, String> {
    if at(rest, "not") || at(rest, "!") {
        skip(rest);
        return Ok(Clause::Not(Box::new(one(rest)?)));
    }
    if at(rest, "(") {
        skip(rest);
        let inner = any(rest)?;
        expect(rest, ")")?;
        return Ok(inner);
    }
    let field = take(rest)?.text;
    let written = take(rest)?.text;
    let mut operator = written.to_lowercase();
    if operator == "not" {
        expect(rest, "in")?;
        operator = "not in".to_owned();
    } else if operator == "is" && at(rest, "not") {
        skip(rest);
        operator = "is not".to_owned();
    }
    if !["=", "!=", "<", "<=", ">", ">=", "~", "in", "not in", "is", "is not"].contains(&operator.as_str()) {
        let known = "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', 'IN', 'IS'.";
        return Err(format!("Error in the JQL Query: Expecting operator but got '{written}'. {known}"));
    }
    let mut values = Vec::new();
    if operator.ends_with("in") {
        expect(rest, "(")?;
        loop {
            values.push(value(rest)?);
            if !at(rest, ",") {
                break;
            }
            skip(rest);
        }
        expect(rest, ")")?;
    } else {
        values.push(value(rest)?);
    }
    Ok(Clause::Is { field, operator, values })
}

/// A value, or a function such as `currentUser()`.
fn value(rest: &mut &[Operand]) -> Result<Operand, String> {
    let mut value = take(rest)?;
    if !value.quoted && [")", "(", ",", "and", "or"].contains(&value.text.to_lowercase().as_str()) {
        return Err(unexpected(&value.text));
    }
    if !value.quoted && at(rest, "(") {
        skip(rest);
        expect(rest, ")")?;
        value.text = format!("{}()", value.text.to_lowercase());
    }
    Ok(value)
}

fn at(rest: &[Operand], word: &str) -> bool {
    rest.first().is_some_and(|token| !token.quoted && token.text.eq_ignore_ascii_case(word))
}

fn skip(rest: &mut &[Operand]) {
    *rest = rest.get(1..).unwrap_or_default();
}

fn expect(rest: &mut &[Operand], word: &str) -> Result<(), String> {
    let found = at(rest, word);
    let token = take(rest)?;
    if found { Ok(()) } else { Err(unexpected(&token.text)) }
}

fn take(rest: &mut &[Operand]) -> Result<Operand, String> {
    let token = rest.first().cloned();
    skip(rest);
    token.ok_or_else(|| "Error in the JQL Query: The query ends where something is missing.".to_owned())
}

fn unexpected(text: &str) -> String {
    format!("Error in the JQL Query: '{text}' was not expected here.")
}

fn tokens(text: &str) -> Result<Vec<Operand>, String> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\'' => {
                let mut quoted = String::new();
                loop {
                    match chars.next() {
                        None => {
                            let why = "The quoted string has not been completed.";
                            return Err(format!("Error in the JQL Query: {why}"));
                        }
                        Some('\\') => quoted.extend(chars.next()),
                        Some(end) if end == c => break,
                        Some(other) => quoted.push(other),
                    }
                }
                tokens.push(Operand { text: quoted, quoted: true });
            }
            '(' | ')' | ',' | '~' => tokens.push(Operand { text: c.to_string(), quoted: false }),
            '=' | '<' | '>' | '!' => {
                let mut operator = c.to_string();
                operator.extend(chars.next_if_eq(&'='));
                tokens.push(Operand { text: operator, quoted: false });
            }
            space if space.is_whitespace() => {}
            other => {
                let mut word = other.to_string();
                while let Some(next) = chars.next_if(|c| !c.is_whitespace() && !"()=<>!,~\"'".contains(*c)) {
                    word.push(next);
                }
                tokens.push(Operand { text: word, quoted: false });
            }
        }
    }
    Ok(tokens)
}

//! From the text of a condition to the condition, checked against the declared names.
//!
//! ```text
//! condition = ["not"] ( "in" state | "count" fact order number | ["all" | "any"] subject [test] )
//! test      = "known" | "unknown" | "asked_unknown" | "certain" | "decided" | "done" | "issued" | "oral"
//!           | "has" id {"|" id} | ("=" | "!=") answer {"|" answer} | order answer
//! order     = "<" | "<=" | ">" | ">="
//! answer    = value | fact | fact "+" number ("hours" | "days" | "months")
//! ```

use std::collections::BTreeSet;

use chrono::DateTime;
use thiserror::Error;

use super::{Atom, Condition, Each, Many, Operand, Order, Stretch, Subject, Test};
use crate::fact::{Choice, Kind, Value};

/// What a name in a condition stands for.
pub enum Declared<'a> {
    /// A condition with this name.
    Condition(Condition),
    /// A decision, with its options, and the list of which each record has one.
    Decision(&'a [Choice], Option<&'a str>),
    /// A document, with the list of which each record has one.
    Document(Option<&'a str>),
    /// A fact.
    Fact(&'a Kind),
    /// A task, with the list of which each record has one.
    Task(Option<&'a str>),
}

/// The declared names.
pub trait Names {
    /// Returns every name, for suggestions.
    fn all(&self) -> Vec<&str>;
    /// Tells whether a fact may be compared with a fact (only in requirements of law).
    fn compares_facts(&self) -> bool {
        false
    }
    /// Returns what a name stands for.
    fn declared(&self, id: &str) -> Option<Declared<'_>>;
    /// Returns the list of which one record is meant, where there is one.
    fn each(&self) -> Option<&str> {
        None
    }
    /// Tells whether there is such a state.
    fn is_state(&self, id: &str) -> bool;
}

/// Why a condition cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// Not a condition.
    #[error("`{text}` is not a condition")]
    Syntax {
        /// The text.
        text: String,
    },
    /// A comparison that does not fit.
    #[error("{what}")]
    Type {
        /// What does not fit.
        what: String,
    },
    /// A test on the content of a personal fact.
    #[error("`{fact}` can hold personal data; a condition may ask only `known` or `count`")]
    Personal {
        /// The fact.
        fact: String,
    },
    /// A name that is not declared.
    #[error("`{id}` is not declared")]
    Unknown {
        /// The name.
        id: String,
    },
}

/// Reads a condition.
pub fn read(text: &str, names: &dyn Names) -> Result<Condition, Problem> {
    let text = text.trim();
    if let Some(rest) = word(text, "not") {
        return Ok(Condition::Not(Box::new(read(rest, names)?)));
    }
    if let Some(state) = word(text, "in") {
        return match names.is_state(state) {
            true => Ok(atom(Subject::State(state.to_owned()), Test::Active)),
            false => Err(unknown(state)),
        };
    }
    if let Some(rest) = word(text, "count") {
        return count(text, rest, names);
    }
    if let Some(rest) = word(text, "all") {
        return each(text, rest, true, names);
    }
    if let Some(rest) = word(text, "any") {
        return each(text, rest, false, names);
    }
    let (id, test) = subject(text)?;
    match names.declared(id).ok_or_else(|| unknown(id))? {
        Declared::Condition(condition) if test.is_empty() => Ok(Condition::Named {
            condition: Box::new(condition),
            id: id.to_owned(),
        }),
        Declared::Decision(_, Some(list))
        | Declared::Document(Some(list))
        | Declared::Task(Some(list))
            if names.each() != Some(list) =>
        {
            Err(Problem::Type {
                what: format!(
                    "there is one `{id}` for each record of `{list}`: write `all {text}` or \
                     `any {text}`"
                ),
            })
        }
        Declared::Task(_) => task(id, test, Subject::Task(id.to_owned())),
        Declared::Document(_) => document(id, test, Subject::Document(id.to_owned())),
        Declared::Decision(options, _) => {
            decision(text, id, test, options, Subject::Decision(id.to_owned()))
        }
        Declared::Fact(kind) => fact(text, id, test, kind, names),
        Declared::Condition(_) => Err(Problem::Type {
            what: format!("`{id}` is a condition and takes no test"),
        }),
    }
}

/// Returns the name that a text begins with, and what follows.
fn subject(text: &str) -> Result<(&str, &str), Problem> {
    let end = text
        .find(|c: char| c.is_whitespace() || "=!<>".contains(c))
        .unwrap_or(text.len());
    match end {
        0 => Err(syntax(text)),
        _ => Ok((&text[..end], text[end..].trim())),
    }
}

/// Reads a test on every task or decision of a list, or on at least one.
fn each(text: &str, rest: &str, every: bool, names: &dyn Names) -> Result<Condition, Problem> {
    let (id, test) = subject(rest)?;
    let many = |list: &str, of: Many| {
        Subject::Each(Each {
            every,
            id: id.to_owned(),
            list: list.to_owned(),
            of,
        })
    };
    match names.declared(id).ok_or_else(|| unknown(id))? {
        Declared::Decision(options, Some(list)) => {
            decision(text, id, test, options, many(list, Many::Decision))
        }
        Declared::Document(Some(list)) => document(id, test, many(list, Many::Document)),
        Declared::Task(Some(list)) => task(id, test, many(list, Many::Task)),
        _ => Err(Problem::Type {
            what: format!(
                "`all` and `any` need a task, a decision or a document with `for_each`, and `{id}` is none"
            ),
        }),
    }
}

fn document(id: &str, test: &str, subject: Subject) -> Result<Condition, Problem> {
    match test {
        "issued" => Ok(atom(subject, Test::Issued)),
        "oral" => Ok(atom(subject, Test::Oral)),
        _ => Err(Problem::Type {
            what: format!("`{id}` is a document; the tests are `{id} issued` and `{id} oral`"),
        }),
    }
}

fn task(id: &str, test: &str, subject: Subject) -> Result<Condition, Problem> {
    match test {
        "done" => Ok(atom(subject, Test::Done)),
        _ => Err(Problem::Type {
            what: format!("`{id}` is a task; the only test is `{id} done`"),
        }),
    }
}

fn count(text: &str, rest: &str, names: &dyn Names) -> Result<Condition, Problem> {
    let (id, test) = rest
        .split_once(char::is_whitespace)
        .ok_or_else(|| syntax(text))?;
    match names.declared(id) {
        Some(Declared::Fact(Kind::Records(_) | Kind::Choices(_))) => {}
        Some(_) => {
            return Err(Problem::Type {
                what: format!("`count` needs a list or a set of choices, and `{id}` is neither"),
            });
        }
        None => return Err(unknown(id)),
    }
    let (order, operand) = order(test).ok_or_else(|| syntax(text))?;
    let number = operand.parse().map_err(|_| Problem::Type {
        what: format!("`count` compares with a whole number, not with `{operand}`"),
    })?;
    let test = Test::Compare(order.0, Operand::Value(Value::Integer(number)));
    Ok(negated(atom(Subject::Count(id.to_owned()), test), order.1))
}

fn decision(
    text: &str,
    id: &str,
    test: &str,
    options: &[Choice],
    subject: Subject,
) -> Result<Condition, Problem> {
    if test == "decided" {
        return Ok(atom(subject, Test::Decided));
    }
    let ((order, negate), operand) = order(test).ok_or_else(|| syntax(text))?;
    if order != Order::Equal {
        return Err(Problem::Type {
            what: format!("the options of `{id}` have no order"),
        });
    }
    Ok(negated(
        atom(subject, Test::Is(members(id, operand, options)?)),
        negate,
    ))
}

fn fact(
    text: &str,
    id: &str,
    test: &str,
    kind: &Kind,
    names: &dyn Names,
) -> Result<Condition, Problem> {
    let make = |test| atom(Subject::Fact(id.to_owned()), test);
    match test {
        "known" => return Ok(make(Test::Known)),
        "unknown" => return Ok(negated(make(Test::Known), true)),
        "asked_unknown" => return Ok(make(Test::AskedUnknown)),
        "certain" => return Ok(make(Test::Certain)),
        "" if *kind == Kind::Bool => return Ok(make(Test::Yes)),
        _ => {}
    }
    if kind.is_erasable() {
        return Err(Problem::Personal {
            fact: id.to_owned(),
        });
    }
    if let Some(ids) = word(test, "has") {
        let Kind::Choices(choices) = kind else {
            return Err(Problem::Type {
                what: format!(
                    "`has` needs a set of choices, and `{id}` is {}",
                    kind.name()
                ),
            });
        };
        return Ok(make(Test::Has(members(id, ids, choices)?)));
    }
    let ((order, negate), operand) = order(test).ok_or_else(|| syntax(text))?;
    let ordered = |test: Test| match order {
        Order::Equal => Ok(negated(make(test), negate)),
        _ => Err(Problem::Type {
            what: format!("the answers of `{id}` have no order"),
        }),
    };
    match kind {
        Kind::Choice(choices) => ordered(Test::Is(members(id, operand, choices)?)),
        Kind::Bool => match operand {
            "ja" => ordered(Test::Yes),
            "nee" if order == Order::Equal => Ok(negated(make(Test::Yes), !negate)),
            _ => Err(Problem::Type {
                what: format!("`{id}` is yes or no: compare with `ja` or `nee`"),
            }),
        },
        Kind::Choices(_) => Err(Problem::Type {
            what: format!("`{id}` is a set of choices: use `{id} has …` or `count {id} …`"),
        }),
        _ => {
            let operand = self::operand(id, kind, operand, names)?;
            Ok(negated(make(Test::Compare(order, operand)), negate))
        }
    }
}

fn operand(id: &str, kind: &Kind, text: &str, names: &dyn Names) -> Result<Operand, Problem> {
    if names.compares_facts()
        && let Some((fact, stretch)) = text.split_once('+')
        && let Operand::Fact(fact) = operand(id, kind, fact.trim(), names)?
    {
        return later(id, kind, fact, stretch.trim());
    }
    if names.compares_facts()
        && let Some(Declared::Fact(other)) = names.declared(text)
    {
        return match other == kind {
            true => Ok(Operand::Fact(text.to_owned())),
            false => Err(Problem::Type {
                what: format!("`{id}` is {} and `{text}` is {}", kind.name(), other.name()),
            }),
        };
    }
    // A condition has no moment of its own, so a time without a date is not accepted: it would be
    // read as a time on this fixed day.
    let value = kind.read(text, DateTime::UNIX_EPOCH);
    let partial = *kind == Kind::Datetime && !text.contains('-');
    match value {
        Ok(value) if !partial => Ok(Operand::Value(value)),
        Ok(_) => Err(Problem::Type {
            what: format!("`{text}` has no date"),
        }),
        Err(unreadable) => Err(Problem::Type {
            what: format!("`{id}`: {unreadable}"),
        }),
    }
}

/// Reads a stretch of time after another fact, such as `begin + 3 months`.
fn later(id: &str, kind: &Kind, fact: String, text: &str) -> Result<Operand, Problem> {
    let number = text.split_whitespace().next().unwrap_or_default();
    let count: Option<u32> = number.parse().ok().filter(|count| *count <= 36_600);
    let unit = text[number.len()..].trim();
    let by = match (count, unit, kind) {
        (Some(count), "hours" | "hour", Kind::Datetime) => Stretch::Hours(count),
        (Some(count), "days" | "day", Kind::Date | Kind::Datetime) => Stretch::Days(count),
        (Some(count), "months" | "month", Kind::Date | Kind::Datetime) => Stretch::Months(count),
        _ => {
            return Err(Problem::Type {
                what: format!(
                    "`{text}` cannot be added to `{id}`, which is {}: write such as `+ 12 hours`, \
                     `+ 90 days` or `+ 3 months` after a moment, days or months after a date",
                    kind.name()
                ),
            });
        }
    };
    Ok(Operand::Later { by, fact })
}

/// Returns the order, whether it is negated (`!=`), and what follows.
fn order(test: &str) -> Option<((Order, bool), &str)> {
    const ORDERS: [(&str, Order, bool); 6] = [
        ("<=", Order::LessOrEqual, false),
        (">=", Order::GreaterOrEqual, false),
        ("!=", Order::Equal, true),
        ("=", Order::Equal, false),
        ("<", Order::Less, false),
        (">", Order::Greater, false),
    ];
    ORDERS.iter().find_map(|(sign, order, negate)| {
        let rest = test.strip_prefix(sign)?.trim();
        (!rest.is_empty() && !rest.starts_with(['=', '<', '>']))
            .then_some(((*order, *negate), rest))
    })
}

fn members(subject: &str, text: &str, choices: &[Choice]) -> Result<BTreeSet<String>, Problem> {
    text.split('|')
        .map(|id| {
            let id = id.trim();
            match choices.iter().any(|choice| choice.id == id) {
                true => Ok(id.to_owned()),
                false => {
                    let possible: Vec<String> =
                        choices.iter().map(|c| format!("`{}`", c.id)).collect();
                    Err(Problem::Type {
                        what: format!(
                            "`{id}` is not an answer of `{subject}`; possible are {}",
                            possible.join(", ")
                        ),
                    })
                }
            }
        })
        .collect()
}

/// Returns what follows a leading keyword.
fn word<'a>(text: &'a str, keyword: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(keyword)?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim())
}

fn atom(subject: Subject, test: Test) -> Condition {
    Condition::Atom(Atom { subject, test })
}

fn negated(condition: Condition, negate: bool) -> Condition {
    match negate {
        true => Condition::Not(Box::new(condition)),
        false => condition,
    }
}

fn syntax(text: &str) -> Problem {
    Problem::Syntax {
        text: text.to_owned(),
    }
}

fn unknown(id: &str) -> Problem {
    Problem::Unknown { id: id.to_owned() }
}

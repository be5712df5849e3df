//! A condition read back in Dutch.

use super::{Atom, Condition, Each, Need, Operand, Order, Stretch, Subject, Test};
use crate::fact::{Kind, dutch as print};

/// What stands in the place of what is not for who reads it.
pub const WITHHELD: &str = "besloten";

/// What the ids in a condition are called.
pub trait Words {
    /// Returns the kind of a fact.
    fn kind(&self, fact: &str) -> Option<&Kind>;
    /// Returns the label of a subject, as the team knows it.
    fn label(&self, subject: &Subject) -> String;
    /// Returns the label of a named condition.
    fn named(&self, condition: &str) -> Option<String>;
    /// Tells whether what a condition says about a subject is not for who reads it.
    fn is_withheld(&self, _subject: &Subject) -> bool {
        false
    }
    /// Returns the title of an option of a decision.
    fn option(&self, decision: &str, option: &str) -> String;
}

/// Returns the condition as a Dutch phrase.
pub fn dutch(condition: &Condition, words: &dyn Words) -> String {
    phrase(condition, true, words)
}

/// Returns a need as a Dutch phrase: what would have to be so.
pub fn requirement(need: &Need, words: &dyn Words) -> String {
    atom(&need.atom, need.holds, words)
}

fn phrase(condition: &Condition, holds: bool, words: &dyn Words) -> String {
    let join = |parts: &[Condition], and: bool| {
        let phrases = parts.iter().map(|part| {
            let said = phrase(part, holds, words);
            // Without brackets nobody sees what the other word takes together.
            let is_mixed = parts.len() > 1 && joins_by_and(part, holds, words) == Some(!and);
            if is_mixed { format!("({said})") } else { said }
        });
        let phrases: Vec<String> = phrases.collect();
        match (phrases.is_empty(), and) {
            (true, true) => "altijd".to_owned(),
            (true, false) => "nooit".to_owned(),
            (false, true) => print::list(&phrases),
            (false, false) => print::either(&phrases),
        }
    };
    match condition {
        Condition::All(parts) => join(parts, holds),
        Condition::Any(parts) => join(parts, !holds),
        Condition::Atom(it) => atom(it, holds, words),
        Condition::Not(part) => phrase(part, !holds, words),
        Condition::Named { condition, id } => match words.named(id) {
            Some(label) if holds => label,
            Some(label) => format!("niet: {label}"),
            None => phrase(condition, holds, words),
        },
    }
}

/// Tells whether what is said of a condition is joined by "en" or by "of"; nothing when nothing is joined.
fn joins_by_and(condition: &Condition, holds: bool, words: &dyn Words) -> Option<bool> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => match parts.as_slice() {
            [] => None,
            [part] => joins_by_and(part, holds, words),
            _ => Some(matches!(condition, Condition::All(_)) == holds),
        },
        Condition::Atom(_) => None,
        Condition::Named { condition, id } => match words.named(id) {
            Some(_) => None,
            None => joins_by_and(condition, holds, words),
        },
        Condition::Not(part) => joins_by_and(part, !holds, words),
    }
}

fn atom(atom: &Atom, holds: bool, words: &dyn Words) -> String {
    if words.is_withheld(&atom.subject) {
        return "iets uit een besloten deel".to_owned();
    }
    let label = words.label(&atom.subject);
    let not = match (&atom.subject, holds) {
        (Subject::Each(each), true) if each.every => "voor elk ",
        (Subject::Each(each), false) if each.every => "niet voor elk ",
        (Subject::Each(_), true) => "voor ten minste één ",
        (Subject::Each(_), false) => "voor geen enkele ",
        (_, true) => "",
        (_, false) => "niet ",
    };
    match (&atom.subject, &atom.test) {
        (Subject::State(_), _) => format!("{not}in stap ‘{label}’"),
        (_, Test::Done) => format!("‘{label}’ is {not}klaar"),
        (_, Test::Issued) => format!("‘{label}’ is {not}gegeven of bekendgemaakt"),
        (_, Test::Oral) if holds => {
            format!("‘{label}’ is {not}mondeling gegeven en staat nog niet op papier")
        }
        (_, Test::Oral) => format!("‘{label}’ is {not}mondeling gegeven, of staat op papier"),
        (_, Test::Decided) => format!("over ‘{label}’ is {not}besloten"),
        (_, Test::Known) => format!("‘{label}’ is {not}bekend"),
        (_, Test::AskedUnknown) if holds => format!("‘{label}’ is gevraagd en onbekend"),
        (_, Test::AskedUnknown) => format!("‘{label}’ staat niet open als onbekend"),
        (_, Test::Certain) => format!("‘{label}’ is {not}bevestigd"),
        (_, Test::Yes) => format!("‘{label}’ is {}", if holds { "ja" } else { "nee" }),
        (subject, Test::Is(ids) | Test::Has(ids)) => {
            let options: Vec<String> = ids.iter().map(|id| option(subject, id, words)).collect();
            format!("‘{label}’ is {not}{}", print::either(&options))
        }
        (subject, Test::Compare(order, operand)) => {
            let number = if matches!(subject, Subject::Count(_)) {
                format!("het aantal bij ‘{label}’")
            } else {
                format!("‘{label}’")
            };
            let operand = match operand {
                Operand::Fact(id) => format!("‘{}’", words.label(&Subject::Fact(id.clone()))),
                Operand::Later { by, fact } => {
                    let fact = words.label(&Subject::Fact(fact.clone()));
                    format!("{} na ‘{fact}’", stretch(*by))
                }
                Operand::Value(value) => match subject {
                    Subject::Fact(id) => match words.kind(id) {
                        Some(kind) => print::value(kind, value),
                        None => print::value(&Kind::Text, value),
                    },
                    _ => print::value(&Kind::Integer, value),
                },
            };
            format!("{number} is {}{operand}", order_words(*order, holds))
        }
        (_, Test::Active) => format!("‘{label}’ is {not}actief"),
    }
}

fn option(subject: &Subject, id: &str, words: &dyn Words) -> String {
    match subject {
        Subject::Decision(decision) | Subject::Each(Each { id: decision, .. }) => {
            words.option(decision, id)
        }
        Subject::Fact(fact) => words
            .kind(fact)
            .and_then(|kind| kind.choices().iter().find(|choice| choice.id == id))
            .map_or_else(|| id.replace('_', " "), |choice| choice.label.clone()),
        _ => id.to_owned(),
    }
}

fn stretch(by: Stretch) -> String {
    let (count, one, many) = match by {
        Stretch::Days(count) => (count, "dag", "dagen"),
        Stretch::Hours(count) => (count, "uur", "uur"),
        Stretch::Months(count) => (count, "maand", "maanden"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

fn order_words(order: Order, holds: bool) -> &'static str {
    match (order, holds) {
        (Order::Equal, true) => "",
        (Order::Equal, false) => "niet ",
        (Order::Greater, true) | (Order::LessOrEqual, false) => "meer dan ",
        (Order::GreaterOrEqual, true) | (Order::Less, false) => "ten minste ",
        (Order::Less, true) | (Order::GreaterOrEqual, false) => "minder dan ",
        (Order::LessOrEqual, true) | (Order::Greater, false) => "ten hoogste ",
    }
}

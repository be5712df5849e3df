//! What a municipality says about itself: names, numbers, and the local texts that orders rest on.
//!
//! Never invents what is not there: an empty text is missing.

use chrono::NaiveDate;
use serde::Serialize;

use super::shape;
use crate::diagnostic::{Finding, Source};
use crate::fact::dutch;
use crate::reader::{self, Table};

/// A municipality; by default everything is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Municipality {
    /// The address of the town hall.
    pub address: String,
    /// Articles of the own APV.
    pub articles: Vec<Article>,
    /// The code of Statistics Netherlands.
    pub code: String,
    /// Mandates.
    pub mandates: Vec<Text>,
    /// The full name.
    pub name: String,
    /// How organs are named.
    pub organs: Vec<Organ>,
    /// Telephone numbers, most important first.
    pub phones: Vec<Phone>,
    /// The place where orders are given.
    pub place: String,
    /// Policy rules.
    pub policies: Vec<Text>,
    /// Every text by its path, in written order; dates in Dutch.
    #[serde(skip)]
    values: Vec<(String, String)>,
}

/// How an organ is named in orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organ {
    /// The role id.
    pub id: String,
    /// How an order names who replaces it.
    pub replaced_by: String,
    /// How an order names it.
    pub title: String,
}

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phone {
    /// What it is for.
    #[serde(rename = "for")]
    pub for_: String,
    /// Whose number it is.
    pub name: String,
    /// The number.
    pub number: String,
}

/// An article of the own APV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Article {
    /// The article, as an order cites it.
    pub article: String,
    /// The number in the collection of local regulations.
    pub cvdr: String,
    /// The id.
    pub id: String,
    /// The text.
    pub text: String,
    /// The title of the regulation.
    pub title: String,
    /// Since when this text is valid.
    pub valid_from: Option<NaiveDate>,
}

/// A local text: a policy rule or a mandate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// When it was adopted.
    pub date: Option<NaiveDate>,
    /// The id.
    pub id: String,
    /// The text.
    pub text: String,
    /// The title.
    pub title: String,
}

impl Municipality {
    /// Reads a municipality file.
    pub fn parse(source: &Source) -> Result<Municipality, Vec<Finding>> {
        match reader::read(source, &shape::MUNICIPALITY) {
            (Some(table), findings) if findings.is_empty() => Ok(municipality(&table)),
            (_, findings) => Err(findings),
        }
    }

    /// Returns the text at a path such as `apv.evenement.text`; nothing when it is absent or empty.
    pub fn value(&self, path: &str) -> Option<&str> {
        let found = self.values.iter().find(|(known, _)| known == path);
        found.map(|(_, text)| text.as_str())
    }

    /// Returns every path with its text, in written order.
    pub fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }
}

fn municipality(table: &Table) -> Municipality {
    let texts = |key| {
        let named = table.named(key);
        named
            .map(|(id, text)| Text {
                date: text.date("date"),
                id: id.text.clone(),
                text: text.string("text"),
                title: text.string("title"),
            })
            .collect()
    };
    let mut values = Vec::new();
    collect(table, "", &mut values);
    Municipality {
        address: table.string("address"),
        articles: table
            .named("apv")
            .map(|(id, article)| Article {
                article: article.string("article"),
                cvdr: article.string("cvdr"),
                id: id.text.clone(),
                text: article.string("text"),
                title: article.string("title"),
                valid_from: article.date("valid_from"),
            })
            .collect(),
        code: table.string("code"),
        mandates: texts("mandate"),
        name: table.string("name"),
        organs: table
            .named("organ")
            .map(|(id, organ)| Organ {
                id: id.text.clone(),
                replaced_by: organ.string("replaced_by"),
                title: organ.string("title"),
            })
            .collect(),
        phones: table
            .tables("phone")
            .map(|phone| Phone {
                for_: phone.string("for"),
                name: phone.string("name"),
                number: phone.string("number"),
            })
            .collect(),
        place: table.string("place"),
        policies: texts("policy"),
        values,
    }
}

/// Collects the texts and dates in a table, lists left out.
fn collect(table: &Table, prefix: &str, values: &mut Vec<(String, String)>) {
    for entry in table
        .entries
        .iter()
        .filter(|entry| entry.key.text != "schema")
    {
        let path = format!("{prefix}{}", entry.key.text);
        match &entry.value.data {
            reader::Data::Table(inside) => collect(inside, &format!("{path}."), values),
            reader::Data::Text(text) if !text.trim().is_empty() => {
                values.push((path, text.clone()));
            }
            reader::Data::Date(date) => values.push((path, dutch::date(*date))),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
schema = "draaiboek-gemeente/1"
name = "Gemeente Voorbeeldstad"
code = ""
[apv.evenement]
article = "artikel 2:25, eerste lid"
title = "APV"
text = "Het is verboden."
valid_from = 2024-01-01
"#;

    #[test]
    fn a_value_is_found_by_its_path_and_an_empty_one_is_missing() {
        let read = Municipality::parse(&Source::new("gemeente.toml", TEXT))
            .expect("the municipality file is good");
        assert_eq!(read.value("apv.evenement.text"), Some("Het is verboden."));
        assert_eq!(
            read.value("apv.evenement.valid_from"),
            Some("1 januari 2024")
        );
        assert_eq!(read.value("code"), None);
        assert_eq!(Municipality::default().value("name"), None);
    }
}

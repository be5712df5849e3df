//! A list of records, asked field by field.

use super::{Leave, Turn, Walk};
use crate::fact::{Field, Record, Value};
use crate::view;

impl Walk<'_> {
    /// Asks for records behind those that are there, until the first field of one is left empty; any other field may be empty,
    /// which means that it is not known.
    pub(super) fn records(&mut self, mut records: Vec<Record>, fields: &[Field]) -> Turn<Value> {
        let known = records.len();
        while let Some(record) = self.one_record(fields, records.len() + 1)? {
            records.push(record);
        }
        match records.len() == known {
            true => Err(Leave::Back),
            false => Ok(Value::Records(records)),
        }
    }

    /// Asks for records behind those that are known.
    pub(super) fn more_records(&mut self, fact: &str, fields: &[Field]) -> Turn<Value> {
        let state = self.session.incident().situation().facts.get(fact);
        match state.and_then(|state| state.value()).cloned() {
            Some(Value::Records(known)) => self.records(known, fields),
            _ => self.records(Vec::new(), fields),
        }
    }

    fn one_record(&mut self, fields: &[Field], number: usize) -> Turn<Option<Record>> {
        let mut record = Record::new();
        for (at, field) in fields.iter().enumerate() {
            let options = view::options(&field.kind);
            let empty = match at {
                0 => "Enter = klaar",
                _ => "Enter = onbekend",
            };
            loop {
                self.say(&options);
                let line = self.ask_signed(&format!("{number}. {} ({empty}):", field.label))?;
                if line.is_empty() && at == 0 {
                    return Ok(None);
                }
                if line.is_empty() || line.eq_ignore_ascii_case("onbekend") {
                    break;
                }
                match self.value(&field.kind, &line) {
                    Ok(value) => {
                        record.insert(field.id.clone(), value);
                        break;
                    }
                    Err(Leave::Said) => {}
                    Err(leave) => return Err(leave),
                }
            }
        }
        Ok(Some(record))
    }
}

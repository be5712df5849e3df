//! The fixed part of an incident file: which incident it is and what is pinned in it.
//!
//! It never changes once made: everything later is an entry.

use super::{
    Database, Error, Finding, Hash, MAX_ATTACHMENT_BYTES, Pin, Place, Problem, chain, row,
};

/// What was fixed when the incident was made.
#[derive(Debug)]
pub(super) struct Incident {
    pub id: String,
    pub genesis: Hash,
    pub pins: Vec<Pin>,
}

impl Incident {
    /// Checks what is given and computes the genesis hash.
    pub fn new(id: &str, pins: &[Pin]) -> Result<Incident, Error> {
        let invalid = |what: String| Err(Error::Invalid { what });
        if id.is_empty() {
            return invalid("an incident needs an id".to_owned());
        }
        for (index, pin) in pins.iter().enumerate() {
            if pin.name.is_empty() || pins[..index].iter().any(|other| other.name == pin.name) {
                return invalid(format!("pin name `{}` is empty or used twice", pin.name));
            }
            if pin.content.len() > MAX_ATTACHMENT_BYTES {
                return invalid(format!(
                    "pin `{}` is larger than {MAX_ATTACHMENT_BYTES} bytes",
                    pin.name
                ));
            }
        }
        let genesis = chain::genesis_hash(
            id,
            pins.iter()
                .map(|pin| (pin.name.as_str(), Hash::of(&pin.content))),
        );
        Ok(Incident {
            id: id.to_owned(),
            genesis,
            pins: pins.to_vec(),
        })
    }

    /// Writes it into the empty tables.
    pub fn insert(&self, database: &Database) -> Result<(), Error> {
        database.change(
            "INSERT INTO incident (only_row, incident_id, genesis_hash) VALUES (1, ?1, ?2)",
            (&self.id, self.genesis.to_string()),
        )?;
        for (position, pin) in (1i64..).zip(&self.pins) {
            database.change(
                "INSERT INTO pin (position, name, sha256, content) VALUES (?1, ?2, ?3, ?4)",
                (
                    position,
                    &pin.name,
                    Hash::of(&pin.content).to_string(),
                    super::text_or_blob(&pin.content),
                ),
            )?;
        }
        Ok(())
    }

    /// Reads it back, and adds a finding for each thing that does not check.
    pub fn read(database: &Database, findings: &mut Vec<Finding>) -> Result<Incident, Error> {
        let mut found = |place: Place, problem| findings.push(Finding { place, problem });

        let mut pins = Vec::new();
        let mut named: Vec<(String, Hash)> = Vec::new();
        database.each(
            "SELECT position, name, sha256, content FROM pin ORDER BY position",
            |columns| {
                let position: Option<usize> = row::number(columns, 0);
                let (Some(name), Some(hash), Some(content)) = (
                    row::text(columns, 1),
                    row::hash(columns, 2),
                    row::bytes(columns, 3),
                ) else {
                    let name = row::text(columns, 1).unwrap_or_default();
                    found(Place::Pin(name), Problem::Column("name, sha256 or content"));
                    return Ok(());
                };
                if position != Some(pins.len() + 1) {
                    // Stops here: a broken tree could repeat pins without end.
                    let problem = Problem::OutOfOrder {
                        expected: pins.len() as u64 + 1,
                    };
                    return Err(database.damaged(Place::Pin(name), problem));
                }
                if Hash::of(&content) != hash {
                    found(Place::Pin(name.clone()), Problem::ContentChanged);
                }
                named.push((name.clone(), hash));
                pins.push(Pin { name, content });
                Ok(())
            },
        )?;

        let mut id = None;
        let mut genesis = None;
        database.each(
            "SELECT incident_id, genesis_hash FROM incident LIMIT 1",
            |columns| {
                id = row::text(columns, 0);
                genesis = row::hash(columns, 1);
                Ok(())
            },
        )?;
        let (Some(id), Some(genesis)) = (id, genesis) else {
            return Err(database.damaged(Place::Incident, Problem::Missing));
        };
        let computed =
            chain::genesis_hash(&id, named.iter().map(|(name, hash)| (name.as_str(), *hash)));
        if computed != genesis {
            found(Place::Incident, Problem::HashChanged);
        }
        Ok(Incident { id, genesis, pins })
    }
}

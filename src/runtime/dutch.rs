//! What goes wrong with files, in Dutch: what it is and what to do, the technical text in brackets.
//!
//! Never decides what happens next.

use std::io;

use super::Error;
use crate::store;

/// Returns what went wrong in a turn.
pub fn turn(error: &Error) -> String {
    let what = match error {
        Error::Store(error) => return storage(error),
        Error::Entry { seq, .. } => {
            format!("Regel {seq} kan niet worden gelezen. Ga verder met een kopie.")
        }
        Error::NotABranch { .. } => {
            "Dit bestand is geen kopie van dit incident met eigen nieuwe regels.".to_owned()
        }
        Error::NotAnExercise => {
            "Dit is geen bestand van wie een oefening leidt: er staat geen scenario in.".to_owned()
        }
        Error::NotDrawn(_) => "De tekening kan niet worden gemaakt.".to_owned(),
        Error::OfStaff { incident } => format!(
            "Dit bestand is van wie de oefening leidt. Neem het bestand van de spelers: {}.",
            incident.display()
        ),
        Error::Randomness { .. } => {
            "Deze computer geeft geen toevalsgetallen. Start hem opnieuw of neem een andere."
                .to_owned()
        }
        Error::Stale { .. } => {
            "Op hetzelfde moment schreef een ander iets bij. Kijk wat er veranderde.".to_owned()
        }
        Error::Rejected(_) | Error::Unreadable(_) => {
            let what = of_text(&error.to_string());
            what.unwrap_or("Het draaiboek of een tekst erbij is onbruikbaar.")
                .to_owned()
        }
        _ => "Er ging iets mis.".to_owned(),
    };
    format!("{what} [{error}]")
}

/// Returns what went wrong with an incident file.
pub fn storage(error: &store::Error) -> String {
    use store::Error;
    let what = match error {
        Error::Damaged { .. } => {
            "Het bestand is beschadigd. Laat het zoals het is en ga verder met een kopie; \
             `draaiboek verify` zegt wat er mis is."
        }
        Error::DiskFull { .. } => {
            "De schijf is vol. Maak ruimte en typ het opnieuw; het logboek zelf is heel."
        }
        Error::Exists { .. } => "Er is al een bestand met die naam.",
        Error::Invalid { .. } => "Dit past niet in het bestand.",
        Error::Io { what, .. } | Error::NotSaved { what, .. } => of_text(what).unwrap_or(FAILING),
        Error::Locked { .. } => {
            "Een ander programma houdt het bestand bezet (kopie, back-up, virusscanner). Sluit \
             dat of wacht, en typ het opnieuw."
        }
        Error::Newer { .. } => {
            "Het bestand is gemaakt met een nieuwere versie van dit programma. Gebruik die."
        }
        Error::NoEntry { .. } => "Die regel is er niet.",
        Error::NotAnIncident { .. } => "Dit is geen bestand van dit programma. Kies een ander.",
        Error::NotFound { .. } => {
            "Het bestand is er niet. Controleer de naam en of de stick of schijf is aangesloten."
        }
        Error::NotOlderCopy { .. } => {
            "Op die plek staat iets dat dan verloren gaat. Kies een andere naam."
        }
        Error::ReadOnly { .. } => {
            "Het bestand kan hier alleen worden gelezen. Kopieer het naar een plek waar u mag \
             schrijven."
        }
        Error::NetworkDrive { .. } => {
            "Dit is een netwerkschijf. Bewaar het incident op deze computer of op een stick, en \
             zet er een kopie neer."
        }
        Error::Replaced { .. } => {
            "Het bestand is vervangen door een ander. Vergelijk het met een papieren \
             controlewoord."
        }
        Error::Stale { .. } => "Op hetzelfde moment schreef een ander iets bij.",
        Error::UnfinishedWrite { .. } => {
            "Een regel is half geschreven. Open het bestand eerst op een plek waar u mag \
             schrijven, met het `-journal`-bestand ernaast."
        }
        Error::Unusable { .. } => "Een eerdere regel ging mis.",
    };
    format!("{what} [{error}]")
}

/// Returns what went wrong with another file.
pub fn file(error: &io::Error) -> String {
    let what = of_kind(error.kind()).or_else(|| of_text(&error.to_string()));
    format!("{} [{error}]", what.unwrap_or(FAILING))
}

const FAILING: &str = "De schijf of stick meldt een fout. Controleer het medium; maak een kopie met `draaiboek copy`.";

/// Returns what the number of the operating system in a technical text means.
pub fn of_text(technical: &str) -> Option<&'static str> {
    let (_, rest) = technical.rsplit_once("(os error ")?;
    let number: i32 = rest.split(')').next()?.parse().ok()?;
    // Windows: another program has the file or a part of it.
    if cfg!(windows) && matches!(number, 32 | 33) {
        return of_kind(io::ErrorKind::ResourceBusy);
    }
    of_kind(io::Error::from_raw_os_error(number).kind())
}

fn of_kind(kind: io::ErrorKind) -> Option<&'static str> {
    use io::ErrorKind;
    Some(match kind {
        ErrorKind::AlreadyExists => "Er is al een bestand met die naam.",
        ErrorKind::IsADirectory => "Dit is een map en geen bestand.",
        ErrorKind::NotADirectory | ErrorKind::NotFound => {
            "Het bestand of de map is er niet. Controleer de naam en of de stick of schijf is \
             aangesloten."
        }
        ErrorKind::PermissionDenied => {
            "U hebt hier geen rechten. Kies een bestand of map waar u bij mag."
        }
        ErrorKind::QuotaExceeded | ErrorKind::StorageFull => {
            "De schijf is vol. Maak ruimte en doe het opnieuw."
        }
        ErrorKind::ReadOnlyFilesystem => {
            "Op deze schijf of stick kan niet worden geschreven. Kies een andere plek."
        }
        ErrorKind::ResourceBusy => {
            "Een ander programma houdt het bestand bezet. Sluit dat of wacht, en doe het opnieuw."
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_error_is_dutch_and_keeps_its_technical_text() {
        let check = |kind: io::ErrorKind, begin: &str| {
            let words = file(&io::Error::new(kind, "technical"));
            assert!(
                words.starts_with(begin) && words.ends_with("[technical]"),
                "{words}"
            );
        };
        check(io::ErrorKind::PermissionDenied, "U hebt hier geen rechten");
        check(io::ErrorKind::NotFound, "Het bestand of de map is er niet");
        check(io::ErrorKind::StorageFull, "De schijf is vol");
        check(io::ErrorKind::ReadOnlyFilesystem, "Op deze schijf of stick");
        check(io::ErrorKind::Other, "De schijf of stick meldt een fout");
    }

    #[test]
    fn a_locked_or_damaged_incident_says_what_to_do() {
        let path = std::path::PathBuf::from("a.draaiboek");
        let words = storage(&store::Error::Locked { path: path.clone() });
        assert!(
            words.contains("bezet") && words.contains("[another program"),
            "{words}"
        );
        let damaged = store::Error::Damaged {
            path,
            place: store::Place::File,
            problem: store::Problem::Missing,
        };
        assert!(storage(&damaged).starts_with("Het bestand is beschadigd."));
    }
}

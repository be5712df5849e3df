//! Refusals in Dutch: why not, and what is possible.

use super::documents::open as not_ready;
use super::words::{of_line, stage};
use super::{needs, role_title};
use crate::engine::{Kind, Lack, Outcome, Refusal, Stage};
use crate::fact::dutch as print;
use crate::playbook::Playbook;

/// Returns a refusal as Dutch sentences.
pub fn dutch(playbook: &Playbook, refusal: &Refusal) -> String {
    let roles = |ids: &[String]| {
        let titles: Vec<String> = ids.iter().map(|id| role_title(playbook, id)).collect();
        print::list(&titles)
    };
    let open = |open: &[crate::fact::condition::Need]| match open.is_empty() {
        true => String::new(),
        false => format!(" Nodig: {}.", print::list(&needs(playbook, open))),
    };
    let trigger = |id: &String| {
        playbook
            .trigger(id)
            .map_or_else(|| id.clone(), |trigger| format!("‘{}’", trigger.label))
    };
    let decision = |id: &String| {
        playbook.decision(id).map_or_else(
            || id.clone(),
            |decision| format!("‘{}’", of_line(&decision.title, id)),
        )
    };
    let document = |id: &String| {
        playbook.document(id).map_or_else(
            || id.clone(),
            |document| format!("‘{}’", of_line(&document.title, id)),
        )
    };
    let compartment = |id: &str| {
        playbook.compartment(id).map_or_else(
            || "dat besloten deel".to_owned(),
            |it| format!("‘{}’", it.title),
        )
    };
    // What is not seen here is not named either.
    let is_decision = |id: &&String| playbook.decision(id).is_some();
    let is_document = |id: &&String| playbook.document(id).is_some();
    match refusal {
        Refusal::Absent { role } => format!(
            "{} staat als afwezig in het logboek. Meld eerst dat die terug is.",
            role_title(playbook, role)
        ),
        Refusal::AlreadyStarted => "Dit incident is al gestart.".to_owned(),
        Refusal::ClockNotStarted { .. } => "Deze termijn loopt nog niet.".to_owned(),
        Refusal::Closed => "Het incident is afgesloten; dit kan niet meer.".to_owned(),
        Refusal::DecisionNotOffered {
            decision: id,
            needs,
            offered,
        } => {
            let offered = offered.iter().filter(is_decision);
            let offered: Vec<String> = offered.map(decision).collect();
            let possible = match offered.is_empty() {
                true => " Er ligt nu geen besluit voor.".to_owned(),
                false => format!(" Nu liggen voor: {}.", print::list(&offered)),
            };
            format!(
                "{} ligt nu niet voor.{}{possible}",
                decision(id),
                open(needs)
            )
        }
        Refusal::NotCorrectable { seq, .. } => format!(
            "Regel {seq} kan zo niet worden verbeterd. Feiten, besluiten en notities kunnen \
             worden vervangen; andere regels alleen ingetrokken."
        ),
        Refusal::Livelock { .. } => {
            "Het draaiboek blijft rondlopen en kan deze stap niet zetten. Er is niets \
             veranderd."
                .to_owned()
        }
        Refusal::MeetingOpen { number } => {
            format!("Overleg {number} is nog bezig. Sluit dat eerst af.")
        }
        Refusal::Answered { seq, .. } => {
            format!("Deze vraag is al beantwoord: regel {seq}.")
        }
        Refusal::Delivered { seq, .. } => {
            format!("Dit bericht is al aan de spelers gegeven: regel {seq}.")
        }
        Refusal::Halted { seq } => format!(
            "De oefening ligt stil (regel {seq}): er is iets echts aan de hand. Een notitie kan wel."
        ),
        Refusal::NotAnExercise => "Dit kan alleen in een oefening.".to_owned(),
        Refusal::TooFast { maximum, .. } => {
            format!("De tijd kan hooguit {maximum} keer zo snel lopen.")
        }
        Refusal::NoMeeting => "Er is nu geen overleg bezig.".to_owned(),
        Refusal::NoGround { fact } => {
            let label = playbook
                .fact(fact)
                .map_or(fact.as_str(), |f| f.label.as_str());
            format!(
                "‘{label}’ zijn politiegegevens. Leg alleen vast of ze er zijn (`aanwezig` of \
                 `geen`), of noem de grondslag."
            )
        }
        Refusal::NoSuchItem { items, list, .. } => match list {
            None => "Hiervan is er maar één.".to_owned(),
            Some(list) => {
                let label = playbook.fact(list).map_or(list, |fact| &fact.label);
                match items.len() {
                    0 => format!("Dit is er voor elke regel van ‘{label}’, en die is nog leeg."),
                    count => format!(
                        "Dit is er voor elke regel van ‘{label}’: noem het nummer, 1 tot en met \
                         {count}."
                    ),
                }
            }
        },
        Refusal::RecordMoved { fact, number } => {
            let label = playbook.fact(fact).map_or(fact, |fact| &fact.label);
            format!(
                "Voor regel {number} van ‘{label}’ is al iets gedaan. Laat elke regel op zijn plaats \
                 en zet nieuwe regels achteraan, of verbeter de logregel."
            )
        }
        Refusal::TaskWaits { needs, task } => {
            let title = playbook
                .task(task)
                .map_or_else(|| task.clone(), |(_, it)| of_line(&it.title, task));
            format!("‘{title}’ kan nog niet klaar zijn.{}", open(needs))
        }
        Refusal::NoText { .. } => "Er ontbreekt tekst; een reden is verplicht.".to_owned(),
        Refusal::NotDrafted {
            document: id,
            drafted,
        } => {
            let drafted = drafted.iter().filter(is_document);
            let drafted: Vec<String> = drafted.map(document).collect();
            let possible = match drafted.is_empty() {
                true => String::new(),
                false => format!(" Wel gemaakt: {}.", print::list(&drafted)),
            };
            format!("Van {} is geen concept gemaakt.{possible}", document(id))
        }
        Refusal::NotReady {
            document: id,
            missing,
            open,
        } => format!(
            "{} is niet gereed: {}. Is het toch ondertekend, leg dan de reden van de afwijking \
             vast.",
            document(id),
            not_ready(playbook, id, *missing, open).join("; ")
        ),
        Refusal::StageNotPossible {
            document: id,
            possible,
            ..
        } => {
            let possible: Vec<String> = possible.iter().filter_map(|id| stage_name(id)).collect();
            let possible = match possible.is_empty() {
                true => " Het is ingetrokken.".to_owned(),
                false => format!(" Wel: {}.", print::either(&possible)),
            };
            format!("Dit kan nu niet met {}.{possible}", document(id))
        }
        Refusal::NotAllowed { allowed, role, .. } => format!(
            "{} mag dit niet. Wel: {}.",
            role_title(playbook, role),
            roles(allowed)
        ),
        Refusal::NotPossible {
            needs,
            possible,
            trigger: id,
            ..
        } => {
            let possible: Vec<String> = possible.iter().map(trigger).collect();
            let possible = match possible.is_empty() {
                true => " Er is nu niets anders mogelijk.".to_owned(),
                false => format!(" Wel mogelijk: {}.", print::list(&possible)),
            };
            format!("{} kan nu niet.{}{possible}", trigger(id), open(needs))
        }
        Refusal::NotYetHappened { at, .. } => format!(
            "{} moet nog komen. Een gebeurtenis ligt in het verleden.",
            print::datetime(*at)
        ),
        Refusal::NoOtherPlaybook => "Er is geen ander draaiboek om naar over te gaan.".to_owned(),
        Refusal::NotMapped { missing } => format!(
            "De overgang zegt niet wat er gebeurt met: {}.",
            print::list(&missing.iter().map(lack).collect::<Vec<_>>())
        ),
        Refusal::NotPlaced { states } => format!(
            "Deze stappen kunnen in het andere draaiboek niet samen: {}.",
            states.join(", ")
        ),
        Refusal::NotStarted => "Er is nog geen incident gestart.".to_owned(),
        Refusal::OptionNotPossible { needs, .. } => {
            format!("Deze keuze kan nu niet.{}", open(needs))
        }
        Refusal::Stale { .. } => {
            "Er is intussen iets bijgeschreven. Kijk opnieuw en bevestig daarna.".to_owned()
        }
        Refusal::TaskNotOpen { .. } => "Deze taak staat niet open.".to_owned(),
        Refusal::TimeGap { last, now } => format!(
            "De laatste regel is van {}; volgens deze computer is het {}.",
            print::datetime(*last),
            print::datetime(*now)
        ),
        Refusal::TimeRunsForward { last, .. } => format!(
            "De tijd kan niet terug. De laatste regel is van {}.",
            print::datetime(*last)
        ),
        Refusal::TwoCompartments { places } => {
            let name = |place: &Option<String>| match place {
                Some(id) => compartment(id),
                None => "wat iedereen ziet".to_owned(),
            };
            let names: Vec<String> = places.iter().map(name).collect();
            format!(
                "Dit raakt {}. Leg elk apart vast; bewijs bij een stuk hoort waar het stuk hoort.",
                print::list(&names)
            )
        }
        Refusal::Unseen {
            compartment: id,
            role,
            sees,
        } => {
            let sees: Vec<String> = sees.iter().map(|id| compartment(id)).collect();
            let possible = match sees.is_empty() {
                true => String::new(),
                false => format!(" Wel: {}.", print::list(&sees)),
            };
            format!(
                "{} ziet {} niet.{possible}",
                role_title(playbook, role),
                compartment(id)
            )
        }
        Refusal::Unknown { id, .. } => format!("‘{id}’ bestaat niet in dit draaiboek."),
        Refusal::WrongKind { fact, .. } => {
            let label = playbook
                .fact(fact)
                .map_or(fact.as_str(), |f| f.label.as_str());
            format!("Dit antwoord past niet bij ‘{label}’.")
        }
    }
}

/// Returns a stage in words, by its name.
fn stage_name(name: &str) -> Option<String> {
    match Stage::parse(name, None) {
        Some(known) => Some(stage(known).to_owned()),
        None => Stage::parse(name, Some(Outcome::Keep)).map(|_| "herzien".to_owned()),
    }
}

/// Says what has no place in the playbook that an incident moves to.
fn lack(lack: &Lack) -> String {
    let what = |kind: Kind| match kind {
        Kind::Clock => "termijn",
        Kind::Decision => "besluit",
        Kind::Document => "stuk",
        Kind::Fact => "feit",
        Kind::Role => "rol",
        Kind::State => "stap",
        Kind::Task => "taak",
    };
    match lack {
        Lack::Absent { id, kind } | Lack::Nowhere { id, kind, .. } => {
            format!("{} ‘{id}’", what(*kind))
        }
        Lack::Both {
            first,
            kind,
            second,
            ..
        } => format!("{} ‘{first}’ en ‘{second}’ (op één plek)", what(*kind)),
        Lack::Option { decision, option } => format!("keuze ‘{option}’ van besluit ‘{decision}’"),
        Lack::Unfit { fact, .. } => format!("het antwoord op ‘{fact}’"),
    }
}

//! The log as lines a person reads.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::documents::open;
use super::words::{drafted, line_numbers, of_line, stage as stage_words};
use super::{ASKED_UNKNOWN, note_kind, role_title, who};
use crate::engine::{Answer, ERASED, Entry, Event, Incident, Stage, StruckHow, version_of};
use crate::fact::dutch;
use crate::playbook::{Playbook, State, WITHHELD};

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// When it happened.
    pub happened_at: DateTime<Utc>,
    /// What kind of line, in one Dutch word.
    pub kind: &'static str,
    /// Where the team is in the playbook because of it.
    pub moved: Vec<String>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The position in the log.
    pub seq: u64,
    /// Whether it was struck.
    pub struck: bool,
    /// By which line it was corrected.
    pub struck_by: Option<u64>,
    /// What it says.
    pub text: String,
    /// Who.
    pub who: String,
}

/// Returns the whole log.
pub fn log(playbook: &Playbook, incident: &Incident) -> Vec<Line> {
    incident
        .log()
        .iter()
        .map(|entry| line(playbook, incident, entry))
        .collect()
}

/// Returns one entry as a line.
pub fn line(playbook: &Playbook, incident: &Incident, entry: &Entry) -> Line {
    let struck = incident.struck(entry.seq);
    let playbook = version_of(playbook, incident.log(), entry.seq);
    let mut text = words(playbook, entry, entry.event());
    if let Some(compartment) = &entry.meta.compartment {
        let title = playbook.compartment(compartment);
        let title = title.map_or(compartment.as_str(), |it| it.title.as_str());
        text = format!("[alleen {title}] {text}");
    }
    if let Some(late) = entry.content.as_ref().and_then(|c| c.late_reason.as_ref()) {
        text.push_str(&format!(" (later vastgelegd: {late})"));
    }
    if let Some(struck) = struck {
        text.push_str(&match &struck.how {
            StruckHow::FellAway => format!(" [vervallen door regel {}]", struck.by),
            StruckHow::Withdrawn => format!(" [ingetrokken door regel {}]", struck.by),
            StruckHow::Replaced(_) => format!(" [vervangen door regel {}]", struck.by),
        });
    }
    Line {
        happened_at: entry.happened_at(),
        kind: kind(entry.event()),
        moved: moved(playbook, entry),
        recorded_at: entry.meta.recorded_at,
        seq: entry.seq,
        struck: struck.is_some(),
        struck_by: struck.map(|struck| struck.by),
        text,
        who: who(playbook, entry),
    }
}

/// Returns the log as CSV with a header; a cell that a spreadsheet would run as a formula is
/// made text.
pub fn spreadsheet(lines: &[Line]) -> String {
    let mut out = String::from("regel;gebeurd;vastgelegd;soort;wie;tekst;vervallen\r\n");
    for line in lines {
        let cells = [
            line.seq.to_string(),
            crate::fact::time::to_civil(line.happened_at).to_string(),
            crate::fact::time::to_civil(line.recorded_at).to_string(),
            line.kind.to_owned(),
            line.who.clone(),
            line.text.clone(),
            if line.struck { "ja" } else { "nee" }.to_owned(),
        ];
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        out.push_str(&cells.join(";"));
        out.push_str("\r\n");
    }
    out
}

/// Returns a cell of a spreadsheet; what would run as a formula is made text.
pub(super) fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

pub(super) fn kind(event: &Event) -> &'static str {
    match event {
        Event::AttendanceNoted { .. } => "aanwezigheid",
        Event::BranchEntry { .. } | Event::BranchJoined { .. } => "zijtak",
        Event::ClockWaived { .. } => "termijn",
        Event::Corrected { .. } => "verbetering",
        Event::DecisionMade { .. } => "besluit",
        Event::DocumentDrafted { .. } => "concept",
        Event::DocumentIssued { stage, .. } => match stage {
            Stage::Oral | Stage::Signed => "vaststelling",
            Stage::Published | Stage::Sent | Stage::Served => "bekendmaking",
            Stage::Reviewed(_) => "herziening",
            Stage::Submitted => "voorlegging",
            Stage::Withdrawn => "intrekking",
        },
        Event::EvidenceAttached { .. } => "bewijs",
        Event::ExerciseHalted => "noodstop",
        Event::FactRecorded { .. } => "feit",
        Event::IncidentClosed => "sluiting",
        Event::IncidentStarted { .. } => "start",
        Event::MeetingClosed { .. } | Event::MeetingOpened { .. } => "overleg",
        Event::MessageAnswered { .. } | Event::MessageDelivered { .. } => "bericht",
        Event::Noted { kind, .. } => note_kind(*kind),
        Event::PlaybookReplaced { .. } => "draaiboek",
        Event::RoleAbsenceNoted { .. } | Event::RoleAssigned { .. } => "rol",
        Event::RoleHandedOver { .. } => "overdracht",
        Event::TaskClaimed { .. }
        | Event::TaskFinished { .. }
        | Event::TaskLapsed { .. }
        | Event::TaskReassigned { .. } => "taak",
        Event::PaceSet { .. } | Event::TimeJumped { .. } | Event::TimerFired { .. } => "tijd",
        Event::TriggerFired { .. } => "stap",
        Event::Withheld { .. } => WITHHELD,
    }
}

/// Returns words as a sentence: with a full stop, where they end without one or a question mark.
fn sentence(words: &str) -> String {
    match words.ends_with(['.', '?', '!', '…']) {
        true => words.to_owned(),
        false => format!("{words}."),
    }
}

/// Returns what an event says; the words of people come from the entry.
fn words(playbook: &Playbook, entry: &Entry, event: &Event) -> String {
    let content = entry.content.clone().unwrap_or_default();
    let erased = entry.is_erased();
    let said = |text: Option<String>| match text {
        Some(text) => text,
        None if erased => ERASED.to_owned(),
        None => String::new(),
    };
    let because = match content.reason {
        Some(ref reason) => format!(" Reden: {reason}"),
        None if erased => format!(" Reden: {ERASED}"),
        None => String::new(),
    };
    let source = |source: Option<String>| match said(source) {
        text if text.is_empty() => text,
        text => format!(" Bron: {text}."),
    };
    // An answer or a note has a reason only where it stands in the place of another.
    let corrected = |because: String| match entry.event() {
        Event::Corrected { .. } => because,
        _ => String::new(),
    };
    let task = |id: &str| {
        playbook
            .task(id)
            .map_or_else(|| id.to_owned(), |(_, task)| of_line(&task.title, id))
    };
    let role = |id: &str| role_title(playbook, id);
    match event {
        Event::AttendanceNoted { present, role: id } => format!(
            "{} is {}.",
            role(id),
            if *present { "aanwezig" } else { "vertrokken" }
        ),
        Event::BranchEntry { seq, .. } => {
            let was = super::branch::original(entry)
                .map_or(String::new(), |was| words(playbook, &was, was.event()));
            format!("Daar regel {seq}: {was}")
        }
        Event::BranchJoined { count, fork } => format!(
            "Zijtak samengevoegd: {}; {count} regels, gelijk tot en met regel {fork}. Zij gelden hier pas als iemand ze overneemt.",
            said(content.text)
        ),
        Event::ClockWaived { clock } => {
            let title = playbook
                .clock(clock)
                .map(|known| of_line(&known.title, clock));
            format!(
                "Termijn afgesloten: {}.{because}",
                title.unwrap_or(clock.clone())
            )
        }
        Event::Corrected {
            entry: seq,
            fell_away,
            instead,
            ..
        } => {
            let what = match instead {
                None => format!("Regel {seq} ingetrokken."),
                Some(event) => {
                    format!(
                        "Regel {seq} verbeterd in: {}",
                        words(playbook, entry, event)
                    )
                }
            };
            let fell = match fell_away.as_slice() {
                [] => String::new(),
                fell => {
                    let fell: Vec<String> = fell.iter().map(u64::to_string).collect();
                    format!(" Daardoor vervallen: regel {}.", dutch::list(&fell))
                }
            };
            match instead {
                None => format!("{what}{fell}{because}"),
                Some(_) => format!("{what}{fell}"),
            }
        }
        Event::DecisionMade {
            decision,
            option,
            review_at,
            ..
        } => {
            let review = review_at.map_or(String::new(), |at| {
                format!(" Opnieuw bekijken: {}.", dutch::datetime(at))
            });
            let known = playbook.decision(decision);
            let title = known.map_or(decision.clone(), |known| of_line(&known.title, decision));
            let option = known
                .and_then(|known| known.options.iter().find(|o| o.choice.id == *option))
                .map_or(option.as_str(), |option| option.choice.label.as_str());
            let decided = sentence(&format!("{title}: {option}"));
            format!("{decided}{because}{review}")
        }
        Event::DocumentDrafted {
            document,
            missing,
            sha256,
            ..
        } => {
            let title = playbook
                .document(document)
                .map_or(document.clone(), |known| of_line(&known.title, document));
            format!(
                "Concept gemaakt: {title}; {}. SHA-256 {}…",
                drafted(*missing),
                &sha256[..sha256.len().min(12)]
            )
        }
        Event::DocumentIssued {
            document,
            evidence,
            missing,
            of,
            open: ids,
            stage,
        } => {
            let title = playbook
                .document(document)
                .map_or(document.clone(), |known| of_line(&known.title, document));
            let of = match (of, stage) {
                (None, _) => String::new(),
                // That can also be of an order given orally.
                (Some(of), Stage::Reviewed(_) | Stage::Withdrawn) => format!(" (regel {of})"),
                (Some(of), _) => format!(" (concept van regel {of})"),
            };
            let mut text = format!("{title}{of} {}.", stage_words(*stage));
            if let Some(to) = &content.addressee {
                text.push_str(&format!(" Aan: {to}."));
            }
            if content.text.is_some() || erased {
                text.push_str(&format!(" Wijze: {}.", said(content.text)));
            }
            if !evidence.is_empty() {
                text.push_str(&format!(" Bewijs: {}.", line_numbers(evidence)));
            }
            let open = open(playbook, document, *missing, ids);
            if !open.is_empty() {
                text.push_str(&format!(" AFWIJKING, niet gereed: {}.", open.join("; ")));
            }
            format!("{text}{because}")
        }
        Event::EvidenceAttached { sha256, .. } => {
            let url = content.url.map_or(String::new(), |url| format!(" {url}"));
            format!(
                "{} ({}){url} SHA-256 {}…",
                said(content.text),
                said(content.file_name),
                &sha256[..sha256.len().min(12)]
            )
        }
        Event::FactRecorded {
            answer,
            certainty,
            fact,
            ..
        } => {
            let known = playbook.fact(fact);
            let label = known.map_or(fact.as_str(), |known| known.label.as_str());
            let value = match (answer, &content.value, known) {
                (Answer::AskedUnknown { .. }, ..) => ASKED_UNKNOWN.to_owned(),
                (Answer::Known(value), _, Some(known))
                | (Answer::Content { .. }, Some(value), Some(known)) => {
                    format!(
                        "{} ({})",
                        dutch::value(&known.kind, value),
                        certainty.dutch()
                    )
                }
                _ => ERASED.to_owned(),
            };
            let source = source(content.source);
            let ground = content
                .ground
                .map_or(String::new(), |ground| format!(" Grondslag: {ground}."));
            format!("{label}: {value}.{source}{ground}{}", corrected(because))
        }
        Event::IncidentClosed => format!("Incident afgesloten.{because}"),
        Event::IncidentStarted {
            exercise,
            playbook: id,
            version,
            ..
        } => {
            let kind = if *exercise { "Oefening" } else { "Incident" };
            format!("{kind} gestart: {} ({id} {version}).", said(content.text))
        }
        Event::MeetingClosed { number } => format!("Overleg {number} afgesloten."),
        Event::MeetingOpened { number } => format!("Overleg {number} begonnen."),
        Event::Noted { certainty, kind } => {
            let source = source(content.source);
            let certainty = match kind {
                crate::engine::NoteKind::Fact => format!(" ({}).", certainty.dutch()),
                _ => String::new(),
            };
            format!(
                "{}{certainty}{source}{}",
                said(content.text),
                corrected(because)
            )
        }
        Event::PlaybookReplaced {
            playbook, version, ..
        } => format!("Overgegaan op draaiboek {playbook} {version}.{because}"),
        Event::RoleAbsenceNoted { absent, role: id } => format!(
            "{} is {}.{because}",
            role(id),
            if *absent { "afwezig" } else { "terug" }
        ),
        Event::RoleAssigned { role: id } => {
            format!("{}: {}.", role(id), said(content.person))
        }
        Event::RoleHandedOver { role: id } => {
            let mut text = format!("{} overgedragen aan {}.", role(id), said(content.person));
            if let Some(worries) = content.text {
                text.push_str(&format!(" Meegegeven: {worries}"));
            }
            let back = said(content.read_back);
            text.push_str(&format!(" Teruggezegd: {back}"));
            text
        }
        Event::TaskClaimed { task: id } => format!("Opgepakt: {}", task(id)),
        Event::TaskFinished { task: id, .. } => {
            let result = match said(content.text) {
                text if text.is_empty() => text,
                text => format!(" — {text}"),
            };
            format!("Klaar: {}{result}", task(id))
        }
        Event::TaskLapsed {
            claim,
            due,
            task: id,
        } => format!(
            "{} om {}: {}",
            if *claim {
                "Niet opgepakt"
            } else {
                "Niet klaar"
            },
            dutch::clock(*due),
            task(id)
        ),
        Event::TaskReassigned { role: id, task: t } => {
            format!("Taak naar {}: {}", role(id), task(t))
        }
        Event::ExerciseHalted => {
            format!("GEEN OEFENING. De oefening ligt stil.{because}")
        }
        Event::MessageAnswered {
            message,
            understood,
        } => match (understood, content.text) {
            (true, None) if !erased => format!("Bericht van regel {message} begrepen."),
            (true, text) => format!("Bericht van regel {message} begrepen: {}", said(text)),
            (false, text) => format!("Vraag over het bericht van regel {message}: {}", said(text)),
        },
        Event::MessageDelivered {
            answers,
            channel,
            to,
            ..
        } => {
            let to: Vec<String> = to.iter().map(|id| role(id)).collect();
            let to = match to.is_empty() {
                true => "iedereen".to_owned(),
                false => dutch::list(&to),
            };
            let from = said(content.source);
            let answer = answers.map_or(String::new(), |seq| {
                format!(", antwoord op de vraag van regel {seq}")
            });
            format!(
                "{from} aan {to}, {}{answer}: {}",
                channel.dutch(),
                said(content.text)
            )
        }
        Event::PaceSet { pace } => match pace {
            0 => format!("De oefening staat stil.{because}"),
            1 => format!("De oefening gaat verder, in gewone tijd.{because}"),
            pace => format!("De tijd loopt {pace} keer zo snel.{because}"),
        },
        Event::TimeJumped { to } => format!("Tijd: {}.{because}", dutch::datetime(*to)),
        Event::TimerFired { step, .. } => match step.taken.is_empty() {
            true => "Wachttijd voorbij; er veranderde niets.".to_owned(),
            false => "Wachttijd voorbij.".to_owned(),
        },
        Event::TriggerFired { trigger, .. } => {
            let label = playbook
                .trigger(trigger)
                .map_or(trigger.as_str(), |known| known.label.as_str());
            format!("{}{because}", sentence(label))
        }
        Event::Withheld { .. } => "besloten regel".to_owned(),
    }
}

/// Returns where the team is because of an entry, in words: the innermost states that were entered and
/// are still active after it, with the region each lies in when there are more.
fn moved(playbook: &Playbook, entry: &Entry) -> Vec<String> {
    let step = match entry.event() {
        Event::Corrected { .. } => None,
        event => event.step(),
    };
    let Some(step) = step else {
        return Vec::new();
    };
    let chart = playbook.chart();
    let is_innermost = |id: &str| chart.state(id).is_some_and(|id| chart.is_atomic(id));
    let mut entered: Vec<&State> = Vec::new();
    for id in &step.entered {
        // What was only passed through is nowhere a team is.
        let stays = is_innermost(id) && step.active.contains(id);
        let state = playbook.state(id).filter(|_| stays);
        entered.extend(state.filter(|state| !entered.iter().any(|one| one.id == state.id)));
    }
    let is_one = entered.len() == 1;
    let words = entered.iter().map(|state| match region(playbook, state) {
        Some(region) if !is_one => format!("{}: {}", region.title, state.title),
        _ => state.title.clone(),
    });
    words.collect()
}

/// Returns the region that a state lies in: the nearest state around it that runs beside others.
fn region<'a>(playbook: &'a Playbook, state: &State) -> Option<&'a State> {
    let chart = playbook.chart();
    let mut parent = playbook.state(state.parent.as_ref()?)?;
    loop {
        let around = playbook.state(parent.parent.as_ref()?)?;
        if chart
            .state(&around.id)
            .is_some_and(|id| chart.is_parallel(id))
        {
            return Some(parent);
        }
        parent = around;
    }
}

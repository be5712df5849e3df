//! What is shown of a play on the small playbook of the engine.

use super::*;
use crate::engine::tests::{Play, decide_inzet, draft, fire, issue, law, minute, orde, record};
use crate::engine::{Action, Outcome, Stage};
use crate::fact::Value;
use crate::law::term::Holidays;

fn holidays() -> Holidays {
    Holidays::parse(include_str!("../../playbooks/law/feestdagen.toml")).expect("the holidays")
}

fn seen(play: &Play, at: i64) -> Board {
    let (playbook, incident) = (&play.playbook, &play.incident);
    board(playbook, &law(), &holidays(), incident, minute(at))
}

/// Returns how the document stands, with the lines that outdate it.
fn document(play: &Play) -> (&'static str, Vec<u64>) {
    let lines = seen(play, 60).documents;
    let line = lines.iter().find(|line| line.id == "bevel");
    line.map_or(("absent", Vec::new()), |line| {
        (line.status, line.outdated_by.clone())
    })
}

#[test]
fn a_draft_is_outdated_by_a_later_answer_or_decision_until_it_is_made_again() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    let fact = play.head();
    play.go(2, "oov", fire("ernstig"));
    play.go(3, "burgemeester", decide_inzet("nee"));
    let decision = play.head();
    play.go(4, "oov", draft("bevel", 0, &[], &[fact, decision]));
    assert_eq!(document(&play), ("made", vec![]));

    play.go(5, "burgemeester", decide_inzet("nee"));
    let again = play.head();
    assert_eq!(document(&play), ("outdated", vec![again]));
    play.go(6, "oov", draft("bevel", 0, &[], &[fact, again]));
    assert_eq!(document(&play), ("made", vec![]));

    play.go(7, "oov", orde("dreiging"));
    let later = play.head();
    assert_eq!(document(&play), ("outdated", vec![later]));
    // What was superseded before this draft was made does not outdate it.
    play.go(8, "oov", draft("bevel", 0, &[], &[fact, later]));
    assert_eq!(document(&play), ("made", vec![]));
}

#[test]
fn a_clock_is_not_ended_by_what_came_before_its_start() {
    let mut play = Play::begin();
    let moment = |id: &str, at: i64| record(id, Some(Value::Datetime(minute(at))));
    let ended = |play: &Play| seen(play, 60).clocks[0].ended.clone();
    let day = 24 * 60;
    play.go(1, "oov", moment("afgedaan", -day));
    play.go(2, "oov", moment("moment", 0));
    assert_eq!(ended(&play), None, "the act of the day before");
    let waive = Action::WaiveClock {
        clock: "termijn".to_owned(),
        reason: "Niet nodig.".to_owned(),
    };
    play.go(3, "oov", waive);
    let waiver = play.head();
    assert_eq!(
        ended(&play),
        Some(format!("afgesloten met reden (regel {waiver})"))
    );
    play.go(4, "oov", moment("moment", 3));
    assert_eq!(ended(&play), None, "the waiver of the clock before");
    play.go(5, "oov", moment("afgedaan", 4));
    let act = play.head();
    assert_eq!(
        ended(&play),
        Some(format!(
            "geëindigd door vastgelegde handeling (regel {act})"
        ))
    );
}

#[test]
fn what_was_signed_is_not_outdated_but_reviewed_until_someone_looked_at_it_again() {
    let mut play = Play::begin();
    let review = |play: &Play| -> Vec<u64> {
        let lines = seen(play, 60).documents;
        lines.iter().flat_map(DocumentLine::review_by).collect()
    };
    play.go(1, "oov", orde("dreiging"));
    let fact = play.head();
    play.go(2, "oov", draft("bevel", 0, &[], &[fact]));
    play.go(3, "burgemeester", issue("bevel", Stage::Signed));
    assert_eq!(document(&play), ("issued", vec![]));
    play.go(4, "oov", orde("rustig"));
    let later = play.head();
    assert_eq!(document(&play), ("issued", vec![]));
    assert_eq!(review(&play), [later]);
    let text = board_text(&seen(&play, 60));
    assert!(
        text.contains(&format!("TE HERZIEN door regel {later}")),
        "{text}"
    );
    assert!(walk_short(&seen(&play, 60), &[], "oov").contains("TE HERZIEN (uitgifte): Bevel"));

    let reviewed = Stage::Reviewed(Outcome::Keep);
    play.go(5, "burgemeester", issue("bevel", reviewed));
    assert_eq!(review(&play), Vec::<u64>::new());
    play.go(6, "oov", orde("dreiging"));
    assert_eq!(review(&play), [play.head()], "changed again since");
    play.correct(7, fact, crate::engine::Change::Withdraw)
        .expect("corrected");
    assert_eq!(review(&play), [play.head()], "a correction supersedes too");
    play.go(
        8,
        "burgemeester",
        issue("bevel", Stage::Reviewed(Outcome::Withdraw)),
    );
    let state = |play: &Play| seen(play, 60).documents[0].issued[0].state;
    assert_eq!(state(&play), "to_withdraw");
}

#[test]
fn a_term_runs_from_when_the_document_was_made_known_with_other_moments_beside_it() {
    let mut play = Play::begin();
    let clock = |play: &Play| {
        let lines = seen(play, 60).clocks;
        lines.into_iter().find(|line| line.id == "bezwaar")
    };
    play.go(1, "oov", record("moment", Some(Value::Datetime(minute(0)))));
    assert_eq!(clock(&play), None, "no document is to be made");
    play.go(2, "oov", draft("bevel", 0, &[], &[]));
    play.go(3, "burgemeester", issue("bevel", Stage::Signed));
    let line = clock(&play).expect("it may have started");
    assert!(!line.is_judged, "a signature starts nothing");
    assert_eq!(line.candidates[0].seq, 2);
    assert!(line.candidates[0].who.contains("Adviseur OOV"));

    play.go(4, "loghouder", issue("bevel", Stage::Served));
    let served = play.head();
    play.go(5, "loghouder", issue("bevel", Stage::Published));
    let line = clock(&play).expect("it has started");
    assert!(line.is_judged);
    assert!(
        line.started.contains(&format!("regel {served}")),
        "{}",
        line.started
    );
    assert_ne!(line.due, "begin nog niet vastgesteld");
    assert_eq!(line.candidates.len(), 1);
    play.go(6, "burgemeester", issue("bevel", Stage::Withdrawn));
    let line = clock(&play).expect("it stays in sight");
    assert!(line.notes.iter().any(|note| note.contains("ingetrokken")));
}

#[test]
fn a_meeting_marks_what_changed_since_the_one_before_ended() {
    let mut play = Play::begin();
    let seen_in = |play: &Play| meeting(&play.playbook, &play.incident, &seen(play, 60));
    let changes = |play: &Play| -> Vec<(String, String)> {
        let facts = seen_in(play).facts.into_iter();
        facts.map(|line| (line.id, line.change)).collect()
    };
    let line = |id: &str, change: &str| (id.to_owned(), change.to_owned());
    play.go(1, "oov", orde("rustig"));
    play.go(2, "oov", Action::OpenMeeting);
    assert_eq!(
        changes(&play),
        [line("orde", "")],
        "the first has nothing before it"
    );
    play.go(
        3,
        "oov",
        record("moment", Some(Value::Datetime(minute(90)))),
    );
    play.go(4, "oov", Action::CloseMeeting);
    assert_eq!(changes(&play), [line("moment", ""), line("orde", "")]);
    play.go(5, "oov", orde("dreiging"));
    play.go(6, "oov", Action::OpenMeeting);
    play.go(7, "oov", record("afgedaan", None));
    let expected = [
        line("afgedaan", "nieuw"),
        line("orde", "veranderd, was: rustig"),
        line("moment", ""),
    ];
    assert_eq!(changes(&play), expected);
    let view = seen_in(&play);
    assert_eq!(view.held.map(|(number, _)| number), Some(2));
    assert_eq!(view.previous, Some((1, minute(4))));
}

#[test]
fn every_decision_stays_in_the_list_with_what_became_of_it() {
    let mut play = Play::begin();
    play.go(1, "oov", orde("dreiging"));
    play.go(2, "oov", fire("ernstig"));
    play.go(3, "burgemeester", decide_inzet("nee"));
    let first = play.head();
    let note = Action::Note {
        compartment: None,
        certainty: crate::fact::Certainty::Confirmed,
        kind: crate::engine::NoteKind::Decision,
        source: None,
        text: "De hal gaat dicht.".to_owned(),
    };
    play.go(4, "burgemeester", note);
    let noted = play.head();
    play.go(5, "burgemeester", decide_inzet("nee"));
    let second = play.head();
    play.correct(6, noted, crate::engine::Change::Withdraw)
        .expect("corrected");
    let lines = taken(&play.playbook, &law(), &play.incident);
    let lines: Vec<(u64, bool, &str)> = lines
        .iter()
        .map(|line| (line.seq, line.is_standing, line.status.as_str()))
        .collect();
    let replaced = format!("vervangen door regel {second}");
    let struck = format!("vervallen door regel {}", play.head());
    let expected = [
        (first, false, replaced.as_str()),
        (noted, false, struck.as_str()),
        (second, true, "geldt"),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_document_stands_where_somebody_has_work_with_it() {
    let mut play = Play::begin();
    let place = |play: &Play| {
        let lines = seen(play, 60).documents;
        let groups = papers(&play.playbook, &play.incident, &lines);
        let mut groups = groups.into_iter();
        let found = groups.find(|group| group.papers.iter().any(|paper| paper.id == "bevel"));
        found.map(|group| group.title)
    };
    assert_eq!(place(&play), Some("Later, of als het nodig is"));
    play.go(1, "oov", orde("dreiging"));
    let fact = play.head();
    play.go(2, "oov", draft("bevel", 0, &[], &[fact]));
    assert_eq!(place(&play), Some("Concept: aanvullen of voorleggen"));
    play.go(3, "oov", issue("bevel", Stage::Submitted));
    assert_eq!(
        place(&play),
        Some("Ter vaststelling: wacht op ondertekening")
    );
    play.go(4, "burgemeester", issue("bevel", Stage::Signed));
    assert_eq!(place(&play), Some("Vastgesteld: nog bekend te maken"));
    play.go(5, "oov", issue("bevel", Stage::Served));
    assert_eq!(place(&play), Some("Bekendgemaakt"));
    play.go(6, "oov", orde("rustig"));
    assert_eq!(place(&play), Some("Opnieuw bekijken"));
}

#[test]
fn a_term_keeps_its_key_when_its_start_is_recorded_again() {
    let mut play = Play::begin();
    let moment = |at: i64| record("moment", Some(Value::Datetime(minute(at))));
    let terms = |play: &Play| {
        let (playbook, incident) = (&play.playbook, &play.incident);
        deadlines(playbook, &law(), &holidays(), incident, minute(60))
    };
    play.go(1, "oov", moment(0));
    let first = terms(&play).remove(0);
    play.go(2, "oov", moment(-2 * 24 * 60));
    let second = terms(&play).remove(0);
    assert_eq!(first.key, second.key);
    assert_ne!(first.end, second.end);
    let situation = play.incident.situation();
    let text = calendar(&play.playbook, situation, "i", &[second], minute(60));
    assert!(text.contains(&format!("UID:i-{}@draaiboek\r\n", first.key)));
}

/// Guards that two steps of one region are never named beside each other as where the team is.
#[test]
fn where_an_entry_led_to_names_the_region_and_nothing_that_was_passed_through() {
    let mut play = Play::begin();
    let moved = |play: &Play| {
        let lines = log(&play.playbook, &play.incident);
        let line = lines.into_iter().rev().find(|line| !line.moved.is_empty());
        line.map(|line| line.moved).unwrap_or_default()
    };
    assert_eq!(moved(&play), ["Lijn: Duiden", "Woord: Stil"]);
    play.go(1, "oov", orde("dreiging"));
    play.go(2, "oov", fire("ernstig"));
    assert_eq!(moved(&play), ["Handelen"]);
    play.go(3, "burgemeester", decide_inzet("ja"));
    assert_eq!(moved(&play), ["Lijn: Wachten", "Woord: Open"]);
    play.go(150, "oov", fire("ernstig"));
    assert_eq!(moved(&play), ["Wachten"], "it passed through ‘Handelen’");
}

#[test]
fn why_names_every_way_out_and_says_who_opens_it() {
    let mut play = Play::begin();
    let shown = |play: &Play| {
        let ways = why(&play.playbook, play.incident.situation(), None);
        walk_why(&play.playbook, &ways, minute(60))
    };
    let start = shown(&play);
    for line in [
        "UIT ‘Duiden’",
        "  - WACHT OP EEN ANTWOORD: Ernstig: van ‘Duiden’ naar ‘Handelen’\n    nodig: ‘orde’ is dreiging",
        // A task that is not done is false, and yet a way.
        "  - WACHT OP EEN ANTWOORD: van ‘Duiden’ naar ‘Wachten’ (gaat dan vanzelf)",
        "‘Bel de politie’ is klaar",
    ] {
        assert!(start.contains(line), "no {line} in:\n{start}");
    }
    play.go(1, "oov", orde("dreiging"));
    play.go(2, "oov", fire("ernstig"));
    let waits = shown(&play);
    for line in [
        "  - KAN NU (besluit): Besluit: Inzet",
        "  - WACHT OP EEN BESLUIT: van ‘Handelen’ naar ‘Wachten’ (gaat dan vanzelf)\n    nodig: ‘Inzet’ is Ja",
        "  - KAN NU (stap): Rustig",
    ] {
        assert!(waits.contains(line), "no {line} in:\n{waits}");
    }
    assert!(!waits.contains("vanzelf: Besluit"), "{waits}");
    play.go(3, "burgemeester", decide_inzet("nee"));
    assert!(
        shown(&play).contains("Besluit: Inzet (eerder: Nee)"),
        "{}",
        shown(&play)
    );
    play.go(4, "burgemeester", decide_inzet("ja"));
    let by_time = "  - DOOR DE TIJD: van ‘Wachten’ naar ‘Duiden’, niet vóór";
    assert!(shown(&play).contains(by_time), "{}", shown(&play));
}

/// Guards that nothing people typed is in what a partnership gets, and that a partner's export is read as narrowly.
#[test]
fn the_regional_picture_reads_only_its_own_shape() {
    let line = |id: &str, exercise: bool| RegionLine {
        duration_minutes: Some(90),
        exercise,
        id: id.to_owned(),
        instruments: Vec::new(),
        kind: "proef".to_owned(),
        kind_title: "=Proef".to_owned(),
        municipality: "Gemeente Voorbeeldstad".to_owned(),
        seq: 3,
        started: chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"),
    };
    let longer = RegionLine {
        duration_minutes: None,
        seq: 9,
        ..line("a", false)
    };
    let lines = [line("a", false), longer.clone(), line("b", true)];
    let region = super::region(lines, &Selection::default());
    assert_eq!((region.incidents.len(), region.exercises.len()), (1, 1));
    assert_eq!(region.incidents[0], longer, "the longest log counts, once");
    let json = serde_json::to_string(&region).expect("json");
    assert_eq!(read_region(&json).map(|lines| lines.len()), Ok(2));
    for wrong in [
        json.replace("draaiboek-regio/1", "draaiboek-regio/9"),
        json.replace("\"seq\":9", "\"seq\":9,\"naam\":\"iemand\""),
        json.replace("Gemeente Voorbeeldstad", &"x".repeat(300)),
    ] {
        assert!(read_region(&wrong).is_err());
    }
    let csv = region_spreadsheet(&region);
    assert!(
        csv.contains("\"'=Proef\"") && csv.contains("\"OEFENING\""),
        "{csv}"
    );
    let of_year = Selection {
        year: Some(2020),
        ..Selection::default()
    };
    assert!(super::region([longer], &of_year).incidents.is_empty());
}

#[test]
fn the_line_of_time_has_each_line_in_a_lane_and_tells_both_times_when_they_differ() {
    let mut play = Play::begin();
    play.go(5, "oov", orde("dreiging"));
    let (playbook, incident) = (&play.playbook, &play.incident);
    let mut lines = log(playbook, incident);
    let of = |lines: &[Line]| timeline(playbook, &holidays(), incident, lines, minute(9));
    let shown = of(&lines);
    let recorded = shown
        .points()
        .iter()
        .filter(|(_, point)| point.seq.is_some())
        .count();
    // What moved the team on stands among the steps as well.
    let moving = lines
        .iter()
        .filter(|line| !line.moved.is_empty() && line.kind != "start");
    assert_eq!(
        recorded,
        lines.len() + moving.filter(|line| line.kind != "stap").count()
    );
    assert!(
        shown
            .points()
            .iter()
            .all(|(_, point)| point.recorded_at.is_none())
    );
    lines[1].happened_at -= chrono::TimeDelta::minutes(20);
    let late = of(&lines);
    assert!(
        late.points()
            .iter()
            .any(|(_, point)| point.recorded_at == Some(lines[1].recorded_at))
    );
    // Whoever may not see a line has it in no lane.
    lines.truncate(1);
    assert!(
        of(&lines)
            .points()
            .iter()
            .all(|(_, point)| point.seq.is_none_or(|seq| seq == 1))
    );
}

#[test]
fn an_order_given_orally_stands_as_the_paper_it_was_put_on() {
    let mut play = Play::begin();
    let left = |play: &Play| {
        let lines = closing(&play.playbook, &seen(play, 60));
        let left = lines
            .iter()
            .filter(|line| line.starts_with("Niet ingetrokken"));
        left.count()
    };
    play.go(1, "burgemeester", issue("bevel", Stage::Oral));
    assert_eq!(left(&play), 1);
    play.go(2, "oov", draft("bevel", 0, &[], &[]));
    play.go(3, "burgemeester", issue("bevel", Stage::Signed));
    assert_eq!(left(&play), 1, "once, and not for both");
    play.go(4, "burgemeester", issue("bevel", Stage::Withdrawn));
    assert_eq!(left(&play), 0);
}

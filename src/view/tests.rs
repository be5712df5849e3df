//! What is shown of a play on the small playbook of the engine.

use super::*;
use crate::engine::Action;
use crate::engine::tests::{Play, decide_inzet, fire, law, minute, orde, record};
use crate::fact::Value;
use crate::law::term::Holidays;

fn holidays() -> Holidays {
    Holidays::parse(include_str!("../../playbooks/law/feestdagen.toml")).expect("the holidays")
}

fn seen(play: &Play, at: i64) -> Board {
    let (playbook, incident) = (&play.playbook, &play.incident);
    board(playbook, &law(), &holidays(), incident, minute(at))
}

fn draft(play: &mut Play, at: i64, relied_on: Vec<u64>) {
    let action = Action::RecordDraft {
        document: "bevel".to_owned(),
        gates: Vec::new(),
        missing: 0,
        relied_on,
        sha256: "00".to_owned(),
        template_sha256: "00".to_owned(),
    };
    play.go(at, "oov", action);
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
    draft(&mut play, 4, vec![fact, decision]);
    assert_eq!(document(&play), ("made", vec![]));

    play.go(5, "burgemeester", decide_inzet("nee"));
    let again = play.head();
    assert_eq!(document(&play), ("outdated", vec![again]));
    draft(&mut play, 6, vec![fact, again]);
    assert_eq!(document(&play), ("made", vec![]));

    play.go(7, "oov", orde("dreiging"));
    let later = play.head();
    assert_eq!(document(&play), ("outdated", vec![later]));
    // What was superseded before this draft was made does not outdate it.
    draft(&mut play, 8, vec![fact, later]);
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
        Some(format!("geëindigd door vastgelegde handeling (regel {act})"))
    );
}

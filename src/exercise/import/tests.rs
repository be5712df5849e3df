//! Sheets as planners write them, and what comes of them.

use super::*;
use crate::diagnostic::{Source, render};
use crate::engine::tests::small;
use crate::exercise::{Cue, Scenario};

fn read(sheet: &str, starts_at: Option<&str>) -> (Scenario, Vec<String>) {
    let playbook = small();
    let about = About {
        playbook: &playbook,
        starts_at: starts_at.and_then(|at| time::read_datetime(at, DateTime::UNIX_EPOCH)),
        title: "Een \"proef\"",
    };
    let imported = import(sheet, &about).expect("a sheet");
    let source = Source::new("proef", &imported.text);
    let scenario = Scenario::parse(&source)
        .unwrap_or_else(|findings| panic!("{}\n{}", render(&source, &findings), imported.text));
    let findings = scenario.check(&playbook);
    assert!(
        findings.iter().all(|finding| !finding.is_error()),
        "{}",
        render(&source, &findings)
    );
    (scenario, imported.unread)
}

fn moments(scenario: &Scenario) -> Vec<String> {
    let injects = scenario.injects.iter();
    injects
        .map(|inject| match inject.cue {
            Cue::At(at) => format!("{} {at}", inject.id.text),
            _ => inject.id.text.clone(),
        })
        .collect()
}

#[test]
fn dutch_and_english_heads_any_separator_and_any_time() {
    let dutch = "\u{feff}Tijd;Van;Aan;Kanaal;Onderwerp;Bericht;Verwachte actie;Opmerkingen\r\n\
        T+0:05;Journalist;OOV en Burgemeester;Telefoon;De krant belt;\"Klopt het?\nEn nu?\";\"Adviseur OOV: belt terug (binnen 10 minuten)\nLegt het vast\";Zelf bellen\r\n\
        20 min;Journalist;oov;WhatsApp;;Bericht;;\r\n";
    let (scenario, unread) = read(dutch, None);
    assert_eq!(unread, [] as [&str; 0]);
    assert_eq!(moments(&scenario), ["i01 T+00:05", "i02 T+00:20"]);
    assert_eq!(scenario.personas.len(), 1);
    let expected = &scenario.injects[0].expect;
    assert_eq!(
        (expected[0].what.as_str(), expected[0].who.text.as_str()),
        ("belt terug", "oov")
    );
    assert_eq!(expected[0].within, Some(TimeDelta::minutes(10)));
    assert_eq!(expected[1].what, "Legt het vast");
    assert_eq!(scenario.injects[0].text, "Klopt het?\nEn nu?");
    assert_eq!(scenario.injects[0].to.len(), 2);

    let english = "Time,From,To,Method,Subject,Message,Expected action,Notes\n23:50,Press,oov,phone,Call,Hello,,\n0:10,Press,oov,mail,Mail,Again,,\n";
    let (scenario, _) = read(english, Some("2027-03-11 23:40"));
    assert_eq!(moments(&scenario), ["i01 T+00:10", "i02 T+00:30"]);
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_is_made_up() {
    let sheet = "tijd;aan;kanaal;bericht\nstraks;de buurman;duif;Hallo\n";
    let (scenario, unread) = read(sheet, None);
    assert_eq!(
        unread,
        [
            "line 2: no time in `straks`; it comes by hand",
            "line 2: no role in `de buurman`; it is left out",
            "line 2: no role in `de buurman`; it goes to `loghouder`",
            "line 2: no channel in `duif`; it is brought by a person",
        ]
    );
    assert_eq!(scenario.injects[0].cue, Cue::ByHand);
    let playbook = small();
    let about = About {
        playbook: &playbook,
        starts_at: None,
        title: "x",
    };
    assert!(matches!(
        import("a;b\n1;2\n", &about),
        Err(NotASheet::NoColumn { column: "time", .. })
    ));
    assert_eq!(import("tijd;bericht\n;\n", &about), Err(NotASheet::NoRow));
}

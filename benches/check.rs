//! Measures how long it takes to prove what can be proved about a playbook of 200 states, made for it.
//!
//! A main line in which every state asks one thing and leads on or back, with four small regions beside it.

use divan::{Bencher, black_box};
use draaiboek::analysis::analyse;
use draaiboek::diagnostic::{Source, render};
use draaiboek::law::Register;
use draaiboek::playbook::{Playbook, parse};

/// States of the main line; with the regions and what holds them it makes 200.
const LINE: usize = 185;

fn main() {
    divan::main();
}

fn text() -> String {
    let mut out = String::from(
        r#"schema = "draaiboek/1"
id = "groot"
title = "Groot"
version = "1"
role.oov = { title = "Adviseur", stand_in = ["tweede"] }
role.tweede = { title = "Tweede", stand_in = ["oov"] }
trigger.verder = { label = "Verder" }
trigger.terug = { label = "Terug" }
"#,
    );
    let mut states = String::from(
        r#"[state.werk]
title = "Werk"
why = "Alles tegelijk."
parallel = true
[state.lijn]
in = "werk"
title = "Lijn"
why = "De hoofdlijn."
"#,
    );
    for at in 0..LINE {
        let fact = at % 40;
        if at < 40 {
            out.push_str(&format!(
                "[fact.feit_{at}]\nquestion = \"Vraag {at}?\"\nchoice = [\"a\", \"b\", \"c\"]\nasked_of = \"oov\"\n"
            ));
        }
        states.push_str(&format!(
            "[state.stap_{at}]\nin = \"lijn\"\ntitle = \"Stap {at}\"\nwhy = \"Een stap.\"\nask = [\"feit_{fact}\"]\n\
             [[state.stap_{at}.task]]\nid = \"taak_{at}\"\ntitle = \"Taak\"\nrole = \"oov\"\ndone_within = \"1h\"\n"
        ));
        if at + 1 == LINE {
            states.push_str("[[state.stap_184.go]]\non = \"terug\"\nto = \"stap_0\"\n");
            continue;
        }
        let before = at.saturating_sub(3);
        states.push_str(&format!(
            "[[state.stap_{at}.go]]\non = \"verder\"\nwhen = [\"feit_{fact} = a | b\"]\nto = \"stap_{}\"\n\
             [[state.stap_{at}.go]]\non = \"verder\"\notherwise = true\nto = \"stap_{before}\"\n",
            at + 1
        ));
    }
    states.push_str("[state.lijn_klaar]\nin = \"lijn\"\ntitle = \"Klaar\"\nwhy = \"Het einde.\"\nfinal = true\n");
    states.push_str("[[state.stap_184.go]]\non = \"verder\"\nto = \"lijn_klaar\"\n");
    for region in 0..4 {
        states.push_str(&format!(
            "[state.zij_{region}]\nin = \"werk\"\ntitle = \"Zij\"\nwhy = \"Ernaast.\"\n\
             [state.zij_{region}_open]\nin = \"zij_{region}\"\ntitle = \"Open\"\nwhy = \"Open.\"\n\
             [[state.zij_{region}_open.go]]\nwhen = [\"feit_{region} = a\"]\nto = \"zij_{region}_klaar\"\n\
             [state.zij_{region}_klaar]\nin = \"zij_{region}\"\ntitle = \"Klaar\"\nwhy = \"Klaar.\"\nfinal = true\n"
        ));
    }
    out + &states
}

fn playbook() -> Playbook {
    let source = Source::new("groot", &text());
    match parse(&source, &Register::default()) {
        Ok((playbook, _)) => playbook,
        Err(findings) => panic!("{}", render(&source, &findings)),
    }
}

/// Everything that `check` proves.
#[divan::bench(sample_count = 5)]
fn states_200(bencher: Bencher<'_, '_>) {
    let playbook = playbook();
    assert_eq!(playbook.states().len(), 200);
    assert!(analyse(&playbook).configurations >= LINE);
    bencher.bench_local(|| analyse(black_box(&playbook)));
}

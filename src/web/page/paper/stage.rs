//! Recording what was done with a document: to whom, how, when, with what proof, and why when it was
//! not ready.

use maud::{Markup, html};

use super::super::frame::{self, Tab};
use super::super::{Shown, by};
use crate::engine::{Instance, Stage};
use crate::fact::{dutch, item};
use crate::view::{self, not_ready, role_title};

/// Returns the page on which something is recorded about a document; nothing when the playbook has no
/// such document or stage.
pub fn page(shown: &Shown<'_>, id: &str, name: &str) -> Option<Markup> {
    let known = shown.playbook().document(item::of_all(id))?;
    let mut stages = view::STAGES
        .iter()
        .filter(|(_, stage)| stage.name() == name);
    let (words, stage) = stages.next()?;
    let words = match stage {
        Stage::Reviewed(_) => "herzien",
        _ => words,
    };
    let situation = shown.snapshot.incident.situation();
    let possible = situation.possible_stages(shown.playbook(), id);
    let line = shown.board.documents.iter().find(|line| line.id == id);
    let title = line.map_or(known.title.as_str(), |line| line.title.as_str());
    let main = html! {
        div.single {
            section.panel {
                h2.utrecht-heading-2 { (title) ": " (words) }
                @if !possible.contains(&name) {
                    p.why { "Dit kan nu niet met dit stuk. " (can(&possible)) }
                }
                (form(shown, id, *stage, known.four_eyes))
            }
            p { a.utrecht-link href=(shown.path(&format!("/stuk/{id}"))) { "Terug naar het stuk" } }
        }
    };
    Some(frame::page(shown, Tab::Papers, "Stuk vastleggen", &main))
}

fn can(possible: &[&str]) -> String {
    let words = view::STAGES.iter();
    let words = words.filter(|(_, stage)| possible.contains(&stage.name()));
    let words: Vec<String> = words.map(|(words, _)| (*words).to_owned()).collect();
    match words.is_empty() {
        true => "Maak eerst een concept.".to_owned(),
        false => format!("Wel: {}.", dutch::either(&words)),
    }
}

fn form(shown: &Shown<'_>, id: &str, stage: Stage, four_eyes: bool) -> Markup {
    let typed = &shown.typed;
    let is_review = matches!(stage, Stage::Reviewed(_));
    let path = shown.path(&format!("/stuk/{id}/gedaan/{}", stage.name()));
    html! {
        form.form method="post" action=(path) enctype="multipart/form-data" data-form=(id) {
            (by::hidden(shown))
            (which(shown, id, stage))
            (ready(shown, id, stage, four_eyes))
            @if is_review {
                fieldset.choices {
                    legend.utrecht-form-label { "Wat is besloten?" }
                    @for (value, label) in [("keep", "Handhaven: het blijft zo"), ("change", "Wijzigen: er komt een nieuw besluit"), ("withdraw", "Intrekken")] {
                        div.choice {
                            input type="radio" id=(format!("uitkomst-{value}")) name="outcome" value=(value) checked[typed.has("outcome", value)];
                            label for=(format!("uitkomst-{value}")) { (label) }
                        }
                    }
                }
            }
            @if is_review || stage == Stage::Withdrawn {
                (area("reden", "reason", "Reden", typed.get("reason")))
            }
            @if stage.leaves() {
                (by::text("aan", "to", "Aan wie", typed.get("to"), "leeg = niet genoemd"))
            }
            @if !is_review {
                (by::text("wijze", "manner", how(stage), typed.get("manner"), "leeg = niet genoemd"))
            }
            (proof(shown, stage))
            (by::fields(shown, "stuk", &usual(shown, id, stage)))
            div.buttons {
                button.utrecht-button.utrecht-button--primary-action type="submit" { "Leg vast" }
            }
        }
    }
}

fn area(id: &str, field: &str, label: &str, value: &str) -> Markup {
    html! {
        div.utrecht-form-field {
            label.utrecht-form-label for=(id) { (label) }
            textarea.utrecht-textarea id=(id) name=(field) rows="3" maxlength="8000" { (value) }
        }
    }
}

fn how(stage: Stage) -> &'static str {
    match stage {
        Stage::Oral => "Wat is gezegd, en hoe",
        Stage::Signed => "Hoe ondertekend",
        Stage::Submitted => "Hoe voorgelegd",
        _ => "Op welke wijze, zoals: aan de deur, met akte van uitreiking",
    }
}

/// Returns the choice of the draft, when there are several.
fn which(shown: &Shown<'_>, id: &str, stage: Stage) -> Markup {
    let situation = shown.snapshot.incident.situation();
    let instances = situation.instances(id);
    html! {
        @if instances.len() > 1 && stage != Stage::Oral {
            div.utrecht-form-field {
                label.utrecht-form-label for="waarover" { "Om welk gaat het?" }
                select.utrecht-select id="waarover" name="of" {
                    option value="" { "het laatste waarbij dit kan" }
                    @for one in instances.iter().rev() {
                        @let of = one.of.to_string();
                        option value=(of) selected[shown.typed.get("of") == of] {
                            @if one.draft.is_some() { "concept van regel " (of) } @else { "mondeling gegeven, regel " (of) }
                        }
                    }
                }
            }
        }
    }
}

/// Returns what stands in the way of calling it ready, with room for the reason of a deviation.
fn ready(shown: &Shown<'_>, id: &str, stage: Stage, four_eyes: bool) -> Markup {
    let situation = shown.snapshot.incident.situation();
    let instances = situation.instances(id);
    let draft = instances.iter().rev().find(|one| one.draft.is_some());
    let is_signed = |one: &Instance<'_>| one.was(|stage| stage == Stage::Signed);
    let counts =
        |one: &Instance<'_>| stage == Stage::Signed || stage.announces() && !is_signed(one);
    let open = draft
        .filter(|one| counts(one))
        .map(|one| one.not_ready(shown.playbook()));
    let words = open.map(|(missing, open)| not_ready(shown.playbook(), id, missing, &open));
    let words = words.unwrap_or_default();
    let drafter = draft.filter(|_| four_eyes && stage == Stage::Signed);
    let drafter = drafter.and_then(|one| {
        let entry = shown.snapshot.incident.standing(one.of)?;
        let role = &entry.meta.by.as_ref()?.decided;
        Some(role_title(shown.playbook(), role))
    });
    let typed = shown.typed.get("deviation");
    html! {
        @if !words.is_empty() {
            div.alarm {
                p { strong { "NIET GEREED VOOR ONDERTEKENING" } }
                ul { @for one in &words { li { (one) } } }
                p { "Is het toch gebeurd, dan komt dit als afwijking in het logboek, met uw reden. Het stuk wordt er niet ‘gereed’ van." }
            }
        }
        @if let Some(drafter) = &drafter {
            p.hint { "Vier ogen: " (drafter) " stelde dit op; een ander ondertekent. Kan dat niet, dan is dat een afwijking met reden." }
        }
        @if !words.is_empty() || drafter.is_some() || !typed.is_empty() {
            (area("afwijking", "deviation", if words.is_empty() { "Reden van een afwijking (anders leeg)" } else { "Reden van de afwijking" }, typed))
        }
    }
}

/// Returns room for files that prove it, and the evidence that is in the log already.
fn proof(shown: &Shown<'_>, stage: Stage) -> Markup {
    let incident = &shown.snapshot.incident;
    let evidence = &incident.situation().evidence;
    let name = |seq: u64| {
        let content = incident.standing(seq)?.content.clone()?;
        content.text.or(content.file_name)
    };
    let label = match stage {
        Stage::Signed => "Het ondertekende stuk (scan of foto)",
        _ => "Bewijs, zoals een scan of foto",
    };
    html! {
        div.utrecht-form-field {
            label.utrecht-form-label for="bewijs" { (label) }
            input.utrecht-textbox type="file" id="bewijs" name="file" multiple aria-describedby="bewijs-hint";
            span.hint id="bewijs-hint" {
                "Hooguit 64 MB per keer. Het bestand komt in het incident, met een controlegetal."
                @if shown.notice.is_some() { strong { " Kies het bestand opnieuw; een browser bewaart dat niet." } }
            }
        }
        @if !evidence.is_empty() {
            details.more open[!shown.typed.all("evidence").is_empty()] {
                summary { "Of bewijs dat al in het logboek staat (" (evidence.len()) ")" }
                @for one in evidence.iter().rev().take(40) {
                    @let seq = one.seq.to_string();
                    div.choice {
                        input type="checkbox" id=(format!("bewijs-{seq}")) name="evidence" value=(seq) checked[shown.typed.has("evidence", &seq)];
                        label for=(format!("bewijs-{seq}")) { "regel " (seq) ": " (name(one.seq).unwrap_or_else(|| "gewist".to_owned())) }
                    }
                }
            }
        }
    }
}

/// Returns the role that usually does this: for what only the competent organ does, that organ.
fn usual(shown: &Shown<'_>, id: &str, stage: Stage) -> String {
    let own = shown.who.map_or("", |who| who.role.as_str());
    if stage.announces() || stage == Stage::Submitted {
        return own.to_owned();
    }
    let organ = view::organ(shown.playbook(), item::of_all(id));
    let mut roles = organ
        .iter()
        .filter(|role| shown.playbook().role(role).is_some());
    match organ.iter().any(|role| role == own) {
        true => own.to_owned(),
        false => roles.next().map_or(own, String::as_str).to_owned(),
    }
}

//! A correction: what the line reads, what it should read, what that does, and only then whether.

use maud::{Markup, html};

use super::super::frame::{self, Tab};
use super::super::{Shown, by};
use super::{entry, instead};
use crate::engine::{self, Change, Entry, Event, Refusal, version_of};
use crate::view::{self, Correction, Line};
use crate::web::form;
use crate::web::form::correction::seen;

/// Returns the page of a line that may be wrong; nothing when the log has none.
pub fn page(shown: &Shown<'_>, seq: u64) -> Option<Markup> {
    let incident = &shown.snapshot.incident;
    let line = shown.snapshot.line(seq)?;
    let main = html! {
        div.single {
            section.panel {
                h2.utrecht-heading-2 { "Regel " (seq) " verbeteren" }
                (entry::text(&line))
                p.item__meta { (line.who) }
                @match view::correctable(incident, seq) {
                    Some(entry) => @match fixed(shown, entry) {
                        Some(why) => p.known { "Deze regel kan niet worden verbeterd: " (why) ". Schrijf in het logboek wat wel klopt." },
                        None => (form(shown, entry)),
                    },
                    None => p.known { "Deze regel geldt al niet meer." },
                }
            }
            p.hint { "Er verdwijnt niets: de oude regel blijft doorgestreept staan, met wie hem verbeterde en waarom. "
                "Gegevens wissen kan niet op dit bord." }
            p.buttons {
                a.utrecht-link href=(entry::path(shown, seq)) { "Terug naar regel " (seq) }
                a.utrecht-link href=(shown.path("/logboek")) { "Logboek" }
            }
        }
    };
    Some(frame::page(shown, Tab::Log, "Regel verbeteren", &main))
}

/// Returns why a line always stays as it is; nothing when it can be corrected.
fn fixed(shown: &Shown<'_>, entry: &Entry) -> Option<String> {
    if view::can_be_replaced(entry) {
        return None;
    }
    let whole = &shown.snapshot.whole;
    let tried = engine::preview(
        &whole.material.playbook,
        &whole.incident,
        entry.seq,
        &Change::Withdraw,
        shown.now,
    );
    matches!(tried, Err(Refusal::NotCorrectable { .. })).then(|| view::fixed(entry))
}

fn form(shown: &Shown<'_>, entry: &Entry) -> Markup {
    let own = shown.who.map_or("", |who| who.role.as_str());
    let incident = &shown.snapshot.incident;
    let playbook = version_of(shown.playbook(), incident.log(), entry.seq);
    let is_asked = !shown.typed.get("change").is_empty();
    let can_be_unknown = matches!(entry.event(), Event::FactRecorded { .. });
    html! {
        form.form method="post" action={(entry::path(shown, entry.seq)) "/verbeter#gevolg"} data-form={"verbeter-" (entry.seq)} {
            (by::hidden(shown))
            @if view::can_be_replaced(entry) { (instead::field(shown, playbook, entry)) }
            div.buttons {
                @if view::can_be_replaced(entry) {
                    button.utrecht-button.utrecht-button--primary-action[!is_asked] type="submit" name="change" value="replace" { "Kijk wat dit doet" }
                }
                @if can_be_unknown {
                    button.utrecht-button type="submit" name="change" value="unknown" { "Het was onbekend: kijk wat dat doet" }
                }
                @if incident.standing(entry.seq).is_some() {
                    button.utrecht-button type="submit" name="change" value="withdraw" { "Intrekken: kijk wat dat doet" }
                }
            }
        }
        @if is_asked { (preview(shown, entry, own)) }
    }
}

/// Returns what the correction would do, and the form that confirms it.
fn preview(shown: &Shown<'_>, entry: &Entry, own: &str) -> Markup {
    let (playbook, incident) = (shown.playbook(), &shown.snapshot.incident);
    let (seq, now, typed) = (entry.seq, shown.now, &shown.typed);
    let change = match form::correction::change(playbook, incident, seq, typed, now) {
        Ok(change) => change,
        Err(wrong) => {
            return html! { div.alarm role="alert" { ul { @for wrong in wrong { li { (wrong) } } } } };
        }
    };
    // The log is decided again whole; shown is what this person may know of it.
    let whole = &shown.snapshot.whole;
    let deciding = &whole.material.playbook;
    let preview = match engine::preview(deciding, &whole.incident, seq, &change, now) {
        Ok(preview) => preview,
        Err(refusal) => {
            return html! { div.alarm role="alert" { (view::refusal(playbook, &refusal)) } };
        }
    };
    let correction = view::correction(playbook, incident, &preview);
    let countdown = view::countdown(playbook, incident, entry, &change, now);
    html! {
        section.preview id="gevolg" aria-labelledby="gevolg-kop" {
            h3.utrecht-heading-2 id="gevolg-kop" { "Dit gebeurt er dan" }
            (outcome(shown, &correction))
            @if let Some(words) = countdown { p.known { strong { "Let op: " } (words) } }
            @if correction.suggests_record {
                p.known { (view::RECORD_INSTEAD)
                    @if let Event::FactRecorded { fact, .. } = entry.event() {
                        " " a.utrecht-link href=(shown.path(&format!("/vraag/{fact}"))) { "Naar de vraag" }
                    }
                }
            }
            form.form method="post" action={(entry::path(shown, seq)) "/verbeter"} data-form={"bevestig-" (seq)} {
                (by::hidden(shown))
                (carried(shown))
                input type="hidden" name="seen" value=(seen(&change));
                div.utrecht-form-field {
                    label.utrecht-form-label for="reden" { "Waarom klopte de regel niet?" }
                    textarea.utrecht-textarea id="reden" name="reason" rows="2" maxlength="8000" aria-describedby="reden-hint" { (typed.get("reason")) }
                    span.hint id="reden-hint" { "Verplicht. Wat hier staat kan later openbaar worden (Woo)." }
                }
                (by::fields(shown, "verbeter", own))
                div.buttons {
                    button.utrecht-button.utrecht-button--primary-action type="submit" name="confirm" value="1" { "Zo verbeteren" }
                }
            }
        }
    }
}

fn outcome(shown: &Shown<'_>, correction: &Correction) -> Markup {
    let list = |lines: &[Line]| {
        html! {
            ul.links { @for line in lines { li {
                a.utrecht-link href=(entry::path(shown, line.seq)) { "Regel " (line.seq) } ": " (line.text)
            } } }
        }
    };
    html! {
        dl.facts {
            @if let Some(reads) = &correction.reads { div { dt { "Nu" } dd { del { (reads) } } } }
            div { dt { "Wordt" } dd { strong { (correction.becomes.as_deref().unwrap_or("ingetrokken")) } } }
            @if !correction.left.is_empty() { div { dt { "Uit de stand" } dd { (correction.left.join(" · ")) } } }
            @if !correction.entered.is_empty() { div { dt { "In de stand" } dd { (correction.entered.join(" · ")) } } }
            @if correction.left.is_empty() && correction.entered.is_empty() { div { dt { "Stand" } dd { "De stand blijft gelijk." } } }
            @if !correction.fell_away.is_empty() { div { dt { "Vervalt" } dd { (list(&correction.fell_away)) } } }
            @if !correction.documents.is_empty() { div { dt { "Stukken die hierop steunen" } dd { (list(&correction.documents)) } } }
        }
        p.hint { "Berekend op regel " (correction.head) " van het logboek. Komt er intussen iets bij, dan ziet u dit opnieuw." }
    }
}

/// Returns what was typed, carried unseen to the form that confirms it.
fn carried(shown: &Shown<'_>) -> Markup {
    let is_carried =
        |field: &str| matches!(field, "change" | "value") || field.starts_with("field_");
    html! {
        @for (field, value) in shown.typed.pairs() {
            @if is_carried(field) { input type="hidden" name=(field) value=(value); }
        }
    }
}

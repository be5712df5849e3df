//! Photos and files as evidence: adding one from a phone, and looking at what is kept.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::super::frame::{self, Tab};
use super::super::{Shown, by, words};
use super::entry;
use crate::engine::{Entry, Event};
use crate::fact::dutch;
use crate::web::upload::Upload;

/// How many pictures are shown on the page; the others are a step away.
const PICTURES: usize = 8;

/// What is kept of a file beside its words.
pub struct About<'a> {
    /// When it was seen.
    pub seen_at: Option<DateTime<Utc>>,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: &'a str,
    /// The number of bytes.
    pub size: u64,
}

/// Returns the page with every file, newest first.
pub fn page(shown: &Shown<'_>) -> Markup {
    let log = shown.snapshot.incident.log().iter().rev();
    let files: Vec<&Arc<Entry>> = log
        .filter(|entry| matches!(entry.event(), Event::EvidenceAttached { .. }))
        .collect();
    let main = html! {
        div.single {
            section.panel {
                h2.utrecht-heading-2 { "Foto of bestand toevoegen" }
                @match shown.who {
                    Some(_) => (form(shown)),
                    None => p { a.utrecht-link href=(shown.path("/wie")) { "Zeg eerst wie u bent." } " Daarna kunt u een foto of bestand toevoegen." },
                }
            }
            section.panel aria-labelledby="bestanden" data-live="bestanden" {
                h2.utrecht-heading-2 id="bestanden" { "Wat er is (" (files.len()) ")" }
                @if files.is_empty() { p.empty { "Er zijn nog geen foto's of bestanden." } }
                ul.items { @for (at, file) in files.iter().enumerate() { (item(shown, file, at < PICTURES)) } }
            }
            p { a.utrecht-link href=(shown.path("/logboek")) { "Terug naar het logboek" } }
        }
    };
    frame::page(shown, Tab::Log, "Foto's en bestanden", &main)
}

fn form(shown: &Shown<'_>) -> Markup {
    let typed = &shown.typed;
    let own = shown.who.map_or("", |who| who.role.as_str());
    html! {
        form.form method="post" action=(shown.path("/bewijs")) enctype="multipart/form-data"
            data-form="bewijs" data-file-bytes=(Upload::MOST_BYTES) {
            (by::hidden(shown))
            div.utrecht-form-field.camera {
                label.utrecht-form-label for="camera" { "Maak een foto" }
                input.utrecht-textbox type="file" id="camera" name="file" accept="image/*" capture="environment";
            }
            div.utrecht-form-field {
                label.utrecht-form-label for="bestand" { "Kies een bestand" }
                input.utrecht-textbox type="file" id="bestand" name="file" aria-describedby="bestand-hint";
                span.hint id="bestand-hint" {
                    "Hooguit " (Upload::MOST_BYTES >> 20) " MB. Het bestand blijft precies zoals het is: ook de plaats en de tijd die "
                    "een telefoon in een foto zet, blijven erin staan en zijn bewijs."
                }
            }
            (by::text("bewijs-wat", "description", "Wat is erop te zien?", typed.get("description"), "leeg = de naam van het bestand"))
            div.grid {
                (by::text("bewijs-gezien", "seen_at", "Wanneer gezien", typed.get("seen_at"), "zoals 19:30; mag leeg"))
                (by::text("bewijs-url", "url", "Webadres", typed.get("url"), "waar het staat; mag leeg"))
            }
            (by::kept_to(shown, "bewijs-voor"))
            (by::fields(shown, "bewijs", own))
            div.buttons {
                button.utrecht-button.utrecht-button--primary-action type="submit" { "Voeg toe" }
            }
            @if shown.notice.is_some() && !typed.get("nonce").is_empty() {
                p.hint { "Kies het bestand opnieuw: een browser onthoudt dat niet." }
            }
        }
    }
}

fn item(shown: &Shown<'_>, entry: &Entry, with_picture: bool) -> Markup {
    let Some(line) = shown.snapshot.line(entry.seq) else {
        return Markup::default();
    };
    html! {
        li.item {
            div.item__what {
                p.item__title { a.utrecht-link href=(entry::path(shown, entry.seq)) { "Regel " (entry.seq) } ": "
                    @if line.struck { del { (description(entry)) } } @else { (description(entry)) } }
                p.item__meta { (words::moment(line.happened_at, shown.now)) ", " (line.who) " · " (name(entry)) }
            }
            @if with_picture && !line.struck { (picture(shown, entry, "thumbnail")) }
        }
    }
}

/// Returns the file of a line: the picture when it is one, and a way to get it.
pub fn file(shown: &Shown<'_>, entry: &Entry, about: &About<'_>) -> Markup {
    let content = entry.content.as_ref();
    html! {
        div.evidence {
            (picture(shown, entry, "picture"))
            dl.facts {
                div { dt { "Bestand" } dd { (name(entry)) ", " (size(about.size)) } }
                @if let Some(at) = about.seen_at { div { dt { "Gezien" } dd { (dutch::datetime(at)) } } }
                @if let Some(url) = content.and_then(|content| content.url.as_ref()) { div { dt { "Webadres" } dd { (url) } } }
                div { dt { "Kenmerk" } dd.hash { (about.sha256) } }
            }
            @match content {
                Some(_) => p.buttons { a.utrecht-button href=(path(shown, entry.seq)) download { "Download het bestand" } },
                None => p.empty { "De woorden bij dit bestand zijn gewist; daarom is het hier niet op te halen." },
            }
            p.hint { "Het kenmerk (SHA-256) bewijst later dat het bestand hetzelfde is gebleven." }
        }
    }
}

fn path(shown: &Shown<'_>, seq: u64) -> String {
    shown.path(&format!("/bewijs/{seq}"))
}

/// Returns a picture, by the ending of its name; what turns out to be none is not served as one.
fn picture(shown: &Shown<'_>, entry: &Entry, class: &str) -> Markup {
    let name = name(entry).to_lowercase();
    let is_picture = [".jpeg", ".jpg", ".png", ".webp"]
        .iter()
        .any(|ending| name.ends_with(ending));
    html! {
        @if is_picture && entry.content.is_some() {
            a.evidence__picture href=(entry::path(shown, entry.seq)) {
                img class=(class) src={(path(shown, entry.seq)) "/beeld"} alt=(description(entry)) loading="lazy";
            }
        }
    }
}

fn name(entry: &Entry) -> &str {
    let content = entry.content.as_ref();
    content
        .and_then(|content| content.file_name.as_deref())
        .unwrap_or("gewist")
}

fn description(entry: &Entry) -> &str {
    let content = entry.content.as_ref();
    content
        .and_then(|content| content.text.as_deref())
        .unwrap_or("gewist")
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

//! The sitrap: what it would say now, and each that was issued, frozen as it was.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::sheet;
use super::{Shown, by, words};
use crate::web::download;
use crate::web::report::{self, Issued, Report};

/// The template.
pub const TEMPLATE: &str = "sitrap";

/// Returns the page with the sitrap as it would be issued now.
pub fn page(shown: &Shown<'_>) -> Markup {
    let made = report::to_issue(shown.snapshot, TEMPLATE, shown.now);
    let before = report::issued(shown.snapshot, TEMPLATE);
    let main = html! {
        div.wide {
            @if !before.is_empty() {
                section.panel.no-print aria-labelledby="eerder" data-live="eerder" {
                    h2.utrecht-heading-2 id="eerder" { "Uitgegeven" }
                    ul.links {
                        @for (number, (seq, at, _)) in (1..).zip(&before).collect::<Vec<(u64, _)>>().into_iter().rev() {
                            li {
                                a.utrecht-link href=(shown.path(&format!("/sitrap/{number}"))) { "Sitrap " (number) }
                                " van " (words::moment(*at, shown.now)) span.item__meta { " regel " (seq) }
                            }
                        }
                    }
                }
            }
            @match made {
                None => section.panel { p { "De sitrap kan nu niet worden gemaakt." } },
                Some(made) => {
                    section.panel.no-print aria-labelledby="uitgeven" { (form(shown, before.len() + 1)) }
                    section.panel data-live="sitrap" {
                        p.no-print { span.kind { "nog niet uitgegeven" } " Zo zou hij nu zijn." }
                        (sheet::report(shown, made.document()))
                    }
                }
            }
        }
    };
    frame::page(shown, Tab::Report, "Sitrap", &main)
}

fn form(shown: &Shown<'_>, number: usize) -> Markup {
    let own = shown.who.map_or("", |who| who.role.as_str());
    html! {
        form.form method="post" action=(shown.path("/sitrap")) data-form="sitrap" {
            (by::hidden(shown))
            h2.utrecht-heading-2 id="uitgeven" { "Geef sitrap " (number) " uit" }
            p.hint { "Lees hem eerst na. Uitgeven zet hem vast: nummer en kenmerk van de tekst komen in het logboek. De tekst voor LCMS staat daarna klaar om te kopiëren." }
            (by::fields(shown, "sitrap", own))
            div.buttons {
                button.utrecht-button.utrecht-button--primary-action type="submit" { "Geef uit" }
            }
        }
    }
}

/// Returns the page of one that was issued; nothing when there is none of that number.
pub fn issued(shown: &Shown<'_>, number: u64) -> Option<Markup> {
    let one = report::again(shown.snapshot, TEMPLATE, number)?;
    let main = html! {
        div.wide {
            section.panel.no-print { (about(shown, &one)) }
            section.panel { (sheet::report(shown, one.report.document())) }
            section.panel.no-print aria-labelledby="tekst" { (text(&one.report)) }
        }
    };
    let title = format!("Sitrap {number}");
    Some(frame::page(shown, Tab::Report, &title, &main))
}

fn about(shown: &Shown<'_>, one: &Issued) -> Markup {
    html! {
        p {
            strong { "Uitgegeven " (words::moment(one.at, shown.now)) } ", regel " (one.seq) ". "
            @if one.is_same { "Dit is precies de tekst die toen is uitgegeven." }
        }
        @if !one.is_same {
            p.remark {
                "Deze tekst is opnieuw gemaakt uit het logboek en is niet letterlijk die van toen: er is een bestand van gemaakt, een regel is later gewist, of het programma is vernieuwd. Het kenmerk van toen begint met "
                (one.sha256.chars().take(12).collect::<String>()) "."
            }
        }
        p.buttons {
            a.utrecht-button href=(shown.path(&format!("/sitrap/{}/txt", one.number))) download="" { "Tekst voor LCMS" }
            @for (ending, label) in download::formats() {
                a.utrecht-link href=(shown.path(&format!("/sitrap/{}/{ending}", one.number))) download="" { (label) }
            }
            a.utrecht-link href=(shown.path("/sitrap")) { "Alle sitraps" }
        }
    }
}

fn text(report: &Report) -> Markup {
    html! {
        h2.utrecht-heading-2 id="tekst" { "Tekst voor LCMS" }
        div.utrecht-form-field {
            label.utrecht-form-label for="lcms" { "Klik in het vak, kies alles (Ctrl+A) en kopieer (Ctrl+C)" }
            textarea.utrecht-textarea.plain id="lcms" rows="14" readonly { (report.text()) }
        }
    }
}

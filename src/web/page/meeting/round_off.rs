//! The end of a meeting: what it leaves on paper, and when the next one is.

use maud::{Markup, html};

use super::super::decided::list;
use super::super::{Shown, by, words};
use crate::view::MeetingView;

/// The fact that says when the next meeting is.
const NEXT: &str = "volgend_overleg_op";

/// Returns this part of the page.
pub fn part(shown: &Shown<'_>, seen: &MeetingView) -> Markup {
    let situation = shown.snapshot.incident.situation();
    let next = situation.facts.get(NEXT);
    let next = next.and_then(|state| state.value()?.datetime());
    let own = shown.who.map_or("", |who| who.role.as_str());
    html! {
        section.panel.no-print aria-labelledby="volgende" {
            h3.utrecht-heading-3 id="volgende" { "Volgend overleg" }
            p {
                @match next.filter(|at| *at > shown.now) {
                    Some(at) => { strong { (words::moment(at, shown.now)) } " (" (words::until(at, shown.now)) ") " }
                    None => { "Er is nog geen volgend overleg afgesproken. " }
                }
                @if shown.playbook().fact(NEXT).is_some() {
                    a.utrecht-link href=(shown.path(&format!("/vraag/{NEXT}"))) { "Spreek een tijd af" }
                }
            }
            @if let Some((number, _)) = seen.held {
                form.form method="post" action=(shown.path("/overleg")) data-form="sluit" {
                    (by::hidden(shown))
                    input type="hidden" name="act" value="close";
                    (by::fields(shown, "sluit", own))
                    div.buttons {
                        button.utrecht-button.utrecht-button--primary-action type="submit" { "Sluit overleg " (number) " af" }
                    }
                }
            } @else {
                p.hint { "Er is nu geen overleg bezig. Hieronder staat wat er tot nu toe is besloten en afgesproken." }
            }
        }
        (list(shown))
    }
}

//! "Doe mee": a person types a code, or pushes the button behind a link, on the own device.

use maud::{Markup, html};

use super::by::text;
use super::frame;
use crate::web::typed::Typed;

/// What the page is made from.
pub struct Join<'a> {
    /// What was typed or stood in the link.
    pub typed: &'a Typed,
    /// Why it did not work.
    pub wrong: &'a [String],
}

/// Returns the page.
pub fn page(join: &Join<'_>) -> Markup {
    let typed = join.typed;
    let main = html! {
        div.single {
            @if !join.wrong.is_empty() {
                div.alarm role="alert" id="melding" {
                    p { strong { "U doet nog niet mee." } }
                    ul { @for reason in join.wrong { li { (reason) } } }
                }
            }
            section.panel {
            form.form method="post" action="/erbij" {
                p { "Wie het bord leidt geeft u een code. Een code werkt één keer en tien minuten." }
                div.utrecht-form-field {
                    label.utrecht-form-label for="code" { "Code" }
                    input.utrecht-textbox.code-field type="text" id="code" name="code" value=(typed.get("code"))
                        autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40"
                        aria-describedby="code-hint";
                    span.hint id="code-hint" { "negen tekens, zoals KDF-7MX-4RT" }
                }
                (text("naam", "name", "Uw naam", typed.get("name"), "mag leeg als uw naam al bij de code hoort; hij staat bij elke regel die u vastlegt"))
                div.buttons {
                    button.utrecht-button.utrecht-button--primary-action type="submit" { "Doe mee" }
                }
            }
            }
        }
    };
    frame::bare("Meedoen met het crisisteam", &main)
}

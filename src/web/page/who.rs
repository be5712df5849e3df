//! "Wie bent u?": role and name, chosen once.

use maud::{Markup, html};

use super::Shown;
use super::by::text;
use super::frame::{self, Tab};
use crate::fact::dutch;
use crate::view::{role_rights, role_title};

/// Returns the page.
pub fn page(shown: &Shown<'_>) -> Markup {
    if !shown.sight.is_here {
        return frame::page(shown, Tab::Who, "Wie bent u?", &given(shown));
    }
    let typed = &shown.typed;
    let role = match (typed.text("role"), shown.who) {
        (Some(role), _) => role,
        (None, Some(who)) => who.role.clone(),
        (None, None) => String::new(),
    };
    let name = match (typed.text("name"), shown.who) {
        (Some(name), _) => name,
        (None, Some(who)) => who.name.clone().unwrap_or_default(),
        (None, None) => String::new(),
    };
    let main = html! {
        div.single {
            section.panel {
                form.form method="post" action=(shown.path("/wie")) {
                    h2.utrecht-heading-2 { "Wie bent u?" }
                    p.hint { "Uw rol en naam staan bij elke regel die u vastlegt. Legt u iets vast voor een ander, dan zegt u dat per regel." }
                    fieldset.choices.choices--columns {
                        legend.utrecht-form-label { "Uw rol in dit incident" }
                        @for known in shown.playbook().roles() {
                            @let id = format!("rol-{}", known.id);
                            div.choice {
                                input type="radio" id=(id) name="role" value=(known.id) checked[known.id == role];
                                label for=(id) { (known.title) }
                            }
                        }
                    }
                    (text("naam", "name", "Uw naam", &name, ""))
                    div.buttons {
                        button.utrecht-button.utrecht-button--primary-action type="submit" { "Dit ben ik" }
                    }
                }
            }
        }
    };
    frame::page(shown, Tab::Who, "Wie bent u?", &main)
}

/// Returns what stands there for who joined from elsewhere: the code said who they are.
fn given(shown: &Shown<'_>) -> Markup {
    let playbook = shown.playbook();
    let mut may = vec!["meekijken".to_owned()];
    if let Some(who) = shown.who {
        may.push("vastleggen".to_owned());
        may.extend(role_rights(playbook, &who.role));
    }
    if shown.sight.leads {
        may.push("anderen erbij laten".to_owned());
    }
    html! {
        div.single {
            section.panel {
                h2.utrecht-heading-2 {
                    @match shown.who {
                        Some(who) => {
                            @if let Some(name) = &who.name { (name) ", " }
                            (role_title(playbook, &who.role))
                        }
                        None => "U kijkt mee",
                    }
                }
                p { "U kunt hier: " (dutch::list(&may)) "." }
                p.hint { "Uw rol komt van de code waarmee u binnenkwam. Klopt die niet? Vraag een nieuwe code aan wie het bord leidt." }
            }
        }
    }
}

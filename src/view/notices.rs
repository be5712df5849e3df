//! What to know about the data itself: the clock, what was checked when, who is away.

use chrono::{DateTime, Utc};

use super::role_title;
use crate::engine::Incident;
use crate::fact::dutch;
use crate::law::term::Holidays;
use crate::playbook::Playbook;

/// Returns the notices of a moment, in sentences.
pub(super) fn notices(
    playbook: &Playbook,
    incident: &Incident,
    holidays: &Holidays,
    at: DateTime<Utc>,
) -> Vec<String> {
    let mut notices = Vec::new();
    let situation = incident.situation();
    if incident
        .log()
        .last()
        .is_some_and(|last| last.meta.clock_suspect)
    {
        notices.push(
            "De klok van deze computer staat vóór de laatste regel. Klopt deze tijd?".to_owned(),
        );
    }
    if let Some(checked) = playbook.checked() {
        let days = (at.date_naive() - checked).num_days();
        if days > 365 {
            notices.push(format!(
                "De inhoud van dit draaiboek is voor het laatst nagekeken op {}.",
                dutch::date(checked)
            ));
        }
    }
    if at.date_naive() > holidays.known_until() {
        notices.push(format!(
            "De aangewezen vrije dagen zijn bekend tot en met {}.",
            dutch::date(holidays.known_until())
        ));
    }
    for role in playbook.roles() {
        if situation.is_absent(&role.id) {
            let by: Vec<String> = role
                .replaced_by
                .iter()
                .chain(&role.stand_in)
                .map(|id| role_title(playbook, id))
                .collect();
            notices.push(match by.is_empty() {
                true => format!("{} is afwezig.", role.title),
                false => format!(
                    "{} is afwezig; vervanging: {}.",
                    role.title,
                    dutch::either(&by)
                ),
            });
        }
    }
    notices
}

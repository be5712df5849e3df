//! Who may do what: the roles that a playbook names for an act, and a small rule for the rest.
//!
//! It says who may send something from another computer; who may decide in law is asked by `engine`,
//! again and always. It knows roles, not persons, and never what somebody sees.

use super::role_title;
use crate::engine::{Action, Incident, Stage, Who};
use crate::fact::dutch;
use crate::playbook::{Document, Playbook};

/// What a person does in an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Take a decision, or sign.
    Decide,
    /// Draft a document and put it before who decides.
    Draft,
    /// Let others join, confirm the time, close the incident.
    Lead,
    /// Write in the log, answer, do tasks.
    Log,
    /// Put an entry right.
    Review,
    /// Say who holds a role, or that somebody is away.
    Staff,
}

/// Who may do one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What it is.
    pub right: Right,
    /// The roles that may besides the log keeper; none means everyone in the team.
    pub roles: Vec<String>,
}

impl Rule {
    /// Tells whether a role may; `leads` is whether the person leads the use of the board.
    pub fn allows(&self, playbook: &Playbook, role: &str, leads: bool) -> bool {
        match self.right {
            Right::Lead => leads,
            Right::Log => true,
            // Who is in a role is never everyone's to say, also when no role is named.
            Right::Staff => leads || named(&self.roles, role) || is_keeper(playbook, role),
            Right::Decide | Right::Draft | Right::Review => {
                self.roles.is_empty()
                    || self.roles.iter().any(|known| known == role)
                    || is_keeper(playbook, role)
            }
        }
    }

    /// Returns who may, in words.
    pub fn dutch(&self, playbook: &Playbook) -> String {
        let mut titles: Vec<String> = Vec::new();
        for role in &self.roles {
            let title = role_title(playbook, role);
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        let keeper = playbook.keeper().map(|role| role.title.clone());
        let roles = match titles.is_empty() {
            true => "iedereen in het team".to_owned(),
            false => dutch::list(&titles),
        };
        let what = match self.right {
            Right::Decide => "Dit besluit of deze handtekening is van",
            Right::Draft => "Dit stuk is van",
            Right::Lead => {
                return "Dit doet wie de leiding over het bord heeft.".to_owned();
            }
            Right::Log => return "Dit kan iedereen in het team.".to_owned(),
            Right::Review => "Deze regel wordt verbeterd door",
            Right::Staff => {
                let keeper = keeper.map_or_else(|| "loghouder".to_owned(), |title| lower(&title));
                let leads = "wie de leiding over het bord heeft";
                return match titles.is_empty() {
                    true => format!("Wie een rol heeft, zegt de {keeper} of {leads}."),
                    false => format!(
                        "Dat iemand weg of terug is, zegt die persoon zelf, de {keeper} of {leads}."
                    ),
                };
            }
        };
        match keeper {
            Some(keeper) if !titles.contains(&keeper) => {
                format!(
                    "{what}: {roles}. De {} kan het voor hen vastleggen.",
                    lower(&keeper)
                )
            }
            _ => format!("{what}: {roles}."),
        }
    }
}

/// Returns who may carry out an action.
pub fn rule(playbook: &Playbook, incident: &Incident, action: &Action) -> Rule {
    let rule = |right, roles| Rule { right, roles };
    match action {
        Action::AssignRole { .. } => rule(Right::Staff, Vec::new()),
        Action::Close { .. }
        | Action::Deliver { .. }
        | Action::Jump { .. }
        | Action::ReplacePlaybook { .. }
        | Action::SetPace { .. }
        | Action::Start { .. } => rule(Right::Lead, Vec::new()),
        Action::Correct { seq, .. } => {
            let by = incident
                .entry(*seq)
                .and_then(|entry| entry.meta.by.as_ref());
            let by = by.map(|by| vec![by.decided.clone(), by.recorded.clone()]);
            rule(Right::Review, by.unwrap_or_default())
        }
        Action::Decide { decision, .. } => {
            let by = playbook.decision(decision).map(|known| known.by.as_slice());
            rule(
                Right::Decide,
                with_replacements(playbook, by.unwrap_or_default()),
            )
        }
        Action::RecordDraft { document, .. } => draft_rule(playbook, document),
        Action::RecordIssue {
            document, stage, ..
        } => {
            let organ = organ(playbook, document);
            match stage {
                Stage::Oral | Stage::Reviewed(_) | Stage::Signed | Stage::Withdrawn
                    if !organ.is_empty() =>
                {
                    rule(Right::Decide, organ)
                }
                _ => draft_rule(playbook, document),
            }
        }
        Action::SetAbsence { role, .. } => rule(Right::Staff, vec![role.clone()]),
        _ => rule(Right::Log, Vec::new()),
    }
}

/// Returns who may draft a document.
pub fn draft_rule(playbook: &Playbook, document: &str) -> Rule {
    Rule {
        right: Right::Draft,
        roles: drafters(playbook, document),
    }
}

/// Returns what a role does in this playbook besides writing in the log, in words.
pub fn role_rights(playbook: &Playbook, role: &str) -> Vec<String> {
    let decides = playbook
        .decisions()
        .iter()
        .any(|decision| named(&with_replacements(playbook, &decision.by), role));
    let drafts = playbook
        .documents()
        .iter()
        .any(|document| named(&drafters(playbook, &document.id), role));
    let all = [
        (decides, "besluiten"),
        (drafts, "stukken opstellen"),
        (is_keeper(playbook, role), "voor anderen vastleggen"),
    ];
    let own = all.iter().filter(|(may, _)| *may);
    own.map(|(_, words)| (*words).to_owned()).collect()
}

/// Tells whether a role keeps the log, or stands in for who does: it records for others.
pub fn is_keeper(playbook: &Playbook, role: &str) -> bool {
    playbook.keeper().is_some_and(|keeper| {
        keeper.id == role || named(&keeper.stand_in, role) || named(&keeper.replaced_by, role)
    })
}

/// Tells whether somebody may record what this person said or decided: the log keeper for
/// everyone, others only for themselves.
pub fn records_for(playbook: &Playbook, recorded: &Who, decided: &Who) -> bool {
    is_keeper(playbook, &recorded.role) || recorded == decided
}

/// Returns who records for others, in words.
pub fn not_for_others(playbook: &Playbook) -> String {
    let keeper = playbook
        .keeper()
        .map_or("loghouder".to_owned(), |role| lower(&role.title));
    format!("U legt alleen vast wat u zelf besloot of zei. De {keeper} legt vast voor anderen.")
}

fn named(roles: &[String], role: &str) -> bool {
    roles.iter().any(|known| known == role)
}

/// Returns the roles with who may legally replace them.
fn with_replacements(playbook: &Playbook, roles: &[String]) -> Vec<String> {
    let mut all = roles.to_vec();
    for role in roles.iter().filter_map(|id| playbook.role(id)) {
        for other in &role.replaced_by {
            if !named(&all, other) {
                all.push(other.clone());
            }
        }
    }
    all
}

/// Returns the roles that draft a document: its own with who stands in, and who decides on it.
fn drafters(playbook: &Playbook, document: &str) -> Vec<String> {
    let of = |document: &Document| {
        let mut roles = Vec::new();
        if let Some(role) = document.role.as_ref().and_then(|id| playbook.role(id)) {
            roles.push(role.id.clone());
            roles.extend(role.replaced_by.iter().chain(&role.stand_in).cloned());
        }
        roles
    };
    let mut roles: Vec<String> = match playbook.document(document) {
        Some(document) => of(document),
        None => playbook.documents().iter().flat_map(of).collect(),
    };
    if roles.is_empty() {
        return roles;
    }
    for role in organ(playbook, document) {
        if !named(&roles, &role) {
            roles.push(role);
        }
    }
    roles
}

/// Returns the roles that sign a document; none when nobody is named.
fn organ(playbook: &Playbook, document: &str) -> Vec<String> {
    let document = playbook.document(document);
    let power = document.and_then(|document| playbook.power(document.power.as_ref()?));
    let organ = power.map(|power| power.about.organ.as_slice());
    with_replacements(playbook, organ.unwrap_or_default())
}

fn lower(title: &str) -> String {
    let mut letters = title.chars();
    match letters.next() {
        Some(first) if !letters.as_str().starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tests::{Play, decide_inzet, draft, issue};
    use crate::engine::{Change, NoteKind};
    use crate::fact::Certainty;

    fn check(play: &Play, action: &Action, role: &str) -> bool {
        rule(&play.playbook, &play.incident, action).allows(&play.playbook, role, false)
    }

    #[test]
    fn what_a_playbook_gives_a_role_may_be_sent_by_it_by_who_replaces_it_and_by_the_keeper() {
        let play = Play::begin();
        let keeper = play.playbook.keeper().expect("a keeper").id.clone();
        let decide = decide_inzet("nee");
        let decision = play
            .playbook
            .decisions()
            .iter()
            .find(|one| one.id == "inzet");
        let by = decision.expect("the decision").by.clone();
        for role in play.playbook.roles() {
            let replaces = by
                .iter()
                .filter_map(|id| play.playbook.role(id))
                .any(|other| other.replaced_by.contains(&role.id));
            let may = by.contains(&role.id) || replaces || role.id == keeper;
            assert_eq!(check(&play, &decide, &role.id), may, "{}", role.id);
        }
        let note = Action::Note {
            compartment: None,
            certainty: Certainty::Confirmed,
            kind: NoteKind::Note,
            source: None,
            text: "x".to_owned(),
        };
        let everyone = play.playbook.roles().iter();
        assert!(everyone.clone().all(|role| check(&play, &note, &role.id)));
        // Whoever may sign an order may draft it too: nobody is locked out of acting.
        let signed = issue("bevel", Stage::Signed);
        let drafted = draft("bevel", 0, &[], &[]);
        for role in everyone.filter(|role| check(&play, &signed, &role.id)) {
            assert!(check(&play, &drafted, &role.id), "{}", role.id);
        }
    }

    #[test]
    fn who_is_away_is_said_by_themselves_and_who_holds_a_role_only_by_the_keeper_or_who_leads() {
        let play = Play::begin();
        let absent = |role: &str| Action::SetAbsence {
            absent: true,
            reason: Some("ziek".to_owned()),
            role: role.to_owned(),
        };
        let assign = |role: &str| Action::AssignRole {
            person: "Rol 2".to_owned(),
            role: role.to_owned(),
        };
        for role in play.playbook.roles() {
            let is_keeper = is_keeper(&play.playbook, &role.id);
            let may = |action: &Action| check(&play, action, &role.id);
            assert!(may(&absent(&role.id)), "{}", role.id);
            assert_eq!(may(&assign(&role.id)), is_keeper, "{}", role.id);
            for other in play.playbook.roles().iter().filter(|it| it.id != role.id) {
                assert_eq!(
                    may(&absent(&other.id)),
                    is_keeper,
                    "{} {}",
                    role.id,
                    other.id
                );
            }
            for action in [absent("burgemeester"), assign("burgemeester")] {
                let rule = rule(&play.playbook, &play.incident, &action);
                assert!(rule.allows(&play.playbook, &role.id, true), "{}", role.id);
                assert!(
                    rule.dutch(&play.playbook)
                        .contains("de leiding over het bord")
                );
            }
        }
    }

    #[test]
    fn only_who_leads_closes_and_a_line_is_put_right_by_who_wrote_it() {
        let mut play = Play::begin();
        let close = Action::Close {
            reason: "klaar".to_owned(),
        };
        let rule =
            |play: &Play, action: &Action| super::rule(&play.playbook, &play.incident, action);
        let closing = rule(&play, &close);
        assert!(!closing.allows(&play.playbook, "burgemeester", false));
        assert!(closing.allows(&play.playbook, "oov", true));
        play.go(1, "oov", crate::engine::tests::orde("dreiging"));
        let correct = Action::Correct {
            change: Change::Withdraw,
            head: play.head(),
            reason: "verkeerd".to_owned(),
            seq: play.head(),
        };
        assert!(check(&play, &correct, "oov"));
        let keeper = play.playbook.keeper().expect("a keeper").id.clone();
        assert!(check(&play, &correct, &keeper));
        let other = |role: &&crate::playbook::Role| {
            role.id != "oov" && !is_keeper(&play.playbook, &role.id)
        };
        let other = play
            .playbook
            .roles()
            .iter()
            .find(other)
            .expect("another role");
        assert!(!check(&play, &correct, &other.id));
        assert!(
            rule(&play, &correct)
                .dutch(&play.playbook)
                .starts_with("Deze regel wordt verbeterd door")
        );
    }
}

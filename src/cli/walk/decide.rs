//! Taking a decision, and recording who took it and why.

use super::{Turn, Walk};
use crate::engine::Action;
use crate::fact::dutch;
use crate::playbook::Playbook;
use crate::view;

impl Walk<'_> {
    pub(super) fn decide(&mut self) -> Turn {
        let decisions = self.board().decisions;
        if decisions.is_empty() {
            return self.refuse(
                "Er ligt nu geen besluit voor. Een ander besluit: + b tekst met de reden.",
            );
        }
        let titles: Vec<String> = decisions
            .iter()
            .map(|line| {
                let mut title = line.title.clone();
                if let Some(chosen) = &line.chosen {
                    title.push_str(&format!(" (eerder: {chosen})"));
                }
                if !line.blocked_by.is_empty() {
                    title.push_str(" (kan nog niet)");
                }
                title
            })
            .collect();
        let line = &decisions[self.choose(&titles, "welk besluit")?];
        if !line.blocked_by.is_empty() {
            return self.refuse(&not_yet(&line.title, &line.blocked_by));
        }
        self.say(&format!("\n{}", view::walk_decision(line)));
        let option = &line.options[self.number(line.options.len(), "keuze")?];
        if !option.blocked_by.is_empty() {
            return self.refuse(&not_yet(&option.title, &option.blocked_by));
        }
        let option = option.id.clone();
        let reason = self.ask_text("reden (verplicht, Enter = terug):")?;
        let roles = self.deciders(&line.id);
        // Alone nobody else decided what only the player may.
        let is_own = self.solo.is_some() && roles == [self.who.role.clone()];
        let role = match roles.is_empty() || is_own {
            true => self.who.role.clone(),
            false => self.choose_role("wie heeft dit besloten", &roles)?,
        };
        let action = Action::Decide {
            decision: line.id.clone(),
            option,
            reason,
            review_at: None,
        };
        self.submit(action, self.by_role(&role)).map(drop)
    }

    /// Returns the roles that may decide: in place of one who is away, who may legally replace.
    fn deciders(&self, decision: &str) -> Vec<String> {
        let playbook = &self.session.material().playbook;
        let by = playbook.decision(decision).map(|decision| &decision.by[..]);
        self.present_or_replaced(playbook, by.unwrap_or_default(), false)
    }

    /// Returns these roles, each that is away replaced by those who may act for it.
    pub(super) fn present_or_replaced(
        &self,
        playbook: &Playbook,
        roles: &[String],
        functional: bool,
    ) -> Vec<String> {
        let situation = self.session.incident().situation();
        let mut found = Vec::new();
        for role in roles.iter().filter_map(|id| playbook.role(id)) {
            if !situation.is_absent(&role.id) {
                found.push(role.id.clone());
                continue;
            }
            let stand_in = role.stand_in.iter().filter(|_| functional);
            for id in role.replaced_by.iter().chain(stand_in) {
                if !situation.is_absent(id) && !found.contains(id) {
                    found.push(id.clone());
                }
            }
        }
        found
    }
}

/// Returns what a decision or an option waits for.
fn not_yet(title: &str, needs: &[String]) -> String {
    format!(
        "KAN NOG NIET: {title}. Nodig: {}.\nIs er al zo besloten? Leg dat vast met + b, met de reden; het draaiboek wacht op wat nodig is.",
        dutch::list(needs)
    )
}

//! A step in the playbook: firing a trigger; and why one cannot.

use super::{Turn, Walk};
use crate::engine::Action;
use crate::view;

impl Walk<'_> {
    pub(super) fn step(&mut self) -> Turn {
        let triggers = self.board().triggers;
        if triggers.is_empty() {
            return self.refuse("Er is nu geen stap te zetten; `waarom` zegt waarom niet.");
        }
        let items: Vec<String> = triggers.iter().map(view::walk_step).collect();
        let line = &triggers[self.choose(&items, "welke stap")?];
        let playbook = &self.session.material().playbook;
        let by = playbook.trigger(&line.id).map(|trigger| trigger.by.clone());
        let roles = self.present_or_replaced(playbook, &by.unwrap_or_default(), true);
        let role = match roles.contains(&self.who.role) || roles.is_empty() {
            true => self.who.role.clone(),
            false => self.choose_role("wie zet deze stap", &roles)?,
        };
        let reason = self.ask_maybe("reden (Enter = geen):")?;
        let action = Action::Fire {
            reason,
            trigger: line.id.clone(),
        };
        self.submit(action, self.by_role(&role)).map(drop)
    }

    pub(super) fn show_why(&mut self) -> Turn {
        let playbook = &self.session.material().playbook;
        let ways = view::why(playbook, self.session.incident().situation(), None);
        let text = view::walk_why(playbook, &ways, self.session.chart_now());
        self.page(&text)
    }
}

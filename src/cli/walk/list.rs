//! Lists to look at: the last lines of the log, and the telephone numbers.

use super::Walk;
use crate::view;

impl Walk<'_> {
    pub(super) fn show_log(&self, count: usize) {
        let incident = self.session.incident();
        let lines = view::log(&self.session.material().playbook, incident);
        let from = lines.len().saturating_sub(count);
        self.say(&view::walk_log(&lines[from..]));
    }

    pub(super) fn show_phones(&self) {
        let material = self.session.material();
        let phones = view::phones(&material.law, &material.municipality);
        self.say(&view::phones_text(&phones));
    }
}

//! Lists to look at: the last lines of the log, and the telephone numbers.

use super::{Turn, Walk};
use crate::view;

impl Walk<'_> {
    pub(super) fn show_log(&mut self, count: usize) -> Turn {
        let incident = self.session.incident();
        let lines = view::log(&self.session.material().playbook, incident);
        let from = lines.len().saturating_sub(count);
        self.page(&view::walk_log(&lines[from..]))
    }

    pub(super) fn show_phones(&mut self) -> Turn {
        let material = self.session.material();
        let phones = view::phones(&material.law, &material.municipality);
        self.page(&view::phones_text(&phones))
    }
}

//! Tasks: taken, done, given to another role.

use super::{Turn, Walk};
use crate::engine::Action;
use crate::view;

impl Walk<'_> {
    pub(super) fn show_tasks(&mut self) -> Turn {
        let board = self.board();
        self.number_tasks(&board);
        self.page(&view::walk_all_tasks(
            &board,
            &self.shown.tasks,
            &self.who.role,
        ))
    }

    /// Someone takes a task: the role it is with, unless another is named.
    pub(super) fn claim(&mut self, number: &str) -> Turn {
        let task = self.task_shown(number)?;
        let roles = self.roles_first(self.role_of(&task));
        let role = match roles.first() {
            Some(role) if *role != self.who.role => self.choose_role("wie pakt dit op", &roles)?,
            _ => self.who.role.clone(),
        };
        self.submit(Action::ClaimTask { task }, self.by_role(&role))
            .map(drop)
    }

    /// A task is done, by the role that took it or has it.
    pub(super) fn finish(&mut self, number: &str, result: &str) -> Turn {
        let task = self.task_shown(number)?;
        let situation = self.session.incident().situation();
        let claimed = situation
            .tasks
            .get(&task)
            .and_then(|own| own.claimed.clone());
        let role = claimed
            .map(|(_, role)| role)
            .or_else(|| self.role_of(&task))
            .filter(|role| !situation.is_absent(role))
            .unwrap_or_else(|| self.who.role.clone());
        let action = Action::FinishTask {
            result: result.to_owned(),
            task,
        };
        self.submit(action, self.by_role(&role)).map(drop)
    }

    /// A task goes to another role.
    pub(super) fn reassign(&mut self, number: &str, role: &str) -> Turn {
        let task = self.task_shown(number)?;
        let role = match self.find_role(role) {
            Some(role) => role,
            None => {
                let roles = self.roles_first(None);
                self.choose_role("naar welke rol", &roles)?
            }
        };
        self.submit(Action::ReassignTask { role, task }, self.by())
            .map(drop)
    }

    /// Returns the task with the number that is on the screen.
    fn task_shown(&self, number: &str) -> Turn<String> {
        let at = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        match at.and_then(|at| self.shown.tasks.get(at)) {
            Some(task) => Ok(task.clone()),
            None => self.refuse("Die taak staat er niet; `taken` toont de nummers."),
        }
    }

    fn role_of(&self, task: &str) -> Option<String> {
        let board = self.board();
        let mut lines = board.immediate.iter().chain(&board.tasks);
        let line = lines.find(|line| line.id == task);
        line.and_then(|line| line.role_id.clone())
    }

    /// Returns all roles, this one first.
    pub(super) fn roles_first(&self, first: Option<String>) -> Vec<String> {
        let playbook = &self.session.material().playbook;
        let mut roles: Vec<String> = first.into_iter().collect();
        for role in playbook.roles() {
            if !roles.contains(&role.id) {
                roles.push(role.id.clone());
            }
        }
        roles
    }
}

//! In which order tasks stand, on every screen and on paper.
//!
//! Only orders; it leaves no task out and finds none.

use chrono::{DateTime, Utc};

use super::{Board, TaskLine};

/// By what a task is ordered; the least first.
type Key = (bool, bool, bool, bool, Option<DateTime<Utc>>, bool, bool);

/// Returns every open task in the order in which a team takes them up, for one role or for all.
///
/// First what is a task for sure; of that what is too late, then what is to be done at once, then the
/// rest; each by the moment on which it has to be done, and at the same moment that of the role itself
/// and that of the present step first. The step that it comes from never puts off a task that is due.
pub fn tasks_in_order<'a>(board: &'a Board, role: Option<&str>) -> Vec<&'a TaskLine> {
    let immediate = board.immediate.iter().map(|line| (line, true));
    let others = board.tasks.iter().map(|line| (line, false));
    let mut lines: Vec<(&TaskLine, bool)> = immediate.chain(others).collect();
    lines.sort_by_key(|(line, is_immediate)| key(line, *is_immediate, role));
    lines.into_iter().map(|(line, _)| line).collect()
}

/// Orders tasks of one kind in the same way, for all roles.
pub(super) fn order(lines: &mut [TaskLine]) {
    lines.sort_by_key(|line| key(line, false, None));
}

fn key(line: &TaskLine, is_immediate: bool, role: Option<&str>) -> Key {
    let is_own = role.is_some() && line.role_id.as_deref() == role;
    // What could not be done in time any more is to be done at once.
    let is_immediate = is_immediate || line.past.is_some();
    (
        !line.needs.is_empty(),
        !line.lapsed,
        !line.lapsed && !is_immediate,
        // What is to be done at once and has no moment of its own does not wait for what has one.
        line.due.is_none() && !is_immediate,
        line.due,
        !is_own,
        line.is_from_earlier,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str, due: Option<i64>, role: &str) -> TaskLine {
        TaskLine {
            claimed_by: None,
            due: due.and_then(|minutes| DateTime::from_timestamp(minutes * 60, 0)),
            id: id.to_owned(),
            is_from_earlier: false,
            lapsed: due.is_some_and(|minutes| minutes < 0),
            needs: Vec::new(),
            past: None,
            role: None,
            role_id: Some(role.to_owned()),
            title: id.to_owned(),
            why: String::new(),
        }
    }

    #[test]
    fn what_is_due_comes_first_whatever_step_it_is_from() {
        let mut lines = vec![
            line("later", Some(90), "oov"),
            line("no_moment", None, "oov"),
            line("lapsed", Some(-20), "oov"),
            line("lapsed_earlier_step", Some(-40), "oov"),
            line("soon_earlier_step", Some(5), "oov"),
            line("maybe", Some(1), "oov"),
        ];
        lines[3].is_from_earlier = true;
        lines[4].is_from_earlier = true;
        lines[5].needs.push("een antwoord".to_owned());
        order(&mut lines);
        let ids: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "lapsed_earlier_step",
                "lapsed",
                "soon_earlier_step",
                "later",
                "no_moment",
                "maybe"
            ]
        );
    }

    #[test]
    fn at_the_same_moment_ones_own_come_first() {
        let mut lines = [
            line("of_others", Some(5), "oov"),
            line("earlier_step", Some(5), "jurist"),
            line("own", Some(5), "jurist"),
        ];
        lines[1].is_from_earlier = true;
        lines.sort_by_key(|line| key(line, false, Some("jurist")));
        let ids = lines.each_ref().map(|line| line.id.as_str());
        assert_eq!(ids, ["own", "earlier_step", "of_others"]);
    }
}

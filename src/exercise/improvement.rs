//! Points to improve: what an exercise leaves to be done, over one exercise or many.
//!
//! It never judges anybody and counts nothing into a grade: it says what is open, of whom, and until when.

use chrono::NaiveDate;
use serde::Serialize;

use super::{ImprovementStatus, StaffEvent, StaffLog};

/// A point to improve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Improvement {
    /// The day by which it is done.
    pub due: Option<NaiveDate>,
    /// The goal it comes from.
    pub goal: Option<String>,
    /// Its number in the exercise, from 1.
    pub number: u64,
    /// Who sees to it: a role.
    pub owner: String,
    /// What of the playbook it would change.
    pub playbook_line: Option<String>,
    /// How far it is.
    pub status: ImprovementStatus,
    /// What is to be better.
    pub text: String,
}

/// A point to improve, with the exercise it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImprovementLine {
    /// The exercise.
    pub exercise: String,
    /// The file of its staff.
    pub file: String,
    /// The id of the incident of the players.
    pub incident: String,
    /// Whether it is to be done and its day has passed.
    pub is_overdue: bool,
    /// The point.
    #[serde(flatten)]
    pub point: Improvement,
}

impl ImprovementStatus {
    /// Every status, from what is to be done to what is not.
    pub const ALL: [ImprovementStatus; 4] = [
        ImprovementStatus::Open,
        ImprovementStatus::Underway,
        ImprovementStatus::Done,
        ImprovementStatus::Dropped,
    ];

    /// Returns the Dutch words.
    pub fn dutch(self) -> &'static str {
        match self {
            ImprovementStatus::Done => "klaar",
            ImprovementStatus::Dropped => "vervallen",
            ImprovementStatus::Open => "open",
            ImprovementStatus::Underway => "mee bezig",
        }
    }

    /// Returns the English name.
    pub fn as_str(self) -> &'static str {
        match self {
            ImprovementStatus::Done => "done",
            ImprovementStatus::Dropped => "dropped",
            ImprovementStatus::Open => "open",
            ImprovementStatus::Underway => "underway",
        }
    }

    /// Reads a status by its English name.
    pub fn parse(text: &str) -> Option<ImprovementStatus> {
        let mut all = ImprovementStatus::ALL.into_iter();
        all.find(|status| text == status.as_str())
    }

    /// Tells whether something is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, ImprovementStatus::Open | ImprovementStatus::Underway)
    }
}

impl Improvement {
    /// Returns the event and the words that write it down with another status; `because` says why it is dropped.
    pub fn moved(&self, status: ImprovementStatus, because: Option<&str>) -> (StaffEvent, String) {
        let event = StaffEvent::ImprovementNoted {
            due: self.due,
            goal: self.goal.clone(),
            number: self.number,
            owner: self.owner.clone(),
            playbook_line: self.playbook_line.clone(),
            status,
        };
        let text = match because {
            None => self.text.clone(),
            Some(because) => format!("{} Vervallen: {because}", self.text),
        };
        (event, text)
    }
}

/// Returns the number of a point that comes after those that are there.
pub fn next_improvement(points: &[Improvement]) -> u64 {
    let last = points.iter().map(|point| point.number).max();
    last.unwrap_or(0) + 1
}

/// Returns the points of one exercise, by number.
pub fn improvements(log: &StaffLog) -> Vec<Improvement> {
    let points = log.improvements().filter_map(|entry| {
        let StaffEvent::ImprovementNoted {
            due,
            goal,
            number,
            owner,
            playbook_line,
            status,
        } = &entry.meta.event
        else {
            return None;
        };
        let text = entry.words.as_ref().map(|words| words.text.clone());
        Some(Improvement {
            due: *due,
            goal: goal.clone(),
            number: *number,
            owner: owner.clone(),
            playbook_line: playbook_line.clone(),
            status: *status,
            text: text.map_or("gewist".to_owned(), Option::unwrap_or_default),
        })
    });
    points.collect()
}

/// Returns the points of many exercises as they stand on a day: what is to be done first, the earliest day first.
///
/// Each exercise comes as the file of its staff, its title and what was written in it.
pub fn improvement_lines(
    exercises: &[(String, String, StaffLog)],
    today: NaiveDate,
) -> Vec<ImprovementLine> {
    let mut lines: Vec<ImprovementLine> = exercises
        .iter()
        .flat_map(|(file, exercise, log)| {
            let incident = log.prepared.as_ref().map(|(_, incident)| incident.clone());
            let incident = incident.unwrap_or_default();
            improvements(log)
                .into_iter()
                .map(move |point| ImprovementLine {
                    exercise: exercise.clone(),
                    file: file.clone(),
                    incident: incident.clone(),
                    is_overdue: point.status.is_open() && point.due.is_some_and(|due| due < today),
                    point,
                })
        })
        .collect();
    lines.sort_by_key(|line| {
        let point = &line.point;
        let due = point.due.unwrap_or(NaiveDate::MAX);
        (
            !point.status.is_open(),
            due,
            line.file.clone(),
            point.number,
        )
    });
    lines
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::exercise::{STAFF_VERSION, StaffEntry, StaffMeta};

    /// Returns what a staff wrote: number, day and status of each point.
    fn log(points: &[(u64, Option<&str>, ImprovementStatus)]) -> StaffLog {
        let mut log = StaffLog::default();
        for (seq, (number, due, status)) in (1..).zip(points) {
            log.evolve(StaffEntry {
                command_id: seq.to_string(),
                meta: StaffMeta {
                    at: DateTime::UNIX_EPOCH,
                    event: StaffEvent::ImprovementNoted {
                        due: due.map(|day| day.parse().expect("a day")),
                        goal: None,
                        number: *number,
                        owner: "oov".to_owned(),
                        playbook_line: None,
                        status: *status,
                    },
                    version: STAFF_VERSION,
                },
                seq,
                words: None,
            });
        }
        log
    }

    #[test]
    fn what_is_to_be_done_comes_first_and_what_is_late_says_so() {
        use ImprovementStatus::{Done, Dropped, Open, Underway};
        let one = log(&[
            (1, Some("2027-01-01"), Open),
            (2, None, Open),
            (3, Some("2027-06-01"), Open),
            // Written again: the last counts.
            (1, Some("2027-01-01"), Done),
        ]);
        let other = log(&[
            (1, Some("2027-03-01"), Underway),
            (2, Some("2027-04-11"), Open),
            (3, None, Dropped),
        ]);
        let exercises = [
            ("a.oefening".to_owned(), "A".to_owned(), one),
            ("b.oefening".to_owned(), "B".to_owned(), other),
        ];
        let today = "2027-04-11".parse().expect("a day");
        let lines = improvement_lines(&exercises, today);
        let told: Vec<String> = lines
            .iter()
            .map(|line| {
                let late = if line.is_overdue { " te laat" } else { "" };
                let point = &line.point;
                format!(
                    "{}{} {}{late}",
                    line.exercise,
                    point.number,
                    point.status.dutch()
                )
            })
            .collect();
        // What is due today is not late.
        assert_eq!(
            told,
            [
                "B1 mee bezig te laat",
                "B2 open",
                "A3 open",
                "A2 open",
                "A1 klaar",
                "B3 vervallen"
            ]
        );
    }
}

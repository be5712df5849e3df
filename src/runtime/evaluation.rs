//! An exercise looked back on from its two files, and the points to improve of many.
//!
//! It writes nothing; a file that cannot be read is named and stops nothing.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{
    Error, Rejected, STAFF_EXTENSION, Session, StaffFile, Surroundings, dutch, staff_path,
};
use crate::diagnostic::{Finding, Source};
use crate::document::{self, Document, Occasion, Picture};
use crate::exercise::{
    Conduct, Evaluation, ImprovementLine, Localisation, Scenario, evaluate, improvement_lines,
};
use crate::picture;

/// An exercise with both its files, opened to look back on it.
pub struct Reviewed {
    /// The exercise.
    pub conduct: Conduct,
    /// The incident of the players.
    pub session: Session,
    /// The file of the staff.
    pub staff: StaffFile,
}

/// The points to improve of many exercises.
#[derive(Debug, Default)]
pub struct Improvements {
    /// The points, what is to be done first.
    pub lines: Vec<ImprovementLine>,
    /// Each file that could not be read, with why.
    pub unreadable: Vec<(String, String)>,
}

/// The dots of a drawing on paper in a millimetre: some two hundred in an inch.
const DOTS: u32 = 8;

/// Returns the report of an exercise with its course drawn in it.
pub fn drawn_report(evaluation: &Evaluation, occasion: &Occasion<'_>) -> Result<Document, Error> {
    let (timeline, scale) = document::evaluation_timeline(evaluation, occasion);
    let (svg, millimetres) = picture::report_timeline(&timeline, &scale);
    let picture = Picture {
        alternative: "De tijdlijn van de oefening: wat er gebeurde, per soort een baan, op de tijd in de situatie met \
                      daarboven de oefentijd. Hetzelfde staat in de tabellen erna."
            .to_owned(),
        millimetres,
        png: picture::png(&svg, millimetres.0 * DOTS)?,
        svg,
    };
    let occasion = Occasion {
        picture: Some(&picture),
        ..*occasion
    };
    Ok(document::evaluation(evaluation, &occasion))
}

/// Returns the scenario of an exercise as its team plays it, in the words of its municipality.
pub fn scenario_of(staff: &StaffFile) -> Result<Scenario, Error> {
    let whole = whole_scenario_of(staff)?;
    Ok(match &staff.log().part {
        None => whole,
        Some(part) => whole.of_team(part),
    })
}

/// Returns the scenario of an exercise with what is for every team.
pub fn whole_scenario_of(staff: &StaffFile) -> Result<Scenario, Error> {
    let rejected = |source: &Source, findings: Vec<Finding>| {
        let texts = vec![(source.clone(), findings)];
        Error::Rejected(Rejected { texts })
    };
    let source = Source::new("scenario.toml", &staff.scenario());
    let scenario = match staff.local() {
        None => Scenario::parse(&source),
        Some(local) => {
            let own = Source::new("lokaal.toml", &local);
            let local = Localisation::parse(&own).map_err(|findings| rejected(&own, findings))?;
            Scenario::localised(&source, &local)
        }
    };
    scenario.map_err(|findings| rejected(&source, findings))
}

impl Reviewed {
    /// Returns an exercise by its incident, as `session` shows it, with the file of the staff beside it.
    pub fn of(session: Session, surroundings: Surroundings) -> Result<Reviewed, Error> {
        let staff = StaffFile::open_read_only(&staff_path(session.path()), surroundings)?;
        let scenario = scenario_of(&staff)?;
        let conduct = Conduct::of(scenario, &session.whole_material().playbook);
        Ok(Reviewed {
            conduct,
            session,
            staff,
        })
    }

    /// Looks back on it; what may not be told is seen by the program and stands nowhere.
    pub fn evaluate(&self) -> Evaluation {
        let session = &self.session;
        evaluate(
            &self.conduct,
            &session.whole_material().playbook,
            session.whole_incident(),
            session.incident(),
            self.staff.log(),
            session.now(),
        )
    }
}

impl Improvements {
    /// Reads files of staffs, and those of folders, as they stand on a day.
    pub fn gather(paths: &[PathBuf], today: NaiveDate) -> Improvements {
        let mut gathered = Improvements::default();
        let mut exercises = Vec::new();
        let files = paths.iter().flat_map(|path| match path.is_dir() {
            true => staff_files(path),
            false => vec![path.clone()],
        });
        for file in files {
            let read = StaffFile::open_read_only(&file, Surroundings::Machine)
                .and_then(|staff| Ok((scenario_of(&staff)?.title, staff.log().clone())));
            let name = file.display().to_string();
            match read {
                Ok((title, log)) => exercises.push((name, title, log)),
                Err(error) => gathered.unreadable.push((name, dutch::turn(&error))),
            }
        }
        gathered.lines = improvement_lines(&exercises, today);
        gathered
    }

    /// Returns what is still to be done.
    pub fn open(&self) -> impl Iterator<Item = &ImprovementLine> {
        let lines = self.lines.iter();
        lines.filter(|line| line.point.status.is_open())
    }
}

/// Returns the files of staffs in a folder, by name; none when there is no such folder.
fn staff_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|ending| ending == STAFF_EXTENSION)
        })
        .collect();
    files.sort();
    files
}

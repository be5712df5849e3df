//! `improvements`: what exercises left to be improved, over all files of their staffs in a folder.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::draft::files;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::exercise::{ImprovementLine, ImprovementStatus, improvements};
use crate::fact::{dutch, time};
use crate::runtime::{Improvements, STAFF_EXTENSION, StaffFile, Surroundings, staff_path};
use crate::view::{self, CalendarDay};

/// The most points that are told one by one when an exercise begins.
const MOST: usize = 10;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// Folders, or files of staffs (default: this folder)
    #[arg(value_name = "FOLDER")]
    paths: Vec<PathBuf>,
    /// The point of `--file` that is done
    #[arg(long, value_name = "N", group = "set", requires = "file")]
    done: Option<u64>,
    /// The point of `--file` that somebody is at
    #[arg(long, value_name = "N", group = "set", requires = "file")]
    underway: Option<u64>,
    /// The point of `--file` that is to be done after all
    #[arg(long, value_name = "N", group = "set", requires = "file")]
    reopen: Option<u64>,
    /// The point of `--file` that is dropped; say why with `--because`
    #[arg(
        long = "drop",
        value_name = "N",
        group = "set",
        requires_all = ["file", "because"]
    )]
    dropped: Option<u64>,
    /// Why it is dropped
    #[arg(long, value_name = "TEXT", requires = "dropped")]
    because: Option<String>,
    /// The exercise whose point it is: the file of the staff, or the incident beside it
    #[arg(long, value_name = "FILE", requires = "set")]
    file: Option<PathBuf>,
    /// The name of who says so
    #[arg(long, env = "DRAAIBOEK_NAME", value_name = "NAME", default_value = "")]
    by: String,
    /// Write those with a day as a calendar
    #[arg(long, value_name = "FILE", conflicts_with = "set")]
    ics: Option<PathBuf>,
    /// Overwrite a file that is there
    #[arg(long, requires = "ics")]
    force: bool,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let wish = [
        (typed.done, ImprovementStatus::Done),
        (typed.dropped, ImprovementStatus::Dropped),
        (typed.reopen, ImprovementStatus::Open),
        (typed.underway, ImprovementStatus::Underway),
    ];
    let wish = wish
        .into_iter()
        .find_map(|(number, status)| Some((number?, status)));
    let mut paths = typed.paths.clone();
    if let (Some((number, status)), Some(file)) = (wish, &typed.file) {
        let file = match file.extension().is_some_and(|end| end == STAFF_EXTENSION) {
            true => file.clone(),
            false => staff_path(file),
        };
        set(&file, number, status, &typed)?;
        if paths.is_empty() {
            paths.push(file);
        }
    }
    if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    files::refuse_existing(typed.ics.as_deref().into_iter(), typed.force)?;
    let now = Surroundings::Machine.now();
    let gathered = Improvements::gather(&paths, time::to_civil(now).date());
    for (file, why) in &gathered.unreadable {
        output::tell(&format!("warning: `{file}`: {why}"));
    }
    if let Some(out) = &typed.ics {
        let days: Vec<CalendarDay> = gathered.lines.iter().filter_map(day).collect();
        let calendar = view::calendar_of_days("Verbeterpunten uit OEFENING", &days, now);
        files::save(out, calendar.as_bytes())?;
    }
    output::show(context, &gathered.lines, || text(&gathered.lines))?;
    Ok(ExitCode::SUCCESS)
}

/// Tells what earlier exercises in a folder left to be done; a file that cannot be read stops nothing.
pub fn remind(folder: &Path) {
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let today = time::to_civil(Surroundings::Machine.now()).date();
    let gathered = Improvements::gather(&[folder.to_owned()], today);
    let open: Vec<&ImprovementLine> = gathered.open().collect();
    if open.is_empty() {
        return;
    }
    let late = open.iter().filter(|line| line.is_overdue).count();
    output::tell(&format!(
        "Nog open uit eerdere oefeningen: {}, waarvan te laat: {late}",
        open.len()
    ));
    for line in open.iter().take(MOST) {
        let point = &line.point;
        output::tell(&format!(
            "- {}{}; {}; {}",
            due(line),
            point.text,
            point.owner,
            line.exercise
        ));
    }
    if open.len() > MOST {
        output::tell(&format!(
            "en nog {}: `draaiboek improvements {}`",
            open.len() - MOST,
            folder.display()
        ));
    }
}

/// Returns by which day a point is to be done, in front of it.
fn due(line: &ImprovementLine) -> String {
    match (line.point.due, line.is_overdue) {
        (None, _) => String::new(),
        (Some(day), true) => format!("TE LAAT ({}): ", dutch::date(day)),
        (Some(day), false) => format!("vóór of op {}: ", dutch::date(day)),
    }
}

/// Writes a point again with another status.
fn set(file: &Path, number: u64, status: ImprovementStatus, typed: &Typed) -> Result<(), Failure> {
    let mut staff = StaffFile::open(file, Surroundings::Machine)?;
    let points = improvements(staff.log());
    let point = points.iter().find(|point| point.number == number);
    let point = point.ok_or_else(|| {
        let known: Vec<String> = points.iter().map(|one| one.number.to_string()).collect();
        Failure::Usage(format!(
            "there is no point {number}; there are: {}",
            known.join(", ")
        ))
    })?;
    let (event, text) = point.moved(status, typed.because.as_deref());
    let command = Surroundings::Machine.id()?;
    staff.write(event, &typed.by, Some(text), &command)?;
    Ok(staff.close()?)
}

fn text(lines: &[ImprovementLine]) -> String {
    let mut out = String::new();
    let parts: [(&str, bool); 2] = [("Nog te doen", true), ("Klaar of vervallen", false)];
    for (title, is_open) in parts {
        let of_part = lines
            .iter()
            .filter(|line| line.point.status.is_open() == is_open);
        for (at, line) in of_part.enumerate() {
            if at == 0 {
                let gap = if out.is_empty() { "" } else { "\n" };
                out.push_str(&format!("{gap}{title}\n"));
            }
            out.push_str(&one(line));
        }
    }
    match out.is_empty() {
        true => "Er zijn geen verbeterpunten.\n".to_owned(),
        false => out,
    }
}

fn one(line: &ImprovementLine) -> String {
    let point = &line.point;
    let due = point
        .due
        .map_or("geen dag afgesproken".to_owned(), dutch::date);
    let late = if line.is_overdue { "TE LAAT, " } else { "" };
    let playbook = point.playbook_line.as_ref();
    let playbook = playbook.map_or(String::new(), |line| format!("; in het draaiboek: {line}"));
    format!(
        "  {}. {}\n     {late}{due}; {}; {}{playbook}\n     {} ({})\n",
        point.number,
        point.text,
        point.owner,
        point.status.dutch(),
        line.exercise,
        line.file
    )
}

/// Returns a point with a day as an entry of a calendar.
fn day(line: &ImprovementLine) -> Option<CalendarDay> {
    let point = &line.point;
    Some(CalendarDay {
        day: point.due?,
        description: format!(
            "Verbeterpunt {} uit de oefening {}. Wie: {}. Stand: {}.",
            point.number,
            line.exercise,
            point.owner,
            point.status.dutch()
        ),
        id: format!("verbeterpunt-{}-{}", line.incident, point.number),
        is_cancelled: !point.status.is_open(),
        summary: format!("Uit OEFENING: {}", point.text),
    })
}

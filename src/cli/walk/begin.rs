//! The beginning: which incident, whether the time is right, and who is at the keyboard.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

use super::choose::{Remark, playbook};
use super::command::Command;
use super::{Input, Options, Walk, ask, command, error};
use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::engine::{Action, By, How, NoteKind, Who};
use crate::fact::{Certainty, dutch};
use crate::playbook::Playbook;
use crate::runtime::{self, EXTENSION, Session, Start, Surroundings};
use crate::store;
use crate::view;

/// The most incidents to choose from.
const INCIDENTS: usize = 9;

/// What the person chose; nothing when the input ended.
pub(super) type Chosen<T> = Result<Option<T>, Failure>;

/// Walks without an incident named: asks which one, or starts one.
///
/// After a double-click on Windows the window closes with the program, so it waits for Enter.
pub fn without_file(context: &Context) -> Result<ExitCode, Failure> {
    let input = Input::new();
    let outcome = begin(context, input).inspect_err(|failure| say_failure(&input, failure));
    if !(cfg!(windows) && input.is_terminal()) {
        return outcome;
    }
    let code = outcome.unwrap_or_else(|failure| failure.report());
    let mut input = input;
    let _ = input.line("Enter = dit venster sluiten");
    Ok(code)
}

/// Walks through the incident in a file.
pub fn with_file(context: &Context, file: &Path, options: &Options) -> Result<(), Failure> {
    let input = Input::new();
    resume(context, input, file, options).inspect_err(|failure| say_failure(&input, failure))
}

/// Says to the team what went wrong; the technical text follows where every verb puts it.
fn say_failure(input: &Input, failure: &Failure) {
    if !matches!(failure, Failure::Usage(_)) {
        input.say(&error::failure(failure));
    }
}

fn resume(
    context: &Context,
    mut input: Input,
    file: &Path,
    options: &Options,
) -> Result<(), Failure> {
    let session = context.open(file)?;
    let title = &session.incident().situation().title;
    input.say(&format!(
        "{title} — {}\n? = hulp, weg = stoppen",
        file.display()
    ));
    match who(&mut input, &session.material().playbook, options)? {
        Some(who) => Walk::new(context, input, (session, file.to_owned()), who, options).run(),
        None => Ok(session.close()?),
    }
}

fn begin(context: &Context, mut input: Input) -> Result<ExitCode, Failure> {
    input.say("draaiboek — loopt met het crisisteam door een acute situatie\n");
    let options = Options::new();
    match which(context, &mut input)? {
        None => {}
        Some(Which::Resume(file)) => resume(context, input, &file, &options)?,
        Some(Which::Fresh) => {
            if let Some((opened, who, remarks)) = fresh(context, &mut input, &options)? {
                let mut walk = Walk::new(context, input, opened, who, &options);
                for remark in remarks {
                    walk.remark(remark);
                }
                walk.run()?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Asks for a choice; nothing at the end of the input, or when the person leaves.
pub(super) fn choice(input: &mut Input, prompt: &str) -> Option<String> {
    let line = input.line(prompt)?;
    (!matches!(line.as_str(), "q" | "weg")).then_some(line)
}

/// Asks for a text; a word to go back or to leave is never the text, unless `=` stands in front.
fn text(input: &mut Input, prompt: &str) -> Option<String> {
    loop {
        let line = choice(input, prompt)?;
        if matches!(command::parse(&line), Some(Command::Help)) {
            input.say("Typ een antwoord, of Enter om het over te slaan. Een tekst die met = begint, geldt altijd als tekst.");
        } else if !command::is_way_back(&line) {
            let literal = line.strip_prefix('=').map(|text| text.trim().to_owned());
            return Some(literal.unwrap_or(line));
        } else {
            input.say("Hier is geen weg terug; `weg` = stoppen. Toch deze tekst: = tekst");
        }
    }
}

/// An incident to go on with, or one to start.
enum Which {
    Fresh,
    Resume(PathBuf),
}

/// Asks which incident, when there is one in the current folder or beside the binary.
fn which(context: &Context, input: &mut Input) -> Chosen<Which> {
    let found = incidents();
    if found.is_empty() {
        input.say("Er is hier nog geen incident; we starten er een.");
        return Ok(Some(Which::Fresh));
    }
    input.say("Verder met een incident, of een nieuw starten?");
    let items: Vec<String> = found.iter().map(|file| summary(context, file)).collect();
    input.say(&view::numbered(&items));
    input.say("  n. een nieuw incident starten");
    loop {
        let Some(line) = choice(input, "nummer of n:") else {
            return Ok(None);
        };
        let number = line.parse::<usize>().ok();
        match number.and_then(|number| found.get(number.checked_sub(1)?)) {
            Some(file) => return Ok(Some(Which::Resume(file.clone()))),
            None if line.eq_ignore_ascii_case("n") => return Ok(Some(Which::Fresh)),
            None => input.say("Typ het nummer van een incident, of n."),
        }
    }
}

/// Starts an incident: time, playbook, title, real or exercise, who.
fn fresh(
    context: &Context,
    input: &mut Input,
    options: &Options,
) -> Chosen<((Session, PathBuf), Who, Vec<Remark>)> {
    let Some(remark) = time_is_right(input) else {
        return Ok(None);
    };
    let Some((playbook, texts, told)) = playbook(context, input)? else {
        return Ok(None);
    };
    let remarks = remark.into_iter().chain(told).collect();
    let Some(title) = text(input, &format!("Titel (Enter = {}):", playbook.title())) else {
        return Ok(None);
    };
    let title = match title.is_empty() {
        true => playbook.title().to_owned(),
        false => title,
    };
    let exercise = loop {
        match choice(input, "Echt of oefening? (e/o):").as_deref() {
            None => return Ok(None),
            Some("e" | "echt" | "E") => break false,
            Some("o" | "oefening" | "O") => break true,
            Some(_) => input.say("Typ e voor echt of o voor oefening."),
        }
    };
    let Some(who) = who(input, &playbook, options)? else {
        return Ok(None);
    };
    let begin = Start {
        began_at: None,
        by: By {
            decided: who.clone(),
            how: How::Room,
            recorded: who.clone(),
        },
        exercise,
        situation_at: None,
        title,
    };
    let name = runtime::file_name(playbook.id(), Surroundings::Machine.now());
    let mut path = name.clone();
    let mut session = loop {
        match Session::start(&path, &texts, begin.clone(), Surroundings::Machine) {
            Ok(session) => break session,
            Err(runtime::Error::Store(error)) if is_about_the_place(&error) => {
                let why = runtime::dutch::storage(&error);
                input.say(&format!("Hier kan het incident niet worden bewaard. {why}"));
            }
            Err(error) => return Err(error.into()),
        }
        match text(input, "In welke map wel?") {
            None => return Ok(None),
            Some(folder) => path = Path::new(&folder).join(&name),
        }
    };
    context.follow(&mut session);
    input.say(&format!(
        "vastgelegd als regel 1: gestart. Bestand: {}",
        path.display()
    ));
    input.say("? = hulp, weg = stoppen");
    Ok(Some(((session, path), who, remarks)))
}

fn is_about_the_place(error: &store::Error) -> bool {
    matches!(
        error,
        store::Error::DiskFull { .. }
            | store::Error::Exists { .. }
            | store::Error::Io { .. }
            | store::Error::NotFound { .. }
            | store::Error::NotSaved { .. }
            | store::Error::ReadOnly { .. }
    )
}

/// Asks whether the clock is right; returns what to write in the log when it is not.
fn time_is_right(input: &mut Input) -> Option<Option<Remark>> {
    loop {
        let now = dutch::datetime(Surroundings::Machine.now());
        input.say(&format!("Volgens deze computer is het {now}."));
        match input
            .line("Klopt deze tijd? (j/n):")?
            .to_lowercase()
            .as_str()
        {
            "j" | "ja" => return Some(None),
            "n" | "nee" => {
                let prompt = "Hoe laat is het dan? (Enter = de klok is nu goed gezet):";
                let told = text(input, prompt)?;
                if !told.is_empty() {
                    let text = format!(
                        "De klok van deze computer klopt niet: die zei {now}, volgens het team \
                         was het {told}."
                    );
                    return Some(Some((Certainty::Confirmed, text)));
                }
            }
            _ => input.say("Typ j of n."),
        }
    }
}

/// Asks who is at the keyboard, unless that was said on the command line.
fn who(input: &mut Input, playbook: &Playbook, options: &Options) -> Chosen<Who> {
    let usual = context::default_role(playbook).unwrap_or_default();
    let name = options.name.clone();
    if let Some(role) = &options.role {
        let known: Vec<&str> = playbook
            .roles()
            .iter()
            .map(|role| role.id.as_str())
            .collect();
        return match playbook.role(role) {
            Some(role) => Ok(Some(Who {
                name,
                role: role.id.clone(),
            })),
            None => Err(Failure::Usage(format!(
                "there is no role `{role}`; there are: {}",
                known.join(", ")
            ))),
        };
    }
    if name.is_some() {
        return Ok(Some(Who { name, role: usual }));
    }
    let roles = playbook.roles();
    let items: Vec<String> = roles
        .iter()
        .enumerate()
        .map(|(at, role)| format!("{}\u{a0}{}", at + 1, role.title.replace(' ', "\u{a0}")))
        .collect();
    input.say(&format!(
        "Wie zit er achter het toetsenbord?\n  {}",
        items.join(" · ")
    ));
    let usual_title = view::role_title(playbook, &usual);
    let role = loop {
        let Some(line) = choice(input, &format!("nummer (Enter = {usual_title}):")) else {
            return Ok(None);
        };
        let by_number = line
            .parse::<usize>()
            .ok()
            .and_then(|n| roles.get(n.checked_sub(1)?));
        match by_number.map(|role| role.id.clone()) {
            Some(role) => break role,
            None if line.is_empty() => break usual,
            None => match ask::find_role(playbook, &line) {
                Some(role) => break role,
                None => input.say("Die rol is er niet; kies een nummer."),
            },
        }
    };
    let Some(name) = text(input, "naam (Enter = geen):") else {
        return Ok(None);
    };
    let name = Some(name).filter(|name| !name.is_empty());
    Ok(Some(Who { name, role }))
}

/// Returns the incident files in the current folder and beside the binary, the latest first.
fn incidents() -> Vec<PathBuf> {
    let beside = env::current_exe()
        .ok()
        .and_then(|exe| exe.parent().map(Path::to_owned));
    let mut found: Vec<(SystemTime, PathBuf)> = Vec::new();
    for folder in [Some(PathBuf::from(".")), beside].into_iter().flatten() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let is_incident = path.extension().is_some_and(|ending| ending == EXTENSION);
            let same = |(_, known): &(SystemTime, PathBuf)| {
                fs::canonicalize(known).ok() == fs::canonicalize(&path).ok()
            };
            if is_incident && path.is_file() && !found.iter().any(same) {
                let changed = fs::metadata(&path).and_then(|data| data.modified());
                found.push((changed.unwrap_or(SystemTime::UNIX_EPOCH), path));
            }
        }
    }
    found.sort();
    found.reverse();
    found.truncate(INCIDENTS);
    let short = |path: PathBuf| path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
    found.into_iter().map(|(_, path)| short(path)).collect()
}

/// Returns a file with what is in it.
fn summary(context: &Context, file: &Path) -> String {
    let Ok(session) = context.read(file) else {
        return format!("{} — kan niet worden gelezen", file.display());
    };
    let situation = session.incident().situation();
    let last = situation
        .last_recorded_at
        .map_or(String::new(), dutch::datetime);
    let closed = match situation.closed {
        Some(_) => ", afgesloten",
        None => "",
    };
    format!(
        "[{}] {} — laatste regel {last}{closed}\n     {}",
        view::mark(situation),
        situation.title,
        file.display()
    )
}

impl Walk<'_> {
    /// Writes down something to know about the incident as a whole.
    fn remark(&mut self, (certainty, text): Remark) {
        let action = Action::Note {
            certainty,
            compartment: None,
            kind: NoteKind::Note,
            source: None,
            text,
        };
        // What is the matter has been said, and the walk goes on.
        let _ = self.submit(action, self.by());
    }
}

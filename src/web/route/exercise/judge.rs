//! What observers write down, and what the team finds of itself.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use maud::Markup;

use super::super::{Asking, number};
use super::claim;
use crate::exercise::{
    GoalLine, Mark, NoSelfRating, Observation, Rating, SelfRated, StaffEvent, StaffLog, assess,
};
use crate::view::role_title;
use crate::web::answer::{Answer, Problem, Sent, lead, typed};
use crate::web::exercise::Exercise;
use crate::web::house::House;
use crate::web::notice::Notice;
use crate::web::page::Shown;
use crate::web::page::exercise::observe::{Observing, page as observe_page};
use crate::web::page::exercise::own::{SelfRating, page as own_page};
use crate::web::page::exercise::{self as pages, Claim};
use crate::web::typed::Typed;
use crate::web::visit::Visit;

/// What an address says when something was written down just before.
const KEPT: &str = "opgeschreven";

/// Returns the addresses of this part.
pub fn routes() -> Router<Arc<House>> {
    Router::new()
        .route("/i/{id}/waarnemen", get(see).post(write))
        .route("/i/{id}/zelfbeeld", get(see_own).post(rate_own))
}

/// What is known of how it went.
struct Judged {
    goals: Vec<GoalLine>,
    log: StaffLog,
    observed: Arc<Vec<Observation>>,
}

impl Judged {
    /// Returns what somebody may know: an observer only what they say themselves.
    fn of(visit: &Visit, exercise: &Exercise, only: Option<&str>) -> Result<Judged, Problem> {
        let log = exercise.log()?;
        let observed = exercise.observed(&visit.snapshot, &log, visit.house.now());
        let scenario = exercise.conduct().scenario();
        let is_shown = |mark: &Mark| only.is_none_or(|name| mark.observer() == name);
        let marks: Vec<Mark> = log.marks().filter(is_shown).collect();
        Ok(Judged {
            goals: assess(scenario, &observed, &marks),
            observed,
            log,
        })
    }

    fn page(&self, shown: &Shown<'_>, exercise: &Exercise, name: &str) -> Markup {
        let is_note = |event: &StaffEvent| matches!(event, StaffEvent::Noticed { .. });
        let notes = self.log.entries().iter();
        let notes = notes.filter(|entry| is_note(&entry.meta.event));
        let observing = Observing {
            goals: &self.goals,
            name,
            notes: notes
                .filter(|entry| shown.sight.staff || entry.by() == name)
                .collect(),
            observed: &self.observed,
            rows: exercise.rows(),
        };
        observe_page(shown, &observing)
    }
}

/// Returns the exercise for who observes it; on this computer somebody says so first.
fn observing(visit: &Visit) -> Result<Option<Arc<Exercise>>, Problem> {
    let exercise = visit.exercise.clone().ok_or(Problem::Absent)?;
    match (visit.observes(), visit.is_here()) {
        (true, _) => Ok(Some(exercise)),
        (false, true) => Ok(None),
        (false, false) => {
            let why = "Deze pagina is alleen voor waarnemers en wie de oefening leidt.";
            Err(Problem::NotYours(why.to_owned()))
        }
    }
}

fn whose(visit: &Visit) -> String {
    visit.name().unwrap_or_else(|| "waarnemer".to_owned())
}

async fn see(visit: Visit, asking: Asking) -> Answer {
    let Some(exercise) = observing(&visit)? else {
        return visit.see(None, |shown| Some(pages::claim(shown, Claim::Observe)));
    };
    let name = whose(&visit);
    let only = (!visit.is_staff()).then_some(name.as_str());
    let judged = Judged::of(&visit, &exercise, only)?;
    let is_kept = number(&asking, KEPT).is_some();
    visit.see_kept(is_kept, |shown| Some(judged.page(shown, &exercise, &name)))
}

async fn write(visit: Visit, sent: Sent) -> Answer {
    let typed = typed(sent)?;
    let Some(exercise) = observing(&visit)? else {
        return claim(visit, typed, Claim::Observe);
    };
    let name = whose(&visit);
    match read(&visit, &exercise, &typed, &name) {
        Ok((event, text)) => {
            exercise.write(event, &name, text, &typed.id())?;
            let to = format!("/i/{}/waarnemen?{KEPT}=1", visit.desk.id());
            lead(&to, None)
        }
        Err(wrong) => {
            let only = (!visit.is_staff()).then_some(name.as_str());
            let judged = Judged::of(&visit, &exercise, only)?;
            let page = |shown: &Shown<'_>| Some(judged.page(shown, &exercise, &name));
            visit.back(Notice::Wrong(wrong), typed, None, page)
        }
    }
}

/// Reads a judgement or a note; a judgement rests on lines of the log.
fn read(
    visit: &Visit,
    exercise: &Exercise,
    typed: &Typed,
    name: &str,
) -> Result<(StaffEvent, Option<String>), Vec<String>> {
    let text = typed.text("text");
    let mut wrong = Vec::new();
    let evidence = lines(visit, typed).unwrap_or_else(|why| {
        wrong.push(why);
        Vec::new()
    });
    if typed.get("act") != "mark" {
        if text.is_none() {
            wrong.push("Schrijf op wat u zag.".to_owned());
        }
        return match wrong.is_empty() {
            true => Ok((StaffEvent::Noticed { evidence }, text)),
            false => Err(wrong),
        };
    }
    let goals = exercise.conduct().scenario().goals.iter();
    let mut criteria = goals.flat_map(|goal| &goal.criteria);
    let criterion = criteria.find(|one| one.id.text == typed.get("criterion"));
    let rating = Rating::parse(typed.get("rating"));
    if criterion.is_none() {
        wrong.push("Kies waar het oordeel over gaat.".to_owned());
    }
    if rating.is_none() {
        wrong.push("Kies hoe het ging.".to_owned());
    }
    let (Some(criterion), Some(rating), true) = (criterion, rating, wrong.is_empty()) else {
        return Err(wrong);
    };
    let id = criterion.id.text.clone();
    let mark = Mark::of(id.clone(), rating, evidence.clone(), name, "");
    if mark.is_err() {
        let why = "Vink aan uit welke regels het blijkt. Zag u niets, kies dan ‘niet waargenomen’.";
        return Err(vec![why.to_owned()]);
    }
    let event = StaffEvent::Marked {
        criterion: id,
        evidence,
        rating,
    };
    Ok((event, text))
}

/// Reads which lines of the log were ticked or typed.
fn lines(visit: &Visit, typed: &Typed) -> Result<Vec<u64>, String> {
    let typed_in = typed.get("lines").split([' ', ',', ';']);
    let ticked = typed.all("line").iter().map(String::as_str);
    let all = ticked.chain(typed_in).filter(|text| !text.is_empty());
    let mut found: Vec<u64> = Vec::new();
    for text in all {
        let seq = text.trim().parse().ok();
        let seq = seq.filter(|seq| visit.snapshot.incident.entry(*seq).is_some());
        found.push(seq.ok_or_else(|| format!("Regel ‘{text}’ staat niet in het logboek."))?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Returns what the team may know of the goals: nothing before the end.
fn own(visit: &Visit) -> Result<Option<Judged>, Problem> {
    let exercise = visit.exercise.clone().ok_or(Problem::Absent)?;
    match visit.snapshot.whole.incident.situation().closed {
        None => Ok(None),
        Some(_) => Ok(Some(Judged::of(visit, &exercise, None)?)),
    }
}

fn own_markup(shown: &Shown<'_>, judged: Option<&Judged>) -> Markup {
    let own = judged.map(|judged| SelfRating {
        goals: &judged.goals,
        said: judged.log.self_rated().collect(),
    });
    own_page(shown, own.as_ref())
}

async fn see_own(visit: Visit) -> Answer {
    let judged = own(&visit)?;
    visit.see(None, |shown| Some(own_markup(shown, judged.as_ref())))
}

async fn rate_own(visit: Visit, sent: Sent) -> Answer {
    let typed = typed(sent)?;
    let judged = own(&visit)?;
    let page = |shown: &Shown<'_>| Some(own_markup(shown, judged.as_ref()));
    let wrong = |why: &str| Notice::Wrong(vec![why.to_owned()]);
    let exercise = visit.exercise.clone().ok_or(Problem::Absent)?;
    let scenario = exercise.conduct().scenario();
    if let Err(why) =
        SelfRated::of(scenario, &visit.snapshot.whole.incident, &exercise.log()?).check()
    {
        return visit.back(wrong(not_now(why)), typed, None, page);
    }
    let goal = scenario
        .goals
        .iter()
        .find(|goal| goal.id.text == typed.get("goal"));
    let Some(rating) = Rating::parse(typed.get("rating")) else {
        return visit.back(wrong("Kies hoe het ging."), typed, None, page);
    };
    let event = StaffEvent::SelfRated {
        goal: goal.ok_or(Problem::Absent)?.id.text.clone(),
        rating,
    };
    let by = match visit.who() {
        Some(who) => {
            let role = role_title(visit.snapshot.playbook(), &who.role);
            who.name
                .as_ref()
                .map_or(role.clone(), |name| format!("{name}, {role}"))
        }
        None => "het team".to_owned(),
    };
    exercise.write(event, &by, typed.text("text"), &typed.id())?;
    lead(&format!("/i/{}/zelfbeeld", visit.desk.id()), None)
}

fn not_now(why: NoSelfRating) -> &'static str {
    match why {
        NoSelfRating::NotEnded => "Dit kan pas als de oefening is afgesloten.",
        NoSelfRating::Seen => {
            "Het team zag al wat de waarnemers vinden; het eigen oordeel blijft zoals het was."
        }
    }
}

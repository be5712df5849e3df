//! An exercise: messages to the players, the stop, and the pages of who leads and who observes.
//!
//! What is to come is asked of the file of the staff for a person who leads, and for nobody else.

mod end;
mod judge;
mod report;
mod teams;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use chrono::{DateTime, Utc};
use maud::Markup;

use super::{Asking, number};
use crate::exercise::{ItemKind, StaffEvent, beginning};
use crate::fact::time;
use crate::view;
use crate::web::access::Duty;
use crate::web::answer::{Answer, Problem, Sent, lead, typed};
use crate::web::exercise::Exercise;
use crate::web::form::{self, Asked};
use crate::web::house::House;
use crate::web::notice::Notice;
use crate::web::page::exercise::lead::{Leading, Passes, page as lead_page};
use crate::web::page::exercise::{self as pages, Claim};
use crate::web::page::{self, Shown};
use crate::web::screen;
use crate::web::together::{self, shared};
use crate::web::typed::Typed;
use crate::web::visit::Visit;

/// Returns the addresses of this part.
pub fn routes() -> Router<Arc<House>> {
    Router::new()
        .route("/i/{id}/bericht", get(see_now).post(respond))
        .route("/i/{id}/gezien", get(see_now).post(saw))
        .route("/i/{id}/noodstop", get(see_stop).post(stop))
        .route("/i/{id}/oefenleiding", get(see_lead).post(lead_on))
        .merge(end::routes())
        .merge(judge::routes())
        .merge(report::routes())
        .merge(teams::routes())
}

async fn see_now(visit: Visit) -> Answer {
    visit.see(None, |shown| Some(page::now(shown)))
}

async fn respond(visit: Visit, sent: Sent) -> Answer {
    let read = |asked: &Asked<'_>| Some(form::exercise::respond(asked));
    let page = |shown: &Shown<'_>| Some(page::now(shown));
    visit.carry_out(sent, "", read, page).await
}

/// Remembers at this screen what was seen of the time, and leads back to the page it was seen on.
async fn saw(visit: Visit, sent: Sent) -> Answer {
    is_exercise(&visit)?;
    let typed = typed(sent)?;
    let own = format!("/i/{}", visit.desk.id());
    let rest = typed.get("back").strip_prefix(&own);
    let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let line = typed.get("line").parse().map_err(|_| Problem::Unreadable)?;
    let cookie = screen::cookie(visit.desk.id(), line, visit.is_here());
    lead(&format!("{own}{}", rest.unwrap_or_default()), Some(&cookie))
}

fn is_exercise(visit: &Visit) -> Result<(), Problem> {
    match visit.snapshot.incident.situation().exercise {
        true => Ok(()),
        false => Err(Problem::Absent),
    }
}

async fn see_stop(visit: Visit) -> Answer {
    is_exercise(&visit)?;
    visit.see(None, |shown| Some(pages::stop(shown)))
}

async fn stop(visit: Visit, sent: Sent) -> Answer {
    is_exercise(&visit)?;
    let typed = typed(sent)?;
    let page = |shown: &Shown<'_>| Some(pages::stop(shown));
    match form::exercise::stop(&typed, visit.who(), visit.name()) {
        Err(wrong) => visit.back(Notice::Wrong(wrong), typed, None, page),
        Ok(wish) => {
            let house = Arc::clone(&visit.house);
            shared(&house, visit.send(typed, wish, "", page)).await
        }
    }
}

/// Returns the exercise for who leads it; on this computer somebody says so first.
fn leading(visit: &Visit) -> Result<Option<Arc<Exercise>>, Problem> {
    let exercise = visit.exercise.clone().ok_or(Problem::Absent)?;
    match (visit.is_staff(), visit.is_here()) {
        (true, _) => Ok(Some(exercise)),
        (false, true) => Ok(None),
        (false, false) => {
            let why = "Deze pagina is alleen voor wie de oefening leidt.";
            Err(Problem::NotYours(why.to_owned()))
        }
    }
}

/// What the page of who leads is made from.
struct Book {
    exercise: Arc<Exercise>,
    house: Arc<House>,
    log: crate::exercise::StaffLog,
    passes: Option<(DateTime<Utc>, Vec<String>)>,
    wall: DateTime<Utc>,
}

impl Book {
    fn of(visit: &Visit, exercise: &Arc<Exercise>) -> Result<Book, Problem> {
        Ok(Book {
            exercise: Arc::clone(exercise),
            house: Arc::clone(&visit.house),
            log: exercise.log()?,
            passes: None,
            wall: visit.house.now(),
        })
    }

    fn page(&self, shown: &Shown<'_>) -> Markup {
        let whole = &shown.snapshot.whole;
        let conduct = self.exercise.conduct();
        let lines = self.exercise.lines(shown.snapshot, &self.log, self.wall);
        let leading = Leading {
            lines: &lines,
            passes: self.passes.as_ref().map(|(to, ends)| Passes {
                ends: ends.clone(),
                to: *to,
            }),
            refused: self.exercise.refused(),
            rows: self.exercise.rows(),
            scenario: conduct.scenario(),
            teams: together::lines(&self.house, &self.exercise),
            time: conduct.time(&whole.incident, self.wall),
            wall: self.wall,
        };
        lead_page(shown, &leading)
    }
}

async fn see_lead(visit: Visit, asking: Asking) -> Answer {
    let Some(exercise) = leading(&visit)? else {
        return visit.see(None, |shown| Some(pages::claim(shown, Claim::Lead)));
    };
    let book = Book::of(&visit, &exercise)?;
    visit.see(number(&asking, "vastgelegd"), |shown| {
        Some(book.page(shown))
    })
}

/// Takes that somebody at this computer leads or observes.
fn claim(visit: Visit, typed: Typed, claim: Claim) -> Answer {
    let (duty, to) = match claim {
        Claim::Lead => (Duty::Staff, "/oefenleiding"),
        Claim::Observe => (Duty::Observe, "/waarnemen"),
    };
    let page = |shown: &Shown<'_>| Some(pages::claim(shown, claim));
    match form::team::name(&typed) {
        Ok(Some(name)) if typed.get("act") == "claim" => {
            let cookie = visit.remember_duty(duty, name)?;
            lead(&format!("/i/{}{to}", visit.desk.id()), cookie.as_deref())
        }
        Ok(_) => {
            let wrong = vec!["Vul uw naam in.".to_owned()];
            visit.back(Notice::Wrong(wrong), typed, None, page)
        }
        Err(wrong) => visit.back(Notice::Wrong(wrong), typed, None, page),
    }
}

async fn lead_on(visit: Visit, sent: Sent) -> Answer {
    let typed = typed(sent)?;
    let Some(exercise) = leading(&visit)? else {
        return claim(visit, typed, Claim::Lead);
    };
    let mut book = Book::of(&visit, &exercise)?;
    let name = visit.name();
    let whole = Arc::clone(&visit.snapshot.whole);
    let playbook = &whole.material.playbook;
    let wish = match typed.get("act") {
        "pause" | "go" | "pace" => {
            form::exercise::pace(&typed, name, beginning(&whole.incident).is_some())
        }
        "jump" => {
            return match passed(&visit, &typed, book.wall) {
                Ok(passes) => {
                    book.passes = Some(passes);
                    visit.see_typed(typed, |shown| Some(book.page(shown)))
                }
                Err(why) => {
                    let page = |shown: &Shown<'_>| Some(book.page(shown));
                    visit.back(Notice::Wrong(vec![why]), typed, None, page)
                }
            };
        }
        "jump-now" => form::exercise::jump(&typed, name),
        "answer" => form::exercise::answer(&typed, &whole.incident, name),
        "improvise" => form::exercise::improvise(&typed, playbook, &whole.incident, name),
        "now" => {
            let item = exercise.item(typed.get("item")).ok_or(Problem::Absent)?;
            let wish = exercise.wish(&visit.snapshot, item, name, book.wall);
            wish.ok_or_else(|| vec!["Dit kan alleen iemand zelf doen.".to_owned()])
        }
        "hold" | "release" | "skip" => return set_aside(visit, &exercise, &typed),
        _ => Err(vec!["Kies wat er gebeurt.".to_owned()]),
    };
    let page = |shown: &Shown<'_>| Some(book.page(shown));
    match wish {
        Err(wrong) => visit.back(Notice::Wrong(wrong), typed, None, page),
        Ok(wish) => {
            let house = Arc::clone(&visit.house);
            shared(&house, visit.send(typed, wish, "/oefenleiding", page)).await
        }
    }
}

/// Returns where a jump leads and what it passes, or why there is none.
fn passed(
    visit: &Visit,
    typed: &Typed,
    wall: DateTime<Utc>,
) -> Result<(DateTime<Utc>, Vec<String>), String> {
    let (whole, now) = (&visit.snapshot.whole, visit.now());
    let text = typed.get("to");
    let to = time::read_datetime(text, now).filter(|to| *to > now);
    let to = to.ok_or_else(|| {
        format!("‘{text}’ is geen moment verderop. Schrijf 19:30, of 12-3-2027 07:00.")
    })?;
    let material = &whole.material;
    let passed = view::passes(
        &material.playbook,
        &material.law,
        &material.holidays,
        &whole.incident,
        to,
        wall,
    );
    let passed = passed.map_err(|refusal| view::refusal(&material.playbook, &refusal))?;
    Ok((to, passed))
}

/// Holds an item, lets it go, or passes it over.
fn set_aside(visit: Visit, exercise: &Exercise, typed: &Typed) -> Answer {
    let known = exercise.item(typed.get("item")).ok_or(Problem::Absent)?;
    let (item, kind) = (known.id.clone(), known.kind);
    let event = match typed.get("act") {
        "hold" => StaffEvent::ItemHeld { item },
        "release" => StaffEvent::ItemReleased { item },
        _ => StaffEvent::ItemSkipped { item },
    };
    let name = visit.name().unwrap_or_default();
    if kind == ItemKind::Move {
        // The time is everybody's.
        for (other, _) in visit.house.beside(exercise) {
            other.write(event.clone(), &name, None, &typed.id())?;
        }
    }
    exercise.write(event, &name, None, &typed.id())?;
    lead(&format!("/i/{}/oefenleiding", visit.desk.id()), None)
}

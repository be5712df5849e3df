//! Which address shows which page, and what a form that is sent does.
//!
//! A form that is carried out leads on to a page (303), so that it works without a script and is not
//! sent again by going back; one that is not comes back with everything typed in it. A page that comes
//! back stays up to date by its own address, so what can be sent somewhere can be asked there too.

mod branch;
mod deadlines;
mod drafting;
mod exercise;
mod log;
mod meeting;
mod papers;
mod people;
mod picture;
mod region;
mod sitrap;
mod start;
mod team;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::middleware;
use axum::routing::get;

use super::access::door;
use super::answer::{Answer, Problem, Sent, lead, typed};
use super::form::{self, Asked};
use super::guard::{self, Hosts};
use super::house::House;
use super::notice::Notice;
use super::page::{self, Shown};
use super::visit::Visit;
use super::{Hand, asset, stream};

/// What every handler knows.
type Known = State<Arc<House>>;

/// Returns everything that the board answers.
pub fn router(house: Arc<House>, hosts: Hosts) -> Router {
    Router::new()
        .route("/i/{id}", get(now))
        .route("/i/{id}/wie", get(see_who).post(set_who))
        .route("/i/{id}/vraag/{fact}", get(question).post(answer))
        .route("/i/{id}/besluit/{decision}", get(decision).post(decide))
        .route("/i/{id}/taak/{task}", get(task).post(do_task))
        .route("/i/{id}/stap/{trigger}", get(step).post(fire))
        .route("/i/{id}/tijd", get(now).post(confirm_time))
        .route("/i/{id}/stroom", get(listen))
        .merge(branch::routes())
        .merge(picture::routes())
        .merge(region::routes())
        .route("/board.css", get(asset::style))
        .route("/board.js", get(asset::script))
        .route("/icon.svg", get(asset::icon))
        .merge(meeting::routes())
        .merge(people::routes())
        .merge(sitrap::routes())
        .merge(start::routes())
        .merge(deadlines::routes())
        .merge(drafting::routes())
        .merge(exercise::routes())
        .merge(papers::routes())
        .merge(log::routes())
        .merge(team::routes())
        .fallback(nothing)
        .method_not_allowed_fallback(not_so)
        .layer(middleware::from_fn_with_state(
            Arc::clone(&house),
            door::pass,
        ))
        .layer(DefaultBodyLimit::max(guard::BODY_BYTES))
        .layer(middleware::from_fn_with_state(hosts, guard::pass))
        .with_state(house)
}

/// What stands behind the address of a page: `vastgelegd`, the line that a form made, and on the log
/// what to look for.
type Asking = Query<Vec<(String, String)>>;

/// Returns a number behind the address of a page; what is no number says nothing.
fn number(asking: &Asking, name: &str) -> Option<u64> {
    let mut pairs = asking.iter();
    let found = pairs.find(|(known, _)| known == name);
    found.and_then(|(_, text)| text.parse().ok())
}

/// Which incident, and what in it.
type Two = Path<(String, String)>;

async fn now(visit: Visit, asking: Asking) -> Answer {
    visit.see(number(&asking, "vastgelegd"), |shown| {
        Some(page::now(shown))
    })
}

async fn see_who(visit: Visit) -> Answer {
    visit.see(None, |shown| Some(page::who(shown)))
}

async fn set_who(mut visit: Visit, sent: Sent) -> Answer {
    let typed = typed(sent)?;
    match form::who::read(visit.snapshot.playbook(), &typed) {
        Ok(who) => {
            let cookie = visit.remember(who)?;
            lead(&format!("/i/{}", visit.desk.id()), cookie.as_deref())
        }
        Err(wrong) => {
            let page = |shown: &Shown<'_>| Some(page::who(shown));
            visit.back(Notice::Wrong(wrong), typed, None, page)
        }
    }
}

async fn question(visit: Visit, Path((_, fact)): Two, asking: Asking) -> Answer {
    let paper = asking.iter().find(|(name, _)| name == "stuk");
    let paper = paper.map(|(_, paper)| paper.as_str());
    let paper = paper.filter(|paper| papers::is_known(&visit, paper));
    visit.see(None, |shown| page::question::page(shown, &fact, paper))
}

async fn answer(visit: Visit, Path((_, fact)): Two, sent: Sent) -> Answer {
    let typed = typed(sent)?;
    // Who came from a document goes back to it.
    let paper = typed
        .text("stuk")
        .filter(|paper| papers::is_known(&visit, paper));
    let to = paper
        .as_ref()
        .map(|paper| format!("/stuk/{}", paper.replace('#', "%23")));
    let read = |asked: &Asked<'_>| {
        let playbook = asked.snapshot.playbook();
        let fact = playbook
            .fact(&fact)
            .filter(|fact| !playbook.is_withheld(&fact.id))?;
        Some(form::fact::read(asked, fact).map(Hand::from))
    };
    let page = |shown: &Shown<'_>| page::question::page(shown, &fact, paper.as_deref());
    visit
        .hand_in(typed, to.as_deref().unwrap_or_default(), read, page)
        .await
}

async fn decision(visit: Visit, Path((_, decision)): Two) -> Answer {
    visit.see(None, |shown| page::decision::page(shown, &decision))
}

async fn decide(visit: Visit, Path((_, decision)): Two, sent: Sent) -> Answer {
    let read = |asked: &Asked<'_>| Some(form::decision::read(asked, &decision));
    let page = |shown: &Shown<'_>| page::decision::page(shown, &decision);
    visit.carry_out(sent, "", read, page).await
}

async fn task(visit: Visit, Path((_, task)): Two) -> Answer {
    visit.see(None, |shown| page::task::page(shown, &task))
}

async fn do_task(visit: Visit, Path((_, task)): Two, sent: Sent) -> Answer {
    let read = |asked: &Asked<'_>| Some(form::task::read(asked, &task));
    let page = |shown: &Shown<'_>| page::task::page(shown, &task);
    visit.carry_out(sent, "", read, page).await
}

async fn step(visit: Visit, Path((_, trigger)): Two) -> Answer {
    visit.see(None, |shown| page::step::page(shown, &trigger))
}

async fn fire(visit: Visit, Path((_, trigger)): Two, sent: Sent) -> Answer {
    let read = |asked: &Asked<'_>| Some(form::step::read(asked, &trigger));
    let page = |shown: &Shown<'_>| page::step::page(shown, &trigger);
    visit.carry_out(sent, "", read, page).await
}

async fn confirm_time(visit: Visit, sent: Sent) -> Answer {
    let read = |asked: &Asked<'_>| Some(form::time::read(asked));
    let page = |shown: &Shown<'_>| Some(page::now(shown));
    visit.carry_out(sent, "", read, page).await
}

async fn listen(State(house): Known, visit: Visit) -> Answer {
    let place = Arc::clone(&house.streams).try_acquire_owned();
    let place = place.map_err(|_| Problem::Full)?;
    let left = visit.left();
    let face = visit.exercise.as_ref().filter(|_| visit.observes());
    let face = face.map(|exercise| exercise.watch());
    Ok(stream::of(visit.desk, place, left, face))
}

async fn nothing() -> Problem {
    Problem::Absent
}

async fn not_so() -> Problem {
    Problem::Closed
}

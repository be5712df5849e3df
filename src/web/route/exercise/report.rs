//! The report of an exercise on screen and as a file, its picture, and the points to improve.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use maud::Markup;

use super::super::{Two, picture};
use crate::document::{self, Document, Occasion};
use crate::exercise::{Evaluation, SelfRated, evaluate, improvements};
use crate::fact::time;
use crate::runtime::{PROGRAM, drawn_report, sha256};
use crate::view;
use crate::web::answer::{Answer, Problem, Sent, apart, lead, typed};
use crate::web::download;
use crate::web::exercise::Exercise;
use crate::web::form;
use crate::web::house::House;
use crate::web::notice::Notice;
use crate::web::page::Shown;
use crate::web::page::exercise::improvements::Points;
use crate::web::page::exercise::report::{Report, page as report_page};
use crate::web::visit::Visit;

/// Returns the addresses of this part.
pub fn routes() -> Router<Arc<House>> {
    Router::new()
        .route("/i/{id}/verslag-oefening", get(see).post(improve))
        .route("/i/{id}/verslag-oefening/{file}", get(file))
}

fn exercise(visit: &Visit) -> Result<Arc<Exercise>, Problem> {
    visit.exercise.clone().ok_or(Problem::Absent)
}

/// Makes something of the exercise looked back on; nothing when this person may not see it yet: the team
/// first judges itself, when it is over.
async fn looked_back<T: Send + 'static>(
    visit: &Visit,
    make: impl FnOnce(&Evaluation, &Occasion<'_>) -> T + Send + 'static,
) -> Result<Option<T>, Problem> {
    let exercise = exercise(visit)?;
    // One report for everybody: what lies in a compartment stands in none.
    let snapshot = visit.snapshot.seen_by_role(None);
    let (is_staff, wall) = (visit.is_staff(), visit.house.now());
    let made = apart(move || {
        let log = exercise.log()?;
        let (conduct, whole) = (exercise.conduct(), &snapshot.whole);
        let scenario = conduct.scenario();
        let evaluation = evaluate(
            conduct,
            &whole.material.playbook,
            &whole.incident,
            &snapshot.incident,
            &log,
            wall,
        );
        let rated = SelfRated::of(scenario, &whole.incident, &log);
        if !is_staff && !rated.is_done() {
            return Ok(None);
        }
        let (players, own) = (&snapshot.checkpoint, exercise.checkpoint());
        let occasion = Occasion {
            author: &snapshot.material.municipality.name,
            checkpoints: [(players.0, &players.1), (own.0, &own.1)],
            criteria: &sha256(scenario.criteria().as_bytes()),
            incident: &snapshot.incident,
            is_anonymous: false,
            log: &log,
            picture: None,
            place: None,
            playbook: snapshot.playbook(),
            printed: time::to_civil(wall).date(),
            program: PROGRAM,
            scenario,
        };
        Ok(Some(make(&evaluation, &occasion)))
    });
    made.await?
        .map_err(|error: crate::runtime::Error| error.into())
}

/// Returns the report up to its course, and from there.
fn parts(evaluation: &Evaluation, occasion: &Occasion<'_>) -> [Document; 2] {
    let mut overview = document::evaluation(evaluation, occasion);
    let rest = document::from_course(&mut overview);
    [overview, rest]
}

/// Returns the page as a function of what is shown.
fn page(
    exercise: &Exercise,
    made: Option<[Document; 2]>,
    is_staff: bool,
) -> Result<impl FnOnce(&Shown<'_>) -> Option<Markup>, Problem> {
    let all = improvements(&exercise.log()?);
    let scenario = exercise.conduct().scenario();
    Ok(move |shown: &Shown<'_>| {
        let report = made.as_ref().map(|parts| Report {
            parts,
            points: is_staff.then_some(Points {
                all: &all,
                scenario,
            }),
        });
        Some(report_page(shown, report.as_ref()))
    })
}

async fn see(visit: Visit) -> Answer {
    let exercise = exercise(&visit)?;
    let made = looked_back(&visit, parts).await?;
    visit.see(None, page(&exercise, made, visit.is_staff())?)
}

/// Writes a point to improve, or how far one is; the same entries as the verbs write.
async fn improve(visit: Visit, sent: Sent) -> Answer {
    let typed = typed(sent)?;
    let exercise = exercise(&visit)?;
    if !visit.is_staff() {
        let why = "Verbeterpunten schrijft wie de oefening leidt.";
        return Err(Problem::NotYours(why.to_owned()));
    }
    let points = improvements(&exercise.log()?);
    let read = match typed.get("act") {
        "improve" => form::improvement::fresh(
            &typed,
            exercise.conduct().scenario(),
            visit.snapshot.playbook(),
            &points,
            visit.house.now(),
        ),
        _ => form::improvement::moved(&typed, &points),
    };
    match read {
        Ok((event, text)) => {
            let by = visit.name().unwrap_or_default();
            exercise.write(event, &by, Some(text), &typed.id())?;
            let to = format!("/i/{}/verslag-oefening#verbeterpunten", visit.desk.id());
            lead(&to, None)
        }
        Err(wrong) => {
            let made = looked_back(&visit, parts).await?;
            let page = page(&exercise, made, true)?;
            visit.back(Notice::Wrong(wrong), typed, None, page)
        }
    }
}

/// Answers with the picture of the course, or with the report as a file.
async fn file(visit: Visit, Path((_, name)): Two) -> Answer {
    if let Some(("tijdlijn", is_night)) = picture::named(&name) {
        let drawn = looked_back(&visit, |evaluation, occasion| {
            let (timeline, scale) = document::evaluation_timeline(evaluation, occasion);
            crate::picture::exercise_timeline(&timeline, &scale)
        });
        let drawn = drawn.await?.ok_or(Problem::Absent)?;
        return Ok(picture::svg(picture::coloured(drawn, is_night)));
    }
    let made = looked_back(&visit, |evaluation, occasion| {
        let title = &occasion.scenario.title;
        let mark = view::mark(occasion.incident.situation());
        let stem = format!("{mark}-verslag-{title}");
        (stem, drawn_report(evaluation, occasion))
    });
    let (stem, document) = made.await?.ok_or(Problem::Absent)?;
    let document = document?;
    let wall = visit.house.now();
    apart(move || download::document(&stem, &document, &name, wall)).await?
}

//! The documents: what there is, each with its text, its concepts, its files, and what was done with
//! it.
//!
//! An address names a document and a line of the log, never a file.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::routing::get;

use super::{Asking, Known, number};
use crate::fact::item;
use crate::runtime::drafting;
use crate::view;
use crate::web::answer::{Answer, Problem, Sent, apart, typed};
use crate::web::form::{self, Asked};
use crate::web::house::House;
use crate::web::notice::Notice;
use crate::web::page::{self, Shown};
use crate::web::paper::{self, Paper, Version};
use crate::web::typed::Typed;
use crate::web::upload::{self, SentFiles};
use crate::web::visit::Visit;
use crate::web::{Hand, download};

/// Returns what is answered about documents.
pub fn routes() -> Router<Arc<House>> {
    let done = get(stage)
        .post(issue)
        .layer(DefaultBodyLimit::max(upload::BODY_BYTES));
    Router::new()
        .route("/i/{id}/stukken", get(papers))
        .route("/i/{id}/stuk/{document}", get(one))
        .route("/i/{id}/stuk/{document}/concept", get(one).post(draft))
        .route("/i/{id}/stuk/{document}/gedaan/{stage}", done)
        .route("/i/{id}/stuk/{document}/{seq}/bestand/{ending}", get(file))
        .route(
            "/i/{id}/stuk/{document}/{seq}/oplegnotitie/{ending}",
            get(note),
        )
}

/// The incident and the document.
type Two = Path<(String, String)>;
/// The incident, the document, and a stage or the ending of a file.
type Three = Path<(String, String, String)>;
/// The incident, the document, a line of the log and the ending of a file.
type Four = Path<(String, String, u64, String)>;

async fn papers(visit: Visit, asking: Asking) -> Answer {
    let saved = number(&asking, "vastgelegd");
    visit.see(saved, |shown| Some(page::papers(shown)))
}

async fn one(
    State(house): Known,
    visit: Visit,
    Path((_, document)): Two,
    asking: Asking,
) -> Answer {
    let version = Version {
        against: number(&asking, "met"),
        seq: number(&asking, "versie"),
    };
    let paper = read(&house, &visit, &document, version).await?;
    let saved = number(&asking, "vastgelegd");
    visit.see(saved, |shown| Some(shown_paper(shown, &paper)))
}

fn shown_paper(shown: &Shown<'_>, paper: &Result<Paper, String>) -> maud::Markup {
    match paper {
        Ok(paper) => page::paper::page(shown, paper),
        Err(why) => page::paper::failed(shown, why),
    }
}

/// Returns a document, or why it cannot be shown.
async fn read(
    house: &Arc<House>,
    visit: &Visit,
    document: &str,
    version: Version,
) -> Result<Result<Paper, String>, Problem> {
    if !is_known(visit, document) {
        return Err(Problem::Absent);
    }
    let (house, snapshot) = (Arc::clone(house), Arc::clone(&visit.snapshot));
    let (id, document) = (visit.desk.id().to_owned(), document.to_owned());
    let paper = apart(move || {
        let asks_file = version.seq.is_some() || version.against.is_some();
        let file = match asks_file {
            true => house.shelf.find(&id),
            false => None,
        };
        let now = snapshot.chart_time(house.now());
        paper::read(&snapshot, file.as_deref(), &document, version, now)
    })
    .await?;
    match paper {
        // The line is of another document, or there is no such record.
        Err(drafting::Problem::Usage(_)) => Err(Problem::Absent),
        paper => Ok(paper.map_err(|problem| problem.dutch())),
    }
}

/// Tells whether the playbook has a document or a template of this name.
pub fn is_known(visit: &Visit, document: &str) -> bool {
    let id = item::of_all(document);
    let material = &visit.snapshot.material;
    material.playbook.document(id).is_some() || material.templates.contains_key(id)
}

async fn draft(State(house): Known, visit: Visit, Path((_, document)): Two, sent: Sent) -> Answer {
    let typed = typed(sent)?;
    let paper = read(&house, &visit, &document, Version::default()).await?;
    let id = match &paper {
        Ok(paper) => paper.id.clone(),
        Err(why) => {
            let wrong = Notice::Wrong(vec![why.clone()]);
            return visit.back(wrong, typed, None, |shown| Some(shown_paper(shown, &paper)));
        }
    };
    let to = format!("/stuk/{}", id.replace('#', "%23"));
    let read = |asked: &Asked<'_>| Some(form::draft::read(asked, &id).map(Hand::Draft));
    let page = |shown: &Shown<'_>| Some(shown_paper(shown, &paper));
    visit.hand_in(typed, &to, read, page).await
}

async fn stage(visit: Visit, Path((_, document, stage)): Three) -> Answer {
    visit.see(None, |shown| page::paper::stage(shown, &document, &stage))
}

/// Records what was done, with its files: nothing is read before it is known who sends it and there
/// is room.
async fn issue(
    State(house): Known,
    visit: Visit,
    Path((_, document, stage)): Three,
    sent: SentFiles,
) -> Answer {
    let _place = match visit.known_browser() {
        Some(browser) => house.uploads.enter(browser).await.ok_or(Problem::Full)?,
        None => return visit.see(None, |shown| page::paper::stage(shown, &document, &stage)),
    };
    let (files, typed) = upload::read(sent).await?;
    if files.iter().any(|file| file.is_too_large) {
        return Err(Problem::TooLarge);
    }
    let to = format!("/stuk/{}", document.replace('#', "%23"));
    let read = |asked: &Asked<'_>| {
        let wish = form::issue::read(asked, &document, &stage, files)?;
        Some(wish.map(Hand::from))
    };
    let page = |shown: &Shown<'_>| page::paper::stage(shown, &document, &stage);
    visit.hand_in(typed, &to, read, page).await
}

async fn file(house: Known, visit: Visit, Path((_, document, seq, ending)): Four) -> Answer {
    handed_out(house, visit, &document, seq, &ending, false).await
}

async fn note(house: Known, visit: Visit, Path((_, document, seq, ending)): Four) -> Answer {
    handed_out(house, visit, &document, seq, &ending, true).await
}

/// Answers with a concept that is in the log, or the note beside it, as a file.
async fn handed_out(
    State(house): Known,
    visit: Visit,
    document: &str,
    seq: u64,
    ending: &str,
    is_note: bool,
) -> Answer {
    let version = Version {
        against: None,
        seq: Some(seq),
    };
    let paper = read(&house, &visit, document, version).await?;
    let paper = match paper {
        Ok(paper) => paper,
        Err(why) => {
            let (status, typed) = (StatusCode::UNPROCESSABLE_ENTITY, Typed::default());
            let page = |shown: &Shown<'_>| Some(page::paper::failed(shown, &why));
            let mut answer = visit.back(Notice::Wrong(vec![why.clone()]), typed, None, page)?;
            *answer.status_mut() = status;
            return Ok(answer);
        }
    };
    let situation = visit.snapshot.incident.situation();
    let what = match is_note {
        true => "oplegnotitie-",
        false => "",
    };
    let name = format!(
        "{}-{what}{}-concept-regel-{seq}",
        view::mark(situation),
        paper.id
    );
    let ending = ending.to_owned();
    apart(move || {
        let draft = paper.draft;
        let document = match is_note {
            true => draft.note.ok_or(Problem::Absent)?,
            false => draft.document,
        };
        download::document(&name, &document, &ending, draft.receipt.drafted_at)
    })
    .await?
}

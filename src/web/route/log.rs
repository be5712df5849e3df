//! The log: writing a line, looking something up, lines from paper, corrections, and files.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use maud::Markup;

use super::{Asking, House, Known, Two, number};
use crate::engine::{Entry, Event};
use crate::web::answer::{self, Answer, Problem, Sent};
use crate::web::form::{self, Asked};
use crate::web::kept;
use crate::web::notice::Notice;
use crate::web::page::{self, Shown};
use crate::web::typed::Typed;
use crate::web::upload::{self, SentFiles};
use crate::web::visit::Visit;

/// The most bytes of a form with lines from paper.
const PAPER_BYTES: usize = 512 << 10;

/// Returns the addresses of the log.
pub fn routes() -> Router<Arc<House>> {
    let paper = get(see_paper)
        .post(import)
        .layer(DefaultBodyLimit::max(PAPER_BYTES));
    let evidence = get(see_evidence)
        .post(attach)
        .layer(DefaultBodyLimit::max(upload::BODY_BYTES));
    Router::new()
        .route("/i/{id}/logboek", get(see).post(note))
        .route("/i/{id}/logboek/papier", paper)
        .route("/i/{id}/logboek/{seq}", get(see_entry))
        .route(
            "/i/{id}/logboek/{seq}/verbeter",
            get(see_change).post(change),
        )
        .route("/i/{id}/bewijs", evidence)
        .route("/i/{id}/bewijs/{seq}", get(download))
        .route("/i/{id}/bewijs/{seq}/beeld", get(picture))
}

async fn see(visit: Visit, asking: Asking) -> Answer {
    let saved = number(&asking, "vastgelegd");
    let Query(pairs) = asking;
    let asked = Typed::of(pairs);
    visit.see(saved, |shown| Some(page::log::page(shown, &asked)))
}

async fn note(visit: Visit, sent: Sent) -> Answer {
    let typed = answer::typed(sent)?;
    let to = if typed.has("from", "nu") {
        ""
    } else {
        "/logboek"
    };
    let read = |asked: &Asked<'_>| Some(form::note::read(asked));
    let page = |shown: &Shown<'_>| Some(page::log::page(shown, &Typed::default()));
    visit.carry_out_typed(typed, to, read, page).await
}

async fn see_paper(visit: Visit) -> Answer {
    visit.see(None, |shown| Some(page::log::paper::page(shown)))
}

async fn import(visit: Visit, sent: Sent) -> Answer {
    let typed = answer::typed(sent)?;
    let page = |shown: &Shown<'_>| Some(page::log::paper::page(shown));
    if typed.has("act", "look") {
        return visit.see_typed(typed, page);
    }
    let read = |asked: &Asked<'_>| Some(form::paper::read(asked));
    visit.carry_out_typed(typed, "/logboek", read, page).await
}

/// Returns the number of a line in an address.
fn seq(text: &str) -> Result<u64, Problem> {
    text.parse().map_err(|_| Problem::Absent)
}

async fn see_entry(visit: Visit, Path((_, at)): Two) -> Answer {
    let seq = seq(&at)?;
    visit.see(None, |shown| page::log::entry::page(shown, seq))
}

async fn see_change(visit: Visit, Path((_, at)): Two) -> Answer {
    let seq = seq(&at)?;
    visit.see(None, |shown| corrected(shown, seq))
}

/// Returns the page of a correction. The log is decided again for it, which takes a while for a long
/// one; whoever else is served goes on.
fn corrected(shown: &Shown<'_>, seq: u64) -> Option<Markup> {
    tokio::task::block_in_place(|| page::log::correction::page(shown, seq))
}

/// Shows what a correction would do; carries it out when that was seen and confirmed.
async fn change(visit: Visit, Path((_, at)): Two, sent: Sent) -> Answer {
    let seq = seq(&at)?;
    let typed = answer::typed(sent)?;
    let page = |shown: &Shown<'_>| corrected(shown, seq);
    if typed.text("confirm").is_none() {
        return visit.see_typed(typed, page);
    }
    let read = |asked: &Asked<'_>| {
        asked.snapshot.incident.entry(seq)?;
        Some(form::correction::read(asked, seq))
    };
    visit.carry_out_typed(typed, "/logboek", read, page).await
}

async fn see_evidence(visit: Visit, asking: Asking) -> Answer {
    let saved = number(&asking, "vastgelegd");
    visit.see(saved, |shown| Some(page::log::evidence::page(shown)))
}

/// Takes a file in: nothing of it is read before it is known who sends it and there is room.
async fn attach(State(house): Known, visit: Visit, sent: SentFiles) -> Answer {
    let page = |shown: &Shown<'_>| Some(page::log::evidence::page(shown));
    let back = |visit: &Visit, notice| visit.back(notice, Typed::default(), None, page);
    let Some(browser) = visit.known_browser() else {
        let wrong = vec!["Zeg eerst wie u bent.".to_owned()];
        return back(&visit, Notice::Wrong(wrong));
    };
    let Some(_place) = house.uploads.enter(browser).await else {
        return back(
            &visit,
            Notice::Unsaved(
                "Vanaf dit apparaat wordt al een bestand verstuurd. Wacht tot dat klaar is."
                    .to_owned(),
            ),
        );
    };
    let (files, typed) = upload::read(sent).await?;
    let read = |asked: &Asked<'_>| Some(form::evidence::read(asked, files));
    visit.carry_out_typed(typed, "/bewijs", read, page).await
}

/// Returns the file of a line, with its name.
async fn kept(visit: &Visit, at: &str) -> Result<(String, Vec<u8>), Problem> {
    let entry: &Entry = visit
        .snapshot
        .incident
        .entry(seq(at)?)
        .ok_or(Problem::Absent)?;
    let Event::EvidenceAttached { sha256, .. } = entry.event() else {
        return Err(Problem::Absent);
    };
    let content = entry.content.as_ref().ok_or(Problem::Erased)?;
    let bytes = visit.desk.file(sha256).await?.ok_or(Problem::Erased)?;
    let name = content.file_name.clone().unwrap_or_default();
    Ok((upload::file_name(&name), bytes))
}

async fn download(
    State(house): Known,
    visit: Visit,
    Path((_, at)): Two,
) -> Result<Response, Problem> {
    let place = house.kept.enter().await?;
    let (name, bytes) = kept(&visit, &at).await?;
    Ok(kept::attached(&name, bytes, place))
}

async fn picture(
    State(house): Known,
    visit: Visit,
    Path((_, at)): Two,
) -> Result<Response, Problem> {
    let place = house.kept.enter().await?;
    let (_, bytes) = kept(&visit, &at).await?;
    kept::picture(bytes, place).ok_or(Problem::Absent)
}

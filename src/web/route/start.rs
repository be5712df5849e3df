//! The incidents in the folder, and starting one.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;

use super::{Asking, Known};
use crate::runtime::{Surroundings, dutch, sha256};
use crate::web::access::Way;
use crate::web::answer::{self, Answer, Problem, Sent, apart, lead, typed};
use crate::web::form;
use crate::web::house::House;
use crate::web::page::overview::{self, Order, Overview};
use crate::web::page::{self, start::Starting};
use crate::web::typed::Typed;
use crate::web::visit::Visit;
use crate::web::{Wish, stream};

/// Returns what this topic answers.
pub fn routes() -> Router<Arc<House>> {
    Router::new()
        .route("/", get(show).post(start))
        .route("/starten", get(ask).post(propose))
        .route(overview::STREAM, get(listen))
}

async fn show(State(house): Known, asking: Asking) -> Answer {
    let order = Order::of(&asking);
    let kept = Arc::clone(&house);
    let (is_copy, volumes) = apart(move || (kept.shelf.is_copy(), kept.shelf.volumes())).await?;
    let markup = page::overview(&Overview {
        is_copy,
        now: house.now(),
        order,
        volumes: &volumes,
    });
    Ok(answer::page(StatusCode::OK, &markup))
}

async fn listen(State(house): Known) -> Result<Response, Problem> {
    let place = Arc::clone(&house.streams).try_acquire_owned();
    let place = place.map_err(|_| Problem::Full)?;
    Ok(stream::of_folder(house, place))
}

async fn ask(State(house): Known) -> Answer {
    let markup = page::start::first(house.now());
    Ok(answer::page(StatusCode::OK, &markup))
}

async fn propose(State(house): Known, sent: Sent) -> Answer {
    choose(&house, StatusCode::OK, &typed(sent)?, &[])
}

fn choose(house: &House, status: StatusCode, typed: &Typed, wrong: &[String]) -> Answer {
    let markup = page::start::page(&Starting {
        nonce: Surroundings::Machine.id()?,
        now: house.now(),
        startable: &house.startable,
        typed,
        wrong,
    });
    Ok(answer::page(status, &markup))
}

async fn start(State(house): Known, headers: HeaderMap, sent: Sent) -> Answer {
    let typed = typed(sent)?;
    let begin = match form::start::read(&typed, &house.startable, house.now()) {
        Ok(begin) => begin,
        Err(wrong) => return choose(&house, StatusCode::UNPROCESSABLE_ENTITY, &typed, &wrong),
    };
    let mut started = house.started.lock().await;
    if let Some(id) = started.get(&typed.id()) {
        return lead(&format!("/i/{id}/wie"), None);
    }
    let kept = Arc::clone(&house);
    let (playbook, start) = (begin.playbook, begin.start);
    let by = start.by.clone();
    let desk = match apart(move || kept.start(&playbook, start)).await? {
        Ok(desk) => desk,
        Err(error) => {
            let wrong = [dutch::turn(&error)];
            return choose(&house, StatusCode::SERVICE_UNAVAILABLE, &typed, &wrong);
        }
    };
    started.insert(typed.id(), desk.id().to_owned());
    drop(started);
    for (at, action) in begin.notes.into_iter().enumerate() {
        let mut id = sha256(format!("{} {at}", typed.id()).as_bytes());
        id.truncate(32);
        let wish = Wish {
            action,
            by: by.clone(),
            files: Vec::new(),
            happened_at: None,
            head: None,
            id,
            late_reason: None,
        };
        // The incident has begun; a file that fails is said on the next page as well.
        let _ = desk.submit(wish).await;
    }
    // Only here an incident is started: the door lets nobody else through.
    let mut visit = Visit::of(&house, desk.id(), &headers, Way::Here).await?;
    let cookie = visit.remember(begin.who)?;
    lead(&format!("/i/{}/wie", desk.id()), cookie.as_deref())
}

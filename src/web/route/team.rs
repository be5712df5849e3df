//! Letting others join: codes, the network, who is in, and the page behind a code.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use axum::{Extension, Router};

use super::Known;
use crate::web::access::{Arrival, Duty, Invitation, Taken, Way, cookie, door, grouped};
use crate::web::answer::{self, Answer, Problem, Sent, lead, typed};
use crate::web::form;
use crate::web::house::House;
use crate::web::lan;
use crate::web::notice::Notice;
use crate::web::page::team::{Fresh, Team, page as team_page, whom};
use crate::web::page::{self, Join, Shown};
use crate::web::typed::Typed;
use crate::web::visit::Visit;

/// Returns what this topic answers.
pub fn routes() -> Router<Arc<House>> {
    Router::new()
        .route("/i/{id}/team", get(see).post(invite))
        .route("/i/{id}/team/netwerk", get(see).post(open))
        .route("/i/{id}/team/intrekken", get(see).post(revoke))
        .route(door::JOIN, get(see_join).post(join))
        .route("/erbij/{code}", get(see_join_with))
}

fn team(visit: &Visit, fresh: Option<Fresh>) -> Team {
    let (house, now) = (&visit.house, visit.house.now());
    Team {
        fresh,
        joined: house.people.joined(visit.desk.id(), now),
        local: lan::local(),
        open: house.lan.open(),
        pending: house.codes.pending(visit.desk.id(), now),
        trouble: house.people.trouble(),
    }
}

/// Lets through only who leads the use of the board.
fn leading(visit: &Visit) -> Result<(), Problem> {
    match visit.leads() {
        true => Ok(()),
        false => {
            let why = "Anderen erbij laten doet wie het bord leidt.";
            Err(Problem::NotYours(why.to_owned()))
        }
    }
}

async fn see(visit: Visit) -> Answer {
    leading(&visit)?;
    let team = team(&visit, None);
    visit.see(None, |shown| Some(team_page(shown, &team)))
}

/// Makes a code and shows it at once: it is kept nowhere, so no other page can.
async fn invite(visit: Visit, sent: Sent) -> Answer {
    leading(&visit)?;
    let typed = typed(sent)?;
    let invitation = match form::team::read(&visit.snapshot, visit.desk.id(), &typed) {
        Ok(invitation) => invitation,
        Err(wrong) => {
            let team = team(&visit, None);
            let page = |shown: &Shown<'_>| Some(team_page(shown, &team));
            return visit.back(Notice::Wrong(wrong), typed, None, page);
        }
    };
    if Duty::OF_EXERCISE.contains(&invitation.duty) && !visit.is_here() {
        let why =
            "Wie de oefening leidt of waarneemt, krijgt een code van de computer van het bord.";
        let team = team(&visit, None);
        let page = |shown: &Shown<'_>| Some(team_page(shown, &team));
        return visit.back(Notice::NotYours(why.to_owned()), typed, None, page);
    }
    let made = visit
        .house
        .codes
        .make(invitation.clone(), &typed.id(), visit.house.now())?;
    let mut team = team(&visit, None);
    visit.see(None, |shown| {
        let Invitation {
            duty, name, role, ..
        } = &invitation;
        team.fresh = Some(Fresh {
            code: grouped(&made),
            whom: whom(shown, *duty, role.as_deref(), name.as_deref()),
        });
        Some(team_page(shown, &team))
    })
}

/// Opens the board on a network; only who sits at this computer chooses that.
async fn open(visit: Visit, sent: Sent) -> Answer {
    if !visit.is_here() {
        return Err(Problem::OnlyHere);
    }
    let typed = typed(sent)?;
    let ip = typed.get("ip").parse::<IpAddr>().ok();
    let ip = ip.filter(|ip| lan::local().iter().any(|address| address.ip == *ip));
    let opened = match ip {
        None => {
            Err("Dit adres is niet (meer) van deze computer. Kies een ander netwerk.".to_owned())
        }
        Some(ip) if is_open(&visit.house, ip) => Ok(()),
        Some(ip) => {
            open_on(&visit.house, ip).map_err(|why| format!("Het bord kan hier niet open. [{why}]"))
        }
    };
    match opened {
        Ok(()) => lead(&format!("/i/{}/team", visit.desk.id()), None),
        Err(why) => {
            let team = team(&visit, None);
            let page = |shown: &Shown<'_>| Some(team_page(shown, &team));
            visit.back(Notice::Wrong(vec![why]), typed, None, page)
        }
    }
}

fn is_open(house: &House, ip: IpAddr) -> bool {
    house.lan.open().iter().any(|open| open.address.ip() == ip)
}

fn open_on(house: &Arc<House>, ip: IpAddr) -> Result<(), String> {
    let (_, door) = lan::listen(house, ip)?;
    door.open().map_err(|error| error.to_string())
}

async fn revoke(visit: Visit, sent: Sent) -> Answer {
    leading(&visit)?;
    let typed = typed(sent)?;
    let incident = visit.desk.id();
    if let Some(seat) = typed.text("seat") {
        visit.house.people.revoke(incident, &seat);
    }
    if let Some(code) = typed.text("code") {
        visit.house.codes.withdraw(incident, &code);
    }
    lead(&format!("/i/{incident}/team"), None)
}

async fn see_join() -> Answer {
    show_join(StatusCode::OK, &Typed::default(), &[])
}

/// Shows a button and takes nothing: programs that look ahead at a link must not use it up.
async fn see_join_with(Path(code): Path<String>) -> Answer {
    let code = code.chars().take(40).collect();
    show_join(StatusCode::OK, &Typed::of([("code".to_owned(), code)]), &[])
}

fn show_join(status: StatusCode, typed: &Typed, wrong: &[String]) -> Answer {
    Ok(answer::page(status, &page::join(&Join { typed, wrong })))
}

async fn join(
    State(house): Known,
    Extension(arrival): Extension<Arrival>,
    headers: HeaderMap,
    sent: Sent,
) -> Answer {
    let now = house.now();
    if !house.tries.take(arrival.peer, now) {
        return Err(Problem::TooFast);
    }
    let typed = typed(sent)?;
    let name = form::team::name(&typed);
    let taken = house.codes.take(typed.get("code"), now, |invitation| {
        let name = invitation.name.clone().or(name.clone().ok()?);
        let is_whole = name.is_some() || invitation.duty == Duty::Look;
        is_whole.then(|| Invitation {
            name,
            ..invitation.clone()
        })
    });
    let wrong = match taken {
        Taken::Given(invitation) => {
            let to = format!("/i/{}", invitation.incident);
            let number = door::browser(&headers, Way::Network);
            let fresh = house.people.admit(number, invitation, now)?;
            let cookie = fresh.map(|number| cookie(&number, Way::Network));
            return lead(&to, cookie.as_deref());
        }
        Taken::Left => match name {
            Err(wrong) => wrong,
            Ok(_) => vec!["Vul uw naam in.".to_owned()],
        },
        Taken::Unknown => vec![
            "Deze code werkt niet (meer). Een code werkt één keer en tien minuten; vraag een nieuwe."
                .to_owned(),
        ],
    };
    show_join(StatusCode::UNPROCESSABLE_ENTITY, &typed, &wrong)
}

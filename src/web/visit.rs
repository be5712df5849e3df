//! What a browser asks about an incident: opened, looked at, written in.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use maud::Markup;

use super::answer::{Sent, absent, answer_with, apart, failed, lead, typed, with_cookie};
use super::form::{self, Asked, Read};
use super::house::House;
use super::notice::Notice;
use super::page::Shown;
use super::typed::Typed;
use super::who::{self, Right};
use super::{Desk, Snapshot, Wish};
use crate::engine::Who;
use crate::runtime::{Error, Surroundings, dutch};

/// What a browser asks about an incident.
pub struct Visit {
    /// The incident.
    pub desk: Arc<Desk>,
    house: Arc<House>,
    /// The number of the browser.
    number: Option<String>,
    /// The incident as it stood when it was asked for.
    pub snapshot: Arc<Snapshot>,
    who: Option<Who>,
}

impl Visit {
    /// Opens the incident, or returns the page that says why not.
    pub async fn of(house: &Arc<House>, id: &str, headers: &HeaderMap) -> Result<Visit, Response> {
        let desk = match house.open_desk(id) {
            Some(desk) => desk,
            None => {
                let (kept, id) = (Arc::clone(house), id.to_owned());
                match apart(move || kept.desk(&id)).await? {
                    Ok(Some(desk)) => desk,
                    Ok(None) => return Err(absent()),
                    Err(error) => return Err(failed(&dutch::turn(&error))),
                }
            }
        };
        let cookies = headers.get(header::COOKIE);
        let cookies = cookies.and_then(|cookies| cookies.to_str().ok());
        let number = who::number(cookies.unwrap_or_default()).map(str::to_owned);
        let who = house.people.find(number.as_deref(), desk.id());
        if !who::may(who.as_ref(), Right::Look) {
            return Err(absent());
        }
        Ok(Visit {
            snapshot: desk.snapshot(),
            who,
            desk,
            house: Arc::clone(house),
            number,
        })
    }

    /// Renders a page from what is known, with what is to be said and what was typed.
    fn render<T>(
        &self,
        notice: Option<Notice>,
        typed: Typed,
        page: impl FnOnce(&Shown<'_>) -> T,
    ) -> Result<T, Response> {
        let wall = self.house.now();
        page_of(self, wall, notice, typed, page).map_err(|error| failed(&dutch::turn(&error)))
    }

    /// Answers with a page, or says that there is none.
    pub fn see(
        &self,
        saved: Option<u64>,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Response {
        let notice = saved.map(Notice::Saved);
        match self.render(notice, Typed::default(), page) {
            Ok(Some(markup)) => answer_with(StatusCode::OK, &markup),
            Ok(None) => absent(),
            Err(response) => response,
        }
    }

    /// Carries out what was sent and leads on; or answers with the page it came from.
    pub async fn carry_out(
        mut self,
        sent: Sent,
        to: &str,
        read: impl FnOnce(&Asked<'_>) -> Option<Read<Wish>>,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Response {
        let typed = match typed(sent) {
            Ok(typed) => typed,
            Err(response) => return response,
        };
        let mut cookie = None;
        if !who::may(self.who.as_ref(), Right::Write) {
            match form::who::read(self.snapshot.playbook(), &typed) {
                Ok(who) => match self.remember(who) {
                    Ok(fresh) => cookie = fresh,
                    Err(response) => return response,
                },
                Err(mut wrong) => {
                    wrong.insert(
                        0,
                        "Zeg eerst wie u bent, onderaan het formulier.".to_owned(),
                    );
                    return self.back(Notice::Wrong(wrong), typed, None, page);
                }
            }
        }
        let Some(who) = self.who.clone() else {
            return absent();
        };
        let asked = Asked {
            now: self.snapshot.chart_time(self.house.now()),
            snapshot: &self.snapshot,
            typed: &typed,
            who: &who,
        };
        let wish = match read(&asked) {
            None => return absent(),
            Some(Err(wrong)) => return self.back(Notice::Wrong(wrong), typed, cookie, page),
            Some(Ok(wish)) => wish,
        };
        match Notice::of(self.desk.submit(wish).await) {
            Ok(seq) => {
                let to = format!("/i/{}{to}?vastgelegd={seq}", self.desk.id());
                with_cookie(lead(&to), cookie)
            }
            Err(notice) => {
                self.snapshot = self.desk.snapshot();
                self.back(notice, typed, cookie, page)
            }
        }
    }

    /// Answers with the page that a form came from, and everything typed in it.
    pub fn back(
        &self,
        notice: Notice,
        typed: Typed,
        cookie: Option<String>,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Response {
        let status = StatusCode::from_u16(notice.status());
        let status = status.unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        match self.render(Some(notice), typed, page) {
            Ok(Some(markup)) => with_cookie(answer_with(status, &markup), cookie),
            Ok(None) => absent(),
            Err(response) => response,
        }
    }

    /// Remembers who is at the browser; returns the cookie of one that had none.
    pub fn remember(&mut self, who: Who) -> Result<Option<String>, Response> {
        let people = &self.house.people;
        let fresh = people.set(self.number.as_deref(), self.desk.id(), who.clone());
        let fresh = fresh.map_err(|error| failed(&dutch::turn(&error)))?;
        self.who = Some(who);
        Ok(fresh.map(|number| who::cookie(&number)))
    }
}

fn page_of<T>(
    visit: &Visit,
    wall: chrono::DateTime<chrono::Utc>,
    notice: Option<Notice>,
    typed: Typed,
    page: impl FnOnce(&Shown<'_>) -> T,
) -> Result<T, Error> {
    Ok(page(&Shown {
        board: visit.snapshot.board(wall),
        id: visit.desk.id(),
        nonce: Surroundings::Machine.id()?,
        notice,
        now: visit.snapshot.chart_time(wall),
        snapshot: &visit.snapshot,
        typed,
        who: visit.who.as_ref(),
    }))
}

/// The incident in the address, for a handler that asks for one.
impl FromRequestParts<Arc<House>> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, house: &Arc<House>) -> Result<Self, Response> {
        let named = Path::<BTreeMap<String, String>>::from_request_parts(parts, house).await;
        match named.ok().as_ref().and_then(|named| named.get("id")) {
            Some(id) => Visit::of(house, id, &parts.headers).await,
            None => Err(absent()),
        }
    }
}

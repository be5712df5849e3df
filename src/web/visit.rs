//! What a browser asks about an incident: opened, looked at, written in.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use chrono::{DateTime, Utc};
use maud::Markup;

use super::answer::{self, Answer, Problem, Sent, apart, lead, with_cookie};
use super::form::{self, Asked, Read};
use super::house::House;
use super::notice::Notice;
use super::page::Shown;
use super::typed::Typed;
use super::who::{self, Right};
use super::{Desk, Snapshot, Wish};
use crate::engine::Who;
use crate::runtime::Surroundings;

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

/// The incident in the address, for a handler that asks for one.
impl FromRequestParts<Arc<House>> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, house: &Arc<House>) -> Result<Self, Problem> {
        let named = Path::<BTreeMap<String, String>>::from_request_parts(parts, house).await;
        match named.ok().as_ref().and_then(|named| named.get("id")) {
            Some(id) => Visit::of(house, id, &parts.headers).await,
            None => Err(Problem::Absent),
        }
    }
}

impl Visit {
    /// Opens the incident.
    pub async fn of(house: &Arc<House>, id: &str, headers: &HeaderMap) -> Result<Visit, Problem> {
        let desk = match house.open_desk(id) {
            Some(desk) => desk,
            None => {
                let (kept, id) = (Arc::clone(house), id.to_owned());
                let found = apart(move || kept.desk(&id)).await??;
                found.ok_or(Problem::Absent)?
            }
        };
        let cookies = headers.get(header::COOKIE);
        let cookies = cookies.and_then(|cookies| cookies.to_str().ok());
        let number = who::number(cookies.unwrap_or_default()).map(str::to_owned);
        let who = house.people.find(number.as_deref(), desk.id());
        if !who::may(who.as_ref(), Right::Look) {
            return Err(Problem::Absent);
        }
        Ok(Visit {
            snapshot: desk.snapshot(),
            who,
            desk,
            house: Arc::clone(house),
            number,
        })
    }

    /// Returns the time in the situation.
    pub fn now(&self) -> DateTime<Utc> {
        self.snapshot.chart_time(self.house.now())
    }

    /// Answers with a page, which may say what was saved just before.
    pub fn see(
        &self,
        saved: Option<u64>,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Answer {
        let markup = self.render(saved.map(Notice::Saved), Typed::default(), page)?;
        Ok(answer::page(StatusCode::OK, &markup))
    }

    /// Carries out what was sent and leads on; or answers with the page it came from.
    pub async fn carry_out(
        mut self,
        sent: Sent,
        to: &str,
        read: impl FnOnce(&Asked<'_>) -> Option<Read<Wish>>,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Answer {
        let typed = answer::typed(sent)?;
        let (who, cookie) = match self.writer(&typed)? {
            Ok(known) => known,
            Err(wrong) => return self.back(Notice::Wrong(wrong), typed, None, page),
        };
        let cookie = cookie.as_deref();
        let asked = Asked {
            now: self.snapshot.chart_time(self.house.now()),
            snapshot: &self.snapshot,
            typed: &typed,
            who: &who,
        };
        let wish = match read(&asked).ok_or(Problem::Absent)? {
            Err(wrong) => return self.back(Notice::Wrong(wrong), typed, cookie, page),
            Ok(wish) => wish,
        };
        match Notice::of(self.desk.submit(wish).await) {
            Ok(seq) => {
                let to = format!("/i/{}{to}?vastgelegd={seq}", self.desk.id());
                lead(&to, cookie)
            }
            Err(notice) => {
                self.snapshot = self.desk.snapshot();
                self.back(notice, typed, cookie, page)
            }
        }
    }

    /// Returns who writes, and the cookie of a browser that had none: who it said it is before, or
    /// says in the form itself.
    fn writer(&mut self, typed: &Typed) -> Result<Read<(Who, Option<String>)>, Problem> {
        if let Some(who) = &self.who
            && who::may(Some(who), Right::Write)
        {
            return Ok(Ok((who.clone(), None)));
        }
        Ok(match form::who::read(self.snapshot.playbook(), typed) {
            Ok(who) => Ok((who.clone(), self.remember(who)?)),
            Err(mut wrong) => {
                wrong.insert(0, "Zeg eerst wie u bent, in het formulier.".to_owned());
                Err(wrong)
            }
        })
    }

    /// Answers with the page that a form came from, and everything typed in it.
    pub fn back(
        &self,
        notice: Notice,
        typed: Typed,
        cookie: Option<&str>,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Answer {
        let status = notice.status();
        let markup = self.render(Some(notice), typed, page)?;
        Ok(with_cookie(answer::page(status, &markup), cookie))
    }

    /// Remembers who is at the browser; returns the cookie of one that had none.
    pub fn remember(&mut self, who: Who) -> Result<Option<String>, Problem> {
        let people = &self.house.people;
        let fresh = people.set(self.number.as_deref(), self.desk.id(), who.clone())?;
        self.who = Some(who);
        Ok(fresh.map(|number| who::cookie(&number)))
    }

    fn render(
        &self,
        notice: Option<Notice>,
        typed: Typed,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Result<Markup, Problem> {
        let wall = self.house.now();
        let shown = Shown {
            board: self.snapshot.board(wall),
            id: self.desk.id(),
            nonce: Surroundings::Machine.id()?,
            notice,
            now: self.snapshot.chart_time(wall),
            snapshot: &self.snapshot,
            typed,
            who: self.who.as_ref(),
        };
        page(&shown).ok_or(Problem::Absent)
    }
}

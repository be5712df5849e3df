//! What a browser asks about an incident: opened, looked at, written in.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, Utc};
use maud::Markup;

use super::access::{Arrival, Duty, Left, Seat, Way, cookie, door};
use super::answer::{self, Answer, Problem, Sent, apart, lead, with_cookie};
use super::exercise::Exercise;
use super::form::{self, Asked, Read};
use super::house::House;
use super::notice::Notice;
use super::page::{Screen, Shown, Sight};
use super::screen;
use super::typed::Typed;
use super::{Desk, Hand, Snapshot, Wish};
use crate::engine::{Action, Who};
use crate::playbook::Audience;
use crate::runtime::Surroundings;
use crate::view;

/// What a browser asks about an incident.
pub struct Visit {
    /// The incident.
    pub desk: Arc<Desk>,
    /// The exercise that is played, when there is one with a scenario.
    pub exercise: Option<Arc<Exercise>>,
    /// Everything that is served.
    pub house: Arc<House>,
    /// The number of the browser.
    number: Option<String>,
    screen: Screen,
    seat: Option<Seat>,
    /// The incident as it stood when it was asked for, as far as this person may know it.
    pub snapshot: Arc<Snapshot>,
    way: Way,
    who: Option<Who>,
}

/// The incident in the address, for a handler that asks for one.
impl FromRequestParts<Arc<House>> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, house: &Arc<House>) -> Result<Self, Problem> {
        let named = Path::<BTreeMap<String, String>>::from_request_parts(parts, house).await;
        match named.ok().as_ref().and_then(|named| named.get("id")) {
            Some(id) => {
                let way = Arrival::of(&parts.extensions).way;
                let visit = Visit::of(house, id, &parts.headers, way).await?;
                let address = parts.uri.path_and_query();
                let screen = Screen {
                    address: address.map_or_else(String::new, ToString::to_string),
                    seen: screen::seen(&parts.headers),
                };
                Ok(Visit { screen, ..visit })
            }
            None => Err(Problem::Absent),
        }
    }
}

impl Visit {
    /// Opens the incident, for a browser that may see it.
    pub async fn of(
        house: &Arc<House>,
        id: &str,
        headers: &HeaderMap,
        way: Way,
    ) -> Result<Visit, Problem> {
        let seat = door::seat(house, headers, id, way);
        if seat.is_none() && way == Way::Network {
            return Err(Problem::NotJoined);
        }
        let desk = match house.open_desk(id) {
            Some(desk) => desk,
            None => {
                let (kept, id) = (Arc::clone(house), id.to_owned());
                let found = apart(move || kept.desk(&id)).await??;
                found.ok_or(Problem::Absent)?
            }
        };
        let who = seat.as_ref().and_then(Seat::who);
        let (kept, of) = (Arc::clone(house), Arc::clone(&desk));
        let exercise = apart(move || kept.exercise(&of)).await??;
        Ok(Visit {
            exercise,
            snapshot: seen(&desk, seat.as_ref(), who.as_ref()),
            who,
            desk,
            house: Arc::clone(house),
            number: door::browser(headers, way).map(str::to_owned),
            screen: Screen::default(),
            seat,
            way,
        })
    }

    /// Returns the time in the situation.
    pub fn now(&self) -> DateTime<Utc> {
        self.snapshot.chart_time(self.house.now())
    }

    /// Tells whether this person leads the use of the board: lets others join, confirms the time,
    /// closes the incident.
    pub fn leads(&self) -> bool {
        match (self.way, &self.seat) {
            (Way::Here, _) => true,
            (Way::Network, seat) => seat.as_ref().is_some_and(|seat| seat.duty == Duty::Lead),
        }
    }

    /// Tells whether this person leads the exercise, and said so.
    pub fn is_staff(&self) -> bool {
        let seat = self.seat.as_ref();
        self.exercise.is_some() && seat.is_some_and(|seat| seat.duty == Duty::Staff)
    }

    /// Tells whether this person observes the exercise, or leads it.
    pub fn observes(&self) -> bool {
        let seat = self.seat.as_ref();
        let is_observer = seat.is_some_and(|seat| seat.duty == Duty::Observe);
        self.is_staff() || (self.exercise.is_some() && is_observer)
    }

    /// Returns the name of the person, when it was said.
    pub fn name(&self) -> Option<String> {
        self.seat.as_ref().and_then(|seat| seat.name.clone())
    }

    /// Returns who is at the browser, when they have a role.
    pub fn who(&self) -> Option<&Who> {
        self.who.as_ref()
    }

    /// Remembers what somebody at a browser of this computer does in the exercise; returns the cookie of
    /// one that had none.
    pub fn remember_duty(&self, duty: Duty, name: String) -> Result<Option<String>, Problem> {
        let (people, now) = (&self.house.people, self.house.now());
        let number = self.number.as_deref();
        let fresh = people.set_duty(number, self.desk.id(), duty, Some(name.clone()), now)?;
        // Who leads the exercise leads it in every team.
        let others = match (&self.exercise, duty) {
            (Some(exercise), Duty::Staff) => self.house.beside(exercise),
            _ => Vec::new(),
        };
        for (_, desk) in others {
            let number = fresh.as_deref().or(number);
            people.set_duty(number, desk.id(), duty, Some(name.clone()), now)?;
        }
        Ok(fresh.map(|number| cookie(&number, self.way)))
    }

    /// Hands in what the exercise itself asks, and leads on; or answers with the page it came from.
    pub async fn send(
        mut self,
        typed: Typed,
        wish: Wish,
        to: &str,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Answer {
        match Notice::of(self.desk.submit(wish).await) {
            Ok(seq) => {
                let to = format!("/i/{}{to}?vastgelegd={seq}", self.desk.id());
                lead(&to, None)
            }
            Err(notice) => {
                self.look_again();
                self.back(notice, typed, None, page)
            }
        }
    }

    /// Tells whether the browser is on this computer.
    pub fn is_here(&self) -> bool {
        self.way == Way::Here
    }

    /// Returns what tells that this person has left.
    pub fn left(&self) -> Left {
        self.house.people.left(self.seat.as_ref())
    }

    fn look_again(&mut self) {
        self.snapshot = seen(&self.desk, self.seat.as_ref(), self.who.as_ref());
    }

    /// Tells whether what is handed in is about something that this person does not see.
    fn is_blind(&self, hand: &Hand) -> bool {
        let whole = &self.snapshot.whole;
        let playbook = &whole.material.playbook;
        let hidden = |id: &str| playbook.compartment_of(id).map(str::to_owned);
        let of_line = |seq: &u64| whole.incident.compartment_of(playbook, *seq);
        let touched: Vec<Option<String>> = match hand {
            Hand::Draft(draft) => vec![hidden(&draft.document)],
            Hand::Wish(wish) => match &wish.action {
                Action::Correct { seq, .. } => vec![of_line(seq)],
                Action::RecordIssue {
                    document, evidence, ..
                } => evidence
                    .iter()
                    .map(of_line)
                    .chain([hidden(document)])
                    .collect(),
                action => vec![action.subject().and_then(hidden)],
            },
        };
        let audience = audience(&self.snapshot, self.seat.as_ref(), self.who.as_ref());
        touched.iter().any(|one| !audience.sees(one.as_deref()))
    }

    /// Asks whether this person may hand something in; the answer is who may.
    ///
    /// Whatever goes to the desk is asked about first.
    pub fn check(&self, hand: &Hand) -> Result<(), String> {
        if self.is_blind(hand) {
            return Err("Dit is besloten, en niet voor uw rol.".to_owned());
        }
        if self.is_here() {
            return Ok(());
        }
        let playbook = self.snapshot.playbook();
        let Some(who) = &self.who else {
            return Err("U kijkt mee. Vastleggen doet het team.".to_owned());
        };
        let rule = match hand {
            Hand::Draft(draft) => view::draft_rule(playbook, &draft.document),
            Hand::Wish(wish) => view::rule(playbook, &self.snapshot.incident, &wish.action),
        };
        if !rule.allows(playbook, &who.role, self.leads()) {
            return Err(rule.dutch(playbook));
        }
        let by = match hand {
            Hand::Draft(draft) => &draft.by,
            Hand::Wish(wish) => &wish.by,
        };
        let mut said = vec![&by.decided];
        if let Hand::Wish(wish) = hand
            && let Action::ImportNotes { lines } = &wish.action
        {
            said.extend(lines.iter().map(|line| &line.decided));
        }
        let is_own = |decided: &&Who| view::records_for(playbook, who, decided);
        match by.recorded == *who && said.iter().all(is_own) {
            true => Ok(()),
            false => Err(view::not_for_others(playbook)),
        }
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

    /// Answers with a page, which may say that something was written beside the log of the team.
    pub fn see_kept(
        &self,
        is_kept: bool,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Answer {
        let markup = self.render(is_kept.then_some(Notice::Kept), Typed::default(), page)?;
        Ok(answer::page(StatusCode::OK, &markup))
    }

    /// Answers with a page that shows what was typed, before anything is carried out.
    pub fn see_typed(
        &self,
        typed: Typed,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Answer {
        let markup = self.render(None, typed, page)?;
        Ok(answer::page(StatusCode::OK, &markup))
    }

    /// Returns the number of a browser whose person said who they are; nothing for a stranger.
    pub fn known_browser(&self) -> Option<&str> {
        self.number.as_deref().filter(|_| self.who.is_some())
    }

    /// Carries out what was sent and leads on; or answers with the page it came from.
    pub async fn carry_out(
        self,
        sent: Sent,
        to: &str,
        read: impl FnOnce(&Asked<'_>) -> Option<Read<Wish>>,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Answer {
        let typed = answer::typed(sent)?;
        self.carry_out_typed(typed, to, read, page).await
    }

    /// The same for what was read from a form before.
    pub async fn carry_out_typed(
        self,
        typed: Typed,
        to: &str,
        read: impl FnOnce(&Asked<'_>) -> Option<Read<Wish>>,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Answer {
        let read = |asked: &Asked<'_>| Some(read(asked)?.map(Hand::from));
        self.hand_in(typed, to, read, page).await
    }

    /// The same for whatever is handed in at the desk.
    pub async fn hand_in(
        mut self,
        typed: Typed,
        to: &str,
        read: impl FnOnce(&Asked<'_>) -> Option<Read<Hand>>,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Answer {
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
        let hand = match read(&asked).ok_or(Problem::Absent)? {
            Err(wrong) => return self.back(Notice::Wrong(wrong), typed, cookie, page),
            Ok(hand) => hand,
        };
        if let Err(why) = self.check(&hand) {
            return self.back(Notice::NotYours(why), typed, cookie, page);
        }
        match Notice::of(self.desk.hand_in(hand).await) {
            Ok(seq) => {
                let to = format!("/i/{}{to}?vastgelegd={seq}", self.desk.id());
                lead(&to, cookie)
            }
            Err(notice) => {
                self.look_again();
                self.back(notice, typed, cookie, page)
            }
        }
    }

    /// Returns who writes, and the cookie of a browser that had none: who it said it is before, or
    /// says in the form itself.
    fn writer(&mut self, typed: &Typed) -> Result<Read<(Who, Option<String>)>, Problem> {
        if let Some(who) = &self.who {
            return Ok(Ok((who.clone(), None)));
        }
        if !self.is_here() {
            return Err(Problem::NotJoined);
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

    /// Remembers who is at a browser of this computer; returns the cookie of one that had none. Who
    /// joined from elsewhere has the role of the code.
    pub fn remember(&mut self, who: Who) -> Result<Option<String>, Problem> {
        if !self.is_here() {
            let why = "Uw rol ligt vast. Klopt die niet, vraag dan een nieuwe code.";
            return Err(Problem::NotYours(why.to_owned()));
        }
        let (people, now) = (&self.house.people, self.house.now());
        let fresh = people.set(self.number.as_deref(), self.desk.id(), who.clone(), now)?;
        self.who = Some(who);
        self.look_again();
        Ok(fresh.map(|number| cookie(&number, self.way)))
    }

    fn sight(&self) -> Sight {
        let playbook = self.snapshot.playbook();
        let role = self.who.as_ref().map(|who| who.role.as_str());
        Sight {
            for_others: self.is_here() || role.is_some_and(|role| view::is_keeper(playbook, role)),
            is_here: self.is_here(),
            leads: self.leads(),
            is_staged: self.exercise.is_some(),
            looks: self.seat.as_ref().is_some_and(Seat::only_looks),
            observes: self.observes(),
            staff: self.is_staff(),
        }
    }

    fn render(
        &self,
        notice: Option<Notice>,
        typed: Typed,
        page: impl FnOnce(&Shown<'_>) -> Option<Markup>,
    ) -> Result<Markup, Problem> {
        let wall = self.house.now();
        let exercise = self.exercise.as_deref();
        let shown = Shown {
            beside: exercise.map_or(&[], Exercise::beside),
            board: self.snapshot.board(wall),
            id: self.desk.id(),
            nonce: Surroundings::Machine.id()?,
            notice,
            now: self.snapshot.chart_time(wall),
            screen: self.screen.clone(),
            sight: self.sight(),
            snapshot: &self.snapshot,
            typed,
            who: self.who.as_ref(),
        };
        page(&shown).ok_or(Problem::Absent)
    }
}

/// Returns what a person may know: by the role of the seat; who said no role and who only looks sees what
/// lies outside all compartments.
fn audience(snapshot: &Snapshot, seat: Option<&Seat>, who: Option<&Who>) -> Audience {
    let looks = seat.is_some_and(Seat::only_looks);
    let who = who.filter(|_| !looks);
    let playbook = &snapshot.whole.material.playbook;
    playbook.audience(who.map(|who| who.role.as_str()))
}

fn seen(desk: &Desk, seat: Option<&Seat>, who: Option<&Who>) -> Arc<Snapshot> {
    let snapshot = desk.snapshot();
    snapshot.seen_by(&audience(&snapshot, seat, who))
}

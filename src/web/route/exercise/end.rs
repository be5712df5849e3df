//! The end of an exercise: who leads closes it, and asks the questions right after.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use super::super::{Asking, number};
use super::leading;
use crate::exercise::{ExerciseTime, Notice as Noticed, SelfRated, notices};
use crate::web::answer::{Answer, Problem, Sent, lead, typed};
use crate::web::exercise::Exercise;
use crate::web::form;
use crate::web::house::House;
use crate::web::notice::Notice;
use crate::web::page::Shown;
use crate::web::page::exercise::end::{Ending, page as end_page};
use crate::web::page::exercise::{self as pages, Claim};
use crate::web::visit::Visit;

/// What an address says when answers were written down just before.
const KEPT: &str = "opgeschreven";

/// Returns the addresses of this part.
pub fn routes() -> Router<Arc<House>> {
    Router::new().route("/i/{id}/einde", get(see).post(act))
}

/// What the page is made from.
struct End {
    notes: Vec<Noticed>,
    questions: Vec<String>,
    rated: SelfRated,
    time: ExerciseTime,
}

impl End {
    fn of(visit: &Visit, exercise: &Exercise) -> Result<End, Problem> {
        let log = exercise.log()?;
        let incident = &visit.snapshot.whole.incident;
        let scenario = exercise.conduct().scenario();
        let (_, mut notes) = notices(incident, &log);
        notes.retain(|note| note.after_end);
        Ok(End {
            notes,
            questions: scenario.hot_wash(),
            rated: SelfRated::of(scenario, incident, &log),
            time: exercise.conduct().time(incident, visit.house.now()),
        })
    }

    fn page(&self, shown: &Shown<'_>) -> maud::Markup {
        let ending = Ending {
            notes: &self.notes,
            questions: &self.questions,
            rated: self.rated,
            time: self.time,
        };
        end_page(shown, &ending)
    }
}

async fn see(visit: Visit, asking: Asking) -> Answer {
    let Some(exercise) = leading(&visit)? else {
        return visit.see(None, |shown| Some(pages::claim(shown, Claim::Lead)));
    };
    let end = End::of(&visit, &exercise)?;
    match number(&asking, "vastgelegd") {
        None => visit.see_kept(number(&asking, KEPT).is_some(), |shown| {
            Some(end.page(shown))
        }),
        saved => visit.see(saved, |shown| Some(end.page(shown))),
    }
}

async fn act(visit: Visit, sent: Sent) -> Answer {
    let typed = typed(sent)?;
    let Some(exercise) = leading(&visit)? else {
        return super::claim(visit, typed, Claim::Lead);
    };
    let end = End::of(&visit, &exercise)?;
    let name = visit.name();
    let page = |shown: &Shown<'_>| Some(end.page(shown));
    if typed.get("act") != "hot-wash" {
        return match form::exercise::end(&typed, name) {
            Err(wrong) => visit.back(Notice::Wrong(wrong), typed, None, page),
            Ok(wish) => visit.send(typed, wish, "/einde", page).await,
        };
    }
    match form::exercise::hot_wash(&typed, &end.questions) {
        Err(wrong) => visit.back(Notice::Wrong(wrong), typed, None, page),
        Ok(answers) => {
            let by = name.unwrap_or_default();
            for (at, (event, text)) in answers.into_iter().enumerate() {
                let command = format!("{}-{at}", typed.id());
                exercise.write(event, &by, Some(text), &command)?;
            }
            lead(&format!("/i/{}/einde?{KEPT}=1", visit.desk.id()), None)
        }
    }
}

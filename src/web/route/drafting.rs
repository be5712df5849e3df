//! Drafting without an incident: everything stands in the form, nothing is kept here.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::routing::get;

use super::Known;
use crate::runtime::Material;
use crate::runtime::drafting::Problem as Unmade;
use crate::runtime::drafting::facts;
use crate::web::answer::{self, Answer, Problem, Sent, apart, typed};
use crate::web::house::House;
use crate::web::interview::{self, Interview};
use crate::web::typed::Typed;
use crate::web::upload::{self, SentFiles};
use crate::web::{download, guard, page};

/// Returns what is answered about drafting without an incident.
pub fn routes() -> Router<Arc<House>> {
    // A file of facts is a text, no larger than a form.
    let opened = get(begin)
        .post(open)
        .layer(DefaultBodyLimit::max(2 * guard::BODY_BYTES));
    Router::new()
        .route("/opstellen", get(start))
        .route("/opstellen/{playbook}", get(powers))
        .route("/opstellen/{playbook}/{document}", get(begin).post(ask))
        .route(
            "/opstellen/{playbook}/{document}/bestand",
            get(begin).post(file),
        )
        .route("/opstellen/{playbook}/{document}/open", opened)
}

/// The playbook and the document.
type Two = Path<(String, String)>;

async fn start(State(house): Known) -> Answer {
    let markup = page::drafting::start(&house.startable);
    Ok(answer::page(StatusCode::OK, &markup))
}

async fn powers(State(house): Known, Path(playbook): Path<String>) -> Answer {
    let material = material(&house, playbook).await?;
    let markup = apart(move || page::drafting::powers(&material)).await?;
    Ok(answer::page(StatusCode::OK, &markup))
}

async fn begin(house: Known, path: Two) -> Answer {
    show(house, path, Typed::default()).await
}

async fn ask(house: Known, path: Two, sent: Sent) -> Answer {
    let typed = typed(sent)?;
    show(house, path, typed).await
}

async fn show(State(house): Known, Path((playbook, document)): Two, typed: Typed) -> Answer {
    let now = house.now();
    let material = material(&house, playbook).await?;
    apart(move || {
        let interview = interview::of_form(&material, &document, &typed, now);
        shown(&material, &document, interview, &typed, None)
    })
    .await?
}

/// Answers with an interview; with 422 when something could not be read.
fn shown(
    material: &Material,
    document: &str,
    interview: Result<Interview<'_>, Unmade>,
    typed: &Typed,
    note: Option<&str>,
) -> Answer {
    let interview = interview.map_err(unmade)?;
    let status = match interview.wrong.is_empty() && note.is_none() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let markup = page::drafting::interview(material, document, &interview, typed, note);
    Ok(answer::page(status, &markup))
}

async fn file(State(house): Known, Path((playbook, document)): Two, sent: Sent) -> Answer {
    let typed = typed(sent)?;
    let now = house.now();
    let material = material(&house, playbook).await?;
    apart(move || {
        let interview = interview::of_form(&material, &document, &typed, now).map_err(unmade)?;
        if !interview.wrong.is_empty() {
            return shown(&material, &document, Ok(interview), &typed, None);
        }
        let name = format!("concept-{document}");
        let form = typed.get("vorm");
        if form == "feiten" {
            let facts = interview.file(&material).into_bytes();
            return download::file(&format!("feiten-{document}"), "toml", facts);
        }
        let at = interview.draft.receipt.drafted_at;
        if form == "oplegnotitie" {
            let note = interview.draft.note.as_ref().ok_or(Problem::Absent)?;
            return download::document(&format!("{name}-oplegnotitie"), note, "docx", at);
        }
        download::document(&name, &interview.draft.document, form, at)
    })
    .await?
}

async fn open(State(house): Known, Path((playbook, document)): Two, sent: SentFiles) -> Answer {
    let read = upload::read(sent).await;
    let (mut uploads, typed) = read.map_err(|problem| match problem {
        // Far less may come in here than a file may be elsewhere.
        Problem::TooLarge => Problem::TooMuch,
        problem => problem,
    })?;
    let now = house.now();
    let material = material(&house, playbook).await?;
    apart(move || {
        let text = uploads.pop().map(|upload| String::from_utf8(upload.bytes));
        let read = match text {
            None => Err("Kies eerst een bestand.".to_owned()),
            Some(Err(_)) => Err("Dit bestand is geen tekst.".to_owned()),
            Some(Ok(text)) => facts::of_text(&material, "feiten", &text, now)
                .map_err(|problem| format!("Dit feitenbestand is niet te lezen: {problem}")),
        };
        match read {
            Ok(answers) => {
                let interview = interview::of_answers(&material, &document, answers, now);
                shown(&material, &document, interview, &typed, None)
            }
            Err(why) => {
                let interview = interview::of_form(&material, &document, &typed, now);
                shown(&material, &document, interview, &typed, Some(&why))
            }
        }
    })
    .await?
}

async fn material(house: &Arc<House>, playbook: String) -> Result<Arc<Material>, Problem> {
    let house = Arc::clone(house);
    let material = apart(move || house.library.material(&playbook)).await??;
    material.ok_or(Problem::Absent)
}

fn unmade(problem: Unmade) -> Problem {
    match problem {
        Unmade::Usage(_) => Problem::Absent,
        problem => Problem::Failed(problem.dutch()),
    }
}

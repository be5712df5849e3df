//! What players say to a message, a stop, and what who leads an exercise does with the time and with
//! messages of their own.

use super::{Asked, Read};
use crate::engine::{Action, By, Channel, Event, How, Incident, NoteKind, Who};
use crate::exercise::{Beside, StaffEvent, leader, message_id, message_text};
use crate::fact::Certainty;
use crate::playbook::Playbook;
use crate::view::role_title;
use crate::web::Wish;
use crate::web::page::exercise::teams::CHANNELS;
use crate::web::typed::Typed;

/// Reads that a message was understood, or what is asked about it.
pub fn respond(asked: &Asked<'_>) -> Read<Wish> {
    let typed = asked.typed;
    let understood = typed.get("act") != "ask";
    let message = typed.get("message").parse();
    let message = message.map_err(|_| vec!["Dit bericht is er niet.".to_owned()]);
    let text = match understood {
        true => Ok(String::new()),
        false => asked.needed("text", "Schrijf op wat u wilt vragen."),
    };
    asked.wish(message.and_then(|message| {
        Ok(Action::Respond {
            message,
            text: text?,
            understood,
        })
    }))
}

/// Reads a message to a role of another team: a line here, from which it comes there.
pub fn to_team(asked: &Asked<'_>, teams: &[Beside]) -> Read<Wish> {
    let typed = asked.typed;
    let chosen = typed.get("to").split_once(':').and_then(|(team, role)| {
        let is_it = |one: &&Beside| one.team.as_deref().unwrap_or_default() == team;
        let to = teams.iter().find(is_it)?;
        to.roles
            .iter()
            .any(|known| known == role)
            .then_some((to, role))
    });
    let channel = Channel::parse(typed.get("channel")).filter(|it| CHANNELS.contains(it));
    let (Some((to, role)), Some(channel)) = (chosen, channel) else {
        return Err(vec![
            "Kies aan wie het bericht is, en hoe het gaat.".to_owned(),
        ]);
    };
    let text = asked.needed("text", "Schrijf op wat u zegt of stuurt.");
    let title = role_title(asked.snapshot.playbook(), role);
    let wish = asked.wish(text.map(|text| Action::Note {
        certainty: Certainty::Confirmed,
        compartment: None,
        kind: NoteKind::Action,
        source: None,
        text: message_text(to, &title, channel, &text),
    }))?;
    Ok(Wish {
        id: message_id(to, role, channel, &wish.id),
        ..wish
    })
}

/// Reads why the exercise stops; whoever it is may, also who only looks.
pub fn stop(typed: &Typed, who: Option<&Who>, name: Option<String>) -> Read<Wish> {
    let reason = typed
        .text("reason")
        .ok_or_else(|| vec!["Schrijf in een paar woorden op wat er aan de hand is.".to_owned()])?;
    let by = match who {
        Some(who) => By {
            decided: who.clone(),
            how: How::Room,
            recorded: who.clone(),
        },
        None => leader(name),
    };
    Ok(wish(typed, Action::Halt { reason }, by))
}

/// Reads why the exercise is over.
pub fn end(typed: &Typed, name: Option<String>) -> Read<Wish> {
    let reason = typed
        .text("reason")
        .ok_or_else(|| vec!["Schrijf op waarom de oefening nu eindigt.".to_owned()])?;
    Ok(wish(typed, Action::Close { reason }, leader(name)))
}

/// Reads the answers to the questions right after the end, each with its words; no answer is none.
pub fn hot_wash(typed: &Typed, questions: &[String]) -> Read<Vec<(StaffEvent, String)>> {
    let answers = questions.iter().enumerate().filter_map(|(at, question)| {
        let answer = typed.text(&format!("answer-{at}"))?;
        Some(StaffEvent::hot_wash(question, &answer))
    });
    let answers: Vec<_> = answers.collect();
    match answers.is_empty() {
        true => Err(vec!["Schrijf bij minstens één vraag iets op.".to_owned()]),
        false => Ok(answers),
    }
}

/// Reads that the time goes on, stands still, or runs at another pace.
pub fn pace(typed: &Typed, name: Option<String>, is_begun: bool) -> Read<Wish> {
    let (pace, reason) = match typed.get("act") {
        "pause" => (0, "Pauze."),
        "go" if is_begun => (1, "De oefening gaat verder."),
        "go" => (1, "De oefening begint."),
        _ => {
            let pace = typed.get("pace").trim().parse().ok();
            let pace = pace.filter(|pace| *pace > 0).ok_or_else(|| {
                vec!["Vul een heel getal in, zoals 6. Voor stilstaan is er ‘Pauze’.".to_owned()]
            })?;
            (pace, "De oefenleiding zet het tempo.")
        }
    };
    let reason = typed.text("text").unwrap_or_else(|| reason.to_owned());
    Ok(wish(typed, Action::SetPace { pace, reason }, leader(name)))
}

/// Reads a jump in the time of the situation.
pub fn jump(typed: &Typed, name: Option<String>) -> Read<Wish> {
    let to = chrono::DateTime::parse_from_rfc3339(typed.get("moment"));
    let to = to.map_err(|_| vec!["Dit is geen moment om heen te springen.".to_owned()])?;
    let action = Action::Jump {
        reason: reason_of_jump(typed),
        to: to.with_timezone(&chrono::Utc),
    };
    Ok(wish(typed, action, leader(name)))
}

fn reason_of_jump(typed: &Typed) -> String {
    let text = typed.text("text");
    text.unwrap_or_else(|| "De oefenleiding springt in de tijd.".to_owned())
}

/// Reads a message that stands in no scenario.
pub fn improvise(
    typed: &Typed,
    playbook: &Playbook,
    incident: &Incident,
    name: Option<String>,
) -> Read<Wish> {
    let mut wrong = Vec::new();
    let mut needed = |field: &str, otherwise: &str| {
        let text = typed.text(field);
        if text.is_none() {
            wrong.push(otherwise.to_owned());
        }
        text.unwrap_or_default()
    };
    let from = needed("from", "Vul in van wie het bericht komt.");
    let text = needed("text", "Schrijf op wat de spelers zien of horen.");
    let channel = Channel::parse(typed.get("channel"));
    if channel.is_none() {
        wrong.push("Kies hoe het bericht komt.".to_owned());
    }
    let to = typed.all("to").to_vec();
    if to.iter().any(|role| playbook.role(role).is_none()) {
        wrong.push("Kies rollen uit de lijst.".to_owned());
    }
    match (channel, wrong.is_empty()) {
        (Some(channel), true) => {
            let action = Action::Deliver {
                answers: None,
                channel,
                evidence: Vec::new(),
                files: Vec::new(),
                from,
                inject: next_own(incident),
                text,
                to,
            };
            Ok(wish(typed, action, leader(name)))
        }
        _ => Err(wrong),
    }
}

/// Reads an answer to what was asked about a message: it comes the way the message came, to who asked.
pub fn answer(typed: &Typed, incident: &Incident, name: Option<String>) -> Read<Wish> {
    let text = typed.text("text");
    let text = text.ok_or_else(|| vec!["Schrijf het antwoord op.".to_owned()])?;
    let question = typed.get("question").parse().ok();
    let action = question.and_then(|question| {
        let asked = incident.entry(question)?;
        let Event::MessageAnswered { message, .. } = asked.event() else {
            return None;
        };
        let message = incident.entry(*message)?;
        let Event::MessageDelivered { channel, .. } = message.event() else {
            return None;
        };
        let from = message.content.as_ref()?.source.clone();
        Some(Action::Deliver {
            answers: Some(question),
            channel: *channel,
            evidence: Vec::new(),
            files: Vec::new(),
            from: from.unwrap_or_else(|| "De oefenleiding".to_owned()),
            inject: format!("antwoord-{question}"),
            text,
            to: vec![asked.meta.by.as_ref()?.decided.clone()],
        })
    });
    let action = action.ok_or_else(|| vec!["Deze vraag is er niet.".to_owned()])?;
    Ok(wish(typed, action, leader(name)))
}

/// Returns the id of the next message that stands in no scenario.
fn next_own(incident: &Incident) -> String {
    let delivered = &incident.situation().delivered;
    let mut numbers = 1_u64..;
    let free = numbers.find(|number| !delivered.contains_key(&format!("x{number}")));
    format!("x{}", free.unwrap_or_default())
}

fn wish(typed: &Typed, action: Action, by: By) -> Wish {
    Wish {
        action,
        by,
        files: Vec::new(),
        happened_at: None,
        head: None,
        id: typed.id(),
        late_reason: None,
    }
}

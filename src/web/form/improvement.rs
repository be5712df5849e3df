//! A point to improve: written down, further on its way, or dropped.

use chrono::{DateTime, Utc};

use super::Read;
use crate::exercise::{
    Improvement, ImprovementStatus, Scenario, StaffEvent, next_improvement, playbook_line,
};
use crate::fact::time;
use crate::playbook::Playbook;
use crate::web::typed::Typed;

/// Reads a point that comes after those that are there.
pub fn fresh(
    typed: &Typed,
    scenario: &Scenario,
    playbook: &Playbook,
    points: &[Improvement],
    wall: DateTime<Utc>,
) -> Read<(StaffEvent, String)> {
    let mut wrong = Vec::new();
    let text = typed.text("text").unwrap_or_else(|| {
        wrong.push("Schrijf op wat beter moet.".to_owned());
        String::new()
    });
    let owner = typed.get("owner");
    if playbook.role(owner).is_none() {
        wrong.push("Kies wie ervoor zorgt.".to_owned());
    }
    let due = typed.text("due").and_then(|text| {
        let due = time::read_date(&text, wall);
        if due.is_none() {
            wrong.push(format!("‘{text}’ is geen dag. Schrijf 30-4-2027."));
        }
        due
    });
    let goal = typed.text("goal");
    let is_goal = |id: &String| scenario.goals.iter().any(|goal| goal.id.text == *id);
    if goal.as_ref().is_some_and(|id| !is_goal(id)) {
        wrong.push("Kies een doel uit de lijst.".to_owned());
    }
    let line = typed.text("line");
    if (line.as_ref()).is_some_and(|line| playbook_line(playbook, line).is_none()) {
        wrong.push("Kies uit de lijst wat er in het draaiboek anders moet.".to_owned());
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let event = StaffEvent::ImprovementNoted {
        due,
        goal,
        number: next_improvement(points),
        owner: owner.to_owned(),
        playbook_line: line,
        status: ImprovementStatus::Open,
    };
    Ok((event, text))
}

/// Reads how far a point is; what is dropped has a reason.
pub fn moved(typed: &Typed, points: &[Improvement]) -> Read<(StaffEvent, String)> {
    let number = typed.get("number").parse().ok();
    let point = points.iter().find(|point| Some(point.number) == number);
    let status = ImprovementStatus::parse(typed.get("act"));
    let (Some(point), Some(status)) = (point, status) else {
        return Err(vec!["Dit verbeterpunt is er niet.".to_owned()]);
    };
    let because = typed.text("because");
    let because = because.filter(|_| status == ImprovementStatus::Dropped);
    if status == ImprovementStatus::Dropped && because.is_none() {
        return Err(vec!["Schrijf op waarom dit punt vervalt.".to_owned()]);
    }
    Ok(point.moved(status, because.as_deref()))
}

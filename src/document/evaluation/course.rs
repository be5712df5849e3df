//! What happened: the course, the decisions with their reasons, and what was expected against what was seen.

use std::collections::BTreeSet;

use super::{COURSE, NOTHING, Occasion, line_number, strong_words};
use crate::document::blocks::{heading, lines, paragraph, table, text};
use crate::document::{Block, Inline};
use crate::exercise::{
    CameLine, DecisionTaken, Evaluation, Moment, MomentKind, Observation, OrderGiven,
};
use crate::fact::dutch;
use crate::view::{self, Lane, Point, Timeline};

/// What stands where the program cannot see.
const BY_PEOPLE: &str = "dat ziet alleen een mens";

/// What stands for the reason of a decision that the playbook does not know.
const FREE: &str = "vrije regel: een reden staat in de regel zelf";

pub(super) fn course(evaluation: &Evaluation, occasion: &Occasion<'_>) -> Vec<Block> {
    let rows = evaluation.moments.iter().map(|moment| {
        vec![
            text(&moment.at.to_string()),
            text(&dutch::short(moment.situation)),
            text(moment.kind.dutch()),
            text(&told(evaluation, occasion, moment)),
            line_number(moment.seq),
        ]
    });
    // A drawing has a page for itself: before the heading it leaves none half empty.
    let picture = occasion.picture.cloned();
    let mut blocks: Vec<Block> = (picture.into_iter())
        .map(|picture| Block::Picture { picture })
        .collect();
    blocks.extend([
        Block::Heading {
            anchor: Some(COURSE.to_owned()),
            content: text("Verloop"),
            level: 1,
        },
        heading(2, "Tijdlijn"),
        paragraph("Een getal is een regel van het logboek. Van boven naar beneden loopt de tijd."),
        glance(evaluation),
        heading(2, "Van moment tot moment"),
        table(
            &["Oefentijd", "In de situatie", "Soort", "Wat", "Regel"],
            rows.collect(),
        ),
    ]);
    blocks
}

/// Returns the course at a glance: a row for each piece of exercise time, the lines of the log by kind.
fn glance(evaluation: &Evaluation) -> Block {
    let scale = &evaluation.times.scale;
    let ends = scale.iter().skip(1).map(|(at, _)| Some(*at)).chain([None]);
    let moments = &evaluation.moments;
    let occurs = |kind: &MomentKind| moments.iter().any(|moment| moment.kind == *kind);
    let kinds: Vec<MomentKind> = MomentKind::ALL.into_iter().filter(occurs).collect();
    let rows = scale.iter().zip(ends).map(|((from, situation), end)| {
        let is_in = |moment: &Moment| moment.at >= *from && end.is_none_or(|end| moment.at < end);
        let within: Vec<&Moment> = moments.iter().filter(|moment| is_in(moment)).collect();
        let cells = kinds.iter().map(|kind| {
            let of_kind = within.iter().filter(|moment| moment.kind == *kind);
            let numbers = of_kind.map(|moment| line_number(moment.seq));
            numbers.collect::<Vec<_>>().join(&Inline::text(", "))
        });
        let when = [text(&from.to_string()), text(&dutch::short(*situation))];
        when.into_iter().chain(cells).collect()
    });
    let titles = kinds.iter().map(|kind| kind.plural());
    let header: Vec<&str> = ["Vanaf", "In de situatie"]
        .into_iter()
        .chain(titles)
        .collect();
    table(&header, rows.collect())
}

/// Returns the course as lanes over the situation's time.
pub(super) fn timeline(evaluation: &Evaluation, occasion: &Occasion<'_>) -> Timeline {
    let situation = occasion.incident.situation();
    let lanes = MomentKind::ALL.into_iter().filter_map(|kind| {
        let moments = evaluation
            .moments
            .iter()
            .filter(|moment| moment.kind == kind);
        let points: Vec<Point> = moments
            .map(|moment| Point {
                at: moment.situation,
                is_due: false,
                recorded_at: None,
                seq: Some(moment.seq),
                struck: false,
                text: told(evaluation, occasion, moment),
            })
            .collect();
        (!points.is_empty()).then_some(Lane {
            // What was done to the time is not what the team did.
            is_minor: kind == MomentKind::Time,
            points,
            title: kind.plural(),
        })
    });
    Timeline {
        announced: None,
        lanes: lanes.collect(),
        mark: view::mark(situation),
        now: (!evaluation.has_ended).then_some(evaluation.times.situation.1),
        seq: situation.head,
        title: occasion.scenario.title.clone(),
    }
}

/// Returns what happened at a moment: what the exercise calls it, else what the line of the log says.
fn told(evaluation: &Evaluation, occasion: &Occasion<'_>, moment: &Moment) -> String {
    let mut came = evaluation.came.iter();
    let title = came
        .find(|line| line.seq == Some(moment.seq))
        .map(|line| line.title.clone());
    // The reasons stand with the decisions.
    let mut decisions = evaluation.decisions.iter();
    let decision = decisions
        .find(|one| one.seq == moment.seq)
        .map(|one| match &one.option {
            Some(option) => format!("{}: {option}", one.title),
            None => one.title.clone(),
        });
    title
        .or(decision)
        .unwrap_or_else(|| said(occasion, moment.seq))
}

/// Returns what a line of the log says.
fn said(occasion: &Occasion<'_>, seq: u64) -> String {
    let entry = occasion.incident.entry(seq);
    entry.map_or(String::new(), |entry| {
        view::line(occasion.playbook, occasion.incident, entry).text
    })
}

pub(super) fn decisions(evaluation: &Evaluation) -> Vec<Block> {
    let mut blocks = vec![heading(1, "Besluiten")];
    if evaluation.decisions.is_empty() {
        blocks.push(paragraph("Er is geen besluit vastgelegd."));
    } else {
        let rows = evaluation.decisions.iter().map(decision);
        blocks.push(table(
            &["Oefentijd", "Besluit", "Reden", "Wie", "Regel"],
            rows.collect(),
        ));
        blocks.push(heading(2, "Wat het programma bij de besluiten zag"));
        let rows = evaluation.decisions.iter().map(|one| {
            let outcomes = one.outcomes.iter();
            let outcomes: Vec<String> =
                outcomes.map(|outcome| outcome.dutch().to_owned()).collect();
            vec![
                text(&format!("{}: {}", one.seq, one.title)),
                text(match (&one.reason, &one.option) {
                    (Some(_), _) => "ja",
                    (None, Some(_)) => "nee",
                    (None, None) => FREE,
                }),
                text(&match outcomes.as_slice() {
                    [] => "geen termijn in het scenario".to_owned(),
                    some => dutch::list(some),
                }),
            ]
        });
        blocks.push(table(
            &["Regel en besluit", "Reden gegeven", "Op tijd"],
            rows.collect(),
        ));
    }
    blocks.push(heading(2, "Ondertekend of mondeling gegeven"));
    if evaluation.orders.is_empty() {
        blocks.push(paragraph(
            "Er is geen stuk ondertekend en geen bevel mondeling gegeven.",
        ));
        return blocks;
    }
    let rows = evaluation.orders.iter().map(order);
    blocks.push(table(
        &[
            "Oefentijd",
            "Stuk",
            "Vereisten bekeken voor de ondertekening",
            "Eerst voorgelegd",
            "Regel",
        ],
        rows.collect(),
    ));
    blocks
}

fn decision(one: &DecisionTaken) -> Vec<Vec<Inline>> {
    let superseded = one
        .superseded_by
        .map(|seq| format!("Later anders besloten: regel {seq}."));
    let name = one.name.as_ref().map(|name| format!("({name})"));
    vec![
        text(&one.at.to_string()),
        lines(&[
            &one.title,
            one.option.as_deref().unwrap_or_default(),
            superseded.as_deref().unwrap_or_default(),
        ]),
        match &one.reason {
            Some(reason) => text(reason),
            // A line that somebody wrote has no place of its own for reasons.
            None if one.option.is_none() => text(FREE),
            None => strong_words("geen reden vastgelegd"),
        },
        lines(&[&one.role, name.as_deref().unwrap_or_default()]),
        line_number(one.seq),
    ]
}

fn order(one: &OrderGiven) -> Vec<Vec<Inline>> {
    let looked = match (one.draft, one.requirements) {
        (None, _) => "nee, er was nog geen concept".to_owned(),
        (Some(draft), 0) => format!("concept van regel {draft}; het kent geen vereisten"),
        (Some(draft), 1) => format!("ja, 1 vereiste in het concept van regel {draft}"),
        (Some(draft), count) => format!("ja, {count} vereisten in het concept van regel {draft}"),
    };
    let open = match (one.open, one.missing) {
        (0, 0) => String::new(),
        (open, missing) => {
            format!("Afwijking: {open} vereisten open, {missing} gegevens ontbraken.")
        }
    };
    let how = match one.is_oral {
        true => "mondeling gegeven",
        false => "ondertekend",
    };
    vec![
        text(&one.at.to_string()),
        lines(&[&one.title, how]),
        lines(&[&looked, &open]),
        text(&match one.submitted {
            Some(seq) => format!("ja, regel {seq}"),
            None => "nee".to_owned(),
        }),
        line_number(one.seq),
    ]
}

pub(super) fn expected(evaluation: &Evaluation, occasion: &Occasion<'_>) -> Vec<Block> {
    let mut blocks = vec![
        heading(1, "Verwacht en gezien"),
        paragraph(
            "Dit zag het programma in het logboek. Of het goed gebeurde, zeggen de waarnemers.",
        ),
    ];
    let (came, not): (Vec<&CameLine>, Vec<&CameLine>) =
        evaluation.came.iter().partition(|line| line.at.is_some());
    let rows = came.iter().flat_map(|line| {
        let expected = line.expected.iter().enumerate();
        expected.map(|(at, one)| {
            let inject = match at {
                0 => inject(line),
                _ => Vec::new(),
            };
            let role = one.who.as_deref().unwrap_or_default();
            let role = occasion.scenario.role_title(occasion.playbook, role);
            let (outcome, seq) = outcome(one);
            vec![
                inject,
                lines(&[&format!("{role}:"), &one.what]),
                text(&within(one)),
                outcome,
                seq,
            ]
        })
    });
    let rows: Vec<_> = rows.collect();
    blocks.push(match rows.is_empty() {
        true => paragraph("Bij wat er kwam, was niets verwacht."),
        false => table(&["Na", "Verwacht", "Binnen", "Gezien", "Regel"], rows),
    });
    if !not.is_empty() {
        blocks.push(heading(2, &format!("Niet gespeeld: {}", not.len())));
        let rows = not.iter().map(|line| {
            vec![
                text(&line.id),
                text(&line.title),
                text(line.why_not.unwrap_or_default()),
            ]
        });
        blocks.push(table(&["Nr", "Wat", "Waarom niet"], rows.collect()));
    }
    blocks
}

fn inject(line: &CameLine) -> Vec<Inline> {
    let at = line.at.map_or(String::new(), |at| at.to_string());
    let planned = line
        .planned
        .filter(|planned| {
            line.at
                .is_some_and(|at| at.since(*planned).num_seconds() >= 60)
        })
        .map(|planned| format!("gepland {planned}"));
    lines(&[
        &format!("{} {}", line.id, line.title),
        &at,
        planned.as_deref().unwrap_or_default(),
    ])
}

/// Returns in which time something was expected.
pub(super) fn within(one: &Observation) -> String {
    one.within_seconds.map_or(String::new(), dutch::duration)
}

/// Returns what the program saw, and the line of the log.
pub(super) fn outcome(one: &Observation) -> (Vec<Inline>, Vec<Inline>) {
    let Some(outcome) = one.outcome else {
        return (text(BY_PEOPLE), text(NOTHING));
    };
    let after = match one.since_seconds {
        Some(seconds) if seconds < 0 => "was er al".to_owned(),
        Some(seconds) => format!("na {}", dutch::duration(seconds)),
        None => String::new(),
    };
    let mut cell = match outcome.is_amiss() {
        true => strong_words(outcome.dutch()),
        false => text(outcome.dutch()),
    };
    if !after.is_empty() {
        cell.push(Inline::LineBreak);
        cell.extend(text(&after));
    }
    let seq = one.seq.map_or_else(|| text(NOTHING), line_number);
    (cell, seq)
}

/// Returns the lines of the log that judgements and notes rest on.
pub(super) fn evidence(evaluation: &Evaluation, occasion: &Occasion<'_>) -> Vec<Block> {
    let criteria = evaluation.goals.iter().flat_map(|goal| &goal.line.criteria);
    let marks = criteria.flat_map(|criterion| &criterion.marks);
    let mut seqs: BTreeSet<u64> = marks.flat_map(|mark| mark.evidence().to_vec()).collect();
    seqs.extend(
        evaluation
            .notices
            .iter()
            .flat_map(|one| one.evidence.iter()),
    );
    if seqs.is_empty() {
        return Vec::new();
    }
    let rows = seqs.into_iter().map(|seq| {
        let entry = occasion.incident.entry(seq);
        let line = entry.map(|entry| view::line(occasion.playbook, occasion.incident, entry));
        let at = line.as_ref().map(|line| {
            dutch::short(match entry {
                Some(entry) => entry.meta.chart_time,
                None => line.happened_at,
            })
        });
        vec![
            line_number(seq),
            text(&at.unwrap_or_default()),
            text(&line.map_or_else(
                || format!("regel {seq} staat niet in het logboek"),
                |line| line.text,
            )),
        ]
    });
    vec![
        heading(1, "De regels waarop oordelen rusten"),
        table(&["Regel", "In de situatie", "Wat er staat"], rows.collect()),
    ]
}

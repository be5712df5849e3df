//! What comes in between two inputs: messages, jumps in time, and what the other roles do.

use std::collections::BTreeSet;

use super::Solo;
use crate::cli::failure::Failure;
use crate::cli::verb::draft;
use crate::cli::walk::{Turn, Walk};
use crate::engine::{Command, Entry, Event};
use crate::exercise::{self, Comes, Deed, Inject, Item, ItemKind, Left, Move, Step};
use crate::fact::dutch;
use crate::runtime::{self, Error, Session};
use crate::view;

/// The most things that come in one go, so that nothing goes round for ever.
const MOST: usize = 200;

/// How something that was to come went.
enum Went {
    /// It is in the log.
    Came(Vec<Entry>),
    /// It did not fit, for a reason in words.
    No(String),
    /// There is nothing to do, and nothing to tell.
    Passed,
}

impl Walk<'_> {
    /// Lets everything come that is due.
    pub(in crate::cli::walk) fn let_come(&mut self) -> Turn {
        let Some(mut solo) = self.solo.take() else {
            return Ok(());
        };
        let done = self.play_all(&mut solo).map(drop);
        if done.is_ok() {
            self.say_time(&mut solo);
        }
        self.solo = Some(solo);
        done
    }

    /// Lets everything come that is due; tells whether a message or a move came to the player.
    pub(super) fn play_all(&mut self, solo: &mut Solo) -> Turn<bool> {
        let mut reached = false;
        let mut tried = BTreeSet::new();
        for _ in 0..MOST {
            let now = self.session.chart_now();
            let material = self.session.shared_material();
            let incident = self.session.whole_incident();
            let log = solo.staff.log();
            let alone = solo.alone.clone();
            let due = alone.due(&material.playbook, incident, log, now);
            let next = due.into_iter().find(|one| {
                let id = one.command_id();
                !tried.contains(&id) && !solo.drafted.contains(&id)
            });
            let Some(comes) = next else { break };
            let id = comes.command_id();
            tried.insert(id.clone());
            match self.play_one(solo, comes)? {
                Went::Came(entries) => {
                    solo.left.remove(&id);
                    reached |= solo.alone.step(comes).is_none();
                    self.tell(solo, comes, &entries);
                    self.catch_up()?;
                }
                Went::No(why) => {
                    solo.left.insert(id, why);
                }
                Went::Passed => {}
            }
        }
        Ok(reached)
    }

    fn play_one(&mut self, solo: &mut Solo, comes: Comes<'_>) -> Turn<Went> {
        let went = match (comes, solo.alone.step(comes)) {
            (_, Some(step)) => {
                let step = step.clone();
                return self.play_step(solo, comes, &step);
            }
            (Comes::Item(item), None) => {
                runtime::bring(solo.alone.conduct(), item, &mut self.session, &solo.staff)
            }
            (Comes::Step(_), None) => return Ok(Went::Passed),
        };
        self.went(went)
    }

    /// Does what another role does, unless the player went before.
    fn play_step(&mut self, solo: &mut Solo, comes: Comes<'_>, step: &Step) -> Turn<Went> {
        let material = self.session.shared_material();
        let playbook = &material.playbook;
        match solo.alone.left(step, self.session.whole_incident()) {
            Some(Left::OfPlayer) => return Ok(Went::Passed),
            Some(Left::Settled) => {
                return Ok(Went::No("u had dit zelf al vastgelegd".to_owned()));
            }
            None => {}
        }
        let id = comes.command_id();
        let Some(by) = solo.alone.by(step, playbook) else {
            return Ok(Went::Passed);
        };
        let mut attachments = Vec::new();
        let action = match &step.deed {
            Deed::Draft { document } => {
                solo.drafted.insert(id);
                if has_draft(&self.session, document, &by.recorded.role) {
                    return Ok(Went::Passed);
                }
                let out = self.draft_path(document);
                let before = self.session.whole_incident().log().len();
                return match draft::make(&mut self.session, document, &out, by, false) {
                    Ok(made) => {
                        let log = &self.session.whole_incident().log()[before..];
                        let entries = log.iter().map(|entry| Entry::clone(entry)).collect();
                        for file in &made.files {
                            self.say(&format!("Er ligt een stuk voor u: {}", file.display()));
                        }
                        Ok(Went::Came(entries))
                    }
                    Err(Failure::Runtime(error)) => self.went(Err(error)),
                    Err(failure) => Ok(Went::No(failure.message())),
                };
            }
            Deed::Issue {
                content,
                of: None,
                proof,
                ..
            } => {
                let bytes = proof.as_ref().and_then(|name| match content {
                    Some(content) => Some(content.clone().into_bytes()),
                    None => solo.staff.file(name).map(<[u8]>::to_vec),
                });
                let file = proof.as_ref().zip(bytes.as_deref());
                let file = file.map(|(name, bytes)| runtime::proof(name.clone(), bytes));
                attachments.extend(bytes);
                match exercise::issue(&step.deed, None, file) {
                    Some(action) => action,
                    None => return Ok(Went::Passed),
                }
            }
            deed => match exercise::action(deed, playbook, self.session.chart_now()) {
                Ok(action) => action,
                Err(_) => return Ok(Went::Passed),
            },
        };
        let command = Command {
            action,
            by,
            happened_at: None,
            id,
            late_reason: None,
        };
        let done = self.session.submit_as_read(&command, &attachments);
        self.went(done)
    }

    fn went(&mut self, went: Result<Vec<Entry>, Error>) -> Turn<Went> {
        match went {
            Ok(entries) if entries.is_empty() => Ok(Went::Passed),
            Ok(entries) => Ok(Went::Came(entries)),
            Err(Error::Refused(refusal)) => {
                let playbook = &self.session.whole_material().playbook;
                Ok(Went::No(view::refusal(playbook, &refusal)))
            }
            // What came in between is read first; it comes at the next input.
            Err(Error::Stale { .. }) => self.read_others().map(|()| Went::Passed),
            Err(error) => self.trouble(error, None),
        }
    }

    fn draft_path(&self, document: &str) -> std::path::PathBuf {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
        let name = |number: usize| {
            let document = document.replace('#', "-");
            let number = if number > 1 {
                format!("-{number}")
            } else {
                String::new()
            };
            self.path
                .with_file_name(format!("{stem}-{document}{number}.docx"))
        };
        let mut number = 1;
        while name(number).exists() {
            number += 1;
        }
        name(number)
    }

    /// Shows what came.
    fn tell(&self, solo: &Solo, comes: Comes<'_>, entries: &[Entry]) {
        if let Comes::Item(item) = comes {
            if let Some(inject) = solo.alone.conduct().inject(item) {
                self.say(&self.message(solo, inject, entries));
            } else if let Some(one) = of_move(solo, item) {
                self.say(&format!(
                    "\n>>> {}\n    Het is nu {}.",
                    one.text.trim(),
                    dutch::datetime(self.session.chart_now())
                ));
                self.tell_passed(entries);
                return;
            }
        }
        let material = self.session.whole_material();
        let is_own = |entry: &&Entry| {
            let event = entry.event();
            !event.is_of_time() && !matches!(event, Event::MessageDelivered { .. })
        };
        for entry in entries.iter().filter(is_own) {
            let (line, who) = (self.line(entry), view::who(&material.playbook, entry));
            self.say(&format!("ANDEREN, regel {}: {line} — {who}", entry.seq));
        }
        self.tell_time(entries);
    }

    /// Shows what a jump in time passed: each legal term and step, and how many moments of tasks.
    fn tell_passed(&self, entries: &[Entry]) {
        let material = self.session.whole_material();
        let incident = self.session.whole_incident();
        let (playbook, law, holidays) = (&material.playbook, &material.law, &material.holidays);
        for entry in entries {
            let Event::TimeJumped { to } = entry.event() else {
                continue;
            };
            let passed = view::passed_by(playbook, law, holidays, incident, entry, *to);
            for end in &passed.ends {
                self.say(&format!("    {end}"));
            }
            match passed.tasks.len() {
                0 => {}
                1 => self.say("    Eén taak kwam intussen niet op tijd; zie het logboek."),
                count => self.say(&format!(
                    "    {count} taken kwamen intussen niet op tijd; zie het logboek."
                )),
            }
        }
    }

    /// Shows what time brought by itself.
    pub(super) fn tell_time(&self, entries: &[Entry]) {
        for entry in entries.iter().filter(|entry| entry.event().is_of_time()) {
            self.say(&format!(
                "VANZELF, regel {}: {}",
                entry.seq,
                self.line(entry)
            ));
        }
    }

    /// Returns a message as it reaches the player.
    fn message(&self, solo: &Solo, inject: &Inject, entries: &[Entry]) -> String {
        let is_message = |entry: &&Entry| matches!(entry.event(), Event::MessageDelivered { .. });
        let entry = entries.iter().find(is_message);
        let at = entry.map_or(self.session.chart_now(), |entry| entry.meta.chart_time);
        let from = solo.alone.scenario().persona(&inject.from.text);
        let from = from.map_or(inject.from.text.as_str(), |from| from.title.as_str());
        let to = inject.to.iter().map(|role| match role.text == solo.role() {
            true => "u".to_owned(),
            false => self.called(solo, &role.text),
        });
        let to = dutch::list(&to.collect::<Vec<_>>());
        let seq = entry.map_or(String::new(), |entry| format!(" · regel {}", entry.seq));
        let file = match &inject.file {
            Some(file) => format!("\n(Met een bestand: {})", file.text),
            None => String::new(),
        };
        format!(
            "\n--- OEFENING · {} uur · {}{seq} ---\nVan: {from}\nAan: {to}\n\n{}{file}\n---",
            dutch::clock(at),
            inject.channel.dutch(),
            inject.text.trim()
        )
    }

    /// Shows again what came in.
    pub(super) fn read_messages(&mut self, solo: &Solo) -> Turn {
        let incident = self.session.whole_incident();
        let mut messages = Vec::new();
        for entry in incident.log() {
            if let Event::MessageDelivered { inject, .. } = entry.event()
                && let Some(inject) = solo.alone.scenario().inject(inject)
            {
                messages.push(self.message(solo, inject, &[Entry::clone(entry)]));
            }
        }
        self.shown.is_reading = true;
        match messages.is_empty() {
            true => self.refuse("Er is nog niets binnengekomen."),
            false => self.page(&messages.join("\n")),
        }
    }

    /// Says in words what time does: who waits, and that the end comes near.
    fn say_time(&mut self, solo: &mut Solo) {
        let situation = self.session.whole_incident().situation();
        if situation.time.pace() == 0 {
            return;
        }
        let now = self.session.chart_now();
        let material = self.session.shared_material();
        let incident = self.session.whole_incident();
        let log = solo.staff.log();
        let waiting: Vec<(String, String)> = solo
            .alone
            .waiting(&material.playbook, incident, log, now)
            .into_iter()
            .map(|inject| {
                let from = solo.alone.scenario().persona(&inject.from.text);
                let from = from.map_or(inject.from.text.clone(), |from| from.title.clone());
                (inject.id.text.clone(), from)
            })
            .collect();
        for (inject, from) in waiting {
            if solo.said.waiting.insert(inject) {
                self.say(&format!(
                    "Er is nog geen vervolg op het bericht van: {from}."
                ));
            }
        }
        let Some(frame) = &solo.alone.scenario().frame else {
            return;
        };
        let (plan, end) = (
            solo.alone.plan(now).since_start(),
            frame.ends_at.since_start(),
        );
        let is_over = solo.alone.is_over(now);
        if is_over && !solo.said.over {
            self.say(
                "De tijd van de oefening is om. Rond af wat u nog kwijt wilt; `einde` = \
                 nabespreking.",
            );
        } else if plan * 8 >= end * 7 && !solo.said.nearly && !is_over {
            self.say("De oefening loopt op haar eind.");
        } else if plan * 2 >= end && !solo.said.half && !is_over {
            self.say("U bent over de helft.");
        }
        solo.said.half |= plan * 2 >= end;
        solo.said.nearly |= plan * 8 >= end * 7;
        solo.said.over |= is_over;
    }
}

fn of_move<'a>(solo: &'a Solo, item: &Item) -> Option<&'a Move> {
    let moves = &solo.alone.scenario().moves;
    moves
        .get(item.place)
        .filter(|_| item.kind == ItemKind::Move)
}

/// Tells whether a role made a draft of a document already.
fn has_draft(session: &Session, document: &str, role: &str) -> bool {
    let log = session.whole_incident().log();
    log.iter().any(|entry| {
        let by = entry.meta.by.as_ref();
        let is_it = matches!(entry.event(), Event::DocumentDrafted { document: drafted, .. } if drafted == document);
        is_it && by.is_some_and(|by| by.recorded == role)
    })
}

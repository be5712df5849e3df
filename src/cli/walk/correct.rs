//! Correcting a line: what it reads, what it should read, what that does, and then only if wanted.

use super::{Leave, Turn, Walk};
use crate::cli::verb::correct;
use crate::engine::{self, Action, Change, Entry, Event, Preview, Refusal, Replacement};
use crate::view;

impl Walk<'_> {
    pub(super) fn correct(&mut self, seq: u64) -> Turn {
        let incident = self.session.incident();
        // A line that was withdrawn can be put back by what it should read.
        let withdrawn = incident.standing(seq).is_none();
        let Some(entry) = view::correctable(incident, seq).cloned() else {
            return self.refuse("Die regel is er niet, of is al vervallen.");
        };
        self.say(&format!("Regel {seq} zegt: {}", self.line(&entry)));
        if !withdrawn
            && let Err(Refusal::NotCorrectable { .. }) = self.preview(seq, &Change::Withdraw)
        {
            return self.refuse(&fixed(&entry));
        }
        let change = self.change(seq, entry.event())?;
        let preview = match self.preview(seq, &change) {
            Ok(preview) => preview,
            Err(refusal) => return self.refuse_with(&refusal),
        };
        self.say(&correct::text(&self.session, &preview));
        let playbook = &self.session.material().playbook;
        let incident = self.session.incident();
        let now = self.session.chart_now();
        if let Some(words) = view::countdown(playbook, incident, &entry, &change, now) {
            self.say(&format!("LET OP: {words}"));
        }
        let reason = self.ask_text("reden (verplicht, Enter = terug):")?;
        if !self.confirm("Zo verbeteren?")? {
            return Err(Leave::Back);
        }
        let action = Action::Correct {
            change,
            head: preview.head,
            reason,
            seq,
        };
        self.submit(action, self.by()).map(drop)
    }

    fn preview(&self, seq: u64, change: &Change) -> Result<Preview, Refusal> {
        let playbook = &self.session.whole_material().playbook;
        let at = self.session.chart_now();
        engine::preview(playbook, self.session.whole_incident(), seq, change, at)
    }

    /// Asks what becomes of a line: another answer, option or text, or nothing at all.
    fn change(&mut self, seq: u64, event: &Event) -> Turn<Change> {
        let withdraw = "`intrekken` = regel vervalt, Enter = terug";
        let log = self.session.incident().log();
        let playbook = engine::version_of(&self.session.material().playbook, log, seq);
        match event {
            Event::FactRecorded { fact, .. } => {
                let Some(kind) = playbook.fact(fact).map(|fact| fact.kind.clone()) else {
                    return Err(Leave::Back);
                };
                self.say(&view::options(&kind));
                let line = self.ask_signed(&format!("juiste antwoord ({withdraw}):"))?;
                match line.to_lowercase().as_str() {
                    "" => Err(Leave::Back),
                    "intrekken" => Ok(Change::Withdraw),
                    "onbekend" => Ok(Change::Replace(Replacement::Answer(None))),
                    _ => {
                        let value = self.value(&kind, &line)?;
                        Ok(Change::Replace(Replacement::Answer(Some(value))))
                    }
                }
            }
            Event::DecisionMade { decision, .. } => {
                let decision = playbook.decision(decision);
                let options = decision.map(|d| d.options.clone()).unwrap_or_default();
                let mut items: Vec<String> = options
                    .iter()
                    .map(|option| option.choice.label.clone())
                    .collect();
                items.push("intrekken: dit besluit is niet genomen".to_owned());
                let at = self.choose(&items, "wat is er besloten")?;
                Ok(match options.get(at) {
                    Some(option) => Change::Replace(Replacement::Option(option.choice.id.clone())),
                    None => Change::Withdraw,
                })
            }
            Event::Noted { .. } => {
                let line = self.ask_signed(&format!("juiste tekst ({withdraw}):"))?;
                let text = line.strip_prefix('=').unwrap_or(&line).trim();
                match line.to_lowercase().as_str() {
                    _ if text.is_empty() => Err(Leave::Back),
                    "intrekken" => Ok(Change::Withdraw),
                    _ => Ok(Change::Replace(Replacement::Text(text.to_owned()))),
                }
            }
            _ => match self.confirm("Deze regel kan alleen vervallen. Intrekken?")? {
                true => Ok(Change::Withdraw),
                false => Err(Leave::Back),
            },
        }
    }
}

/// Returns why a line always stays as it is, and what to do instead.
fn fixed(entry: &Entry) -> String {
    let why = match entry.event() {
        Event::Corrected { entry, .. } => {
            format!("het is zelf een verbetering; typ verbeter {entry}")
        }
        _ => view::fixed(entry),
    };
    format!(
        "KAN NIET: regel {} kan niet worden verbeterd: {why}. Schrijf erbij wat wel klopt: \
         + n tekst",
        entry.seq
    )
}

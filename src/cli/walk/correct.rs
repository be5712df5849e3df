//! Correcting a line: what it reads, what it should read, what that does, and then only if wanted.

use super::{Leave, Turn, Walk};
use crate::cli::verb::correct;
use crate::engine::{self, Action, Change, Event, Replacement};
use crate::view;

impl Walk<'_> {
    pub(super) fn correct(&mut self, seq: u64) -> Turn {
        let Some(entry) = self.session.incident().standing(seq).cloned() else {
            return self.refuse("Die regel is er niet, of is al vervallen.");
        };
        self.say(&format!("Regel {seq} zegt: {}", self.line(&entry)));
        let change = self.change(entry.event())?;
        let playbook = &self.session.material().playbook;
        let at = self.session.chart_now();
        let preview = engine::preview(playbook, self.session.incident(), seq, &change, at);
        let preview = match preview {
            Ok(preview) => preview,
            Err(refusal) => return self.refuse_with(&refusal),
        };
        self.say(&correct::text(&self.session, &preview));
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

    /// Asks what becomes of a line: another answer, option or text, or nothing at all.
    fn change(&mut self, event: &Event) -> Turn<Change> {
        let withdraw = "`intrekken` = regel vervalt, Enter = terug";
        let playbook = &self.session.material().playbook;
        match event {
            Event::FactRecorded { fact, .. } => {
                let Some(kind) = playbook.fact(fact).map(|fact| fact.kind.clone()) else {
                    return Err(Leave::Back);
                };
                self.say(&view::options(&kind));
                let line = self.ask_text(&format!("juiste antwoord ({withdraw}):"))?;
                match line.to_lowercase().as_str() {
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
                let line = self.ask_text(&format!("juiste tekst ({withdraw}):"))?;
                Ok(match line.to_lowercase().as_str() {
                    "intrekken" => Change::Withdraw,
                    _ => Change::Replace(Replacement::Text(line)),
                })
            }
            _ => match self.confirm("Deze regel kan alleen vervallen. Intrekken?")? {
                true => Ok(Change::Withdraw),
                false => Err(Leave::Back),
            },
        }
    }
}

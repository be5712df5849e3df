//! Checks the front matter of a template against a playbook and the register.

use std::collections::BTreeSet;

use super::check::Checker;
use super::element::{Element, Level};
use super::scan::What;
use crate::reader::{Text, possible, quoted};

impl Checker<'_> {
    pub(super) fn front(&mut self) {
        let front = &self.template.front;
        self.named(&front.needs, &front.law);
        self.named(&[], &front.mandate_law);
        for part in &self.template.parts {
            self.within = Some(part.source().clone());
            self.named(part.needs(), part.law());
        }
        self.within = None;
        if let Some(organ) = &front.organ {
            self.organ(organ);
        }
        if let Some(named) = &front.power {
            self.power(named);
        }
        let mut ids = BTreeSet::new();
        for element in &front.elements {
            if !ids.insert(&element.id.text) {
                let message = format!("there are two elements `{}`", element.id.text);
                self.refuse_at(&element.id, message, None);
            }
            self.element(element);
        }
    }

    fn named(&mut self, facts: &[Text], sources: &[Text]) {
        for id in facts {
            self.tag = id.span.clone();
            self.fact(&id.text);
        }
        for id in sources {
            self.tag = id.span.clone();
            self.source(&id.text);
        }
    }

    /// An organ is one of the law register, or a role of the playbook.
    fn organ(&mut self, organ: &Text) {
        let organs = self.law.organs.iter().map(|organ| organ.id.as_str());
        let roles = self.playbook.roles().iter().map(|role| role.id.as_str());
        let known: BTreeSet<&str> = organs.chain(roles).collect();
        if !known.contains(organ.text.as_str()) {
            let message = format!("there is no role or organ `{}`", organ.text);
            self.refuse_at(organ, message, possible(&organ.text, known));
        }
    }

    fn power(&mut self, named: &Text) {
        let Some(source) = self.law.power(&named.text) else {
            let known = self.law.powers.iter().map(|power| power.id.as_str());
            let message = format!("the law register has no power `{}`", named.text);
            return self.refuse_at(named, message, possible(&named.text, known));
        };
        for document in self.playbook.documents() {
            let other = document
                .power
                .as_ref()
                .filter(|power| **power != named.text);
            if let Some(other) = other.filter(|_| document.template == self.template.id()) {
                let message = format!(
                    "document `{}` of the playbook rests on `{other}`, this template on `{}`",
                    document.id, named.text
                );
                let hint = "a document and its template name the same power";
                self.refuse_at(named, message, Some(hint.to_owned()));
            }
        }
        // The playbook has every power of the register that fits its facts.
        if self.playbook.power(&named.text).is_none() {
            let message = format!("`{}` does not fit the facts of this playbook", source.id);
            let hint = "`draaiboek law check` says what it asks that is not declared";
            self.refuse_at(named, message, Some(hint.to_owned()));
        }
    }

    fn element(&mut self, element: &Element) {
        self.named(&element.facts, &element.law);
        for line in &element.applies {
            self.tag = line.span.clone();
            self.asked(&line.text);
        }
        if element.level == Level::Must && element.law.is_empty() {
            let message = format!("element `{}` says no law", element.id.text);
            let hint = "name the statute in `law`, or make it `level = \"should\"`";
            self.refuse_at(&element.id, message, Some(hint.to_owned()));
        }
        let Some(section) = &element.section else {
            if element.facts.is_empty() {
                let message = format!("element `{}` asks for nothing", element.id.text);
                let hint = "give it a `section`, `facts`, or both";
                self.refuse_at(&element.id, message, Some(hint.to_owned()));
            }
            return;
        };
        let anchors = self
            .template
            .tags()
            .iter()
            .filter_map(|tag| match &tag.what {
                What::Anchor(name) => Some(name.as_str()),
                _ => None,
            });
        let anchors: BTreeSet<&str> = anchors.collect();
        if !anchors.contains(section.text.as_str()) {
            let message = format!("no heading is named `{}`", section.text);
            let hint = match anchors.is_empty() {
                true => Some(format!("write `## Title {{#{}}}`", section.text)),
                false => {
                    let known: Vec<&str> = anchors.into_iter().collect();
                    Some(format!("possible are: {}", quoted(&known)))
                }
            };
            self.refuse_at(section, message, hint);
        }
    }

    fn refuse_at(&mut self, at: &Text, message: String, hint: Option<String>) {
        self.tag = at.span.clone();
        self.refuse(&at.text, message, hint);
    }
}

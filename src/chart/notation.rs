//! A short notation for charts in the kernel's own tests, and a host that writes down what it hears.
//!
//! One line for each thing, two spaces of indentation for each level:
//! ```text
//! initial -> b                          where the chart begins
//! state a -> a2 / raise e               a state, its initial and the content on that way
//!   history h -> a1 / raise e           also: deep, parallel, final
//!   entry / send e after 10 as x; cancel x
//!   exit / raise e
//!   on e f.* if yes -> a1 a2 / raise e  also: internal on …; auto … for an eventless transition
//! ```
//! A guard is `in:NAME`, or any other word, which holds when it is among the host's facts.

use std::collections::BTreeSet;

use super::{
    Action, Builder, Chart, GuardId, Host, Kind, Problem, Send, SendId, StateId, StateSet,
    TransitionId, TransitionSource,
};

/// A chart with the words of its guards and sends.
pub(super) struct Model {
    pub(super) chart: Chart,
    guards: Vec<String>,
    sends: Vec<String>,
}

impl Model {
    /// Returns the names of the states, separated by spaces.
    pub(super) fn names(&self, states: impl IntoIterator<Item = StateId>) -> String {
        let names: Vec<&str> = (states.into_iter())
            .map(|state| self.chart.name(state))
            .collect();
        names.join(" ")
    }
}

pub(super) fn build(text: &str) -> Result<Model, Vec<Problem>> {
    let mut reader = Reader::default();
    let lines: Vec<(usize, &str)> = (text.lines())
        .filter(|line| !line.trim().is_empty())
        .map(|line| ((line.len() - line.trim_start().len()) / 2, line.trim()))
        .collect();
    let outermost = lines.iter().map(|line| line.0).min().unwrap_or(0);
    for (level, line) in lines {
        reader.line(level - outermost, line);
    }
    Ok(Model {
        chart: reader.builder.build()?,
        guards: reader.guards,
        sends: reader.sends,
    })
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    guards: Vec<String>,
    open: Vec<StateId>,
    sends: Vec<String>,
}

impl Reader {
    fn line(&mut self, level: usize, line: &str) {
        let (line, content) = line.split_once('/').unwrap_or((line, ""));
        let (head, targets) = line.split_once("->").unwrap_or((line, ""));
        let targets: Vec<&str> = targets.split_whitespace().collect();
        let (head, guard) = head.split_once(" if ").unwrap_or((head, ""));
        let mut words = head.split_whitespace().peekable();
        let actions = self.actions(content);
        self.open.truncate(level);
        let parent = self.open.last().copied();
        let around = || parent.expect("this belongs in a state");
        let internal = words.next_if_eq(&"internal").is_some();
        let kind = match words.next().unwrap_or_default() {
            "initial" => return self.builder.initial(targets, actions),
            "entry" => return self.builder.on_entry(around(), actions),
            "exit" => return self.builder.on_exit(around(), actions),
            "on" | "auto" => {
                let transition = TransitionSource {
                    actions,
                    events: words.map(str::to_owned).collect(),
                    guard: self.guard(guard.trim()),
                    internal,
                    source: around(),
                    targets: targets.into_iter().map(str::to_owned).collect(),
                };
                self.builder.transition(transition);
                return;
            }
            "state" => Kind::State,
            "parallel" => Kind::Parallel,
            "final" => Kind::Final,
            "history" => Kind::History { deep: false },
            "deep" => Kind::History { deep: true },
            other => panic!("`{other}` is not in the notation"),
        };
        let name = words.next().expect("a state has a name");
        let state = self.builder.state(name, kind, parent);
        if !targets.is_empty() {
            self.builder.initial_of(state, targets, actions);
        }
        self.open.push(state);
    }

    fn guard(&mut self, word: &str) -> Option<GuardId> {
        if word.is_empty() {
            return None;
        }
        self.guards.push(word.to_owned());
        GuardId::from_index(self.guards.len() - 1)
    }

    fn actions(&mut self, content: &str) -> Vec<Action> {
        let pieces = content.split(';').map(str::trim);
        let pieces = pieces.filter(|piece| !piece.is_empty());
        pieces
            .map(|piece| {
                let words: Vec<&str> = piece.split_whitespace().collect();
                match words[..] {
                    ["raise", event] => Action::Raise(self.builder.declare_event(event)),
                    ["send", event, "after", delay, "as", id] => Action::Send(Send {
                        event: self.builder.declare_event(event),
                        delay_milliseconds: delay.parse().expect("a delay is a number"),
                        id: Some(self.send(id)),
                    }),
                    ["cancel", id] => Action::Cancel(self.send(id)),
                    _ => panic!("`{piece}` is not in the notation"),
                }
            })
            .collect()
    }

    fn send(&mut self, name: &str) -> SendId {
        let id = self.builder.declare_send(name);
        if id.index() == self.sends.len() {
            self.sends.push(name.to_owned());
        }
        id
    }
}

/// A host that holds some facts and writes down what it hears.
pub(super) struct Scribe<'a> {
    pub(super) facts: BTreeSet<&'a str>,
    /// What was heard: `-a` exited, `a>b` taken, `+b` entered, `!e` sent, `~x` cancelled.
    pub(super) heard: Vec<String>,
    pub(super) model: &'a Model,
}

impl<'a> Scribe<'a> {
    pub(super) fn new(model: &'a Model) -> Self {
        Self {
            facts: BTreeSet::new(),
            heard: Vec::new(),
            model,
        }
    }
}

impl Host for Scribe<'_> {
    fn guard(&mut self, guard: GuardId, active: &StateSet) -> bool {
        let word = self.model.guards[guard.index()].as_str();
        match word.strip_prefix("in:") {
            Some(name) => {
                let state = self.model.chart.state(name);
                active.contains(state.expect("the state of a guard exists"))
            }
            None => self.facts.contains(word),
        }
    }

    fn taken(&mut self, transition: TransitionId) {
        let chart = &self.model.chart;
        let source = chart.name(chart.source(transition));
        let targets = self.model.names(chart.targets(transition).iter().copied());
        self.heard
            .push(format!("{source}>{}", targets.replace(' ', ",")));
    }

    fn entered(&mut self, state: StateId) {
        self.heard
            .push(format!("+{}", self.model.chart.name(state)));
    }

    fn exited(&mut self, state: StateId) {
        self.heard
            .push(format!("-{}", self.model.chart.name(state)));
    }

    fn send(&mut self, send: &Send) {
        let event = self.model.chart.event_name(send.event);
        self.heard
            .push(format!("!{event}@{}", send.delay_milliseconds));
    }

    fn cancel(&mut self, send: SendId) {
        self.heard
            .push(format!("~{}", self.model.sends[send.index()]));
    }
}

//! Reads an SCXML document into a chart of the kernel, as far as the suites need it; everything else is an error.
//!
//! Conditions are limited to `In('id')`, `true` and `false`, which the kernel's own model cannot contain.

use std::collections::BTreeSet;

use draaiboek::chart::{
    Action, Builder, Chart, EventId, GuardId, Host, Kind, Livelock, Machine, Send, SendId, StateId,
    StateSet, Timers, TransitionSource,
};
use roxmltree::{Document, Node};

/// A chart and what its guards mean.
pub struct Model {
    /// The chart.
    pub chart: Chart,
    conditions: Vec<Condition>,
}

enum Condition {
    Always,
    In(String),
    Never,
}

/// Returns the model a document describes, or what is wrong with the document.
pub fn read(text: &str) -> Result<Model, String> {
    let document = Document::parse(text).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "scxml" {
        return Err("the document is not `scxml`".to_owned());
    }
    let mut reader = Reader {
        builder: Builder::new(),
        conditions: Vec::new(),
        names: document
            .descendants()
            .filter_map(|node| node.attribute("id"))
            .map(str::to_owned)
            .collect(),
        states: Vec::new(),
    };
    reader.states(root, None)?;
    if let Some(initial) = root.attribute("initial") {
        let targets = initial.split_whitespace();
        reader.builder.initial(targets, Vec::new());
    }
    for (node, state) in std::mem::take(&mut reader.states) {
        reader.content(node, state)?;
    }
    let Reader {
        builder,
        conditions,
        ..
    } = reader;
    let chart = builder.build().map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        lines.join("; ")
    })?;
    for condition in &conditions {
        match condition {
            Condition::In(name) if chart.state(name).is_none() => {
                return Err(format!("there is no state `{name}`, in a condition"));
            }
            _ => {}
        }
    }
    Ok(Model { chart, conditions })
}

struct Reader<'a, 'input> {
    builder: Builder,
    conditions: Vec<Condition>,
    /// The ids that are taken.
    names: BTreeSet<String>,
    states: Vec<(Node<'a, 'input>, StateId)>,
}

impl<'a, 'input> Reader<'a, 'input> {
    /// Adds the states inside an element, in document order.
    fn states(&mut self, node: Node<'a, 'input>, parent: Option<StateId>) -> Result<(), String> {
        for child in node.children().filter(Node::is_element) {
            let kind = match child.tag_name().name() {
                "state" => Kind::State,
                "parallel" => Kind::Parallel,
                "final" => Kind::Final,
                "history" => match child.attribute("type") {
                    None | Some("shallow") => Kind::History { deep: false },
                    Some("deep") => Kind::History { deep: true },
                    Some(other) => return Err(format!("unknown history type `{other}`")),
                },
                "initial" | "transition" | "onentry" | "onexit" if parent.is_some() => continue,
                _ => return Err(unexpected(child)),
            };
            let name = match child.attribute("id") {
                Some(id) => id.to_owned(),
                None => self.free_name(),
            };
            let state = self.builder.state(name, kind, parent);
            self.states.push((child, state));
            self.states(child, Some(state))?;
        }
        Ok(())
    }

    fn free_name(&mut self) -> String {
        let mut number = self.states.len();
        loop {
            let name = format!("unnamed-{number}");
            if self.names.insert(name.clone()) {
                return name;
            }
            number += 1;
        }
    }

    /// Adds what a state does.
    fn content(&mut self, node: Node<'a, 'input>, state: StateId) -> Result<(), String> {
        let is_history = node.tag_name().name() == "history";
        if let Some(initial) = node.attribute("initial") {
            let targets = initial.split_whitespace();
            self.builder.initial_of(state, targets, Vec::new());
        }
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "onentry" => {
                    let actions = self.actions(child)?;
                    self.builder.on_entry(state, actions);
                }
                "onexit" => {
                    let actions = self.actions(child)?;
                    self.builder.on_exit(state, actions);
                }
                "transition" if is_history => self.way(child, state)?,
                "initial" => {
                    let mut transitions = child.children().filter(Node::is_element);
                    match (transitions.next(), transitions.next()) {
                        (Some(only), None) if only.tag_name().name() == "transition" => {
                            self.way(only, state)?;
                        }
                        _ => return Err("`initial` must hold one `transition`".to_owned()),
                    }
                }
                "transition" => self.transition(child, state)?,
                "state" | "parallel" | "final" | "history" => {}
                _ => return Err(unexpected(child)),
            }
        }
        Ok(())
    }

    /// Sets the initial of a state or the default of a history.
    fn way(&mut self, node: Node<'a, 'input>, state: StateId) -> Result<(), String> {
        let actions = self.actions(node)?;
        self.builder
            .initial_of(state, words(node, "target"), actions);
        Ok(())
    }

    fn transition(&mut self, node: Node<'a, 'input>, source: StateId) -> Result<(), String> {
        let actions = self.actions(node)?;
        let guard = match node.attribute("cond") {
            Some(condition) => {
                self.conditions.push(self::condition(condition)?);
                GuardId::from_index(self.conditions.len() - 1)
            }
            None => None,
        };
        let internal = match node.attribute("type") {
            None | Some("external") => false,
            Some("internal") => true,
            Some(other) => return Err(format!("unknown transition type `{other}`")),
        };
        self.builder.transition(TransitionSource {
            actions,
            events: words(node, "event"),
            guard,
            internal,
            source,
            targets: words(node, "target"),
        });
        Ok(())
    }

    fn actions(&mut self, node: Node<'a, 'input>) -> Result<Vec<Action>, String> {
        let mut actions = Vec::new();
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "raise" => {
                    only(child, &["event"])?;
                    let event = self.event(child)?;
                    actions.push(Action::Raise(event));
                }
                "send" => {
                    only(child, &["delay", "event", "id"])?;
                    actions.push(Action::Send(Send {
                        event: self.event(child)?,
                        delay_milliseconds: child.attribute("delay").map_or(Ok(0), delay)?,
                        id: child
                            .attribute("id")
                            .map(|id| self.builder.declare_send(id)),
                    }));
                }
                "cancel" => {
                    only(child, &["sendid"])?;
                    let id = child.attribute("sendid").ok_or("`cancel` needs `sendid`")?;
                    actions.push(Action::Cancel(self.builder.declare_send(id)));
                }
                "log" => {}
                _ => return Err(unexpected(child)),
            }
        }
        Ok(actions)
    }

    fn event(&mut self, node: Node<'a, 'input>) -> Result<EventId, String> {
        let name = node.attribute("event");
        let name = name.ok_or_else(|| format!("`{}` needs `event`", node.tag_name().name()))?;
        Ok(self.builder.declare_event(name))
    }
}

fn words(node: Node<'_, '_>, attribute: &str) -> Vec<String> {
    let words = node.attribute(attribute).unwrap_or_default();
    words.split_whitespace().map(str::to_owned).collect()
}

fn only(node: Node<'_, '_>, allowed: &[&str]) -> Result<(), String> {
    let mut names = node.attributes().map(|attribute| attribute.name());
    match names.find(|name| !allowed.contains(name)) {
        Some(name) => Err(format!("`{}` cannot have `{name}`", node.tag_name().name())),
        None => Ok(()),
    }
}

fn unexpected(node: Node<'_, '_>) -> String {
    format!("element `{}` is not supported", node.tag_name().name())
}

fn condition(text: &str) -> Result<Condition, String> {
    let text = text.trim();
    let argument = text
        .strip_prefix("In(")
        .and_then(|rest| rest.strip_suffix(')'))
        .map(str::trim);
    let quoted = argument.and_then(|argument| {
        ['\'', '"']
            .into_iter()
            .find_map(|quote| argument.strip_prefix(quote)?.strip_suffix(quote))
    });
    match (text, quoted) {
        ("true", _) => Ok(Condition::Always),
        ("false", _) => Ok(Condition::Never),
        (_, Some(state)) => Ok(Condition::In(state.to_owned())),
        _ => Err(format!("condition `{text}` is not supported")),
    }
}

/// Returns a CSS2 time in milliseconds.
fn delay(text: &str) -> Result<u64, String> {
    let (number, unit) = match text.strip_suffix("ms") {
        Some(number) => (number, 1.0),
        None => (text.strip_suffix('s').unwrap_or(""), 1000.0),
    };
    match number.trim().parse::<f64>() {
        Ok(value) if value >= 0.0 => Ok((value * unit).round() as u64),
        _ => Err(format!("`{text}` is not a delay")),
    }
}

/// A chart that runs in virtual time.
pub struct Session<'a> {
    machine: Machine,
    model: &'a Model,
    world: World<'a>,
}

struct World<'a> {
    model: &'a Model,
    now: i64,
    timers: Timers<EventId>,
}

impl Host for World<'_> {
    fn guard(&mut self, guard: GuardId, active: &StateSet) -> bool {
        match &self.model.conditions[guard.index()] {
            Condition::Always => true,
            Condition::In(name) => {
                let state = self.model.chart.state(name);
                state.is_some_and(|state| active.contains(state))
            }
            Condition::Never => false,
        }
    }

    fn send(&mut self, send: &Send) {
        let delay = i64::try_from(send.delay_milliseconds).unwrap_or(i64::MAX);
        let due = self.now.saturating_add(delay);
        self.timers.arm(send.id, due, send.event);
    }

    fn cancel(&mut self, id: SendId) {
        self.timers.cancel(&id);
    }
}

impl<'a> Session<'a> {
    /// Starts the chart at instant zero.
    pub fn start(model: &'a Model) -> Result<Self, Livelock> {
        let mut world = World {
            model,
            now: 0,
            timers: Timers::new(),
        };
        let machine = model.chart.start(&mut world)?;
        let mut session = Self {
            machine,
            model,
            world,
        };
        session.wait(0)?;
        Ok(session)
    }

    /// Lets time pass; what falls due fires at its own instant.
    pub fn wait(&mut self, milliseconds: i64) -> Result<(), Livelock> {
        let until = self.world.now.saturating_add(milliseconds);
        while let Some(timer) = self.world.timers.pop_due(until) {
            self.world.now = self.world.now.max(timer.due);
            self.fire(timer.event)?;
        }
        self.world.now = until;
        Ok(())
    }

    /// Sends an event from outside, and then what the chart itself sent without delay.
    pub fn send(&mut self, name: &str) -> Result<(), Livelock> {
        if let Some(event) = self.model.chart.event(name) {
            self.fire(event)?;
        }
        self.wait(0)
    }

    /// Returns the names of the active atomic states.
    pub fn configuration(&self) -> BTreeSet<&str> {
        let chart = &self.model.chart;
        let active = chart.active_atomic(&self.machine);
        active.iter().map(|state| chart.name(state)).collect()
    }

    fn fire(&mut self, event: EventId) -> Result<(), Livelock> {
        let chart = &self.model.chart;
        chart.fire(&mut self.machine, event, &mut self.world)
    }
}

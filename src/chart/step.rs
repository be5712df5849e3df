//! The macrostep (Appendix D: `mainEventLoop`, `microstep`, `exitStates`, `enterStates`); it never waits and never
//! keeps anything between two calls.

use std::collections::VecDeque;

use super::compiled::Table;
use super::entry::{Domain, Entry};
use super::livelock::MAXIMUM_MICROSTEPS;
use super::select::Selection;
use super::{
    Action, Chart, EventId, GuardId, Host, Livelock, Machine, StateId, StateSet, TransitionId,
};

impl Chart {
    /// Enters the chart and lets it come to rest.
    ///
    /// # Errors
    /// Returns [`Livelock`] when it does not.
    pub fn start(&self, host: &mut impl Host) -> Result<Machine, Livelock> {
        let mut run = Run::new(self, Machine::default(), host);
        let entry = self.entry(&self.initial.targets, Domain::Whole, &run.machine);
        run.execute(&self.initial.actions);
        run.enter(&entry);
        run.settle()
    }

    /// Handles one event from outside and lets the chart come to rest; a chart that has stopped ignores it.
    ///
    /// # Errors
    /// Returns [`Livelock`] when it does not; the machine is then as it was.
    pub fn fire(
        &self,
        machine: &mut Machine,
        event: EventId,
        host: &mut impl Host,
    ) -> Result<(), Livelock> {
        if self.is_running(machine) {
            let mut run = Run::new(self, machine.clone(), host);
            run.step(&self.tables[event.index()]);
            *machine = run.settle()?;
        }
        Ok(())
    }

    /// Lets the chart come to rest without an event from outside, after something a guard reads has changed.
    ///
    /// # Errors
    /// Returns [`Livelock`] when it does not; the machine is then as it was.
    pub fn settle(&self, machine: &mut Machine, host: &mut impl Host) -> Result<(), Livelock> {
        if self.is_running(machine) {
            *machine = Run::new(self, machine.clone(), host).settle()?;
        }
        Ok(())
    }
}

/// One macrostep on its way; works on a copy of the machine, which becomes the machine when all went well.
struct Run<'a, H> {
    chart: &'a Chart,
    host: &'a mut H,
    machine: Machine,
    /// Internal events not yet handled.
    queue: VecDeque<EventId>,
    /// What the last microstep took.
    selection: Selection,
    /// Whether a final state at the top was entered.
    stopped: bool,
}

impl<'a, H: Host> Run<'a, H> {
    fn new(chart: &'a Chart, machine: Machine, host: &'a mut H) -> Self {
        Self {
            chart,
            host,
            machine,
            queue: VecDeque::new(),
            selection: Selection::new(),
            stopped: false,
        }
    }

    /// Takes microsteps until nothing is enabled and the internal queue is empty.
    fn settle(mut self) -> Result<Machine, Livelock> {
        for _ in 0..MAXIMUM_MICROSTEPS {
            if !self.advance() {
                if self.stopped {
                    self.leave_behind();
                }
                return Ok(self.machine);
            }
        }
        Err(self.livelock())
    }

    /// Takes the next microstep, eventless transitions before internal events, and returns whether there was one.
    fn advance(&mut self) -> bool {
        if self.stopped {
            return false;
        }
        let chart = self.chart;
        if self.step(&chart.eventless) {
            return true;
        }
        while let Some(event) = self.queue.pop_front() {
            if self.step(&chart.tables[event.index()]) {
                return true;
            }
        }
        false
    }

    /// Takes the microstep this table gives and returns whether there was one.
    fn step(&mut self, table: &Table) -> bool {
        (self.chart).select(table, &self.machine, self.host, &mut self.selection);
        let any = !self.selection.as_slice().is_empty();
        if any {
            self.microstep();
        }
        any
    }

    fn microstep(&mut self) {
        let chart = self.chart;
        let mut exiting = StateSet::EMPTY;
        let mut entry = Entry::default();
        let mut by_history: Vec<(TransitionId, Domain)> = Vec::new();
        for &id in self.selection.as_slice() {
            let transition = &chart.transitions[id.index()];
            exiting |= chart.exits(id, &self.machine);
            match &transition.entry {
                Some(fixed) => entry.add(fixed),
                None if transition.targets_history => {
                    by_history.push((id, chart.domain(transition, &self.machine)));
                }
                None => by_history.push((id, transition.domain)),
            }
        }
        self.exit(exiting);
        for index in 0..self.selection.as_slice().len() {
            let id = self.selection.as_slice()[index];
            self.host.taken(id);
            self.execute(&chart.transitions[id.index()].actions);
        }
        for (id, domain) in by_history {
            entry.add(&chart.entry(chart.targets(id), domain, &self.machine));
        }
        self.enter(&entry);
    }

    /// Exits states, children before parents.
    fn exit(&mut self, exiting: StateSet) {
        let chart = self.chart;
        if exiting.intersects(&chart.sets.with_history) {
            chart.record_history(&mut self.machine, &exiting);
        }
        for state in exiting.iter().rev() {
            if chart.sets.busy_on_exit.contains(state) {
                self.execute(&chart.states[state.index()].on_exit);
            }
            self.machine.active.remove(state);
            self.host.exited(state);
        }
    }

    /// Enters states, parents before children.
    fn enter(&mut self, entry: &Entry) {
        for state in entry.states {
            self.machine.active.insert(state);
            self.host.entered(state);
            if self.chart.sets.busy_on_entry.contains(state) {
                self.execute_entry(state, entry);
            }
        }
    }

    fn execute_entry(&mut self, id: StateId, entry: &Entry) {
        let chart = self.chart;
        let state = &chart.states[id.index()];
        self.execute(&state.on_entry);
        if entry.by_default.contains(id) {
            self.execute(&state.way.actions);
        }
        for history in state.histories & entry.history_defaults {
            self.execute(&chart.states[history.index()].way.actions);
        }
        if chart.sets.finals.contains(id) {
            self.complete(state.parent);
        }
    }

    /// Raises what follows from a final child of this state: it is done, and so is each parallel state around it
    /// whose regions are all done.
    fn complete(&mut self, parent: Option<StateId>) {
        let Some(mut done) = parent else {
            self.stopped = true;
            return;
        };
        loop {
            if let Some(event) = self.chart.states[done.index()].done {
                self.raise(event);
            }
            match self.chart.parent(done) {
                Some(around) if self.chart.is_parallel(around) && self.is_done(around) => {
                    done = around;
                }
                _ => return,
            }
        }
    }

    fn is_done(&self, state: StateId) -> bool {
        let children = *self.chart.children(state);
        if self.chart.is_parallel(state) {
            children.iter().all(|child| self.is_done(child))
        } else {
            let finals = children & self.chart.sets.finals;
            finals.intersects(&self.machine.active)
        }
    }

    /// Runs the exit content of a chart that has stopped; where it stopped stays readable.
    fn leave_behind(&mut self) {
        for state in self.machine.active.iter().rev() {
            self.execute(&self.chart.states[state.index()].on_exit);
            self.host.exited(state);
        }
    }

    fn execute(&mut self, actions: &[Action]) {
        for action in actions {
            match action {
                Action::Raise(event) => self.raise(*event),
                Action::Send(send) => self.host.send(send),
                Action::Cancel(id) => self.host.cancel(*id),
            }
        }
    }

    fn raise(&mut self, event: EventId) {
        if !self.chart.tables[event.index()].sources.is_empty() {
            self.queue.push_back(event);
        }
    }

    /// Goes on until the situation comes back, to name what repeats.
    fn livelock(self) -> Livelock {
        let mut run = Run {
            chart: self.chart,
            host: &mut Deaf(self.host),
            machine: self.machine,
            queue: self.queue,
            selection: self.selection,
            stopped: self.stopped,
        };
        let (machine, queue) = (run.machine.clone(), run.queue.clone());
        let mut states = machine.active;
        let mut taken = Vec::new();
        for _ in 0..MAXIMUM_MICROSTEPS {
            if !run.advance() {
                break;
            }
            taken.extend_from_slice(run.selection.as_slice());
            states |= run.machine.active;
            if run.machine == machine && run.queue == queue {
                break;
            }
        }
        Livelock::new(self.chart, states, &taken)
    }
}

/// Passes on the answers about guards and keeps everything else from the host.
struct Deaf<'a, H>(&'a mut H);

impl<H: Host> Host for Deaf<'_, H> {
    fn guard(&mut self, guard: GuardId, active: &StateSet) -> bool {
        self.0.guard(guard, active)
    }
}

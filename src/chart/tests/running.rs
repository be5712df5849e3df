//! Events, completion, livelocks, and a machine that is stored.

use super::*;

#[test]
fn a_delayed_event_can_be_cancelled() {
    check(
        "
        state a
          entry / send late after 50 as alarm
          exit / cancel alarm
          on go -> b
        state b
        ",
        "go",
        "
        +a !late@50 => a
        ~alarm -a a>b +b => b
        ",
    );
}

#[test]
fn a_parallel_state_is_done_when_all_its_regions_are() {
    check(
        "
        parallel p
          on done.state.p -> z
          on done.state.left / send left after 0 as x
          state left
            state a
              on one -> fa
            final fa
          state right
            state b
              on two -> fb
            final fb
        state z
        ",
        "one two",
        "
        +p +left +a +right +b => a b
        -a a>fa +fa p> !left@0 => fa b
        -b b>fb +fb -fb -right -fa -left -p p>z +z => z
        ",
    );
}

#[test]
fn a_parallel_state_inside_a_parallel_state_completes_it() {
    check(
        "
        parallel outer
          on done.state.outer -> z
          parallel inner
            state left
              state a
                on one -> fa
              final fa
          state right
            state b
              on two -> fb
            final fb
        state z
        ",
        "two one",
        "
        +outer +inner +left +a +right +b => a b
        -b b>fb +fb => a fb
        -a a>fa +fa -fb -right -fa -left -inner -outer outer>z +z => z
        ",
    );
}

#[test]
fn a_final_state_at_the_top_stops_the_chart_and_events_are_ignored() {
    check(
        "
        state a
          on e -> f
        final f
          exit / send last after 0 as x
        state z
          on e -> a
        ",
        "e e settle",
        "
        +a => a
        -a a>f +f !last@0 -f => f
        => f
        => f
        ",
    );
}

#[test]
fn internal_events_come_before_the_next_event_and_eventless_transitions_before_those() {
    check(
        "
        state a
          on e -> b / raise x
        state b
          auto -> c
          on x -> wrong
        state c
          on x -> d
        state d
        state wrong
        ",
        "e",
        "
        +a => a
        -a a>b +b -b b>c +c -c c>d +d => d
        ",
    );
}

#[test]
fn a_livelock_names_its_transitions_and_leaves_the_machine_unchanged() {
    let model = build(
        "
        state a
          on e -> b
        state b
          auto -> c
        state c
          auto -> d
        state d
          auto -> c
        ",
    )
    .expect("the chart is right");
    let mut host = Scribe::new(&model);
    let mut machine = model.chart.start(&mut host).expect("it comes to rest");
    let before = machine.clone();
    let event = model.chart.event("e").expect("the chart knows the event");
    let livelock: Livelock = (model.chart.fire(&mut machine, event, &mut host))
        .expect_err("c and d follow each other for ever");
    assert_eq!(machine, before);
    assert_eq!(
        livelock.to_string(),
        "the chart does not come to rest: transitions of `d`, `c` keep following each other"
    );
    assert_eq!(model.names(livelock.states), "c d");
    assert_eq!(livelock.transitions.len(), 2);
    let at_start = build("state a\n  auto if in:a -> a").expect("the chart is right");
    assert!(at_start.chart.start(&mut Scribe::new(&at_start)).is_err());
}

#[test]
fn a_restored_machine_goes_on_where_the_stored_one_was() {
    let model = build(
        "
        state s
          history h -> s1
          on out -> z
          state s1
            on next -> s2
          state s2
        state z
          on back -> h
        ",
    )
    .expect("the chart is right");
    let mut host = Scribe::new(&model);
    let mut machine = model.chart.start(&mut host).expect("it comes to rest");
    let fire = |machine: &mut Machine, name: &str| {
        let event = model.chart.event(name).expect("the chart knows the event");
        let outcome = model.chart.fire(machine, event, &mut Scribe::new(&model));
        outcome.expect("it comes to rest");
    };
    fire(&mut machine, "next");
    fire(&mut machine, "out");
    let history: Vec<_> = (machine.history())
        .map(|(state, value)| (state, *value))
        .collect();
    let mut restored = Machine::restore(*machine.active(), history);
    assert_eq!(restored, machine);
    fire(&mut restored, "back");
    assert_eq!(model.names(model.chart.active_atomic(&restored)), "s2");
}

#[test]
fn what_is_possible_can_be_asked_without_moving() {
    let model = build(
        "
        parallel p
          on e -> z
          state left
            state a
              on e if x -> b
            state b
          state right
            state c
              on e.f -> d
            state d
        state z
        ",
    )
    .expect("the chart is right");
    let mut host = Scribe::new(&model);
    let machine = model.chart.start(&mut host).expect("it comes to rest");
    let mut ask = |name: &str, fact: &'static str| {
        host.facts = [fact].into();
        let event = model.chart.event(name).expect("the chart knows the event");
        let chart = &model.chart;
        let enabled = chart.enabled(&machine, event, &mut host);
        let candidates = chart.candidates(&machine, event);
        let sources = |found: Vec<_>| model.names(found.into_iter().map(|id| chart.source(id)));
        format!("{} of {}", sources(enabled), sources(candidates.collect()))
    };
    assert_eq!(ask("e", "nothing"), "p of p a");
    assert_eq!(ask("e", "x"), "a of p a");
    assert_eq!(ask("e.f.g", "x"), "a c of p a c");
    assert_eq!(model.chart.event("other"), None);
}

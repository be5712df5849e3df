//! What the suite written by others does not cover: a chart and events in, what the host hears out.

use super::notation::{Scribe, build};
use super::{Livelock, Machine};

/// Starts the chart and plays a script, one word at a time: an event, `+fact`, `-fact`, or `settle`.
///
/// Expects one line for the start and one for each event or settle: what was heard, `=>`, the active atomic states.
fn check(chart: &str, script: &str, expected: &str) {
    let model = build(chart).expect("the chart is right");
    let mut host = Scribe::new(&model);
    let mut machine = model.chart.start(&mut host).expect("it comes to rest");
    let mut lines = Vec::new();
    let mut tell = |heard: &mut Vec<String>, machine: &Machine| {
        let active = model.names(model.chart.active_atomic(machine));
        let heard = std::mem::take(heard).join(" ");
        lines.push(format!("{heard} => {active}").trim().to_owned());
    };
    tell(&mut host.heard, &machine);
    for word in script.split_whitespace() {
        if let Some(fact) = word.strip_prefix('+') {
            host.facts.insert(fact);
            continue;
        }
        if let Some(fact) = word.strip_prefix('-') {
            host.facts.remove(fact);
            continue;
        }
        let outcome = if word == "settle" {
            model.chart.settle(&mut machine, &mut host)
        } else {
            let event = model.chart.event(word).expect("the chart knows the event");
            model.chart.fire(&mut machine, event, &mut host)
        };
        outcome.expect("it comes to rest");
        assert!(model.chart.is_legal(machine.active()));
        tell(&mut host.heard, &machine);
    }
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    assert_eq!(lines, expected, "\n{}\n", lines.join("\n"));
}

#[test]
fn in_reads_the_configuration_of_another_region() {
    check(
        "
        parallel p
          state left
            state a
              on go -> b
            state b
          state right
            state c
              on try if in:b -> d
            state d
        ",
        "try go try",
        "
        +p +left +a +right +c => a c
        => a c
        -a a>b +b => b c
        -c c>d +d => b d
        ",
    );
}

#[test]
fn an_eventless_transition_fires_when_its_guard_comes_to_hold() {
    check(
        "
        state a
          auto if known -> b
        state b
        ",
        "settle +known settle",
        "
        +a => a
        => a
        -a a>b +b => b
        ",
    );
}

#[test]
fn the_first_transition_whose_guard_holds_wins_and_an_ancestor_is_asked_last() {
    check(
        "
        state s
          on e -> z
          state a
            on e if x -> b
            on e if y -> c
          state b
          state c
        state z
        ",
        "+y e e",
        "
        +s +a => a
        -a a>c +c => c
        -c -s s>z +z => z
        ",
    );
}

#[test]
fn an_internal_transition_keeps_its_compound_source_active() {
    check(
        "
        state s
          internal on in -> b
          on out -> b
          internal on away -> z
          state a
          state b
        state z
        ",
        "in out away",
        "
        +s +a => a
        -a s>b +b => b
        -b -s s>b +s +b => b
        -b -s s>z +z => z
        ",
    );
}

#[test]
fn an_internal_transition_of_a_parallel_state_is_external() {
    check(
        "
        parallel p
          internal on e -> b
          state left
            state a
            state b
          state right
        ",
        "e",
        "
        +p +left +a +right => a right
        -right -a -left -p p>b +p +left +b +right => b right
        ",
    );
}

#[test]
fn a_targetless_transition_runs_its_content_and_preempts_nothing() {
    check(
        "
        parallel p
          state left
            state a
              on e / raise f
          state right
            state c
              on e -> d
            state d
              on f -> c
        ",
        "e",
        "
        +p +left +a +right +c => a c
        -c a> c>d +d -d d>c +c => a c
        ",
    );
}

#[test]
fn of_two_regions_that_leave_the_same_states_the_first_in_document_order_wins_unless_the_other_is_deeper()
 {
    check(
        "
        parallel p
          on e -> z
          state left
            state a
              on e f -> x
          state right
            state c
              on e f -> y
        state x
        state y
        state z
        ",
        "f",
        "
        +p +left +a +right +c => a c
        -c -right -a -left -p a>x +x => x
        ",
    );
    check(
        "
        parallel p
          on e -> z
          state left
            state a
          state right
            state c
              on e -> d
            state d
        state z
        ",
        "e e",
        "
        +p +left +a +right +c => a c
        -c c>d +d => a d
        -d -right -a -left -p p>z +z => z
        ",
    );
}

#[test]
fn content_of_initial_runs_after_the_entry_of_its_state_and_only_by_default() {
    check(
        "
        state a
          on default -> s
          on explicit -> s2
        state s -> s1 / send initial after 0 as x
          entry / send entry after 0 as x
          exit / send exit after 0 as x
          on back -> a / send taken after 0 as x
          state s1
            entry / send child after 0 as x
          state s2
        ",
        "default back explicit",
        "
        +a => a
        -a a>s +s !entry@0 !initial@0 +s1 !child@0 => s1
        -s1 !exit@0 -s s>a !taken@0 +a => a
        -a a>s2 +s !entry@0 +s2 => s2
        ",
    );
}

#[test]
fn content_of_a_history_default_runs_after_the_entry_of_its_parent_and_only_once() {
    check(
        "
        state a
          on go -> h
        state s
          entry / send entry after 0 as x
          history h -> s2 / send default after 0 as x
          on back -> a
          state s1
          state s2
            on next -> s3
          state s3
        ",
        "go next back go",
        "
        +a => a
        -a a>h +s !entry@0 !default@0 +s2 => s2
        -s2 s2>s3 +s3 => s3
        -s3 -s s>a +a => a
        -a a>h +s !entry@0 +s3 => s3
        ",
    );
}

#[test]
fn shallow_history_remembers_the_child_and_deep_history_the_leaf() {
    check(
        "
        initial -> b2
        state s
          history shallow -> a
          deep exact -> a
          on out -> z
          state a
          state b
            state b1
            state b2
        state z
          on shallow -> shallow
          on exact -> exact
        ",
        "out exact out shallow",
        "
        +s +b +b2 => b2
        -b2 -b -s s>z +z => z
        -z z>exact +s +b +b2 => b2
        -b2 -b -s s>z +z => z
        -z z>shallow +s +b +b1 => b1
        ",
    );
}

#[test]
fn what_is_exited_on_the_way_to_a_history_depends_on_what_it_remembers() {
    check(
        "
        initial -> b2
        state s
          deep h -> a
          on out -> z
          state a
          state b
            state b1
              on again -> h
            state b2
        state z
          on back -> b1
        ",
        "out back again",
        "
        +s +b +b2 => b2
        -b2 -b -s s>z +z => z
        -z z>b1 +s +b +b1 => b1
        -b1 b1>h +b2 => b2
        ",
    );
}

#[test]
fn what_was_exited_is_entered_again_when_that_exit_records_the_history_it_leads_to() {
    check(
        "
        parallel p
          deep h -> only
          state only
            state a
              on next -> b
            state b
              on again -> h
        ",
        "next again",
        "
        +p +only +a => a
        -a a>b +b => b
        -b -only -p b>h +p +only +b => b
        ",
    );
}

#[test]
fn a_state_that_was_not_exited_is_not_entered_again_by_way_of_history() {
    check(
        "
        parallel p
          deep h -> a
          state only
            state a
              on next -> b
            state b
              on again -> h
        ",
        "next again",
        "
        +p +only +a => a
        -a a>b +b => b
        -b b>h +a => a
        ",
    );
}

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

#[test]
fn everything_wrong_with_a_chart_is_named_at_once() {
    let problems = build(
        "
        initial -> nowhere
        state a -> b
          state a1
          state a1
          history h
          on e..f -> a1 b
          auto
        state b -> b
        history top -> a
        parallel p
          final f
            on e -> b
        parallel none
        state c
          history early -> late
          history late -> b
          state c1
        ",
    )
    .err()
    .expect("the chart is wrong");
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let expected = "
        there is more than one state `a1`
        the initial of `a` cannot be `b`: it lies outside
        history `h` needs a default
        `b` cannot have an initial: it is not a state that chooses among children
        history `top` must be the child of a state that has children of its own
        `f` cannot be a child of `p`
        parallel `none` needs at least one region
        the default of `early` cannot be the history `late` of the same state
        the default of `late` cannot be `b`: it must lie in `c`
        there is no state `nowhere`, in the initial of the chart
        `e..f` is not an event descriptor, in a transition of `a`
        `a1` and `b` cannot be active together, in a transition of `a`
        a transition of `a` has no event, no guard and no target
        `f` cannot have transitions
    ";
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    assert_eq!(lines, expected, "\n{}\n", lines.join("\n"));
}

#[test]
fn sizes_and_order_are_checked() {
    use super::{Builder, Kind, Problem};
    let mut many = Builder::new();
    for index in 0..257 {
        many.state(format!("s{index}"), Kind::State, None);
    }
    let problems = many.build().err();
    assert_eq!(problems, Some(vec![Problem::TooManyStates { count: 257 }]));
    assert_eq!(Builder::new().build().err(), Some(vec![Problem::NoStates]));
    let mut disordered = Builder::new();
    let first = disordered.state("first", Kind::State, None);
    disordered.state("second", Kind::State, None);
    disordered.state("child", Kind::State, Some(first));
    let state = "child".to_owned();
    let problems = disordered.build().err();
    assert_eq!(problems, Some(vec![Problem::NotInDocumentOrder { state }]));
}

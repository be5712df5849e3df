//! What a chart may not be.

use super::*;

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
    use crate::chart::{Builder, Kind, Problem};
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

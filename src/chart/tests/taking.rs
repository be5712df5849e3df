//! Which transition is taken, and what it leaves.

use super::*;

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

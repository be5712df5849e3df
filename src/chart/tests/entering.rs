//! What is entered, by default and by way of history.

use super::*;

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

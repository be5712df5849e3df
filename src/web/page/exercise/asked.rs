//! What players asked about a message, for who leads: an answer goes back the way the message came.

use maud::{Markup, html};

use super::super::{Shown, by, words};
use crate::view::{MessageLine, Question};

/// Returns how many wait for an answer.
pub fn heading(messages: &[MessageLine]) -> Markup {
    let open = all(messages).filter(|(_, asked)| asked.answer.is_none());
    let open = open.count();
    html! {
        h2.utrecht-heading-2 id="gevraagd" { "Vragen van spelers" @if open > 0 { " (" (open) ")" } }
        @if open == 0 { p.empty { "Er staat geen vraag open." } }
    }
}

/// Returns those that wait for an answer, the oldest first; one that comes back stays until it is gone.
pub fn open(messages: &[MessageLine], shown: &Shown<'_>) -> Markup {
    let is_open =
        |(_, asked): &(&MessageLine, &Question)| asked.answer.is_none() || is_back(shown, asked);
    let mut open: Vec<_> = all(messages).filter(is_open).collect();
    open.sort_by_key(|(_, asked)| asked.seq);
    html! { @for (line, asked) in open { (question(shown, line, asked)) } }
}

/// Returns those that were answered, the newest first.
pub fn answered(messages: &[MessageLine]) -> Markup {
    let mut done: Vec<_> = all(messages)
        .filter_map(|(_, asked)| Some((asked, asked.answer?)))
        .collect();
    done.sort_by_key(|(_, answer)| std::cmp::Reverse(*answer));
    html! {
        @if !done.is_empty() {
            details.more {
                summary { "Beantwoord (" (done.len()) ")" }
                ul.items { @for (asked, answer) in done {
                    li.item { div.item__what {
                        p.item__title { (asked.text) }
                        p.item__meta { (asked.who) " · regel " (asked.seq) " · antwoord in regel " (answer) }
                    } }
                } }
            }
        }
    }
}

fn all(messages: &[MessageLine]) -> impl Iterator<Item = (&MessageLine, &Question)> {
    let of = |line| move |asked| (line, asked);
    messages
        .iter()
        .flat_map(move |line| line.questions.iter().map(of(line)))
}

fn is_back(shown: &Shown<'_>, asked: &Question) -> bool {
    let typed = &shown.typed;
    typed.get("act") == "answer" && typed.get("question") == asked.seq.to_string()
}

fn question(shown: &Shown<'_>, line: &MessageLine, asked: &Question) -> Markup {
    let id = format!("antwoord-{}", asked.seq);
    let text = match is_back(shown, asked) {
        true => shown.typed.get("text"),
        false => "",
    };
    html! {
        li.item.item--due data-item=(asked.seq) {
            div.item__what {
                p.item__title { (asked.text) }
                p.item__meta { (asked.who) " · regel " (asked.seq) " · over het bericht van " (line.from) " (" (words::moment(line.at, shown.now)) ")" }
                @if !shown.board.closed {
                    form.form method="post" action=(shown.path("/oefenleiding")) data-form=(id) {
                        (by::hidden(shown))
                        input type="hidden" name="question" value=(asked.seq);
                        div.utrecht-form-field {
                            label.utrecht-form-label for=(id) { "Antwoord" span.unseen { " op: " (asked.text) } }
                            p.hint id={(id) "-weg"} { "Komt " (line.channel) " van " (line.from) ", alleen bij wie het vroeg." }
                            textarea.utrecht-textarea id=(id) name="text" rows="2" maxlength="8000" aria-describedby={(id) "-weg"} { (text) }
                        }
                        div.buttons { button.utrecht-button type="submit" name="act" value="answer" { "Geef dit antwoord" span.unseen { " op: " (asked.text) } } }
                    }
                }
            }
        }
    }
}

//! The pictures of the shipped playbooks: well-formed, every state once, nothing over anything else, words inside.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use draaiboek::catalog::Catalog;
use draaiboek::picture::{self, Sheet};
use draaiboek::playbook::Playbook;
use draaiboek::runtime;
use draaiboek::view::{Lane, Point, Timeline};
use roxmltree::{Document, Node};
use tempfile::TempDir;

use crate::{playbooks, program};

/// Runs a check on each shipped playbook with its pictures.
fn each_shipped(check: impl Fn(&Playbook, &[Sheet])) {
    let catalog = Catalog::open(None).expect("the built-in texts");
    let ids = catalog.playbooks();
    assert!(!ids.is_empty());
    for id in ids {
        let material = runtime::parse(&catalog.pins(id)).expect("a shipped playbook");
        let sheets = picture::sheets(&picture::plan(&material.playbook, None));
        check(&material.playbook, &sheets);
    }
}

/// Runs a check on each playbook there is, with its pictures.
fn each(check: impl Fn(&Playbook, &[Sheet])) {
    let good = playbooks::good();
    assert!(!good.is_empty());
    for playbook in good {
        check(&playbook, &picture::sheets(&picture::plan(&playbook, None)));
    }
    each_shipped(check);
}

fn parsed(svg: &str) -> Document<'_> {
    Document::parse(svg).unwrap_or_else(|error| panic!("{error}\n{svg}"))
}

fn with<'a>(svg: &'a Document<'_>, name: &'static str) -> Vec<Node<'a, 'a>> {
    (svg.descendants())
        .filter(|node| node.attribute(name).is_some())
        .collect()
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    let value = node.attribute(name).and_then(|value| value.parse().ok());
    value.unwrap_or_else(|| panic!("{name}: {node:?}"))
}

/// Left, top, right and bottom of the first rectangle in a group.
fn outline(group: Node<'_, '_>) -> (f64, f64, f64, f64) {
    let mut shapes = group.descendants().filter(|node| node.has_tag_name("rect"));
    let rectangle = shapes.next().unwrap_or_else(|| panic!("no box: {group:?}"));
    let (x, y) = (number(rectangle, "x"), number(rectangle, "y"));
    (
        x,
        y,
        x + number(rectangle, "width"),
        y + number(rectangle, "height"),
    )
}

#[test]
fn every_state_is_drawn_once() {
    each(|playbook, sheets| {
        let mut drawn: BTreeMap<String, usize> = BTreeMap::new();
        for sheet in sheets {
            for group in with(&parsed(&sheet.svg), "data-state") {
                let id = group.attribute("data-state").unwrap_or_default();
                *drawn.entry(id.to_owned()).or_default() += 1;
            }
        }
        let expected = playbook.states().iter().map(|state| (state.id.clone(), 1));
        assert_eq!(drawn, expected.collect());
    });
}

/// Takes a letter as a little less than half as wide as it is high, the average of a common font: what a viewer measures
/// differs a little.
#[test]
fn nothing_lies_over_anything_and_words_stay_in_their_box() {
    each(|_, sheets| {
        for sheet in sheets {
            let svg = parsed(&sheet.svg);
            let boxes: Vec<_> = (["data-state", "data-outside", "data-words", "data-lane"].iter())
                .flat_map(|name| with(&svg, name))
                .filter(|group| group.children().any(|child| child.has_tag_name("rect")))
                .collect();
            let is_list = !with(&svg, "data-list").is_empty();
            assert!(is_list || !boxes.is_empty(), "{}", sheet.title);
            for (at, one) in boxes.iter().enumerate() {
                let (left, top, right, bottom) = outline(*one);
                for other in &boxes[at + 1..] {
                    let (l, t, r, b) = outline(*other);
                    let is_apart = r <= left || l >= right || b <= top || t >= bottom;
                    assert!(is_apart, "{}: {one:?} and {other:?}", sheet.title);
                }
                for words in one.descendants().filter(|node| node.has_tag_name("text")) {
                    let letters = words.text().unwrap_or_default().chars().count();
                    let size = number(words, "font-size");
                    let width = size * 0.45 * f64::from(u32::try_from(letters).expect("few"));
                    let (x, y) = (number(words, "x"), number(words, "y"));
                    let start = match words.attribute("text-anchor") {
                        Some("middle") => x - width / 2.0,
                        _ => x,
                    };
                    let is_inside = start >= left
                        && start + width <= right
                        && y - size * 0.8 >= top
                        && y <= bottom;
                    assert!(is_inside, "{}: {words:?}", sheet.title);
                }
            }
        }
    });
}

/// Guards that a page can be read: on A3 the smallest words are at least 2.2 mm high.
#[test]
fn words_are_large_enough_to_read() {
    each_shipped(|_, sheets| {
        for sheet in sheets {
            let svg = parsed(&sheet.svg);
            for words in svg.descendants().filter(|node| node.has_tag_name("text")) {
                let transforms = words
                    .ancestors()
                    .filter_map(|node| node.attribute("transform"));
                let scales = transforms.filter_map(|text| {
                    let (_, scale) = text.split_once("scale(")?;
                    scale.strip_suffix(')')?.parse::<f64>().ok()
                });
                let millimetres = number(words, "font-size") * scales.product::<f64>() / 4.0;
                assert!(
                    millimetres >= 2.2,
                    "{}: {millimetres} mm: {words:?}",
                    sheet.title
                );
            }
        }
    });
}

#[test]
fn the_same_playbook_gives_the_same_pictures() {
    each(|playbook, sheets| {
        let again = picture::plan(playbook, None);
        assert_eq!(picture::sheets(&again), sheets);
        assert_eq!(
            picture::mermaid(&again),
            picture::mermaid(&picture::plan(playbook, None))
        );
    });
}

#[test]
fn an_incident_shows_where_the_team_is_and_which_way_it_went() {
    let folder = TempDir::new().expect("a folder");
    let ok = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let output = program::run(&folder, &words);
        assert!(
            output.status.success(),
            "{line}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    ok("start online-ordeverstoring --file i.draaiboek --title Proef");
    ok("fire i.draaiboek signaal_serieus --as oov");
    ok("diagram --incident i.draaiboek -o x.svg");
    ok("diagram online-ordeverstoring --incident i.draaiboek -o x.mmd");
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a picture");
    let text = read("x-hoofd.svg");
    let svg = parsed(&text);
    let words = |id: &str| -> String {
        let group = with(&svg, "data-state")
            .into_iter()
            .find(|group| group.attribute("data-state") == Some(id));
        let group = group.unwrap_or_else(|| panic!("{id}"));
        let lines = group.descendants().filter_map(|node| node.text());
        lines
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert!(
        words("duiden").starts_with("NU, sinds "),
        "{}",
        words("duiden")
    );
    // The number by which the paper pack calls the step.
    let material = Catalog::open(None).expect("the built-in texts");
    let playbook = runtime::parse(&material.pins("online-ordeverstoring")).expect("a playbook");
    let at = (playbook.playbook.states().iter()).position(|state| state.id == "duiden");
    let number = at.map_or(0, |at| at + 1);
    assert!(words("duiden").contains(&format!(" S{number} Duiden")));
    assert!(
        words("signaleren").contains("GEWEEST, "),
        "{}",
        words("signaleren")
    );
    assert_eq!(
        words("driehoek").matches("GEWEEST").count() + words("driehoek").matches("NU").count(),
        0
    );
    let gone = with(&svg, "data-way")
        .into_iter()
        .filter(|way| way.attribute("data-way") == Some("yes"));
    assert_eq!(gone.count(), 1);
    assert!(
        text.contains("gegaan: ") && text.contains(">ECHT<"),
        "{text}"
    );
    assert!(read("x.mmd").contains("NU – Duiden en wegen"));
    let refused = program::run(
        &folder,
        &["diagram", "--incident", "i.draaiboek", "-o", "x.svg"],
    );
    assert_eq!(refused.status.code(), Some(4), "nothing is overwritten");
}

/// A line of time with so many points in two lanes, at moments that differ from a minute to weeks.
fn line_of(count: u64) -> Timeline {
    let start = DateTime::parse_from_rfc3339("2026-11-22T18:00:00Z").expect("a moment");
    let start = start.with_timezone(&Utc);
    let point = |number: u64| {
        let minutes = number * 3
            + if number.is_multiple_of(50) {
                number * 400
            } else {
                0
            };
        let at = start + TimeDelta::minutes(i64::try_from(minutes).expect("few"));
        Point {
            at,
            is_due: false,
            recorded_at: number.is_multiple_of(7).then_some(at + TimeDelta::hours(1)),
            seq: Some(number + 1),
            struck: number.is_multiple_of(11),
            text: format!("Melding {number} <van> iemand met een verhaal dat wat langer is"),
        }
    };
    let mut points: Vec<Point> = (0..count).map(point).collect();
    points.sort_by_key(|point| point.at);
    let (some, others) = points
        .into_iter()
        .partition(|point| point.seq.is_some_and(|seq| seq % 5 == 0));
    let lanes = vec![
        Lane {
            is_minor: false,
            points: some,
            title: "Besluiten",
        },
        Lane {
            is_minor: false,
            points: others,
            title: "Meldingen",
        },
    ];
    Timeline {
        announced: Some(start + TimeDelta::hours(5)),
        lanes,
        mark: "OEFENING",
        now: Some(start + TimeDelta::hours(2)),
        seq: count,
        title: "Proef & <meer>".to_owned(),
    }
}

/// Guards that a line of time can be read with few points and with many, and leaves nothing out in silence.
#[test]
fn a_line_of_time_holds_every_point_apart() {
    for count in [1, 5, 60, 500] {
        let timeline = line_of(count);
        let text = picture::timeline(&timeline);
        assert_eq!(text, picture::timeline(&timeline));
        let svg = parsed(&text);
        let cards = with(&svg, "data-card");
        assert!(!cards.is_empty() && cards.len() as u64 <= count);
        for (at, one) in cards.iter().enumerate() {
            let (left, top, right, bottom) = outline(*one);
            assert!(
                left >= 0.0 && right <= 1680.0 && bottom <= 1188.0,
                "{count}: {one:?}"
            );
            for other in &cards[at + 1..] {
                let (l, t, r, b) = outline(*other);
                let is_apart = r <= left || l >= right || b <= top || t >= bottom;
                assert!(is_apart, "{count}: {one:?} and {other:?}");
            }
        }
        // A card that stands for many says how many; together they are all.
        let counted = cards.iter().map(|card| {
            let mut words = card
                .descendants()
                .filter_map(|node| node.text())
                .map(str::trim);
            let head = words.find(|text| !text.is_empty()).unwrap_or_default();
            head.strip_suffix(" regels")
                .and_then(|number| number.parse().ok())
                .unwrap_or(1)
        });
        assert_eq!(counted.sum::<u64>(), count, "{count}");
        for expected in [
            "OEFENING",
            "NU 22-11",
            "AANGEKONDIGD",
            "Proef &amp; &lt;meer&gt;",
        ] {
            assert!(text.contains(expected), "{expected}");
        }
    }
}

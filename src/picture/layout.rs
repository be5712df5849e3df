//! Gives boxes and ways a place on a plane, with `dagre`. Never knows what they mean.

use dagre::graph::{Graph, GraphOptions};
use dagre::{EdgeLabel, GraphLabel, LayoutOptions, NodeLabel, RankDir};

use super::route::{Line, route};

/// How wide and how high something is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    pub(super) height: f64,
    pub(super) width: f64,
}

/// A box with its place: the corner at the upper left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rectangle {
    pub(super) height: f64,
    pub(super) width: f64,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A way with its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Way {
    /// Where its words stand.
    pub(super) label: Rectangle,
    /// The corners of its line, from the edge of the one box to the edge of the other.
    pub(super) points: Vec<(f64, f64)>,
}

/// Everything with its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    pub(super) boxes: Vec<Rectangle>,
    pub(super) size: Size,
    /// The ways, in the order in which they were given.
    pub(super) ways: Vec<Way>,
}

/// Which way the boxes follow each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Direction {
    Across,
    Down,
}

/// Room between boxes beside each other.
const BESIDE: f64 = 44.0;

/// Room around everything, for thick lines.
const AROUND: f64 = 10.0;

/// Lays out boxes and the ways between them: each from one box, by its place, to another, with words of a size; `after`
/// is the room between a box and the next.
/// The boxes follow each other in their order: a way to an earlier one points back.
pub(super) fn lay_out(
    boxes: &[Size],
    ways: &[(usize, usize, Size)],
    direction: Direction,
    after: f64,
) -> Layout {
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(GraphOptions {
        compound: false,
        directed: true,
        // A way there and the way back are two lines.
        multigraph: true,
    });
    for (at, size) in boxes.iter().enumerate() {
        let label = NodeLabel {
            height: size.height,
            width: size.width,
            ..NodeLabel::default()
        };
        graph.set_node(at.to_string(), Some(label));
    }
    for (at, (from, to, size)) in ways.iter().enumerate() {
        let label = EdgeLabel {
            height: size.height,
            labelpos: dagre::layout::types::LabelPos::Center,
            width: size.width,
            ..EdgeLabel::default()
        };
        let (first, last) = (from.min(to), from.max(to));
        graph.set_edge(
            first.to_string(),
            last.to_string(),
            Some(label),
            Some(&at.to_string()),
        );
    }
    let options = LayoutOptions {
        edgesep: BESIDE / 2.0,
        marginx: AROUND,
        marginy: AROUND,
        nodesep: BESIDE,
        rankdir: match direction {
            Direction::Across => RankDir::LR,
            Direction::Down => RankDir::TB,
        },
        ranksep: after,
        ..LayoutOptions::default()
    };
    dagre::layout(&mut graph, Some(options));
    let boxes: Vec<Rectangle> = (boxes.iter().enumerate())
        .map(|(at, size)| {
            let node = graph.node(&at.to_string());
            around(node.and_then(|node| Some((node.x?, node.y?))), *size)
        })
        .collect();
    let edges: Vec<Option<&EdgeLabel>> = (ways.iter().enumerate())
        .map(|(at, (from, to, _))| {
            let (first, last) = (from.min(to), from.max(to));
            graph.edge(&first.to_string(), &last.to_string(), Some(&at.to_string()))
        })
        .collect();
    let labels: Vec<Rectangle> = (edges.iter().zip(ways))
        .map(|(edge, (.., size))| around(edge.and_then(|edge| Some((edge.x?, edge.y?))), *size))
        .collect();
    let lines = edges.iter().zip(ways).map(|(edge, (from, to, _))| {
        let points = edge.map_or(&[][..], |edge| &edge.points);
        let ends = points.len().saturating_sub(1).max(1);
        let corners = points.get(1..ends).unwrap_or_default();
        Line {
            corners: (corners.iter())
                .map(|at| turned((at.x, at.y), direction))
                .collect(),
            first: *from.min(to),
            last: *from.max(to),
        }
    });
    let lines: Vec<Line> = lines.collect();
    let turn = |all: &[Rectangle]| -> Vec<Rectangle> {
        all.iter().map(|at| turned_box(*at, direction)).collect()
    };
    let routed = route(&turn(&boxes), &turn(&labels), &lines);
    let ways = (routed.into_iter().zip(ways).zip(edges.iter().zip(&labels))).map(
        |((mut points, (from, to, _)), (edge, label))| {
            for point in &mut points {
                *point = turned(*point, direction);
            }
            if to < from {
                points.reverse();
            }
            if let (true, Some(edge)) = (from == to, edge) {
                points = edge.points.iter().map(|point| (point.x, point.y)).collect();
            }
            Way {
                label: *label,
                points,
            }
        },
    );
    let whole = graph.graph_label::<GraphLabel>();
    Layout {
        size: Size {
            height: whole.map_or(0.0, |whole| whole.height),
            width: whole.map_or(0.0, |whole| whole.width),
        },
        ways: ways.collect(),
        boxes,
    }
}

/// Returns a point with its axes changed when the picture goes across.
fn turned((x, y): (f64, f64), direction: Direction) -> (f64, f64) {
    match direction {
        Direction::Across => (y, x),
        Direction::Down => (x, y),
    }
}

fn turned_box(at: Rectangle, direction: Direction) -> Rectangle {
    match direction {
        Direction::Across => Rectangle {
            height: at.width,
            width: at.height,
            x: at.y,
            y: at.x,
        },
        Direction::Down => at,
    }
}

/// Returns the box of a size around its middle.
fn around(middle: Option<(f64, f64)>, size: Size) -> Rectangle {
    let (x, y) = middle.unwrap_or_default();
    Rectangle {
        height: size.height,
        width: size.width,
        x: x - size.width / 2.0,
        y: y - size.height / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_apart(one: &Rectangle, other: &Rectangle) -> bool {
        one.x + one.width <= other.x
            || other.x + other.width <= one.x
            || one.y + one.height <= other.y
            || other.y + other.height <= one.y
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Guards against what a playbook of someone else could do to the library: loops, ways back, lone boxes.
        #[test]
        fn any_boxes_and_ways_get_places_that_do_not_touch(
            heights in proptest::collection::vec(20_u8..200, 1..14),
            ends in proptest::collection::btree_set((0_usize..14, 0_usize..14), 0..30),
            is_across in any::<bool>(),
        ) {
            let size = |height: u8, width: f64| Size { height: f64::from(height), width };
            let boxes: Vec<Size> = heights.iter().map(|height| size(*height, 200.0)).collect();
            let ways: Vec<(usize, usize, Size)> = (ends.into_iter())
                .filter(|(from, to)| *from < boxes.len() && *to < boxes.len())
                .map(|(from, to)| (from, to, size(heights[from], 90.0)))
                .collect();
            let direction = if is_across { Direction::Across } else { Direction::Down };
            let layout = lay_out(&boxes, &ways, direction, 68.0);
            prop_assert_eq!(&layout, &lay_out(&boxes, &ways, direction, 68.0));
            let labels = layout.ways.iter().map(|way| way.label);
            let all: Vec<Rectangle> = layout.boxes.iter().copied().chain(labels).collect();
            for (at, one) in all.iter().enumerate() {
                prop_assert!(one.x >= 0.0 && one.y >= 0.0, "{:?}", one);
                prop_assert!(one.x + one.width <= layout.size.width + 0.1, "{:?}", one);
                for other in &all[at + 1..] {
                    prop_assert!(is_apart(one, other), "{:?} {:?}", one, other);
                }
            }
            for way in &layout.ways {
                prop_assert!(way.points.len() >= 2 && way.points.iter().all(|(x, y)| x.is_finite() && y.is_finite()));
            }
        }
    }
}

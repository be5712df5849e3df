//! How large the words, the boxes and the room between them are before a picture is fitted on its page. Never draws.

/// The sizes of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measures {
    /// Room between a box and the next; where a way has words, half of it on both sides of them.
    pub(super) after: f64,
    /// The width of every box.
    pub(super) box_width: f64,
    /// The size of the smaller words in a box.
    pub(super) small: f64,
    /// The size of the title in a box.
    pub(super) title: f64,
    /// How wide the words beside a way may be.
    pub(super) widest: f64,
    /// The size of the words beside a way.
    pub(super) words: f64,
}

impl Measures {
    /// Where sentences stand beside the ways.
    pub(super) const SENTENCES: Self = Self {
        after: 68.0,
        box_width: 270.0,
        small: 17.0,
        title: 21.0,
        widest: 380.0,
        words: 18.0,
    };

    /// Where numbers stand beside the ways: a number takes little room, so everything can be larger.
    pub(super) const NUMBERS: Self = Self {
        after: 40.0,
        box_width: 300.0,
        small: 22.0,
        title: 26.0,
        widest: 190.0,
        words: 27.0,
    };

    /// Returns these sizes with every width worth trying; the one that makes the largest picture is taken.
    pub(super) fn tried(self) -> Vec<Self> {
        // A number is as wide as it is: only the boxes differ.
        let (boxes, widest): (&[f64], &[f64]) = match self == Self::NUMBERS {
            true => (&[300.0, 375.0, 450.0], &[190.0]),
            false => (&[270.0, 340.0], &[380.0, 300.0, 240.0, 190.0]),
        };
        let all = boxes.iter().flat_map(|box_width| {
            widest.iter().map(move |widest| Self {
                box_width: *box_width,
                widest: *widest,
                ..self
            })
        });
        all.collect()
    }

    /// Returns the height of a line of words beside a way.
    pub(super) fn line(self) -> f64 {
        self.words * 1.22
    }
}

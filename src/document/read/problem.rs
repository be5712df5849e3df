//! What the reader refuses, in data; the words stand here and nowhere else.

use std::fmt;

/// A place in the Markdown that cannot become part of a document.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub cause: Cause,
}

/// Why a place cannot become part of a document.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Cause {
    /// A heading name that an earlier heading has.
    AnchorTwice(String),
    /// A square bracket that belongs to no link.
    Bracket,
    /// A row with another number of cells than the header.
    CellCount {
        /// The cells of the row.
        found: usize,
        /// The cells of the header.
        header: usize,
    },
    /// A comment without words before it.
    CommentOnNothing,
    /// A comment, fact or reference without words.
    Empty(&'static str),
    /// A heading deeper than level 3.
    HeadingDepth(u8),
    /// A heading that skips a level.
    HeadingSkips {
        /// The level found.
        found: u8,
        /// The deepest level possible here.
        possible: u8,
    },
    /// A link that is none of the four kinds.
    Link(String),
    /// Lists, or words that stand out, inside each other too deep.
    Nesting(&'static str),
    /// A path or an id with characters outside letters, digits and `._-`.
    Path(String),
    /// A construct outside the closed list.
    Unsupported(&'static str),
    /// A construct that is supported, but not in this place.
    Where {
        /// The construct.
        construct: &'static str,
        /// Where it stands.
        place: &'static str,
    },
}

impl Cause {
    /// Returns what the author of the text can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::AnchorTwice(_) => "give each heading a name of its own",
            Self::Bracket => {
                "write `\\[` for a bracket in the text; a link cannot stand inside a link"
            }
            Self::CellCount { .. } => "write `\\|` for a bar inside a cell",
            Self::CommentOnNothing => "put the comment after the words it is about",
            Self::Empty("comment") => {
                "write the remark between quotation marks behind `opmerking:`"
            }
            Self::Empty("column of a table" | "heading") => {
                "a reader needs its name to know what it is about"
            }
            Self::Empty(_) => {
                "a value that is not there is written as `[ONTBREEKT: vraag](ontbreekt:pad)`"
            }
            Self::HeadingDepth(_) => "use `#`, `##` or `###`",
            Self::HeadingSkips { .. } => {
                "the first heading has one `#`, each deeper one exactly one more"
            }
            Self::Link(_) => {
                "possible are `feit:`, `ontbreekt:`, `opmerking:` and `wet:`; a web address is written as plain text"
            }
            Self::Nesting(_) => "make it flatter",
            Self::Path(_) => "use letters, digits, `.`, `_` and `-`",
            Self::Unsupported("heading by underlining") => {
                "write `## `; for a new page leave an empty line above `---`"
            }
            Self::Unsupported(_) | Self::Where { .. } => {
                "possible are headings, paragraphs, lists, tables, quotes, `---` for a new page, **strong**, *stress*, \
                 `\\` at the end of a line for a line break, and the four kinds of link"
            }
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.cause)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AnchorTwice(name) => write!(formatter, "heading name `{name}` is used twice"),
            Self::Bracket => write!(formatter, "square bracket that is not part of a link"),
            Self::CellCount { found, header } => {
                write!(
                    formatter,
                    "table row of {found} under a header of {header} cells"
                )
            }
            Self::CommentOnNothing => write!(formatter, "comment without words before it"),
            Self::Empty(what) => write!(formatter, "{what} without words"),
            Self::HeadingDepth(level) => write!(formatter, "heading of level {level}"),
            Self::HeadingSkips { found, possible } => write!(
                formatter,
                "heading of level {found} where level {possible} is the deepest possible"
            ),
            Self::Link(address) => write!(formatter, "link to `{address}`"),
            Self::Nesting(what) => write!(formatter, "{what} nested too deep"),
            Self::Path(path) => write!(formatter, "`{path}` is not a path"),
            Self::Unsupported(what) => write!(formatter, "{what} is not supported"),
            Self::Where { construct, place } => write!(formatter, "{construct} inside {place}"),
        }
    }
}

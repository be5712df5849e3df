//! The names a template can use, besides the facts of the playbook.

/// What a list that can be walked through with `for` holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Items {
    /// Things with these fields.
    Fields(&'static [Field]),
    /// Words.
    Words,
}

/// A field of a thing in a list.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Field {
    /// What it holds when it is a list.
    pub items: Option<Items>,
    /// The name.
    pub name: &'static str,
}

/// The functions, each of one text.
pub(crate) const FUNCTIONS: &[&str] = &[
    "certainty",
    "deel",
    "holds",
    "known",
    "later",
    "opmerking",
    "records",
    "source",
    "wet",
];

/// The filters.
pub(crate) const FILTERS: &[&str] = &["dag", "datum", "hoofdletter", "tijd"];

/// The names with something behind a full stop, and those that stand alone.
pub(crate) const ROOTS: &[(&str, &[&str])] = &[
    (
        "document",
        &["kind", "mandate", "organ", "reviewed", "template", "title"],
    ),
    ("incident", &["exercise", "mark", "started", "title"]),
    ("loop", &["first", "index", "last"]),
    ("now", &[]),
    ("ondertekening", &[]),
    ("playbook", &["title", "version"]),
];

/// What is found on an element.
const ELEMENTS: Items = Items::Fields(&[
    plain("level"),
    plain("reason"),
    words("sources"),
    plain("status"),
    plain("title"),
]);

/// The lists.
pub(crate) const LISTS: &[(&str, Items)] = &[
    (
        "clocks",
        Items::Fields(&[
            plain("due"),
            plain("ended"),
            words("law"),
            words("notes"),
            plain("started"),
            plain("title"),
        ]),
    ),
    ("comments", Items::Fields(&[plain("text")])),
    (
        "decisions",
        Items::Fields(&[
            plain("at"),
            plain("option"),
            plain("reason"),
            plain("seq"),
            plain("title"),
            plain("who"),
        ]),
    ),
    ("elements", ELEMENTS),
    ("elements_open", ELEMENTS),
    ("elements_settled", Items::Words),
    (
        "documents",
        Items::Fields(&[words("history"), plain("state"), plain("title")]),
    ),
    (
        "facts",
        Items::Fields(&[
            plain("at"),
            plain("certainty"),
            plain("label"),
            plain("seq"),
            plain("source"),
            plain("value"),
        ]),
    ),
    (
        "gates",
        Items::Fields(&[
            plain("explain"),
            things("facts", &[plain("label"), plain("value")]),
            plain("kind"),
            plain("reason"),
            words("sources"),
            plain("status"),
            plain("title"),
        ]),
    ),
    (
        "log",
        Items::Fields(&[
            plain("at"),
            plain("kind"),
            words("moved"),
            plain("recorded"),
            plain("seq"),
            plain("struck"),
            plain("text"),
            plain("who"),
        ]),
    ),
    (
        "missing",
        Items::Fields(&[plain("label"), plain("path"), plain("question")]),
    ),
    (
        "open_questions",
        Items::Fields(&[plain("asked_of"), plain("question"), plain("why")]),
    ),
    (
        "tasks",
        Items::Fields(&[plain("due"), plain("role"), plain("status"), plain("title")]),
    ),
    ("unresolved", Items::Fields(&[plain("text")])),
    (
        "unverified",
        Items::Fields(&[plain("cite"), plain("note"), plain("status")]),
    ),
];

/// The telephone numbers of the municipality.
pub(crate) const PHONES: Items = Items::Fields(&[plain("for"), plain("name"), plain("number")]);

/// Tells whether a path is one of the municipality file.
pub(crate) fn is_municipal(path: &[&str]) -> bool {
    match path {
        ["address" | "code" | "name" | "place"] => true,
        ["organ", _, last] => matches!(*last, "replaced_by" | "title"),
        ["apv", _, last] => matches!(*last, "article" | "cvdr" | "text" | "title" | "valid_from"),
        ["mandate" | "policy", _, last] => matches!(*last, "date" | "text" | "title"),
        _ => false,
    }
}

/// Returns what a list holds.
pub(crate) fn list(name: &str) -> Option<Items> {
    LISTS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, items)| *items)
}

const fn plain(name: &'static str) -> Field {
    Field { items: None, name }
}

const fn words(name: &'static str) -> Field {
    let items = Some(Items::Words);
    Field { items, name }
}

const fn things(name: &'static str, fields: &'static [Field]) -> Field {
    let items = Some(Items::Fields(fields));
    Field { items, name }
}

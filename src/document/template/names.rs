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
        &[
            "kind", "law_by", "mandate", "number", "organ", "previous", "reviewed", "template",
            "title",
        ],
    ),
    (
        "incident",
        &[
            "announced",
            "erased",
            "exercise",
            "mark",
            "started",
            "title",
        ],
    ),
    ("loop", &["first", "index", "last"]),
    ("now", &[]),
    ("ondertekening", &[]),
    ("playbook", &["title", "version"]),
    ("power", &["maximum", "not_for", "organ", "title"]),
];

/// What is found on an element.
const ELEMENTS: Items = Items::Fields(&[
    plain("level"),
    plain("reason"),
    words("sources"),
    plain("status"),
    plain("title"),
]);

/// What is found on a requirement.
const GATES: Items = Items::Fields(&[
    plain("explain"),
    things("facts", &[plain("label"), plain("short"), plain("value")]),
    plain("kind"),
    plain("reason"),
    plain("source"),
    words("sources"),
    plain("status"),
    plain("title"),
]);

/// The lists.
pub(crate) const LISTS: &[(&str, Items)] = &[
    (
        "actions",
        Items::Fields(&[
            plain("at"),
            plain("new"),
            plain("seq"),
            plain("text"),
            plain("who"),
        ]),
    ),
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
    (
        "clocks_to_start",
        Items::Fields(&[words("law"), plain("starts"), plain("term"), plain("title")]),
    ),
    ("comments", Items::Fields(&[plain("text")])),
    ("conflicts", Items::Words),
    ("deviations", Items::Words),
    ("coordination", Items::Words),
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
    (
        "decisions_all",
        Items::Fields(&[
            plain("at"),
            plain("new"),
            plain("option"),
            plain("reason"),
            plain("review"),
            plain("seq"),
            plain("status"),
            plain("title"),
            plain("who"),
        ]),
    ),
    (
        "decisions_open",
        Items::Fields(&[
            plain("by"),
            plain("question"),
            plain("reason"),
            plain("title"),
        ]),
    ),
    ("duties", Items::Words),
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
            plain("asked_of"),
            plain("at"),
            plain("certainty"),
            plain("label"),
            plain("new"),
            plain("seq"),
            plain("short"),
            plain("source"),
            plain("typed"),
            plain("value"),
        ]),
    ),
    ("gates", GATES),
    ("gates_aside", Items::Words),
    ("gates_open", GATES),
    ("gates_settled", GATES),
    (
        "lighter",
        Items::Fields(&[plain("finding"), plain("title")]),
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
        "new",
        Items::Fields(&[
            plain("at"),
            plain("kind"),
            words("moved"),
            plain("seq"),
            plain("struck"),
            plain("text"),
            plain("who"),
        ]),
    ),
    (
        "open_questions",
        Items::Fields(&[plain("asked_of"), plain("question"), plain("why")]),
    ),
    (
        "people",
        Items::Fields(&[
            plain("person"),
            plain("present"),
            plain("role"),
            plain("status"),
        ]),
    ),
    (
        "places",
        Items::Fields(&[plain("since"), plain("title"), plain("why")]),
    ),
    (
        "powers_open",
        Items::Fields(&[plain("finding"), plain("organ"), plain("title")]),
    ),
    (
        "tasks",
        Items::Fields(&[plain("due"), plain("role"), plain("status"), plain("title")]),
    ),
    ("timers", Items::Fields(&[plain("due"), plain("what")])),
    ("unresolved", Items::Fields(&[plain("text")])),
    (
        "unverified",
        Items::Fields(&[plain("cite"), plain("note"), plain("status")]),
    ),
    (
        "unverified_by_note",
        Items::Fields(&[words("cites"), plain("note")]),
    ),
    ("waiting", Items::Fields(&[words("needs"), plain("what")])),
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

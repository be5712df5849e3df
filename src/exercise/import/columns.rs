//! The words that planners use for columns and channels, and where each column stands in a sheet.

use super::NotASheet;
use crate::engine::Channel;

/// The columns that are read, each with the heads by which it is known.
pub const COLUMNS: &[(&str, &[&str])] = &[
    (
        "time",
        &[
            "oefentijd",
            "tijd",
            "time",
            "tijdstip",
            "oefentijd (t+)",
            "exercise time",
            "start",
            "wanneer (tijd)",
        ],
    ),
    ("from", &["van", "from", "afzender", "bron", "sender"]),
    (
        "to",
        &["aan", "to", "ontvanger", "voor", "recipient", "team"],
    ),
    (
        "channel",
        &[
            "kanaal",
            "channel",
            "method",
            "middel",
            "wijze",
            "medium",
            "delivery",
            "delivery method",
        ],
    ),
    (
        "subject",
        &["onderwerp", "subject", "titel", "title", "inject", "naam"],
    ),
    (
        "message",
        &[
            "bericht",
            "message",
            "tekst",
            "text",
            "inhoud",
            "description",
            "omschrijving",
        ],
    ),
    (
        "expected",
        &[
            "verwacht",
            "verwachte actie",
            "verwachte reactie",
            "expected",
            "expected action",
            "expected player action",
        ],
    ),
    (
        "notes",
        &[
            "notitie leiding",
            "notities",
            "notes",
            "opmerkingen",
            "opmerking",
            "remarks",
            "staff notes",
        ],
    ),
];

/// The words of planners for a channel.
pub(super) const CHANNELS: &[(Channel, &[&str])] = &[
    (
        Channel::Phone,
        &[
            "phone",
            "telefoon",
            "telefonisch",
            "bellen",
            "tel",
            "gsm",
            "per telefoon",
        ],
    ),
    (
        Channel::App,
        &[
            "app",
            "appgroep",
            "whatsapp",
            "sms",
            "signal",
            "teams",
            "via de app",
        ],
    ),
    (Channel::Mail, &["mail", "e-mail", "email", "per e-mail"]),
    (
        Channel::Letter,
        &["letter", "brief", "post", "papier", "op papier"],
    ),
    (
        Channel::Screen,
        &[
            "screen",
            "scherm",
            "beamer",
            "video",
            "tv",
            "nieuws",
            "lcms",
            "op het scherm",
        ],
    ),
    (
        Channel::Person,
        &[
            "person",
            "persoonlijk",
            "mondeling",
            "rollenspeler",
            "aan de deur",
            "in persoon",
            "bode",
            "in de kamer",
        ],
    ),
    (
        Channel::Radio,
        &["radio", "portofoon", "c2000", "op radio of televisie"],
    ),
    (
        Channel::Social,
        &[
            "social",
            "social media",
            "sociale media",
            "op sociale media",
            "twitter",
            "x",
            "instagram",
            "tiktok",
            "facebook",
            "telegram",
        ],
    ),
];

/// Where each column stands.
pub(super) struct Columns(Vec<(&'static str, usize)>);

impl Columns {
    pub(super) fn of(heads: &csv::StringRecord) -> Result<Columns, NotASheet> {
        let heads: Vec<String> = heads
            .iter()
            .map(|head| head.trim().to_lowercase())
            .collect();
        let place = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| heads.iter().position(|head| head == name))
        };
        let found = COLUMNS
            .iter()
            .filter_map(|(column, names)| Some((*column, place(names)?)));
        let columns = Columns(found.collect());
        for (column, names) in COLUMNS {
            let must = matches!(*column, "message" | "time");
            if must && columns.place(column).is_none() {
                return Err(NotASheet::NoColumn {
                    column,
                    heads: names.to_vec(),
                });
            }
        }
        Ok(columns)
    }

    fn place(&self, column: &str) -> Option<usize> {
        let found = self.0.iter().find(|(name, _)| *name == column);
        found.map(|(_, place)| *place)
    }

    pub(super) fn cell<'r>(&self, row: &'r csv::StringRecord, column: &str) -> &'r str {
        let cell = self.place(column).and_then(|place| row.get(place));
        cell.unwrap_or_default().trim()
    }
}

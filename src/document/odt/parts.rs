//! Writes the parts of the file: the text in its place, the styles, the properties and the list of parts.

use super::body::Body;
use super::header::{EDGE_ACROSS, PAGE_ACROSS, master_styles};
use super::picture::places;
use super::table;
use super::xml::NAMESPACES;
use crate::document::paper::Paper;
use crate::document::tree::Document;
use crate::document::xml::{DECLARATION, escape};

/// The kind of file this is.
pub(super) const KIND: &str = "application/vnd.oasis.opendocument.text";

/// Where the pages are described, and where that ends.
const PAGES: [&str; 2] = ["<style:page-layout ", "</office:automatic-styles>"];

pub(super) const STYLES: &str = include_str!("styles.xml");

/// Returns the text; a marked document is a concept, so whatever a reader changes in it stays visible.
pub(super) fn content(document: &Document, body: &Body) -> String {
    let track = match document.marking {
        Some(_) => "<text:tracked-changes text:track-changes=\"true\"/>",
        None => "",
    };
    let shared = if body.tables > 0 { table::STYLES } else { "" };
    format!(
        "{DECLARATION}<office:document-content {NAMESPACES}><office:automatic-styles>{shared}{}\
         </office:automatic-styles><office:body><office:text>{track}{}</office:text></office:body>\
         </office:document-content>",
        body.styles, body.xml
    )
}

/// What a form has that a letter has not: the edge of its page, and smaller words in its tables.
pub(super) const FORM: [(&str, &str); 7] = [
    ("fo:line-height=\"113%\"", "fo:line-height=\"105%\""),
    (
        "fo:font-size=\"10.5pt\" style:font-size-asian=\"10.5pt\" style:font-size-complex=\"10.5pt\"",
        "fo:font-size=\"10pt\" style:font-size-asian=\"10pt\" style:font-size-complex=\"10pt\"",
    ),
    (
        "style:position=\"16cm\" style:type=\"right\"",
        "style:position=\"18cm\" style:type=\"right\"",
    ),
    (
        "fo:margin-left=\"2.5cm\" fo:margin-right=\"2.5cm\"",
        "fo:margin-left=\"1.5cm\" fo:margin-right=\"1.5cm\"",
    ),
    (
        "fo:margin-top=\"1.25cm\" fo:margin-bottom=\"1.25cm\"",
        "fo:margin-top=\"0.8cm\" fo:margin-bottom=\"0.8cm\"",
    ),
    ("fo:min-height=\"1.25cm\"", "fo:min-height=\"0.9cm\""),
    (
        "fo:margin-top=\"0.071cm\" fo:margin-bottom=\"0.071cm\" fo:line-height=\"105%\"/><style:text-properties \
         fo:font-size=\"10pt\" style:font-size-asian=\"10pt\" style:font-size-complex=\"10pt\"",
        "fo:margin-top=\"0.035cm\" fo:margin-bottom=\"0.035cm\" fo:line-height=\"102%\"/><style:text-properties \
         fo:font-size=\"9pt\" style:font-size-asian=\"9pt\" style:font-size-complex=\"9pt\"",
    ),
];

/// Returns the house style, with the language of the document in the place of its own, and the page around the text.
pub(super) fn styles(document: &Document, has_across: bool) -> String {
    let own = "fo:language=\"nl\" fo:country=\"NL\"";
    let (language, country) = language(&document.language);
    let language = format!("fo:language=\"{language}\" fo:country=\"{country}\"");
    let mut styles = STYLES.to_owned();
    if document.paper == Paper::Form {
        for (letter, form) in FORM {
            styles = styles.replace(letter, form);
        }
    }
    if has_across {
        let [pages, end] = PAGES;
        styles = styles
            .replace(pages, &format!("{EDGE_ACROSS}{pages}"))
            .replace(end, &format!("{PAGE_ACROSS}{end}"));
    }
    styles.replace(own, &language).replace(
        "<office:master-styles/>",
        &master_styles(document, has_across),
    )
}

pub(super) fn meta(document: &Document) -> String {
    let defined = [
        ("Kenmerk", &document.reference),
        ("Status", &document.marking),
    ];
    let defined: String = defined
        .iter()
        .filter_map(|(name, value)| Some((name, value.as_ref()?)))
        .map(|(name, value)| {
            let value = escape(value);
            format!("<meta:user-defined meta:name=\"{name}\">{value}</meta:user-defined>")
        })
        .collect();
    let author = escape(&document.author);
    format!(
        "{DECLARATION}<office:document-meta {NAMESPACES}><office:meta><meta:generator>draaiboek</meta:generator>\
         <dc:title>{}</dc:title><meta:initial-creator>{author}</meta:initial-creator>\
         <dc:creator>{author}</dc:creator><dc:language>{}</dc:language>{defined}</office:meta>\
         </office:document-meta>",
        escape(&document.title),
        escape(&document.language)
    )
}

pub(super) fn manifest(body: &Body) -> String {
    let texts = [
        ("/", KIND),
        ("content.xml", "text/xml"),
        ("styles.xml", "text/xml"),
        ("meta.xml", "text/xml"),
    ];
    let texts = texts.map(|(path, kind)| (path.to_owned(), kind));
    let pictures = (1..=body.pictures.len()).flat_map(places);
    let entries: String = texts.into_iter().chain(pictures)
    .map(|(path, kind)| {
        format!(
            "<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>"
        )
    })
    .collect();
    format!(
        "{DECLARATION}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.3\">{entries}</manifest:manifest>"
    )
}

/// Returns the language and the country of a BCP 47 tag, `none` where there is none that OpenDocument can hold.
fn language(tag: &str) -> (&str, &str) {
    let fits = |part: &&str| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphabetic())
    };
    let mut parts = tag.split('-');
    let language = parts.next().filter(fits).unwrap_or("none");
    (language, parts.next().filter(fits).unwrap_or("none"))
}

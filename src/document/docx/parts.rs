//! Writes the parts around the text: properties, settings, header, footer, comments, and what ties them together.

use super::body::Body;
use super::picture::{dots, lines};
use super::watermark::watermark;
use super::xml::{NAMESPACES, run};
use crate::document::paper::Paper;
use crate::document::tree::Document;
use crate::document::xml::{DECLARATION, escape};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The header and the footer of upright pages, and of pages across, as the text knows them.
const UPRIGHT: [&str; 2] = ["rId4", "rId5"];
const ACROSS: [&str; 2] = ["rId7", "rId8"];

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
pub(super) const STYLES: &str = include_str!("styles.xml");
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

pub(super) fn document(body: &str, paper: Paper, ends_across: bool) -> String {
    let section = section(paper, ends_across);
    format!("{DECLARATION}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>")
}

/// Returns what the pages up to here look like: upright, or across with the narrow margins of a form.
pub(super) fn section(paper: Paper, is_across: bool) -> String {
    let ([header, footer], size, paper) = match is_across {
        true => (
            ACROSS,
            "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"",
            Paper::Form,
        ),
        false => (UPRIGHT, "w:w=\"11906\" w:h=\"16838\"", paper),
    };
    let (side, (edge, at)) = (paper.side(), edges(paper));
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"{header}\"/>\
         <w:footerReference w:type=\"default\" r:id=\"{footer}\"/>\
         <w:pgSz {size}/><w:pgMar w:top=\"{edge}\" w:right=\"{side}\" w:bottom=\"{edge}\" \
         w:left=\"{side}\" w:header=\"{at}\" w:footer=\"{at}\" w:gutter=\"0\"/></w:sectPr>"
    )
}

/// Returns the margins above and below, and how far from the edge the header and the footer stand.
fn edges(paper: Paper) -> (usize, usize) {
    match paper {
        Paper::Form => (964, 454),
        Paper::Letter => (1_417, 709),
    }
}

/// Returns the header of every page: the marking on the left, the reference on the right, the watermark behind, and
/// under it what else every page has to say.
pub(super) fn header(document: &Document, notice: Option<&str>, is_across: bool) -> String {
    let marking = document.marking.as_deref().unwrap_or_default();
    let tabs = tabs(document.paper, is_across);
    let mut xml = format!(
        "{DECLARATION}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/>{tabs}</w:pPr>"
    );
    if !marking.is_empty() {
        xml.push_str(&watermark(marking));
        xml.push_str(&run("<w:rStyle w:val=\"Marking\"/>", marking));
    }
    if let Some(reference) = &document.reference {
        xml.push_str("<w:r><w:tab/></w:r>");
        xml.push_str(&run("", &format!("Kenmerk {reference}")));
    }
    xml.push_str("</w:p>");
    if let Some(notice) = notice {
        let words = run("<w:rStyle w:val=\"Marking\"/>", notice);
        xml.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{words}</w:p>"
        ));
    }
    xml.push_str("</w:hdr>");
    xml
}

/// Returns where the words on the right end, when that is not where the style says.
fn tabs(paper: Paper, is_across: bool) -> String {
    if !is_across {
        return String::new();
    }
    format!(
        "<w:tabs><w:tab w:val=\"clear\" w:pos=\"{}\"/><w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs>",
        paper.text_width(),
        Paper::WIDTH_ACROSS
    )
}

/// Returns the footer of every page: the text on the left, "Pagina x van y" on the right.
pub(super) fn footer(document: &Document, is_across: bool) -> String {
    let tabs = tabs(document.paper, is_across);
    let field = |name: &str| {
        format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
    };
    format!(
        "{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>{tabs}</w:pPr>{}<w:r><w:tab/></w:r>\
         {}{}{}{}</w:p></w:ftr>",
        run("", &document.footer),
        run("", "Pagina "),
        field("PAGE"),
        run("", " van "),
        field("NUMPAGES")
    )
}

pub(super) fn comments(comments: &[String]) -> String {
    let mut xml = format!("{DECLARATION}<w:comments {NAMESPACES}>");
    for (id, comment) in comments.iter().enumerate() {
        xml.push_str(&format!(
            "<w:comment w:id=\"{id}\" w:author=\"draaiboek\" w:initials=\"db\"><w:p><w:pPr>\
             <w:pStyle w:val=\"CommentText\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
             <w:annotationRef/></w:r>{}</w:p></w:comment>",
            run("", comment)
        ));
    }
    xml.push_str("</w:comments>");
    xml
}

/// Returns the settings; with `track`, whatever a reader changes stays visible.
pub(super) fn settings(document: &Document, track: bool) -> String {
    let track = if track { "<w:trackRevisions/>" } else { "" };
    format!(
        "{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent=\"100\"/>{track}<w:defaultTabStop w:val=\"709\"/>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{}\"/></w:settings>",
        escape(&document.language)
    )
}

/// What a form has that a letter has not: the edge of its page, and smaller words in its tables.
pub(super) const FORM: [(&str, &str); 6] = [
    (
        "<w:tab w:val=\"right\" w:pos=\"9072\"/>",
        "<w:tab w:val=\"right\" w:pos=\"10206\"/>",
    ),
    (
        "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"252\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"20\"/>\
         <w:szCs w:val=\"20\"/></w:rPr></w:style>",
        "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"245\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"18\"/>\
         <w:szCs w:val=\"18\"/></w:rPr></w:style>",
    ),
    (
        "<w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>",
        "<w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
    ),
    ("w:line=\"271\"", "w:line=\"252\""),
    (
        "<w:spacing w:after=\"140\"/></w:pPr></w:style>",
        "<w:spacing w:after=\"100\"/></w:pPr></w:style>",
    ),
    // The line after a table must never take a page of its own.
    (
        "w:line=\"160\" w:lineRule=\"exact\"",
        "w:line=\"80\" w:lineRule=\"exact\"",
    ),
];

/// Returns the house style, with the language of the document in the place of its own.
pub(super) fn styles(document: &Document) -> String {
    let mut styles = STYLES.to_owned();
    if document.paper == Paper::Form {
        for (letter, form) in FORM {
            styles = styles.replace(letter, form);
        }
    }
    styles.replace("\"nl-NL\"", &format!("\"{}\"", escape(&document.language)))
}

pub(super) fn core(document: &Document) -> String {
    let mut xml = format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dc:language>{}</dc:language>",
        escape(&document.title),
        escape(&document.author),
        escape(&document.language)
    );
    if let Some(reference) = &document.reference {
        xml.push_str(&format!(
            "<dc:identifier>{}</dc:identifier>",
            escape(reference)
        ));
    }
    if let Some(marking) = &document.marking {
        xml.push_str(&format!(
            "<cp:contentStatus>{}</cp:contentStatus>",
            escape(marking)
        ));
    }
    xml.push_str("</cp:coreProperties>");
    xml
}

pub(super) fn app() -> String {
    format!(
        "{DECLARATION}<Properties \
         xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>draaiboek</Application></Properties>"
    )
}

/// What a Word file of this program may hold besides its text, and the number under which the text knows it.
const PARTS: [(u8, &str, &str); 8] = [
    (1, "styles", "styles"),
    (2, "numbering", "numbering"),
    (3, "settings", "settings"),
    (4, "header", "header1"),
    (5, "footer", "footer1"),
    (6, "comments", "comments"),
    (7, "header", "header2"),
    (8, "footer", "footer2"),
];

/// Returns the parts that a text needs.
fn needed(body: &Body) -> impl Iterator<Item = (u8, &'static str, &'static str)> {
    let (with_comments, across) = (!body.comments.is_empty(), !body.pictures.is_empty());
    PARTS
        .into_iter()
        .filter(move |(_, kind, name)| match *kind {
            "comments" => with_comments,
            _ => across || !name.ends_with('2'),
        })
}

pub(super) fn content_types(body: &Body) -> String {
    let mut xml = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    if !body.pictures.is_empty() {
        xml.push_str(
            "<Default Extension=\"png\" ContentType=\"image/png\"/>\
             <Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>",
        );
    }
    xml.push_str(
        "<Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>",
    );
    let parts = needed(body).map(|(_, kind, name)| (name, kind));
    for (part, kind) in std::iter::once(("document", "document.main")).chain(parts) {
        xml.push_str(&format!(
            "<Override PartName=\"/word/{part}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>"
        ));
    }
    xml.push_str("</Types>");
    xml
}

pub(super) fn relations() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{OFFICE}/extended-properties\" Target=\"docProps/app.xml\"/>\
         </Relationships>"
    )
}

pub(super) fn document_relations(body: &Body) -> String {
    let mut xml = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (id, kind, target) in needed(body) {
        xml.push_str(&format!(
            "<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}.xml\"/>"
        ));
    }
    for number in 1..=body.pictures.len() {
        for (id, ending) in [(dots(number), "png"), (lines(number), "svg")] {
            xml.push_str(&format!(
                "<Relationship Id=\"{id}\" Type=\"{OFFICE}/image\" Target=\"media/picture{number}.{ending}\"/>"
            ));
        }
    }
    xml.push_str("</Relationships>");
    xml
}

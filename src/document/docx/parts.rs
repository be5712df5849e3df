//! Writes the parts around the text: properties, settings, header, footer, comments, and what ties them together.

use super::watermark::watermark;
use super::xml::{NAMESPACES, run};
use crate::document::paper::Paper;
use crate::document::tree::Document;
use crate::document::xml::{DECLARATION, escape};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
pub(super) const STYLES: &str = include_str!("styles.xml");
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

pub(super) fn document(body: &str, paper: Paper) -> String {
    let side = paper.side();
    let (edge, header) = match paper {
        Paper::Form => (964, 454),
        Paper::Letter => (1_417, 709),
    };
    format!(
        "{DECLARATION}<w:document {NAMESPACES}><w:body>{body}<w:sectPr>\
         <w:headerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"default\" r:id=\"rId5\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"{edge}\" w:right=\"{side}\" w:bottom=\"{edge}\" \
         w:left=\"{side}\" w:header=\"{header}\" w:footer=\"{header}\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

/// Returns the header of every page: the marking on the left, the reference on the right, the watermark behind, and
/// under it what else every page has to say.
pub(super) fn header(document: &Document, notice: Option<&str>) -> String {
    let marking = document.marking.as_deref().unwrap_or_default();
    let mut xml = format!(
        "{DECLARATION}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>"
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

/// Returns the footer of every page: the text on the left, "Pagina x van y" on the right.
pub(super) fn footer(document: &Document) -> String {
    let field = |name: &str| {
        format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
    };
    format!(
        "{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}<w:r><w:tab/></w:r>\
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

pub(super) fn content_types(with_comments: bool) -> String {
    let mut xml = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>"
    );
    for (part, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("header1", "header"),
        ("footer1", "footer"),
        ("comments", "comments"),
    ] {
        if part != "comments" || with_comments {
            xml.push_str(&format!(
                "<Override PartName=\"/word/{part}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>"
            ));
        }
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

pub(super) fn document_relations(with_comments: bool) -> String {
    let mut xml = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (id, kind, target) in [
        (1, "styles", "styles"),
        (2, "numbering", "numbering"),
        (3, "settings", "settings"),
        (4, "header", "header1"),
        (5, "footer", "footer1"),
        (6, "comments", "comments"),
    ] {
        if kind != "comments" || with_comments {
            xml.push_str(&format!(
                "<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}.xml\"/>"
            ));
        }
    }
    xml.push_str("</Relationships>");
    xml
}

//! Writes a document as one web page that needs nothing else: no script, no font, no file beside it, no network.
//!
//! The page is also well-formed XML, so that a test can read it strictly. The house style is one file,
//! `html/style.css`; on paper it repeats the marking, the reference and the footer on every page. No text ever enters
//! the style sheet: it reads what it repeats from attributes.

mod body;

use super::paper::Paper;
use super::tree::Document;
use super::xml::escape;
use body::Body;

const STYLE: &str = include_str!("html/style.css");

/// What comes after it on the paper of a form.
const FORM_STYLE: &str = include_str!("html/form.css");

/// What comes after that for a drawing.
const PICTURE_STYLE: &str = include_str!("html/picture.css");

/// What the page may do in a browser: show itself, and nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Returns a document as a web page.
pub fn html(document: &Document) -> String {
    let mut body = Body::default();
    body.blocks(&document.blocks, 0);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"{}>\n{}<body{}>\n{}<main>\n{}</main>\n{}{}</body>\n</html>\n",
        escape(&document.language),
        repeated(document),
        head(document, body.has_picture),
        attribute("marking", document.marking.as_deref().unwrap_or_default()),
        top(document),
        body.xml,
        body.comments(),
        foot(document),
    )
}

/// Returns what stands at the edge of every page on paper, as attributes.
fn repeated(document: &Document) -> String {
    let reference = match &document.reference {
        Some(reference) => format!("Kenmerk {reference}"),
        None => String::new(),
    };
    [
        ("footer", &document.footer[..]),
        ("marking", document.marking.as_deref().unwrap_or_default()),
        ("reference", &reference),
    ]
    .iter()
    .map(|(name, value)| attribute(name, value))
    .collect()
}

fn attribute(name: &str, value: &str) -> String {
    match value {
        "" => String::new(),
        some => format!(" data-{name}=\"{}\"", escape(some)),
    }
}

fn head(document: &Document, has_picture: bool) -> String {
    let form = match document.paper {
        Paper::Form => FORM_STYLE,
        Paper::Letter => "",
    };
    let picture = match has_picture {
        true => PICTURE_STYLE,
        false => "",
    };
    format!(
        "<head>\n<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"author\" content=\"{}\"/>\n<meta name=\"generator\" content=\"draaiboek\"/>\n\
         <title>{}</title>\n<style>\n{STYLE}{form}{picture}</style>\n</head>\n",
        escape(&document.author),
        escape(&document.title),
    )
}

/// Returns the start of the page: the marking, the title and the lines under it.
fn top(document: &Document) -> String {
    let mut out = "<header>\n".to_owned();
    if let Some(marking) = document
        .marking
        .as_deref()
        .filter(|marking| !marking.is_empty())
    {
        let marking = escape(marking);
        out.push_str(&format!("<p class=\"marking\">{marking}</p>\n"));
    }
    out.push_str(&format!("<h1>{}</h1>\n", escape(&document.title)));
    let lines = [("Datum", &document.date), ("Kenmerk", &document.reference)];
    let lines: String = lines
        .iter()
        .filter_map(|(name, value)| Some((name, value.as_ref()?)))
        .map(|(name, value)| {
            let value = escape(value);
            format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n")
        })
        .collect();
    if !lines.is_empty() {
        out.push_str(&format!("<dl>\n{lines}</dl>\n"));
    }
    out.push_str("</header>\n");
    out
}

fn foot(document: &Document) -> String {
    match &document.footer[..] {
        "" => String::new(),
        footer => format!("<footer><p>{}</p></footer>\n", escape(footer)),
    }
}

#[cfg(test)]
mod tests;

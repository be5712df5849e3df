//! A file for a browser to keep: its name is made here, and it is never shown as a page.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};

use super::answer::{Answer, Problem};
use crate::document::Document;
use crate::runtime::drafting::files;

/// The endings of the files that are handed out, each with its kind.
const KINDS: [(&str, &str); 7] = [
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("ics", "text/calendar; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("pdf", "application/pdf"),
    ("toml", "application/toml"),
    ("txt", "text/plain; charset=utf-8"),
];

/// The formats of a document that are handed out, with what a person calls them; what is not built in
/// is not among them.
pub fn formats() -> Vec<(&'static str, &'static str)> {
    let mut formats = vec![
        ("docx", "Word"),
        ("odt", "OpenDocument"),
        ("md", "Markdown"),
    ];
    if cfg!(feature = "pdf") {
        formats.insert(2, ("pdf", "PDF"));
    }
    formats
}

/// Returns the same formats for a report, which is copied as text as well.
pub fn report_formats() -> Vec<(&'static str, &'static str)> {
    let mut formats = formats();
    formats.push(("txt", "tekst"));
    formats
}

/// Answers with a document or a report to keep, in a format in which it is handed out.
pub fn document(stem: &str, document: &Document, ending: &str, at: DateTime<Utc>) -> Answer {
    if !report_formats().iter().any(|(known, _)| *known == ending) {
        return Err(Problem::Absent);
    }
    let bytes = files::encode(document, ending, at);
    let bytes = bytes.map_err(|problem| Problem::Failed(problem.dutch()))?;
    file(stem, ending, bytes)
}

/// Answers with a file to keep.
pub fn file(stem: &str, ending: &str, bytes: Vec<u8>) -> Answer {
    let kind = KINDS.iter().find(|(known, _)| *known == ending);
    let (_, kind) = kind.ok_or(Problem::Absent)?;
    let disposition = format!("attachment; filename=\"{}.{ending}\"", safe(stem));
    let disposition = HeaderValue::from_str(&disposition).map_err(|_| Problem::Absent)?;
    let mut response: Response = Body::from(bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    Ok(response)
}

/// Returns a name that every file system takes: letters, digits and hyphens.
fn safe(stem: &str) -> String {
    let sign = |sign: char| match sign {
        sign if sign.is_ascii_alphanumeric() => sign,
        _ => '-',
    };
    let mut name: String = stem.chars().map(sign).take(100).collect();
    while name.contains("--") {
        name = name.replace("--", "-");
    }
    name.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_name_holds_nothing_that_a_file_system_or_a_header_reads() {
        assert_eq!(
            safe("OEFENING-bevel_a#2-regel-12"),
            "OEFENING-bevel-a-2-regel-12"
        );
        assert_eq!(safe("../../etc/passwd\"\r\nX: y"), "etc-passwd-X-y");
    }
}

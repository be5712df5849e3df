//! What a reader of the PDF gets: the words of the sample texts, whatever stands in them, and the pages.
//!
//! Needs `pdftotext` and `pdfinfo`; their absence is said aloud, and with `DRAAIBOEK_REQUIRE=office` it is a failure.

use std::fs;
use std::path::Path;
use std::process::Command;

use draaiboek::document::{self, Block, Document, Inline};

use crate::office;

/// Text that looks like markup of everything on the way.
const HOSTILE: &str = r##"#panic("x") #image("a.png") $x^2$ @ref <lab> *s* _e_ `c` = K \ // /* [u] "q" ' -- ... \u{41} </text>"##;

#[test]
fn a_pdf_says_every_word_of_the_sample_texts() {
    let Some(pdftotext) = office::program("pdftotext") else {
        return;
    };
    for path in office::texts("good") {
        let document = office::sample(&path);
        let said = words(&pdftotext, &document);
        for word in document::text(&document, 10_000).split_whitespace() {
            // The text format has a colon after `Datum`, and rules and list signs of its own.
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            assert!(said.contains(word), "{path:?}: `{word}` in\n{said}");
        }
        assert!(said.contains("Pagina 1 van "), "{said}");
    }
}

#[test]
fn values_are_words_and_never_markup() {
    let Some(pdftotext) = office::program("pdftotext") else {
        return;
    };
    let long = "0123456789abcdef".repeat(8);
    let document = bare(vec![
        paragraph(HOSTILE),
        paragraph("vuur 🔥 en \u{0633}\u{0644}\u{0627}\u{0645}"),
        Block::Table {
            header: vec![vec![Inline::text("kop")], vec![Inline::text("kop")]],
            rows: vec![vec![vec![Inline::text(HOSTILE)], vec![Inline::text(&long)]]],
        },
    ]);
    let said = words(&pdftotext, &document);
    let said: String = said.split_whitespace().collect();
    let hostile: String = HOSTILE.split_whitespace().collect();
    assert_eq!(said.matches(&hostile).count(), 2, "{said}");
    // Broken over lines, and whole again for whoever copies it.
    assert!(said.contains(&long), "{said}");
    assert!(said.contains("[emoji:vuur]") && said.contains("[tekensU+0633"));
}

#[test]
fn a_row_that_is_taller_than_a_page_goes_on_to_the_next() {
    let Some(pdfinfo) = office::program("pdfinfo") else {
        return;
    };
    let cell = |text: &str, times| vec![Inline::text(text.repeat(times))];
    let document = bare(vec![
        paragraph("voor"),
        Block::PageBreak,
        // Wide and long; then narrow, where fewer words are as tall.
        Block::Table {
            header: vec![cell("kop", 1)],
            rows: vec![vec![cell("Dit is een zin die zich herhaalt. ", 200)]],
        },
        Block::PageBreak,
        Block::Table {
            header: vec![cell("kop", 1); 12],
            rows: vec![vec![cell("een ", 100); 12]],
        },
    ]);
    let said = run(&pdfinfo, &[], &document);
    assert!(said.contains("Pages:           5"), "{said}");
    assert!(said.contains("Tagged:          yes"), "{said}");
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph {
        content: vec![Inline::text(text)],
    }
}

fn bare(blocks: Vec<Block>) -> Document {
    Document {
        author: String::new(),
        blocks,
        date: None,
        footer: String::new(),
        language: "nl-NL".to_owned(),
        paper: draaiboek::document::Paper::Letter,
        marking: None,
        reference: None,
        title: "Proef".to_owned(),
    }
}

/// Returns the words of a document as a reader of its PDF finds them, those broken after a hyphen made whole.
fn words(pdftotext: &Path, document: &Document) -> String {
    run(pdftotext, &["-enc", "UTF-8", "-"], document).replace("-\n", "-")
}

/// Writes a document as a PDF and returns what a program says about it.
fn run(program: &Path, after: &[&str], document: &Document) -> String {
    let moment = "2026-11-22T22:40:00Z".parse().expect("a moment");
    let bytes = document::pdf(document, moment).expect("the document conforms");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("x.pdf");
    fs::write(&file, bytes).expect("the temporary folder takes a file");
    let output = Command::new(program)
        .arg(&file)
        .args(after)
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

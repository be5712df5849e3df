//! What is put on paper: sample texts against their snapshots, and office files against their schemas and LibreOffice.
//!
//! `tests/document/good/*.md` each have a `.html`, a `.markdown` and a `.text` beside them, `tests/document/bad/*.md` a `.problems`.
//! `DRAAIBOEK_BLESS=1` rewrites those. The outside programs are looked for and their absence is said aloud; with
//! `DRAAIBOEK_REQUIRE=office` their absence is a failure.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use draaiboek::document::{self, Block, Document, Paper, Picture};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::outside;

/// Returns a sample text as a document, with everything a document can have around its text.
pub fn sample(path: &Path) -> Document {
    let markdown = read(path);
    let blocks =
        document::read(&markdown).unwrap_or_else(|problems| panic!("{path:?}: {problems:#?}"));
    Document {
        title: "Voornemen tot een last onder dwangsom".into(),
        reference: Some("Z2026-001234".into()),
        date: Some("22 november 2026".into()),
        language: "nl-NL".into(),
        paper: draaiboek::document::Paper::Letter,
        marking: Some("CONCEPT - ONVOLDOENDE".into()),
        footer: "Gemeente Voorbeeldstad · sjabloon last-onder-dwangsom@3f9a12cd · concept 3".into(),
        author: "Gemeente Voorbeeldstad".into(),
        blocks,
    }
}

#[test]
fn good_texts_read_as_their_snapshots() {
    for path in texts("good") {
        let document = sample(&path);
        check(&path.with_extension("html"), &document::html(&document));
        check(
            &path.with_extension("markdown"),
            &document::markdown(&document),
        );
        check(&path.with_extension("text"), &document::text(&document, 80));
    }
}

#[test]
fn bad_texts_are_refused_as_their_snapshots() {
    for path in texts("bad") {
        let problems = document::read(&read(&path)).expect_err("a bad text");
        let lines: Vec<String> = problems
            .iter()
            .map(|problem| format!("{problem}\nhint: {}\n", problem.cause.hint()))
            .collect();
        check(&path.with_extension("problems"), &lines.join("\n"));
    }
}

#[test]
fn office_files_follow_their_schemas() {
    let Some(checker) = checker() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = office_files(folder.path());
    let output = Command::new("python3")
        .arg(checker)
        .args(&files)
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Guards that nothing is lost at the edge of a page: the table of a sample text stands where only its head fits.
#[test]
fn office_files_show_every_word_in_libreoffice() {
    let (Some(soffice), Some(pdftotext)) = (program("soffice"), program("pdftotext")) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = office_files(folder.path());
    for pdf in pdfs(&soffice, folder.path(), &files) {
        let shown = words_of(&pdftotext, &pdf);
        let name = pdf.file_stem().expect("a name").to_string_lossy();
        let sample = texts("good").into_iter().find(|path| {
            let stem = path.file_stem().expect("a name").to_string_lossy();
            name.starts_with(&*stem)
        });
        let blocks = sample_blocks(&sample.expect("the text it was made from"));
        for word in blocks.split_whitespace() {
            if word.chars().all(char::is_alphanumeric) {
                assert!(shown.contains(word), "{pdf:?}: {word}: {shown}");
            }
        }
    }
}

/// Guards that LibreOffice shows every row wherever on the page a table begins: with rows that must stay whole under a head
/// that repeats, it leaves rows out where the head and one row just fit.
#[test]
fn no_row_of_a_table_is_lost_at_the_end_of_a_page() {
    let (Some(soffice), Some(pdftotext)) = (program("soffice"), program("pdftotext")) else {
        return;
    };
    let rows: String = (1..=4)
        .map(|row| format!("| begin{row} | einde{row} |\n"))
        .collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let source = folder.path().join("tabel.md");
    let above =
        "Een regel die doorloopt tot voorbij het einde van de regel, zodat het er twee worden.\n\n";
    let head = "| Kop | Uitleg |\n|---|---|\n";
    let table = format!(
        "{}{head}| rij | rij |\n| rij | rij |\n\n{head}{rows}\n{above}# Kop\n\n{above}",
        above.repeat(18)
    );
    fs::write(&source, table).expect("a text");
    let mut files = Vec::new();
    for file in encoded(&sample(&source), &source.with_extension("")) {
        let whole = fs::read(&file).expect("it was written");
        for points in 140..180 {
            let ending = file.extension().expect("one of two").to_string_lossy();
            let path = folder.path().join(format!("tabel-{points}.{ending}"));
            fs::write(&path, lowered(&whole, points)).expect("the folder takes a file");
            files.push(path);
        }
    }
    for pdf in pdfs(&soffice, folder.path(), &files) {
        let text = words_of(&pdftotext, &pdf);
        for row in 1..=4 {
            for word in [format!("begin{row}"), format!("einde{row}")] {
                assert!(text.contains(&word), "{pdf:?}: {word}: {text}");
            }
        }
    }
}

#[test]
fn every_page_of_a_table_shows_its_head_the_marking_and_its_number() {
    let (Some(soffice), Some(pdftotext)) = (program("soffice"), program("pdftotext")) else {
        return;
    };
    let rows: String = (1..=120)
        .map(|row| format!("| rij {row} | x |\n"))
        .collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let source = folder.path().join("lang.md");
    fs::write(&source, format!("| Kolomkop | K |\n|---|---|\n{rows}")).expect("a text");
    let files = encoded(&sample(&source), &folder.path().join("lang"));
    for pdf in pdfs(&soffice, folder.path(), &files) {
        let text = words_of(&pdftotext, &pdf);
        let pages: Vec<&str> = text.split_terminator('\u{c}').collect();
        assert!((3..=6).contains(&pages.len()), "{pdf:?}: {}", pages.len());
        for (index, page) in pages.iter().enumerate() {
            let number = format!("Pagina {} van {}", index + 1, pages.len());
            for words in [
                "Kolomkop",
                "CONCEPT - ONVOLDOENDE",
                "Kenmerk Z2026",
                &number,
            ] {
                assert!(page.contains(words), "{pdf:?}: {words}: {page}");
            }
        }
    }
}

/// Guards that a drawing is seen, on a page of its own across, and that the text before and after stays upright.
#[test]
fn a_drawing_has_a_page_across_between_upright_ones() {
    let (Some(checker), Some(soffice), Some(pdfinfo), Some(pdftoppm)) = (
        checker(),
        program("soffice"),
        program("pdfinfo"),
        program("pdftoppm"),
    ) else {
        return;
    };
    let svg = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"264mm\" \
               height=\"166mm\" viewBox=\"0 0 264 166\"><rect width=\"264\" height=\"166\" fill=\"#00ff00\"/></svg>\n";
    let picture = Block::Picture {
        picture: Picture {
            alternative: "Een vlak & een \"naam\".".into(),
            millimetres: (264, 166),
            png: draaiboek::picture::png(svg, 264).expect("it is drawn"),
            svg: svg.into(),
        },
    };
    let read = |text: &str| document::read(text).expect("a text");
    let table = "| k |\n|---|\n| x |\n";
    let across = |pages: &[bool]| pages.to_vec();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut files = Vec::new();
    let mut expected = Vec::new();
    for (name, before, after, pages) in [
        ("tussen", "a\n", "# K\n\nb\n", across(&[false, true, false])),
        ("tabellen", table, table, across(&[false, true, false])),
        ("einde", "1. a\n", "", across(&[false, true])),
        (
            "na-bladzijde",
            "a\n\n---\n",
            "---\n\nb\n",
            across(&[false, true, false]),
        ),
    ] {
        for paper in [Paper::Form, Paper::Letter] {
            let mut blocks = read(before);
            blocks.push(picture.clone());
            blocks.extend(read(after));
            let document = Document {
                blocks,
                paper,
                ..sample(&texts("good")[0])
            };
            let path = folder.path().join(format!("{name}-{paper:?}"));
            for file in encoded(&document, &path) {
                expected.push((file.clone(), pages.clone()));
                files.push(file);
            }
        }
    }
    // In a comparison it is there or not, and nothing in it is tracked.
    let bare = sample(&texts("good")[0]);
    let drawn = Document {
        blocks: [vec![picture], bare.blocks.clone()].concat(),
        ..bare.clone()
    };
    let mut compared = files.clone();
    for (name, old, new) in [("komt", &bare, &drawn), ("gaat", &drawn, &bare)] {
        let path = folder.path().join(format!("{name}.docx"));
        let bytes = document::redline(old, new, "Vergelijking", chrono::DateTime::UNIX_EPOCH);
        fs::write(&path, bytes.expect("the parts can be packed")).expect("room");
        compared.push(path);
    }
    let checked = Command::new("python3")
        .arg(checker)
        .args(&compared)
        .output();
    let checked = checked.expect("the program starts");
    let said = String::from_utf8_lossy(&checked.stdout);
    assert!(checked.status.success(), "{said}");
    for pdf in pdfs(&soffice, folder.path(), &files) {
        let is_it = |(file, _): &&(PathBuf, Vec<bool>)| {
            let kind = file.extension().expect("one of two").to_string_lossy();
            file.file_stem() == pdf.file_stem()
                && pdf.to_string_lossy().contains(&format!("pdf-{kind}"))
        };
        let (_, pages) = expected.iter().find(is_it).expect("a file of its own");
        let sizes = Command::new(&pdfinfo).args(["-l", "9"]).arg(&pdf).output();
        let sizes = sizes.expect("the program starts");
        let sizes = String::from_utf8_lossy(&sizes.stdout).into_owned();
        let across: Vec<bool> = sizes
            .lines()
            .filter(|line| line.starts_with("Page ") && line.contains(" size:"))
            .map(|line| line.contains("841.89 x 595"))
            .collect();
        assert_eq!(&across, pages, "{pdf:?}: {sizes}");
        let dots = Command::new(&pdftoppm)
            .args(["-f", "2", "-l", "2", "-r", "20"])
            .arg(&pdf)
            .output();
        let dots = dots.expect("the program starts").stdout;
        let is_green = |dot: &&[u8]| dot[1] > 200 && dot[0] < 60;
        let green = dots.chunks_exact(3).filter(is_green).count();
        // 264 by 166 millimetres at twenty dots in an inch.
        assert!(green > 200 * 120, "{pdf:?}: {green}");
    }
}

/// Returns the text of a document without what is printed around it.
fn sample_blocks(path: &Path) -> String {
    sample(path)
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Table { header, rows } => header.iter().chain(rows.iter().flatten()).collect(),
            Block::Heading { content, .. } | Block::Paragraph { content } => vec![content],
            _ => Vec::new(),
        })
        .map(|line| document::plain(line) + " ")
        .collect()
}

/// Returns what a PDF file shows, its pages separated by form feeds.
fn words_of(pdftotext: &Path, pdf: &Path) -> String {
    let output = Command::new(pdftotext)
        .args(["-layout".as_ref(), pdf.as_os_str(), "-".as_ref()])
        .output()
        .expect("the program starts");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Turns files into PDF files in a folder of their own, which tells a .docx from an .odt of the same name.
fn pdfs(soffice: &Path, folder: &Path, files: &[PathBuf]) -> Vec<PathBuf> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut made = Vec::new();
    for ending in ["docx", "odt"] {
        let of_kind = |file: &&PathBuf| file.extension().is_some_and(|found| found == ending);
        let files: Vec<&PathBuf> = files.iter().filter(of_kind).collect();
        if files.is_empty() {
            continue;
        }
        let out = folder.join(format!("pdf-{ending}"));
        let output = Command::new(soffice)
            .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
            .arg(&out)
            .args(&files)
            .output()
            .expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        made.extend(files.iter().map(|file| {
            let name = file.file_name().expect("listed as a file");
            out.join(name).with_extension("pdf")
        }));
    }
    assert_eq!(made.len(), files.len());
    made
}

/// Writes every good text as office files, once as a concept and once with nothing around the text.
fn office_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in texts("good") {
        let concept = sample(&path);
        let bare = Document {
            reference: None,
            date: None,
            marking: None,
            footer: String::new(),
            ..concept.clone()
        };
        let name = path
            .file_stem()
            .expect("listed as a file")
            .to_string_lossy();
        for (kind, document) in [("concept", &concept), ("bare", &bare)] {
            files.extend(encoded(document, &folder.join(format!("{name}-{kind}"))));
        }
        let other = sample(&texts("good")[0]);
        let at = chrono::DateTime::UNIX_EPOCH;
        for (kind, bytes) in [
            ("working-copy", document::docx_working_copy(&concept)),
            (
                "redline",
                document::redline(&bare, &other, "Vergelijking", at),
            ),
            (
                "reverse",
                document::redline(&other, &bare, "Vergelijking", at),
            ),
        ] {
            let file = folder.join(format!("{name}-{kind}.docx"));
            let bytes = bytes.expect("the parts can be packed");
            fs::write(&file, bytes).expect("the temporary folder takes a file");
            files.push(file);
        }
    }
    files
}

/// Returns an office file with its text so many points lower on the page.
fn lowered(file: &[u8], points: usize) -> Vec<u8> {
    let word = format!("w:top=\"{}\"", 1417 + 20 * points);
    let open = format!(
        "page-height=\"29.7cm\" style:print-orientation=\"portrait\" fo:margin-top=\"{}pt\"",
        35.43 + points as f64
    );
    let margins = [
        ("word/document.xml", "w:top=\"1417\"", word),
        (
            "styles.xml",
            "page-height=\"29.7cm\" style:print-orientation=\"portrait\" fo:margin-top=\"1.25cm\"",
            open,
        ),
    ];
    let mut read = ZipArchive::new(Cursor::new(file)).expect("an archive");
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..read.len() {
        let mut part = read.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        for (_, from, to) in margins.iter().filter(|(part, ..)| *part == name) {
            let text = String::from_utf8(bytes).expect("text");
            assert!(text.contains(from), "the margin is there");
            bytes = text.replace(from, to).into_bytes();
        }
        written
            .start_file(name, SimpleFileOptions::default())
            .expect("room");
        written.write_all(&bytes).expect("room");
    }
    written.finish().expect("room").into_inner()
}

/// Writes a document in each office format; the path comes without an ending.
fn encoded(document: &Document, path: &Path) -> Vec<PathBuf> {
    let files = [
        ("docx", document::docx(document)),
        ("odt", document::odt(document)),
    ];
    files
        .into_iter()
        .map(|(ending, bytes)| {
            let file = path.with_extension(ending);
            let bytes = bytes.expect("the parts can be packed");
            fs::write(&file, bytes).expect("the temporary folder takes a file");
            file
        })
        .collect()
}

pub fn texts(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/document")
        .join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of sample texts")
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

/// Returns the text of a file; a checkout may have other line ends.
fn read(path: &Path) -> String {
    fs::read_to_string(path)
        .unwrap_or_default()
        .replace("\r\n", "\n")
}

fn check(snapshot: &Path, found: &str) {
    if std::env::var_os("DRAAIBOEK_BLESS").is_some() {
        fs::write(snapshot, found).expect("the snapshot can be written");
    }
    let expected = read(snapshot);
    assert_eq!(
        expected, found,
        "{snapshot:?}; DRAAIBOEK_BLESS=1 rewrites it"
    );
}

/// Returns the schema checker, when it is there and python3 has what it needs.
pub fn checker() -> Option<PathBuf> {
    let path = outside::suite(
        "DRAAIBOEK_OFFICE_CHECK",
        "../shared/tools/check_office.py",
        "office",
    )?;
    let has_lxml = Command::new("python3")
        .args(["-c", "import lxml"])
        .output()
        .is_ok_and(|output| output.status.success());
    outside::found(has_lxml.then_some(path), "python3 with lxml", "office")
}

pub fn program(name: &str) -> Option<PathBuf> {
    outside::program(name, "office")
}

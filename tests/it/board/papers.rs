//! Documents, terms and drafting without an incident, over a real connection.

use super::play::{Answer, Play};

const ORDER: &str = "/stuk/last_onder_dwangsom";

/// Returns the line that a form was recorded as.
fn line(answer: &Answer) -> u64 {
    assert_eq!(answer.status, 303, "{}", answer.body);
    let to = answer.header("location").expect("a page to go to");
    let (_, seq) = to.rsplit_once('=').expect("the line it made");
    seq.parse().expect("a number")
}

fn draft(play: &Play, nonce: &str) -> u64 {
    line(&play.fill(&format!("{ORDER}/concept"), &[("nonce", nonce)]))
}

/// Sends a form with files to an address.
fn send_files(play: &Play, path: &str, fields: &[(&str, &str)], files: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!(
            "--grens\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    for (name, content) in files {
        body.push_str(&format!(
            "--grens\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/html\r\n\r\n{content}\r\n"
        ));
    }
    body.push_str("--grens--\r\n");
    play.send(&format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nSec-Fetch-Site: same-origin\r\n\
         Connection: close\r\nContent-Type: multipart/form-data; boundary=grens\r\n\
         Content-Length: {}\r\n\r\n{body}",
        play.address,
        play.cookie,
        body.len()
    ))
}

fn done(play: &Play, stage: &str, fields: &[(&str, &str)], files: &[(&str, &str)]) -> Answer {
    let path = format!("{}{ORDER}/gedaan/{stage}", play.incident);
    send_files(play, &path, fields, files)
}

#[test]
fn a_concept_is_made_shown_compared_and_handed_out_as_the_file_that_was_recorded() {
    let play = Play::started();
    let list = play.page("/stukken").body;
    assert!(list.contains("Last onder dwangsom") && list.contains("OEFENING"));
    let before = play.page(ORDER);
    assert_eq!(before.status, 200, "{}", before.body);
    assert!(before.body.contains("OEFENING · CONCEPT - ONVOLDOENDE"));
    assert!(
        before.body.contains("ONTBREEKT: Tot wie richt"),
        "{}",
        before.body
    );

    let first = draft(&play, "1");
    // The same form once more makes no second one.
    assert_eq!(draft(&play, "1"), first);
    let folder = std::fs::read_dir(play.folder.path()).expect("the folder");
    let names = folder.map(|entry| entry.expect("an entry").file_name());
    let names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        // What the board keeps for itself.
        .filter(|name| !name.starts_with('.'))
        .collect();
    let drafted = |ending: &str| names.iter().filter(|name| name.ends_with(ending)).count();
    assert_eq!((drafted(".docx"), drafted(".json")), (2, 1), "{names:?}");

    // An answer that a document asked for leads back to it.
    let question = play.page("/vraag/geadresseerde?stuk=last_onder_dwangsom");
    assert_eq!(question.hidden("stuk"), "last_onder_dwangsom");
    let answered = play.fill(
        "/vraag/geadresseerde",
        &[
            ("value", "De <b>organisator</b>"),
            ("act", "answer"),
            ("stuk", "last_onder_dwangsom"),
        ],
    );
    let to = answered.header("location").expect("a page to go to");
    assert!(to.contains(ORDER), "{to}");
    let elsewhere = play.fill(
        "/vraag/geadresseerde_adres",
        &[("value", "Kade 1"), ("act", "answer"), ("stuk", "../../x")],
    );
    let to = elsewhere.header("location").expect("a page to go to");
    assert!(!to.contains("stuk") && !to.contains(".."), "{to}");

    let second = draft(&play, "2");
    let compared = play
        .page(&format!("{ORDER}?versie={second}&met={first}"))
        .body;
    assert!(compared.contains("<ins>") && compared.contains("De &lt;b&gt;organisator"));
    assert!(!compared.contains("<b>organisator"));
    // The text that was printed leads to the line it rests on.
    let shown = play.page(&format!("{ORDER}?versie={second}")).body;
    assert!(shown.contains("class=\"paper__fact\"") && shown.contains("#regel-"));
    assert!(!shown.contains("niet letter voor letter"), "{shown}");

    let (head, docx) = play.file(&format!("{ORDER}/{first}/bestand/docx"));
    let name = format!("OEFENING-last-onder-dwangsom-concept-regel-{first}.docx");
    assert!(
        head.contains(&format!("attachment; filename=\"{name}\"")),
        "{head}"
    );
    assert!(head.contains("nosniff"), "{head}");
    let mut on_disk = names.iter().filter(|name| name.ends_with(".docx"));
    let on_disk = on_disk
        .find(|name| !name.contains("oplegnotitie"))
        .expect("the document");
    let on_disk = std::fs::read(play.folder.path().join(on_disk)).expect("the document");
    assert_eq!(
        docx, on_disk,
        "the file handed out is the one that was written"
    );
    let note = play.page(&format!("{ORDER}/{first}/oplegnotitie/md"));
    assert!(note.body.contains("OEFENING"), "{}", note.body);
}

#[test]
fn no_address_of_a_file_leads_anywhere_else() {
    let play = Play::started();
    let seq = draft(&play, "1");
    for rest in [
        format!("{ORDER}/{seq}/bestand/..%2f..%2fetc%2fpasswd"),
        format!("{ORDER}/{seq}/bestand/json"),
        format!("{ORDER}/{seq}/bestand/html"),
        format!("{ORDER}/1/bestand/docx"),
        format!("{ORDER}/99999/bestand/docx"),
        format!("{ORDER}/-1/bestand/docx"),
        format!("/stuk/persbericht/{seq}/bestand/docx"),
        format!("/stuk/..%2f..%2fpersbericht/{seq}/bestand/docx"),
        "/stuk/x".to_owned(),
        "/stuk/last_onder_dwangsom%23 2".to_owned(),
        "/stuk/..%5c..%5cx/gedaan/signed".to_owned(),
        format!("{ORDER}/gedaan/verbrand"),
        format!("{ORDER}?versie=1"),
    ] {
        let answer = play.page(&rest.replace(' ', "%20"));
        assert!(
            matches!(answer.status, 400 | 404),
            "{rest}: {}",
            answer.status
        );
    }
    let made = play.fill("/stuk/..%2f..%2fx/concept", &[]);
    assert_eq!(made.status, 404);
}

#[test]
fn what_is_done_with_a_concept_goes_in_order_with_four_eyes_and_its_proof() {
    let play = Play::started();
    // Without a concept nothing can be handed over.
    let early = done(
        &play,
        "served",
        &[("to", "de organisator"), ("nonce", "1")],
        &[],
    );
    assert_eq!(early.status, 422);
    assert!(
        early.body.contains("value=\"de organisator\""),
        "{}",
        early.body
    );
    let by_mayor = [("said_role", "burgemeester"), ("said_name", "Rol 2")];
    let drafted = play.fill(&format!("{ORDER}/concept"), &by_mayor);
    let of = line(&drafted);
    let unsigned = done(&play, "served", &[("to", "x"), ("nonce", "2")], &[]);
    assert_eq!(
        unsigned.status, 422,
        "what rests on a power is signed first"
    );
    line(&done(&play, "submitted", &[("nonce", "3")], &[]));
    // What is missing, and who drafted, stand in the way; with a reason it is a deviation.
    let page = play.page(&format!("{ORDER}/gedaan/signed")).body;
    assert!(
        page.contains("NIET GEREED VOOR ONDERTEKENING") && page.contains("Vier ogen: Burgemeester")
    );
    let signed = |more: &[(&str, &str)], files: &[(&str, &str)]| {
        let mut fields = by_mayor.to_vec();
        fields.extend(more);
        done(&play, "signed", &fields, files)
    };
    let refused = signed(&[("nonce", "4"), ("manner", "met pen")], &[]);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("vier ogen"), "{}", refused.body);
    assert!(refused.body.contains("value=\"met pen\""));
    let hostile = "<script>alert('x')</script>";
    let name = "..\\..\\<i>scan.html";
    let deviation = [("nonce", "5"), ("deviation", "de tijd dringt")];
    line(&signed(&deviation, &[(name, hostile)]));
    let served = [
        ("nonce", "6"),
        ("to", "de organisator"),
        ("manner", "aan de deur"),
    ];
    line(&done(&play, "served", &served, &[]));
    let shown = play.page(ORDER).body;
    for expected in [
        "NIET GEREED vastgesteld (afwijking)",
        "de tijd dringt",
        "uitgereikt, aan de organisator (aan de deur)",
        "bewijs: regel",
    ] {
        assert!(shown.contains(expected), "{expected} is not in {shown}");
    }
    let log = play.page("/logboek").body;
    assert!(log.contains("&lt;i&gt;scan.html"), "{log}");
    for page in [
        shown,
        log,
        play.page(&format!("{ORDER}/gedaan/withdrawn")).body,
    ] {
        assert!(
            !page.contains("<script>alert") && !page.contains("<i>scan") && !page.contains("..\\"),
            "{page}"
        );
    }
    // A review says what came of it, and why.
    let review = [("nonce", "7"), ("outcome", "keep"), by_mayor[0]];
    assert_eq!(done(&play, "reviewed", &review, &[]).status, 422);
    let reason = ("reason", "niets veranderde");
    let of = of.to_string();
    let review = [review[0], review[1], review[2], reason, ("of", of.as_str())];
    line(&done(&play, "reviewed", &review, &[]));

    // The term that began to run is counted out, and in the calendar.
    let terms = play.page("/termijnen").body;
    assert!(terms.contains("Bezwaartermijn last onder dwangsom") && terms.contains("zes weken"));
    let calendar = play.page("/termijnen/agenda");
    assert_eq!(
        calendar.header("content-type"),
        Some("text/calendar; charset=utf-8")
    );
    let text = calendar.body.replace("\r\n ", "");
    assert!(
        text.contains("SUMMARY:OEFENING: ")
            && text.contains("einde termijn Bezwaartermijn last onder"),
        "{text}"
    );
    let incident = play.incident.trim_start_matches("/i/");
    assert!(
        text.contains(&format!("UID:{incident}-bezwaartermijn-{of}@draaiboek")),
        "{text}"
    );
    assert!(calendar.body.lines().all(|line| line.len() <= 75));
    for typed in ["organisator", "Kerkplein", "Rol 2", "de tijd dringt"] {
        assert!(!text.contains(typed), "{typed} is in {text}");
    }
}

#[test]
fn too_much_in_a_form_with_files_is_said_and_nothing_is_recorded() {
    let play = Play::started();
    draft(&play, "1");
    let huge = "a".repeat(70_000);
    let many = vec![("scan.pdf", "x"); 9];
    assert_eq!(
        done(&play, "submitted", &[("manner", huge.as_str())], &[]).status,
        413
    );
    assert_eq!(done(&play, "submitted", &[], &many).status, 413);
    let no_form = play.fill(&format!("{ORDER}/gedaan/submitted"), &[("manner", "x")]);
    assert_eq!(no_form.status, 400);
    assert!(!play.page("/logboek").body.contains("ter vaststelling"));
}

#[test]
fn a_draft_without_an_incident_lives_in_its_form_and_its_file_of_facts() {
    let play = Play::started();
    let path = "/opstellen/online-ordeverstoring/last_onder_dwangsom";
    let chosen = play.get("/opstellen/online-ordeverstoring").body;
    assert!(chosen.contains(path) && play.get("/opstellen").body.contains("Waar gaat het over?"));
    let empty = play.get(path);
    assert_eq!(empty.status, 200, "{}", empty.body);
    let open = empty.body.matches("class=\"asked\"").count();
    assert!(open > 5 && empty.body.contains("ONTBREEKT"), "{open}");

    let script = "<script>alert('x')</script>";
    let fields = [
        ("a.geadresseerde", script),
        ("b.geadresseerde", "KvK"),
        ("a.datum_besluit", "22-11-2026"),
    ];
    let asked = play.post(path, &fields);
    assert_eq!(asked.status, 200);
    assert!(!asked.body.contains("<script>alert") && asked.body.contains("&lt;script&gt;alert"));
    assert!(
        asked.body.contains("value=\"22-11-2026\""),
        "{}",
        asked.body
    );
    // What cannot be read comes back in its field, and no file is made of it.
    let wrong = [("a.datum_besluit", "morgenochtend"), fields[0]];
    assert_eq!(play.post(path, &wrong).status, 422);
    let file = |form: &str, fields: &[(&str, &str)]| {
        let mut all = fields.to_vec();
        all.push(("vorm", form));
        play.post(&format!("{path}/bestand"), &all)
    };
    let back = file("md", &wrong);
    assert_eq!(back.status, 422);
    assert!(
        back.body.contains("value=\"morgenochtend\""),
        "{}",
        back.body
    );

    let text = file("md", &fields);
    let name = text.header("content-disposition").expect("a name");
    assert_eq!(
        name,
        "attachment; filename=\"concept-last-onder-dwangsom.md\""
    );
    assert!(text.body.contains("CONCEPT"), "{}", text.body);
    assert_eq!(file("exe", &fields).status, 404);
    let facts = file("feiten", &fields).body;
    assert!(
        facts.contains("source = \"KvK\"") && facts.contains("2026-11-22"),
        "{facts}"
    );
    // The file goes on where it was.
    let opened = send_files(
        &play,
        &format!("{path}/open"),
        &[],
        &[("feiten.toml", &facts)],
    );
    assert_eq!(opened.status, 200, "{}", opened.body);
    assert!(opened.body.contains("value=\"22-11-2026\"") && opened.body.contains("value=\"KvK\""));
    let no_facts = send_files(&play, &format!("{path}/open"), &[], &[("x.toml", "a = [")]);
    assert_eq!(no_facts.status, 422);
    for absent in [
        "/opstellen/x",
        "/opstellen/online-ordeverstoring/x",
        "/opstellen/..%2fx/y",
    ] {
        assert_eq!(play.get(absent).status, 404, "{absent}");
    }
    // Nothing of it is in the folder of incidents.
    let folder = std::fs::read_dir(play.folder.path()).expect("the folder");
    assert!(folder.flatten().all(|entry| {
        entry
            .path()
            .extension()
            .is_none_or(|ending| ending != "docx")
    }));
}

//! The team from other computers: joining, rights, and what an attacker tries.

use std::io::{Read, Write};
use std::sync::Arc;

use super::phone::{Phone, code};
use super::play::{Play, connect, exchange};

#[test]
fn a_phone_joins_by_a_code_and_writes_under_its_own_role() {
    let play = Play::started();
    let mut phone = Phone::stranger(&play);
    assert_eq!(phone.page("").status, 403, "not joined");
    assert_eq!(phone.get("/").header("location"), Some("/erbij"));
    let code = code(&play, "part", "oov");
    // A program that looks ahead at the link does not use it up.
    for _ in 0..3 {
        let shown = phone.get(&format!("/erbij/{code}"));
        assert_eq!(shown.status, 200);
        assert!(
            shown.body.contains(&format!("value=\"{code}\"")),
            "{}",
            shown.body
        );
    }
    let joined = phone.join(&code.to_lowercase().replace('-', " "));
    assert_eq!(joined.status, 303, "{}", joined.body);
    let cookie = joined.header("set-cookie").expect("a cookie");
    for part in [
        "__Host-",
        "; HttpOnly",
        "; SameSite=Strict",
        "; Secure",
        "; Path=/",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(
        phone.get("/").header("location"),
        Some(play.incident.as_str())
    );
    let page = phone.page("");
    assert!(page.status == 200 && page.body.contains("OEFENING"));
    assert_eq!(
        phone
            .fill("/logboek", &[("text", "vanaf de telefoon")])
            .status,
        303
    );
    let log = play.page("/logboek").body;
    assert!(
        log.contains("vanaf de telefoon") && log.contains("(Rol 9)"),
        "{log}"
    );
    assert!(phone.page("/wie").body.contains("Uw rol komt van de code"));
    // Once is once, for anybody.
    let replayed = Phone::stranger(&play).join(&code);
    assert_eq!(replayed.status, 422);
    assert!(replayed.body.contains("werkt niet (meer)") && replayed.header("set-cookie").is_none());
}

#[test]
fn each_may_do_what_the_code_gave_and_is_told_who_may_the_rest() {
    let play = Play::started();
    let observer = Phone::joined(&play, "look", "");
    assert_eq!(observer.page("").status, 200);
    for rest in [
        "/logboek",
        "/vraag/oproep_vindplaats",
        "/tijd",
        "/wie",
        "/team",
    ] {
        let refused = observer.fill(
            rest,
            &[("text", "x"), ("role", "burgemeester"), ("name", "x")],
        );
        assert_eq!(refused.status, 403, "{rest}: {}", refused.body);
        assert!(refused.body.contains("U kijkt mee"), "{}", refused.body);
    }
    let talker = Phone::joined(&play, "part", "communicatie");
    let refused = talker.fill("/tijd", &[]);
    assert_eq!(refused.status, 403);
    assert!(
        refused.body.contains("de leiding over het bord"),
        "{}",
        refused.body
    );
    assert_eq!(talker.page("/team").status, 403);
    assert_eq!(
        talker
            .fill("/team", &[("duty", "lead"), ("role", "oov")])
            .status,
        403
    );
    let as_mayor = [("role", "burgemeester"), ("name", "x")];
    assert_eq!(talker.fill("/wie", &as_mayor).status, 403);
    assert_eq!(talker.post("/", &[("kind", "echt")], "").status, 403);
    // Only for themselves, and what was typed comes back.
    let for_another = [("text", "hij zei het"), ("said_role", "burgemeester")];
    let refused = talker.fill("/logboek", &for_another);
    assert_eq!(refused.status, 403);
    assert!(
        refused.body.contains("loghouder legt vast voor anderen"),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("value=\"hij zei het\""));
    assert_eq!(
        talker
            .fill("/logboek", &[("text", "x"), ("said_name", "Rol 3")])
            .status,
        403
    );
    let step = [("reason", "het team vraagt erom")];
    assert_eq!(play.fill("/stap/kijken_gevraagd", &step).status, 303);
    let decision = [("option", "niet"), ("reason", "de politie heeft het beeld")];
    let refused = talker.fill("/besluit/online_kijken", &decision);
    assert_eq!(refused.status, 403, "{}", refused.body);
    assert!(refused.body.contains("Burgemeester"), "{}", refused.body);
    // Of themselves they say that they are away, of another not; who holds a role is not theirs to say.
    let absent = |role| [("act", "absent"), ("of", role), ("reason", "naar huis")];
    let assign = [("act", "assign"), ("of", "burgemeester"), ("person", "x")];
    for fields in [absent("burgemeester"), assign] {
        let refused = talker.fill("/mensen", &fields);
        assert_eq!(refused.status, 403, "{}", refused.body);
        assert!(refused.body.contains("de leiding over het bord"));
        assert!(!refused.body.contains("Zet in deze rol"));
    }
    assert_eq!(talker.fill("/mensen", &absent("communicatie")).status, 303);
    // The log keeper records what the mayor decided.
    let keeper = Phone::joined(&play, "part", "loghouder");
    let said = [decision[0], decision[1], ("said_role", "burgemeester")];
    let decided = keeper.fill("/besluit/online_kijken", &said);
    assert_eq!(decided.status, 303, "{}", decided.body);
    let leader = Phone::joined(&play, "lead", "oov");
    assert_eq!(leader.page("/team").status, 200);
    assert_ne!(leader.fill("/tijd", &[]).status, 403);
    assert_eq!(
        leader.fill("/team/netwerk", &[("ip", "127.0.0.1")]).status,
        403
    );
}

#[test]
fn who_is_revoked_is_out_at_once_and_stays_out_after_a_restart() {
    let play = Play::started();
    let out = Phone::joined(&play, "part", "oov");
    let mut stream = out.stream();
    let request = out.request(&format!("{}/stroom", out.incident));
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut heard = [0; 4096];
    assert!(stream.read(&mut heard).expect("the stream begins") > 0);
    let seat = play.page("/team").hidden("seat");
    let stays = Phone::joined(&play, "part", "communicatie");
    assert_eq!(play.fill("/team/intrekken", &[("seat", &seat)]).status, 303);
    // The stream ends; a read that fails is an end as well.
    while stream.read(&mut heard).is_ok_and(|count| count > 0) {}
    assert_eq!(out.page("").status, 403);
    assert_eq!(out.fill("/logboek", &[("text", "x")]).status, 403);
    assert_eq!(stays.page("").status, 200);
    // A code that is withdrawn lets nobody in.
    let open = code(&play, "part", "oov");
    let id = play.page("/team").hidden("code");
    assert_eq!(play.fill("/team/intrekken", &[("code", &id)]).status, 303);
    assert_eq!(Phone::stranger(&play).join(&open).status, 422);

    let (folder, incident) = (Arc::clone(&play.folder), play.incident.clone());
    let kept = std::fs::read_to_string(folder.path().join(".draaiboek-bord.json")).expect("a file");
    let number = stays.cookie.split_once('=').expect("a pair").1;
    assert!(!kept.contains(number), "the number itself is kept");
    let fingerprint = play.fingerprint.clone();
    drop(play);
    let mut again = Play::open(folder);
    again.incident = incident;
    assert_eq!(again.fingerprint, fingerprint, "the certificate is kept");
    let on_the_new_board = |phone: &Phone| {
        let mut same = Phone::stranger(&again);
        same.cookie = phone.cookie.clone();
        same.page("").status
    };
    assert_eq!(on_the_new_board(&stays), 200);
    assert_eq!(on_the_new_board(&out), 403);
}

#[test]
fn guessing_is_slowed_and_does_not_use_up_a_code() {
    let play = Play::started();
    let code = code(&play, "part", "oov");
    let mut guesser = Phone::stranger(&play);
    for count in 0..10 {
        let answer = guesser.join(&format!("AAA-AAA-AA{}", ["A", "C", "D"][count % 3]));
        assert_eq!(answer.status, 422, "try {count}");
    }
    let slowed = guesser.join(&code);
    assert_eq!(slowed.status, 429);
    assert_eq!(slowed.header("retry-after"), Some("60"));
    assert!(slowed.body.contains("Wacht een minuut") && slowed.header("set-cookie").is_none());
    assert!(play.page("/team").body.contains("Codes die nog open staan"));
}

#[test]
fn the_network_asks_for_the_same_host_the_same_site_and_tls() {
    let play = Play::started();
    let phone = Phone::joined(&play, "part", "oov");
    let host = |host: &str| {
        let request = format!("GET /erbij HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        phone.send(&request).status
    };
    assert_eq!(host(&play.team.to_string()), 200);
    for foreign in ["evil.example", "localhost", &play.address.to_string()] {
        assert_eq!(host(foreign), 421, "{foreign}");
    }
    let path = format!("{}/logboek", play.incident);
    let site = |headers: &str| phone.post(&path, &[("text", "van elders")], headers).status;
    assert_eq!(
        site("Sec-Fetch-Site: cross-site\r\nOrigin: https://evil.example\r\n"),
        403
    );
    assert_eq!(site(&format!("Origin: http://{}\r\n", play.team)), 403);
    assert_eq!(site(&format!("Origin: https://{}\r\n", play.team)), 303);
    // Whoever forgets the s is told, and does not wait.
    let plain = exchange(connect(play.team), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_eq!(plain.status, 400);
    assert!(
        plain.body.contains(&format!("https://{}/", play.team)),
        "{}",
        plain.body
    );
    // The pages for joining are not on the plain address, and nothing else is on the other one.
    assert_eq!(play.get("/erbij").status, 404);
    assert_eq!(phone.get("/x").status, 403);
    assert_eq!(phone.get("/i").status, 403);
}

#[test]
fn a_cookie_opens_only_the_incident_that_it_is_for() {
    let mut play = Play::started();
    let phone = Phone::joined(&play, "lead", "oov");
    let first = play.incident.clone();
    let other = [
        ("nonce", "9"),
        ("clock", "right"),
        ("kind", "oefening"),
        ("playbook", "gemeente-gehackt"),
        ("name", "Rol 1"),
    ];
    let started = play.post("/", &other);
    assert_eq!(started.status, 303, "{}", started.body);
    let to = started.header("location").expect("a page");
    play.incident = to.trim_end_matches("/wie").to_owned();
    assert_ne!(play.incident, first);
    assert_eq!(phone.page("").status, 200);
    for rest in ["", "/logboek", "/team", "/stroom"] {
        assert_eq!(
            phone.get(&format!("{}{rest}", play.incident)).status,
            403,
            "{rest}"
        );
    }
    let path = format!("{}/logboek", play.incident);
    assert_eq!(phone.post(&path, &[("text", "x")], "").status, 403);
    for odd in ["/../", "%2f..%2f", "/%2e%2e/"] {
        let other = play.incident.trim_start_matches("/i/");
        assert_eq!(
            phone.get(&format!("{first}{odd}{other}")).status / 100,
            4,
            "{odd}"
        );
    }
    // Nor does the number of a phone say who is at the computer of the board.
    let number = phone.cookie.split_once('=').expect("a pair").1.to_owned();
    play.cookie = format!("draaiboek_bord={number}");
    play.incident = first;
    assert!(play.page("").body.contains("Wie bent u?"));
}

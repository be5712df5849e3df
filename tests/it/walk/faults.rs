//! What a person met who typed something else than was asked.

use super::scene;

#[test]
fn who_takes_over_a_role_says_back_what_is_passed_on() {
    let scene = scene();
    scene.check(
        "r\n3\nRol Een\nr\n3\nRol Een\nr\n3\nRol Twee\nde brug is dicht\nbrug dicht, ik bel om acht uur\n",
        &[
            "Adviseur OOV: Rol Een.",
            "Adviseur OOV: Rol Een.",
            "OVERDRACHT van Rol Een aan Rol Twee.",
            "wat geeft wie weggaat door",
            "wat zegt Rol Twee terug",
            "Adviseur OOV overgedragen aan Rol Twee. Meegegeven: de brug is dicht Teruggezegd: brug dicht, ik bel om acht uur",
        ],
    );
    let screen = scene.check(
        "r\n3\nRol Drie\n\n\nRol Twee is naar huis\nr\n3\nRol Vier\n\n\n\n",
        &[
            "OVERDRACHT van Rol Twee aan Rol Drie.",
            "waarom niet",
            "Adviseur OOV gaat van Rol Twee naar Rol Drie zonder terugzeggen: Rol Twee is naar huis",
            "Adviseur OOV: Rol Drie.",
            "Terug; er is niets vastgelegd.",
        ],
    );
    assert!(!screen.contains("Adviseur OOV: Rol Vier."), "{screen}");
}

#[test]
fn whoever_may_decide_is_one_of_them() {
    let scene = scene();
    scene.check(
        "s\n",
        &["Wie doet de nazorg? [nazorg] — Burgemeester of Adviseur OOV"],
    );
}

#[test]
fn what_is_said_to_be_past_is_not_still_to_come() {
    let scene = scene();
    std::fs::write(scene.folder.path().join("beeld.png"), b"beeld").expect("a file");
    scene.check(
        "bewijs beeld.png\n\n\n1-1-2099 10:00\nstraks\n1-1-2020 10:00\n+ f tekst\n",
        &[
            "wanneer gezien",
            "Dat moment moet nog komen.",
            "wanneer gezien",
            "Geef een tijdstip",
            "begrepen als: 1 januari 2020, 10.00 uur",
            "vastgelegd als regel 2:",
        ],
    );
}

#[test]
fn a_command_where_a_number_is_asked_is_obeyed() {
    scene().check(
        "Markt\n\nv\nc 2\nPlein\ntypefout\nj\nc 70\nzeventig\n1\n30-11-2090 19:30\n\n",
        &[
            "welke vraag (nummer, Enter = terug):",
            "Regel 2 zegt:",
            "vastgelegd als regel 3:",
            "welke vraag",
            "Die regel is er niet",
            "welke vraag",
            "Kies een nummer van 1 tot en met 6, of ga terug met Enter.",
            "VRAAG: Voor welk tijdstip?",
            "begrepen als: 30 november 2090",
        ],
    );
}

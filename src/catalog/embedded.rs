//! The texts inside the binary, sorted by name.

macro_rules! files {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../", $name))),)*]
    };
}

/// Every file of `playbooks/` and `templates/`.
pub const FILES: &[(&str, &str)] = files![
    "playbooks/law/bevoegdheden.toml"
    "playbooks/law/bronnen-awb.toml"
    "playbooks/law/bronnen-cyber.toml"
    "playbooks/law/bronnen-eu-platform.toml"
    "playbooks/law/bronnen-gegevens-openbaarheid.toml"
    "playbooks/law/bronnen-gemeentewet.toml"
    "playbooks/law/bronnen-gezag-opschaling.toml"
    "playbooks/law/bronnen-grondrechten-betoging.toml"
    "playbooks/law/bronnen-overig.toml"
    "playbooks/law/bronnen-straf.toml"
    "playbooks/law/bronnen-termijnen.toml"
    "playbooks/law/bronnen-uitspraken.toml"
    "playbooks/law/eisen.toml"
    "playbooks/law/feestdagen.toml"
    "playbooks/law/feiten-verslagen.toml"
    "playbooks/law/feiten.toml"
    "playbooks/law/nummers.toml"
    "playbooks/law/organen.toml"
    "playbooks/law/schakelaars.toml"
    "playbooks/online-ordeverstoring/playbook.toml"
    "templates/bericht-inwoners.md"
    "templates/besluitenlijst.md"
    "templates/driehoekverslag.md"
    "templates/logboek.md"
    "templates/online-ordeverstoring/bevel-172-3.md"
    "templates/online-ordeverstoring/driehoek-kaart.md"
    "templates/online-ordeverstoring/last-onder-dwangsom.md"
    "templates/online-ordeverstoring/raadsinformatiebrief.md"
    "templates/online-ordeverstoring/telefoonkaart-burgemeester.md"
    "templates/online-ordeverstoring/uitnodiging-stopgesprek.md"
    "templates/online-ordeverstoring/verwijderverzoek-platform.md"
    "templates/oplegnotitie.md"
    "templates/overdracht.md"
    "templates/parts/bezwaar.md"
    "templates/parts/evenredigheid.md"
    "templates/parts/grondrechten.md"
    "templates/parts/kop.md"
    "templates/parts/minderjarig.md"
    "templates/parts/zienswijze.md"
    "templates/persbericht.md"
    "templates/raadsinformatiebrief-geheim.md"
    "templates/sitrap.md"
];

/// The municipality of the shipped examples.
pub const EXAMPLE_MUNICIPALITY: &str = include_str!("../../playbooks/gemeente.toml");

//! The texts inside the binary, sorted by name.

macro_rules! files {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../", $name))),)*]
    };
}

/// Every file of `playbooks/` and `templates/`.
pub const FILES: &[(&str, &str)] = files![
    "playbooks/law/bevoegdheden-overig.toml"
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
    "playbooks/law/feiten-overig.toml"
    "playbooks/law/feiten.toml"
    "playbooks/law/nummers.toml"
    "playbooks/law/organen.toml"
    "playbooks/law/schakelaars.toml"
    "playbooks/online-ordeverstoring/playbook.toml"
    "templates/logboek.md"
    "templates/online-ordeverstoring/aangifte.md"
    "templates/online-ordeverstoring/bevel-172-3.md"
    "templates/online-ordeverstoring/driehoek-kaart.md"
    "templates/online-ordeverstoring/informatie-aan-om.md"
    "templates/online-ordeverstoring/klacht-gebruiksvoorwaarden.md"
    "templates/online-ordeverstoring/last-onder-dwangsom.md"
    "templates/online-ordeverstoring/melding-illegale-inhoud.md"
    "templates/online-ordeverstoring/raadsinformatiebrief.md"
    "templates/online-ordeverstoring/telefoonkaart-burgemeester.md"
    "templates/online-ordeverstoring/uitnodiging-stopgesprek.md"
    "templates/oplegnotitie.md"
    "templates/parts/bezwaar.md"
    "templates/parts/evenredigheid.md"
    "templates/parts/grondrechten.md"
    "templates/parts/kop.md"
    "templates/parts/minderjarig.md"
    "templates/parts/zienswijze.md"
];

/// The municipality of the shipped examples.
pub const EXAMPLE_MUNICIPALITY: &str = include_str!("../../playbooks/gemeente.toml");

//! "Team erbij": opens the board for the team, makes join codes, and shows who joined.

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

use super::by::{hidden, text};
use super::frame::{self, Tab};
use super::{Shown, words};
use crate::fact::dutch;
use crate::view::{role_rights, role_title};
use crate::web::access::{Duty, Pending, Seat};
use crate::web::lan::{Address, Open};

/// What the page is made from besides the incident.
pub struct Team {
    /// A code that was just made.
    pub fresh: Option<Fresh>,
    /// Who joined.
    pub joined: Vec<Seat>,
    /// The addresses of this computer that can be opened.
    pub local: Vec<Address>,
    /// Where it is open.
    pub open: Vec<Open>,
    /// The codes that were not used yet.
    pub pending: Vec<Pending>,
    /// Why who sits where is not kept, in words.
    pub trouble: Option<String>,
}

/// A code that was just made: shown once.
pub struct Fresh {
    /// The code, in groups.
    pub code: String,
    /// For whom.
    pub whom: String,
}

/// Returns the page.
pub fn page(shown: &Shown<'_>, team: &Team) -> Markup {
    let main = html! {
        @if let Some(trouble) = &team.trouble {
            div.remark.remark--first { "Wie er meedoet kan niet worden bewaard: " (trouble) " Na een herstart vraagt iedereen een nieuwe code; wie is ingetrokken kan dan terug zijn." }
        }
        @if team.open.is_empty() { div.single { (closed(shown, team)) } }
        @else {
            @if let Some(fresh) = &team.fresh { (code(team, fresh)) }
            div.columns {
                div.column { section.panel aria-labelledby="erbij" { (invite(shown)) } (addresses(shown, team)) }
                div.column { section.panel aria-labelledby="meedoen" data-live="team" { (members(shown, team)) } }
            }
        }
    };
    frame::page(shown, Tab::Team, "Team erbij", &main)
}

/// Returns who a code is for, in words.
pub fn whom(shown: &Shown<'_>, duty: Duty, role: Option<&str>, name: Option<&str>) -> String {
    let title = role.map(|role| role_title(shown.playbook(), role));
    let mut parts: Vec<String> = name.map(str::to_owned).into_iter().chain(title).collect();
    if duty != Duty::Part || parts.is_empty() {
        parts.push(duty.dutch().to_owned());
    }
    parts.join(", ")
}

/// Returns what stands there while the board is only open on this computer.
fn closed(shown: &Shown<'_>, team: &Team) -> Markup {
    html! {
        section.panel aria-labelledby="openen" {
            h2.utrecht-heading-2 id="openen" { "Het bord openen voor het team" }
            p { "Dit bord is nu alleen op deze computer te zien. Open het op een netwerk, dan kunnen laptops en telefoons op dat netwerk meedoen. Alleen met een code van u komt iemand binnen." }
            p.hint { "Neem liefst een eigen hotspot, niet het netwerk van de gemeente als dat misschien gehackt is." }
            (choices(shown, team))
        }
    }
}

fn choices(shown: &Shown<'_>, team: &Team) -> Markup {
    let is_open = |address: &&Address| team.open.iter().any(|open| open.address.ip() == address.ip);
    let left: Vec<&Address> = team
        .local
        .iter()
        .filter(|address| !is_open(address))
        .collect();
    html! {
        @if !shown.sight.is_here {
            @if team.open.is_empty() { p.empty { "Openen kan alleen op de computer van het bord." } }
        } @else if left.is_empty() && team.open.is_empty() {
            p.empty { "Deze computer zit op geen enkel netwerk. Zet een hotspot aan en ververs de pagina." }
        } @else {
            @for address in &left {
                form method="post" action=(shown.path("/team/netwerk")) {
                    (hidden(shown))
                    input type="hidden" name="ip" value=(address.ip);
                    p.network {
                        button.utrecht-button type="submit" { "Open op " (address.ip) }
                        span.hint { "netwerk " (address.network) }
                    }
                }
            }
        }
    }
}

/// Returns a code that was just made, for the person who is to join.
fn code(team: &Team, fresh: &Fresh) -> Markup {
    html! {
        section.panel.ticket aria-labelledby="code" {
            div.ticket__words {
                h2.utrecht-heading-2 id="code" { "Code voor " (fresh.whom) }
                p.ticket__code { (fresh.code) }
                p { "Werkt één keer, tien minuten lang. Deze code ziet u maar één keer: maak een nieuwe als hij weg is." }
                ol.steps {
                    li { "Zet de telefoon op hetzelfde netwerk." }
                    li { "Richt de camera op het blokje, of typ: "
                        @for open in &team.open { strong.ticket__address { "https://" (open.address) "/erbij" } " " } }
                    li { "De telefoon waarschuwt dat het adres onbekend is. Vergelijk de vingerafdruk en ga dan door."
                        @if let Some(first) = team.open.first() { (fingerprint(&first.fingerprint)) } }
                }
            }
            @if let Some(first) = team.open.first() {
                (picture(&format!("https://{}/erbij/{}", first.address, fresh.code)))
            }
        }
    }
}

/// Returns a QR code: black on white, also when the page is dark, or a camera cannot read it.
fn picture(text: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return html! {};
    };
    let width = code.width();
    let dark = code.to_colors().into_iter().enumerate();
    let dark = dark.filter(|(_, color)| *color == Color::Dark);
    let path: String = dark
        .map(|(at, _)| format!("M{} {}h1v1h-1z", at % width, at / width))
        .collect();
    let view = format!("-4 -4 {side} {side}", side = width + 8);
    html! {
        svg.ticket__picture role="img" aria-label="QR-code met het adres en de code" viewBox=(view) shape-rendering="crispEdges" {
            rect x="-4" y="-4" width=(width + 8) height=(width + 8) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}

fn invite(shown: &Shown<'_>) -> Markup {
    let typed = &shown.typed;
    let role = typed.get("role");
    let duty = Duty::parse(typed.get("duty")).unwrap_or(Duty::Part);
    let is_exercise = shown.snapshot.incident.situation().exercise;
    html! {
        form.form method="post" action=(shown.path("/team")) {
            (hidden(shown))
            h2.utrecht-heading-2 id="erbij" { "Iemand erbij laten" }
            div.utrecht-form-field {
                label.utrecht-form-label for="rol" { "Rol" }
                select.utrecht-select id="rol" name="role" {
                    option value="" selected[role.is_empty()] { "Kies een rol" }
                    @for known in shown.playbook().roles() {
                        @let rights = role_rights(shown.playbook(), &known.id);
                        option value=(known.id) selected[known.id == role] {
                            (known.title) @if !rights.is_empty() { " (" (dutch::list(&rights)) ")" }
                        }
                    }
                }
            }
            (text("naam", "name", "Naam", typed.get("name"), "leeg = die vult de persoon zelf in"))
            fieldset.choices {
                legend.utrecht-form-label { "Wat mag deze persoon?" }
                @let own: &[Duty] = if is_exercise { &Duty::OF_EXERCISE } else { &[] };
                @for known in Duty::ALL.into_iter().chain(own.iter().copied()) {
                    @let id = format!("mag-{}", known.as_str());
                    div.choice {
                        input type="radio" id=(id) name="duty" value=(known.as_str()) checked[known == duty];
                        label for=(id) { (duty_words(known)) }
                    }
                }
            }
            div.buttons {
                button.utrecht-button.utrecht-button--primary-action type="submit" { "Maak een code" }
            }
        }
    }
}

fn duty_words(duty: Duty) -> Markup {
    match duty {
        Duty::Lead => {
            html! { strong { "Het bord leiden" } " – ook anderen erbij laten, de tijd bevestigen en afsluiten" }
        }
        Duty::Look => html! { strong { "Meekijken" } " – niets vastleggen; een rol is niet nodig" },
        Duty::Observe => {
            html! { strong { "Waarnemen" } " – ziet doelen en criteria en beoordeelt; speelt geen rol" }
        }
        Duty::Staff => {
            html! { strong { "De oefening leiden" } " – ziet alles wat nog komt; speelt geen rol" }
        }
        Duty::Part => {
            html! { strong { "Meedoen" } " – vastleggen, taken doen, en wat bij de rol hoort" }
        }
    }
}

fn addresses(shown: &Shown<'_>, team: &Team) -> Markup {
    html! {
        section.panel aria-labelledby="adressen" {
            h2.utrecht-heading-2 id="adressen" { "Adres en vingerafdruk" }
            @for open in &team.open {
                p.ticket__address { "https://" (open.address) "/" }
                (fingerprint(&open.fingerprint))
            }
            p.hint { "De vingerafdruk (SHA-256) staat op de telefoon bij de gegevens van het certificaat. Is hij anders, ga dan niet verder: iemand zit ertussen." }
            @if shown.sight.is_here { details.more { summary { "Nog een netwerk openen" } (choices(shown, team)) } }
        }
    }
}

/// Returns a fingerprint in pieces that the eye can compare.
fn fingerprint(fingerprint: &str) -> Markup {
    let pairs: Vec<&str> = fingerprint.split(':').collect();
    html! { span.fingerprint { @for group in pairs.chunks(4) { span { (group.join(":")) } " " } } }
}

fn members(shown: &Shown<'_>, team: &Team) -> Markup {
    html! {
        h2.utrecht-heading-2 id="meedoen" { "Wie doet mee" }
        @if team.joined.is_empty() { p.empty { "Nog niemand, behalve op deze computer." } }
        ul.items {
            @for seat in &team.joined {
                @let (role, name) = (seat.role.as_deref(), seat.name.as_deref());
                li.item {
                    div.item__what {
                        p.item__title { (whom(shown, seat.duty, role, name)) }
                        p.item__meta { "sinds " (words::moment(seat.since, shown.now)) }
                    }
                    (withdraw(shown, "seat", &seat.id(), &whom(shown, seat.duty, role, name)))
                }
            }
        }
        @if !team.pending.is_empty() {
            h3.utrecht-heading-3 { "Codes die nog open staan" }
            ul.items {
                @for code in &team.pending {
                    @let invitation = &code.invitation;
                    @let whom = whom(shown, invitation.duty, invitation.role.as_deref(), invitation.name.as_deref());
                    li.item {
                        div.item__what {
                            p.item__title { (whom) }
                            p.item__meta { "tot " (dutch::clock(code.until)) " uur" }
                        }
                        (withdraw(shown, "code", &code.id, &whom))
                    }
                }
            }
        }
    }
}

fn withdraw(shown: &Shown<'_>, field: &str, id: &str, whom: &str) -> Markup {
    html! {
        form.item__act method="post" action=(shown.path("/team/intrekken")) {
            (hidden(shown))
            input type="hidden" name=(field) value=(id);
            button.utrecht-button type="submit" { "Trek in" span.unseen { ": " (whom) } }
        }
    }
}

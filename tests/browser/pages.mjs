// Every page of the board. A new page is one line here: each is looked at by axe in every mode, on a phone and
// at 400 %, and gets a script typed into its fields; a link on any page to one that is not here is a failure.

/** A page that is not there, with what the board says about that. */
export const NOWHERE = "/nergens";

/** The pages; `:id` is the incident. */
export const PAGES = [
  "/",
  "/i/:id",
  "/i/:id/besluit/online_kijken",
  "/i/:id/besluiten",
  "/i/:id/besluitenlijst",
  "/i/:id/bewijs",
  "/i/:id/kaart",
  "/i/:id/logboek",
  "/i/:id/logboek/2",
  "/i/:id/logboek/2/verbeter",
  "/i/:id/logboek/papier",
  "/i/:id/mensen",
  "/i/:id/overdracht",
  "/i/:id/overleg",
  "/i/:id/overleg/beeld",
  "/i/:id/overleg/oordeel",
  "/i/:id/overleg/besluit",
  "/i/:id/overleg/vorige-keer",
  "/i/:id/overleg/afsluiten",
  "/i/:id/sitrap",
  "/i/:id/sitrap/1",
  "/i/:id/stap/dreiging_bevestigd",
  "/i/:id/stap/signaal_serieus",
  "/i/:id/stuk/melding_illegale_inhoud",
  "/i/:id/stuk/melding_illegale_inhoud/gedaan/submitted",
  "/i/:id/stuk/melding_illegale_inhoud/gedaan/sent",
  "/i/:id/stukken",
  "/i/:id/taak/politie_bellen",
  "/i/:id/team",
  "/i/:id/telefoonkaart",
  "/i/:id/termijnen",
  "/i/:id/tijdlijn",
  "/i/:id/vraag/oproep_inhoud",
  "/i/:id/vraag/oproep_tijdstip",
  "/i/:id/vraag/oproep_vindplaats",
  "/i/:id/vraag/oproep_plaatsen",
  "/i/:id/waarom",
  "/i/:id/wie",
  "/i/:id/zijtak",
  "/opstellen",
  "/opstellen/online-ordeverstoring",
  "/opstellen/online-ordeverstoring/waarschuwingsbrief",
  "/regio",
  "/starten",
  NOWHERE,
  // Last: forms there stop the exercise and close the incident.
  "/i/:id/noodstop",
  "/i/:id/afsluiten",
];

/** The pages that an exercise has besides, for who leads it. */
export const STAGED = [
  "/i/:id",
  "/i/:id/oefenleiding",
  "/i/:id/waarnemen",
  "/i/:id/zelfbeeld",
  "/i/:id/einde",
  "/i/:id/verslag-oefening",
  "/i/:id/afsluiten",
];

/** Opens a page; fails when the board has none there. */
export async function open(stage, page, address) {
  const answer = await page.goto(stage.at(address));
  const expected = address === NOWHERE ? 404 : 200;
  if (answer.status() !== expected) throw new Error(`${address}: ${answer.status()}`);
}

/** What a link may lead to besides: files, of which a browser shows nothing. */
export const FILES = [
  "/i/:id/besluitenlijst/docx",
  "/i/:id/bewijs/1",
  "/i/:id/kaart/overzicht.svg",
  "/i/:id/overdracht/docx",
  "/i/:id/sitrap/1/docx",
  "/i/:id/stuk/melding_illegale_inhoud/1/bestand/docx",
  "/i/:id/stuk/melding_illegale_inhoud/1/oplegnotitie/docx",
  "/i/:id/termijnen/agenda",
  "/i/:id/tijdlijn/tijdlijn.svg",
  "/i/:id/verslag-oefening/docx",
  "/regio.csv",
  "/regio.json",
];

/** Returns what kind of page an address leads to: what differs per incident, person or paper is a star. */
export function kind(address) {
  const [, first, ...rest] = new URL(address, "http://bord").pathname.split("/");
  if (first !== "i") return ["", first, ...rest.map(() => "*")].join("/");
  const [, topic, ...what] = rest;
  return ["/i/:id", topic, ...what.map(() => "*")].filter(Boolean).join("/");
}

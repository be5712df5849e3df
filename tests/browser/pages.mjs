// Every page of the board. A new page is one line here: each is looked at by axe in every mode, on a phone and
// at 400 %, and a link on any page to an address that is not here is a failure.

/** A page that is not there, with what the board says about that. */
export const NOWHERE = "/nergens";

/** The pages; `:id` is the incident. */
export const PAGES = [
  "/",
  "/i/:id",
  "/i/:id/besluit/online_kijken",
  "/i/:id/logboek",
  "/i/:id/stap/dreiging_bevestigd",
  "/i/:id/stap/signaal_serieus",
  "/i/:id/taak/politie_bellen",
  "/i/:id/vraag/oproep_inhoud",
  "/i/:id/vraag/oproep_tijdstip",
  "/i/:id/vraag/oproep_vindplaats",
  "/i/:id/vraag/oproep_plaatsen",
  "/i/:id/wie",
  NOWHERE,
];

/** Opens a page; fails when the board has none there. */
export async function open(stage, page, address) {
  const answer = await page.goto(stage.at(address));
  const expected = address === NOWHERE ? 404 : 200;
  if (answer.status() !== expected) throw new Error(`${address}: ${answer.status()}`);
}

/** Returns what kind of page an address leads to, as it stands above but for what differs per incident. */
export function kind(address) {
  const { pathname } = new URL(address, "http://bord");
  const parts = pathname.split("/");
  if (parts[1] !== "i") return pathname;
  const [, , , topic, ...rest] = parts;
  return ["/i/:id", topic, ...rest.map(() => "*")].filter(Boolean).join("/");
}

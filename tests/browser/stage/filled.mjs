// An incident that is under way, so that no page is empty.
import { note } from "./stage.mjs";

/** One pixel. */
const PICTURE = {
  buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==", "base64"),
  mimeType: "image/png",
  name: "schermafdruk.png",
};

/** The forms that take files along. */
const WITH_FILES = /\/bewijs$|\/gedaan\//;

/** Sends a form as a browser without a script would; fails when it is not carried out. */
export async function send(stage, page, rest, fields, file) {
  const typed = { nonce: `${rest} ${JSON.stringify(fields)}`, ...fields, ...(file && { file }) };
  const answer = await page.request.post(stage.at(`/i/:id${rest}`), {
    [WITH_FILES.test(rest) ? "multipart" : "form"]: typed,
    headers: { "Sec-Fetch-Site": "same-origin" },
    maxRedirects: 0,
  });
  if (answer.status() === 303) return;
  const [, why] = (await answer.text()).match(/id="melding">(.*?)<\/div>/s) ?? [];
  throw new Error(`${rest}: ${answer.status()} ${why}`);
}

/** Fills an incident with what a team writes in its first half hour. */
export async function fill(stage, page) {
  const record = (fact, value, source) =>
    send(stage, page, `/vraag/${fact}`, { act: "answer", certainty: "probable", source, value });
  await record("oproep_vindplaats", "openbaar_kanaal", "wijkagent");
  await record("oproep_inhoud", "Vanavond allemaal naar het Kerkplein, neem mee wat je hebt.", "schermafdruk");
  await send(stage, page, "/vraag/oproep_url", { act: "unknown" });
  await send(stage, page, "/taak/logboek_openen", { act: "done", result: "Logboek open om 18.02." });
  await send(stage, page, "/taak/politie_bellen", { act: "claim" });
  await send(stage, page, "/stap/kijken_gevraagd", { reason: "het team vraagt erom" });
  await send(stage, page, "/logboek", { kind: "action", text: "Jongerenwerk gebeld, belt om 19.30 terug." });
  await send(stage, page, "/stuk/melding_illegale_inhoud/concept", {});
  await send(stage, page, "/stuk/melding_illegale_inhoud/gedaan/submitted", { to: "de burgemeester" });
  await send(stage, page, "/bewijs", { description: "Schermafdruk van de oproep" }, PICTURE);
  await send(stage, page, "/sitrap", {});
  await page.goto(stage.at("/i/:id/logboek"));
  await note(page, "De wijkagent meldt dat de oproep ook in een buurtapp staat.");
}

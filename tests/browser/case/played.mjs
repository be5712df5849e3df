// The shortest exercise of the library, played through the real board: from prepared to its report.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { leader, prepare, watcher } from "../stage/exercise.mjs";
import { ROLE } from "../stage/stage.mjs";
import { isWord } from "../stage/word.mjs";

const SCENARIO = fileURLToPath(new URL("../../../exercises/deepfake-van-de-burgemeester.toml", import.meta.url));
/** What comes by itself after two minutes of exercise time comes no sooner; this is the longest wait for it. */
const COMES = 240_000;
/** What is to be better, as it is written down. */
const POINT = "Spreek vooraf af wie beslist als het over de burgemeester gaat.";

const saved = (page) => page.getByText(/Vastgelegd als regel/).waitFor();

/** Presses a button of who leads, and waits until it is done. */
async function leads(page, name) {
  const done = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByRole("button", { name, exact: true }).click();
  assert.equal((await done).status(), 303, name);
  await page.waitForLoadState();
}

/** Says that a message was understood. */
async function understands(page, text) {
  const message = page.getByRole("listitem").filter({ hasText: text });
  await message.getByRole("button", { name: /^Begrepen/ }).click();
  await message.getByText(/Begrepen: /).waitFor();
}

/** Sets a step of the playbook. */
async function steps(page, title, reason) {
  await page.getByRole("link", { name: `Zet deze stap… : ${title}` }).click();
  await page.getByLabel("Reden").fill(reason);
  await page.getByRole("button", { name: "Zet deze stap" }).click();
  await saved(page);
}

/** Takes a decision that lies before somebody, with a reason. */
async function decides(page, title, option, reason) {
  const open = page.getByRole("listitem").filter({ hasText: title });
  await open.getByRole("link", { name: "Besluiten", exact: true }).first().click();
  await page.getByLabel(option, { exact: true }).check();
  await page.getByLabel("Reden", { exact: true }).fill(reason);
  await page.getByRole("button", { name: "Leg het besluit vast" }).click();
  await saved(page);
}

/** Judges a criterion, on the lines of the log that say something. */
async function judges(page, criterion, rating, lines, text) {
  await page.reload();
  await page.getByLabel("Waarop").selectOption(criterion);
  await page.getByLabel(rating, { exact: true }).check();
  for (const line of lines) await page.getByRole("checkbox", { name: line }).first().check();
  await page.getByLabel("Wat u zag").first().fill(text);
  await page.getByRole("button", { name: "Leg dit oordeel vast" }).click();
  await page.getByText("Opgeschreven.", { exact: true }).waitFor();
}

/** What the team plays: messages, facts, the way to the driehoek, two decisions, and a paper that is signed. */
async function plays(stage, { lead, mayor, order }) {
  // By phone it comes when who plays it says so; what is for one role stands on no other screen.
  await leads(lead, "Gespeeld: gebeld : Er staan mensen voor het hek");
  await mayor.getByText("Niet schrikken.").waitFor();
  assert.ok(!(await order.content()).includes("Niet schrikken."), "it was for the mayor");
  await understands(mayor, "Niet schrikken.");

  await leads(lead, "Houd vast : Zevenennegentig procent");
  await lead.getByRole("region", { name: /^Vastgehouden/ }).getByText("Zevenennegentig procent", { exact: true }).waitFor();
  await leads(lead, "Sla over : Morgenochtend om acht uur");
  await lead.getByRole("region", { name: /^Komt niet/ }).getByText("Morgenochtend om acht uur", { exact: true }).waitFor();

  // A message that stands in no scenario, and a question about it.
  await lead.getByLabel("Van", { exact: true }).fill("Bode van het gemeentehuis");
  await lead.getByLabel("Wat de spelers zien of horen").fill("Er staat een cameraploeg in de hal.");
  await leads(lead, "Bezorg dit bericht");
  const camera = order.getByRole("listitem").filter({ hasText: "cameraploeg" });
  await camera.getByText("Wat bedoelt dit?").click();
  await camera.getByLabel("Uw vraag aan de oefenleiding").fill("Van welke omroep?");
  await camera.getByRole("button", { name: "Stel de vraag" }).click();
  await lead.getByRole("region", { name: /^Vragen van spelers/ }).getByText("Van welke omroep?", { exact: true }).waitFor();

  await order.getByLabel("Openbaar kanaal").check();
  await order.getByLabel("Bron", { exact: true }).fill("webredactie");
  await order.getByRole("button", { name: "Leg vast", exact: true }).click();
  await saved(order);
  await steps(order, "De driehoek komt (weer) bijeen", "de politie wil weten wat er mag");

  await decides(mayor, "Opschaling", "Nee, de driehoek volstaat", "De politie heeft genoeg mensen.");
  await decides(mayor, "Maatregel rond plaats", "Inzet van politie, jongerenwerk en toezicht", "Niets doen is te weinig.");
  await mayor.goto(stage.at("/i/:id/stuk/raadsinformatiebrief"));
  await mayor.getByRole("button", { name: "Maak concept" }).click();
  await saved(mayor);
  await mayor.getByRole("link", { name: "vastgesteld en ondertekend", exact: true }).click();
  await mayor.getByLabel("Reden van de afwijking").fill("De raad vergadert morgen; de rest volgt.");
  await mayor.getByRole("button", { name: "Leg vast", exact: true }).click();
  await saved(mayor);
}

/** What who leads does with the time. */
async function runs(stage, { lead, mayor, order }) {
  await leads(lead, "Pauze");
  await order.getByText("De oefening staat stil").waitFor();
  await leads(lead, "Ga verder");
  await order.getByText("De oefening staat stil").waitFor({ state: "detached" });

  // Something real: every screen says so, until who leads lets it go on.
  await order.getByRole("link", { name: "Noodstop" }).click();
  await order.getByLabel("Wat is er aan de hand?").fill("Iemand is onwel.");
  await order.getByRole("button", { name: "Stop de oefening nu" }).click();
  for (const page of [lead, mayor]) await page.getByText("GEEN OEFENING", { exact: true }).waitFor();
  await lead.reload();
  await leads(lead, "Noodstop voorbij: ga verder");
  await mayor.getByText("GEEN OEFENING", { exact: true }).waitFor({ state: "detached" });

  await lead.getByText("Pauze met uitleg, tempo, sprong in de tijd").click();
  await lead.getByLabel("Hoeveel keer zo snel loopt de tijd").fill("6");
  await leads(lead, "Zet het tempo");
  await lead.getByText("6 keer zo snel", { exact: true }).waitFor();

  // What comes by itself comes without anybody; it was not there before.
  await mayor.goto(stage.incident);
  await mayor.getByText("Wie dat niet bevalt, komt morgen maar").first().waitFor({ timeout: COMES });

  await lead.goto(stage.at("/i/:id/oefenleiding"));
  await lead.getByText("Pauze met uitleg, tempo, sprong in de tijd").click();
  await lead.getByLabel("Spring in het verhaal naar").fill("10-6-2027 18:40");
  await lead.getByLabel("Wat de spelers horen").fill("Het is donderdag, twintig voor zeven.");
  await lead.getByRole("button", { name: "Kijk wat de sprong overslaat" }).click();
  await lead.getByText("Springen naar 10 juni 2027").waitFor();
  await leads(lead, "Ja, spring");
  await order.goto(stage.incident);
  await order.locator(".band__time", { hasText: "nu 18.4" }).waitFor();
}

/** Two observers judge; on one criterion they differ. */
async function watch({ one, other }) {
  const line = /Er staan mensen voor het hek|Niet schrikken|Begrepen/;
  await judges(one, "d2c", "zonder problemen", [line], "De secretaris belde het gezin.");
  await judges(other, "d2c", "met grote problemen", [line], "De burgemeester belde zelf.");
  await judges(other, "d1c", "niet waargenomen", [], "");
  assert.ok(!(await other.content()).includes("De secretaris belde het gezin."), "observers do not follow each other");
}

/** The end, the hot wash, and what the team finds of itself before it sees what observers find. */
async function ends(stage, { lead, mayor, order }) {
  await lead.goto(stage.at("/i/:id/oefenleiding"));
  await lead.getByRole("link", { name: "Beëindig de oefening…" }).click();
  await lead.getByLabel("Waarom nu").fill("De tijd is om en de doelen zijn geraakt.");
  await leads(lead, "Einde oefening");
  await mayor.getByText("De oefening is afgelopen.").waitFor();

  await mayor.goto(stage.at("/i/:id/verslag-oefening"));
  await mayor.getByText("komt in beeld zodra het team zelf elk doel heeft beoordeeld").waitFor();
  await mayor.getByRole("link", { name: "Naar het zelfbeeld" }).click();
  assert.ok(!(await mayor.content()).includes("De burgemeester belde zelf."), "the team judges itself first");
  const open = mayor.getByRole("button", { name: /^Zo vinden wij het/ });
  for (let left = await open.count(); left > 0; left -= 1) {
    const form = mayor.locator("form").filter({ has: mayor.getByRole("button", { name: /^Zo vinden wij het/ }) }).nth(-left);
    await form.getByLabel("met kleine problemen").check();
    await form.getByLabel("Waarom").fill("Wij wachtten te lang.");
    const done = mayor.waitForResponse((answer) => answer.request().method() === "POST");
    await form.getByRole("button").click();
    assert.equal((await done).status(), 303);
    await mayor.waitForLoadState();
  }
  await mayor.getByText("Het team heeft elk doel beoordeeld.").waitFor();
  await mayor.getByText("De burgemeester belde zelf.").waitFor();

  await lead.goto(stage.at("/i/:id/einde"));
  await lead.getByText(/op de pagina Zelfbeeld: gedaan/).waitFor();
  await lead.getByLabel("Wie besliste er toen het over de burgemeester ging?").fill("Niemand wist het zeker.");
  await leads(lead, "Schrijf de antwoorden op");
  await lead.getByText("— Niemand wist het zeker.").waitFor();
}

/** The report on screen and as a file, and what is to be better. */
async function looksBack(stage, { lead, mayor }) {
  await lead.getByRole("link", { name: "Verslag van de oefening" }).click();
  await lead.getByLabel("Wat moet beter").fill(POINT);
  await lead.getByLabel("Wie zorgt ervoor").selectOption({ label: "Gemeentesecretaris" });
  await lead.getByLabel("Uiterlijk").fill("30-4-2027");
  await lead.getByLabel("Bij welk doel").selectOption({ index: 2 });
  await lead.getByLabel("Wat in het draaiboek anders moet").selectOption("task.slachtoffer_helpen");
  await leads(lead, "Schrijf dit punt op");
  await lead.getByText(`1. ${POINT}`).waitFor();
  await leads(lead, "Mee bezig : punt 1");
  await lead.getByText("mee bezig", { exact: true }).first().waitFor();

  // The team has the same report, without what is for who leads.
  await mayor.goto(stage.at("/i/:id/verslag-oefening"));
  const titles = await mayor.getByRole("heading").allInnerTexts();
  const order = ["Overzicht", "Verloop", "Besluiten", "Doelen", "Verwacht en gezien", "Niet waargenomen en niet aan de orde", "Verbeterpunten", "Nabespreking"];
  assert.deepEqual(titles.filter((title) => order.includes(title)), order);
  const report = await mayor.locator("main").innerText();
  for (const words of [
    "Waarnemer A vond ‘zonder problemen’ en Waarnemer B vond ‘met grote problemen’",
    "Niet waargenomen door een waarnemer: 17 van 18 criteria",
    "Het team vond zelf: met kleine problemen.",
    "overgeslagen door de leiding",
    "Niets doen is te weinig.",
    "1 keer gebruikt",
    POINT,
  ]) {
    assert.ok(report.includes(words), `not in the report: ${words}`);
  }
  assert.equal(await mayor.getByRole("button", { name: "Schrijf dit punt op" }).count(), 0);
  assert.ok(await mayor.locator(".drawing__image").evaluate(async (image) => {
    image.loading = "eager";
    await image.decode();
    return image.naturalWidth > 500;
  }));
  const [download] = await Promise.all([
    mayor.waitForEvent("download"),
    mayor.getByRole("link", { name: "Word", exact: true }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^OEFENING-verslag-.*\.docx$/);
  await isWord(await download.path());

  // A line of the log is a link.
  await mayor.getByRole("row").filter({ hasText: "De secretaris belde het gezin." }).getByRole("link").first().click();
  await mayor.getByText(/Regel \d+/).first().waitFor();
}

export default {
  async "an exercise is played from its start to its report"(stage) {
    await prepare(stage, SCENARIO);
    const mayor = await stage.person(ROLE.mayor, "Rol 1");
    const order = await stage.person(ROLE.order, "Rol 2");
    const [lead, one, other] = [
      await leader(stage, "Leider"),
      await watcher(stage, "Waarnemer A"),
      await watcher(stage, "Waarnemer B"),
    ];
    await leads(lead, "Begin de oefening");
    await plays(stage, { lead, mayor, order });
    await watch({ one, other });
    await runs(stage, { lead, mayor, order });
    await ends(stage, { lead, mayor, order });
    await looksBack(stage, { lead, mayor });
    const points = await stage.board.run("improvements", stage.board.folder);
    assert.ok(points.includes(POINT) && points.includes("mee bezig"), points);
    await stage.board.run("verify", await stage.board.incident());
  },
};

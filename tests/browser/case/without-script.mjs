// The whole path without a script: every action is a form, and every page is there.
import assert from "node:assert/strict";

import { ROLE, note } from "../stage/stage.mjs";

export default {
  async "a browser without a script starts, answers, decides, finishes and moves on"(stage) {
    stage.expect(/422/);
    const page = await stage.screen({ javaScriptEnabled: false });
    await stage.start(page);
    const saved = page.getByText(/Vastgelegd als regel/);
    await page.getByLabel("Besloten groep").check();
    await page.getByRole("button", { name: "Leg vast", exact: true }).click();
    await saved.waitFor();

    await page.getByRole("link", { name: "Logboek", exact: true }).click();
    await note(page, "Zonder script");
    await page.getByRole("cell", { name: "Zonder script" }).waitFor();

    await page.getByRole("link", { name: "Nu", exact: true }).click();
    await page.getByRole("link", { name: /^Klaar….*Open het logboek/ }).click();
    await page.getByLabel("Wat kwam eruit?").fill("Het logboek is open.");
    await page.getByRole("button", { name: "Klaar" }).click();
    await saved.waitFor();

    await page.getByRole("link", { name: "Zet deze stap… : Iemand wil online meekijken" }).click();
    await page.getByRole("button", { name: "Zet deze stap" }).click();
    await saved.waitFor();

    await stage.sit(page, ROLE.mayor, "Rol 2");
    const decision = page.getByRole("listitem").filter({ hasText: "Online meekijken" });
    await decision.getByRole("link", { name: "Besluiten" }).click();
    await page.getByLabel("Nee, wij vragen de politie om het beeld").check();
    // Without a reason it comes back with the choice still made.
    await page.getByRole("button", { name: "Leg het besluit vast" }).click();
    await page.getByText("een besluit heeft een reden").waitFor();
    assert.equal(await page.getByLabel("Nee, wij vragen de politie om het beeld").isChecked(), true);
    await page.getByLabel("Reden").fill("de politie heeft het beeld");
    await page.getByRole("button", { name: "Leg het besluit vast" }).click();
    await saved.waitFor();

    await page.getByRole("link", { name: "Zet deze stap… : Het signaal is serieus" }).click();
    await page.getByRole("button", { name: "Zet deze stap" }).click();
    await page.locator(".band__place", { hasText: "Duiden en wegen" }).waitFor();
    // A document: its concept, and what was done with it.
    await page.goto(stage.at("/i/:id/stukken"));
    for (const fold of await page.getByText(/^Toon \d+ stukken$/).all()) await fold.click();
    await page.getByRole("link", { name: "Waarschuwingsbrief", exact: true }).click();
    await page.getByRole("button", { name: "Maak concept" }).click();
    await saved.waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Word", exact: true }).click(),
    ]);
    assert.match(download.suggestedFilename(), /\.docx$/);
    await page.getByRole("link", { name: "ter vaststelling voorgelegd" }).click();
    await page.getByLabel("Hoe voorgelegd").fill("op papier");
    await page.getByRole("button", { name: "Leg vast", exact: true }).click();
    await saved.waitFor();

    // A file as evidence, and lines from paper.
    await page.goto(stage.at("/i/:id/bewijs"));
    await page.getByLabel("Kies een bestand").setInputFiles({ buffer: Buffer.from("tekst"), mimeType: "text/plain", name: "a.txt" });
    await page.getByLabel("Wat is erop te zien?").fill("Een afschrift");
    await page.getByRole("button", { name: "Voeg toe" }).click();
    await saved.waitFor();
    await page.goto(stage.at("/i/:id/logboek/papier"));
    const row = page.getByRole("row").nth(1);
    await row.getByLabel(/Nummer/).fill("1");
    await row.getByLabel(/Tekst/).fill("Van het papieren formulier");
    await page.getByLabel("Waarom komen deze regels later?").fill("de laptop deed het niet");
    await page.getByRole("button", { name: "Leg alle regels vast" }).click();
    await page.getByRole("cell", { name: "Van het papieren formulier" }).waitFor();

    // Drafting without an incident.
    await page.goto(stage.at("/opstellen"));
    await page.getByRole("link", { name: /^Online aangejaagde/ }).click();
    await page.getByRole("link", { name: "Waarschuwingsbrief", exact: true }).click();
    await page.getByRole("button", { name: "Werk bij" }).click();
    await page.getByRole("heading", { name: "De tekst, met de antwoorden tot nu toe" }).waitFor();
    await page.goto(stage.at("/i/:id"));

    // What a script would do by itself is a link.
    await page.getByRole("link", { name: "Ververs" }).click();
    assert.equal(await page.getByText("Geen verbinding.").isVisible(), false);
  },
};

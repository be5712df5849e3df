// A team of four plays an incident; each sees what the others do without doing anything.
import assert from "node:assert/strict";

import { isWord } from "../stage/word.mjs";
import { ROLE, note } from "../stage/stage.mjs";

/** The document of which a concept is made. */
const PAPER = "Waarschuwingsbrief";

export default {
  async "four screens play an incident and follow each other"(stage) {
    const keeper = await stage.screen();
    await stage.start(keeper);
    const [mayor, order, lawyer] = await Promise.all([
      stage.person(ROLE.mayor, "Rol 2"),
      stage.person(ROLE.order, "Rol 3"),
      stage.person(ROLE.lawyer, "Rol 4"),
    ]);
    await keeper.getByRole("link", { name: "Logboek", exact: true }).click();
    await lawyer.getByRole("link", { name: "Logboek", exact: true }).click();

    // What the log keeper writes stands on the lawyer's screen.
    await note(keeper, "De wijkagent belt: oproep voor vanavond.");
    await lawyer.getByRole("cell", { name: "De wijkagent belt" }).waitFor();

    // An answer closes the question for everyone.
    const question = (page) => page.getByText("Waar staat de oproep?", { exact: true });
    await question(mayor).waitFor();
    await order.getByLabel("Besloten groep").check();
    await order.getByLabel("Bron", { exact: true }).fill("wijkagent");
    await order.getByRole("button", { name: "Leg vast", exact: true }).click();
    await order.getByText(/Vastgelegd als regel/).waitFor();
    await question(mayor).waitFor({ state: "detached" });
    await lawyer.getByRole("cell", { name: /Bron: wijkagent/ }).waitFor();

    // Nobody knows it: it is what the team waits for.
    await order.getByRole("button", { name: "Onbekend" }).first().click();
    await mayor.getByText("Gevraagd, antwoord nog onbekend").waitFor();

    // A task that somebody takes is taken on every screen, and gone when it is done.
    const task = "Bel de politie: kent u deze oproep, en hoe ernstig is het?";
    const tasks = (page) => page.getByRole("listitem").filter({ hasText: task });
    await order.getByRole("button", { name: `Oppakken : ${task}` }).click();
    await tasks(mayor).getByText(/opgepakt door/).waitFor();
    await order.getByRole("link", { name: `Klaar… : ${task}` }).click();
    await order.getByLabel("Wat kwam eruit?").fill("Politie kent de oproep, beeld volgt.");
    await order.getByRole("button", { name: "Klaar" }).click();
    await order.getByText(/Vastgelegd als regel/).waitFor();
    await tasks(mayor).waitFor({ state: "detached" });

    // A step that the adviser sets brings a decision to the mayor.
    const decision = mayor.getByRole("listitem").filter({ hasText: "Online meekijken" });
    const decide = decision.getByRole("link", { name: "Besluiten", exact: true });
    assert.equal(await decide.count(), 0);
    await order.getByRole("link", { name: "Zet deze stap… : Iemand wil online meekijken" }).click();
    await order.getByLabel("Reden").fill("het team vraagt erom");
    await order.getByRole("button", { name: "Zet deze stap" }).click();
    await order.getByText(/Vastgelegd als regel/).waitFor();
    await decide.click();
    await mayor.getByLabel("Nee, wij vragen de politie om het beeld").check();
    await mayor.getByLabel("Reden").fill("de politie heeft het beeld");
    await mayor.getByRole("button", { name: "Leg het besluit vast" }).click();
    await mayor.getByText(/Vastgelegd als regel/).waitFor();
    await lawyer.getByRole("cell", { name: /Reden: de politie heeft het beeld/ }).waitFor();

    // The team moves on, and every band says so.
    await order.getByRole("link", { name: "Zet deze stap… : Het signaal is serieus" }).click();
    await order.getByRole("button", { name: "Zet deze stap" }).click();
    for (const page of [mayor, order, lawyer, keeper]) {
      await page.locator(".band__place", { hasText: "Duiden en wegen" }).waitFor();
    }

    // The lawyer makes a concept, and has it as a file that is a file.
    await lawyer.getByRole("link", { name: "Stukken", exact: true }).first().click();
    for (const fold of await lawyer.getByText(/^Toon \d+ stukken$/).all()) await fold.click();
    await lawyer.getByRole("link", { name: PAPER, exact: true }).click();
    await lawyer.getByRole("button", { name: "Maak concept" }).click();
    await lawyer.getByText(/Vastgelegd als regel/).waitFor();
    const [download] = await Promise.all([
      lawyer.waitForEvent("download"),
      lawyer.getByRole("link", { name: "Word", exact: true }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^oefening.*-waarschuwingsbrief-concept-regel-\d+\.docx$/i);
    await isWord(await download.path());
    await mayor.getByRole("link", { name: "Logboek", exact: true }).click();
    await mayor.getByRole("cell", { name: /concept.*waarschuwingsbrief|waarschuwingsbrief.*concept/is }).first().waitFor();

    // What four screens entered is one log that holds, decided again from its own playbook.
    const said = await stage.board.run("verify", await stage.board.incident());
    assert.match(said, /\d+ entries|holds|ok/i);
  },
};

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
    // What a script would do by itself is a link.
    await page.getByRole("link", { name: "Ververs" }).click();
    assert.equal(await page.getByText("Geen verbinding.").isVisible(), false);
  },
};

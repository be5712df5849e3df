// The smallest exercise: who leads, an observer and two players, each at a screen of their own.
import assert from "node:assert/strict";

import { SMALL, leader, prepare, watcher } from "../stage/exercise.mjs";
import { ROLE } from "../stage/stage.mjs";

/** What the players must not see before it comes. */
const TO_COME = "Ik hoor dat er vanavond rellen komen";

export default {
  async "an exercise is led, played and observed"(stage) {
    // A form that comes back has a status that the browser remarks on.
    stage.expect(/status of 422/);
    await prepare(stage, SMALL);
    const order = await stage.person(ROLE.order, "Rol 1");
    const talker = await stage.person("Communicatieadviseur", "Rol 2");
    await order.getByText("De oefening staat stil").waitFor();
    const lead = await leader(stage, "Leider");
    const observer = await watcher(stage, "Waarnemer A");
    await lead.getByText(TO_COME).first().waitFor({ state: "attached" });
    assert.ok(!(await talker.content()).includes(TO_COME), "a player reads ahead");

    await lead.getByRole("button", { name: "Begin de oefening" }).click();
    await order.getByText("De oefening staat stil").waitFor({ state: "detached" });

    // What is played by phone comes when who plays it says so; the screens follow.
    await lead.getByRole("button", { name: "Gespeeld: gebeld : Een ondernemer belt" }).click();
    await order.getByText("Moet ik dicht?").waitFor();
    await order.getByRole("button", { name: /^Begrepen/ }).click();
    await order.getByText("Begrepen: Adviseur openbare orde (Rol 1)").waitFor();
    await order.getByText("Wat bedoelt dit?").first().click();
    await order.getByLabel("Uw vraag aan de oefenleiding").fill("In welk kanaal staat het?");
    await order.getByRole("button", { name: "Stel de vraag" }).click();
    const questions = lead.getByRole("region", { name: /Vragen van spelers/ });
    await questions.getByText("In welk kanaal staat het?", { exact: true }).waitFor();
    assert.ok(!(await talker.content()).includes("Moet ik dicht?"), "it was not for this role");

    // The answer comes to who asked, and a message of the leader's own to everybody.
    await questions.getByLabel("Antwoord op: In welk kanaal").fill("In een besloten groep.");
    await questions.getByRole("button", { name: "Geef dit antwoord" }).click();
    await order.getByText("In een besloten groep.").waitFor();
    assert.ok(!(await talker.content()).includes("In een besloten groep."), "it was asked by another role");
    await lead.getByLabel("Van", { exact: true }).fill("Ondernemer");
    await lead.getByLabel("Wat de spelers zien of horen").fill("In een openbaar kanaal.");
    await lead.getByRole("button", { name: "Bezorg dit bericht" }).click();
    await talker.getByText("In een openbaar kanaal.").waitFor();

    // A judgement rests on a line.
    await observer.reload();
    await observer.getByLabel("Waarop").selectOption("d1a");
    await observer.getByLabel("met kleine problemen").check();
    await observer.getByRole("button", { name: "Leg dit oordeel vast" }).click();
    await observer.getByText("Vink aan uit welke regels het blijkt").waitFor();
    await observer.getByRole("checkbox", { name: /Vraag over het bericht/ }).check();
    await observer.getByRole("button", { name: "Leg dit oordeel vast" }).click();
    await observer.getByText("Opgeschreven.", { exact: true }).waitFor();
    await observer.getByText("Waarnemer A: met kleine problemen").waitFor();

    // Anybody stops it, and every screen says so.
    await talker.getByRole("link", { name: "Noodstop" }).click();
    await talker.getByLabel("Wat is er aan de hand?").fill("Iemand is onwel.");
    await talker.getByRole("button", { name: "Stop de oefening nu" }).click();
    for (const page of [order, lead, observer]) {
      await page.getByText("GEEN OEFENING", { exact: true }).waitFor();
    }
    await lead.reload();
    await lead.getByRole("button", { name: "Noodstop voorbij: ga verder" }).click();
    await order.getByText("GEEN OEFENING", { exact: true }).waitFor({ state: "detached" });
  },
};

// The connection goes: the laptop that serves the board falls over, or the network does.
import assert from "node:assert/strict";

import { ROLE, note } from "../stage/stage.mjs";

const typed = "Wat nog niet verstuurd was";
const after = "En nog een, daarna";
const half = "Een zin die nog niet af";
const banner = (page) => page.getByText("Geen verbinding.");
/** The lines that wait for the connection. */
const waits = (page) => page.locator("[data-outbox]").getByRole("listitem");

export default {
  async "a board that was killed comes back, and nothing typed is lost"(stage) {
    stage.expect(/ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE|422/);
    const keeper = await stage.screen();
    await stage.start(keeper);
    await keeper.goto(stage.at("/i/:id/logboek"));
    await note(keeper, "Vóór de storing");
    const mayor = await stage.person(ROLE.mayor, "Rol 2");
    await keeper.getByLabel("Nieuwe regel").fill(typed);

    await stage.board.kill();
    await Promise.all([banner(keeper).waitFor(), banner(mayor).waitFor()]);
    assert.equal(await keeper.getByLabel("Nieuwe regel").inputValue(), typed);
    // A line that is sent into nothing stays on the page until it can go, the next one after it.
    for (const line of [typed, after]) {
      await keeper.getByLabel("Nieuwe regel").fill(line);
      await keeper.getByRole("button", { name: "Leg vast" }).click();
      await waits(keeper).filter({ hasText: line }).waitFor();
    }
    await keeper.getByText("Nog niet verzonden (2).").waitFor();
    // What is being typed meanwhile is nobody else's.
    await keeper.getByLabel("Nieuwe regel").fill(half);
    assert.equal(await keeper.getByRole("cell", { name: typed }).count(), 0);

    await stage.board.again();
    await Promise.all(
      [keeper, mayor].map((page) => banner(page).waitFor({ state: "hidden" })),
    );
    // Who sat where was known to the folder: the lines go by themselves, once, in the order they were typed.
    await keeper.getByText(/Vastgelegd als regel/).waitFor();
    await waits(keeper).first().waitFor({ state: "detached" });
    await keeper.getByRole("cell", { name: "Vóór de storing" }).waitFor();
    for (const line of [typed, after]) {
      await keeper.getByRole("cell", { name: line }).waitFor();
      assert.equal(await keeper.getByRole("cell", { name: line }).count(), 1);
    }
    const log = await keeper.locator("table.log").textContent();
    assert.ok(log.indexOf(after) < log.indexOf(typed), "the newest line comes first");
    assert.equal(await keeper.getByLabel("Nieuwe regel").inputValue(), half);
    await mayor.goto(stage.at("/i/:id/logboek"));
    await mayor.getByRole("cell", { name: typed }).waitFor();
  },

  async "what waits for the connection is kept over a reload that finds no board"(stage) {
    stage.expect(/ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE/);
    const keeper = await stage.screen();
    await stage.start(keeper);
    await keeper.goto(stage.at("/i/:id/logboek"));
    await stage.board.kill();
    await banner(keeper).waitFor();
    await keeper.getByLabel("Nieuwe regel").fill(typed);
    await keeper.getByRole("button", { name: "Leg vast" }).click();
    await waits(keeper).filter({ hasText: typed }).waitFor();
    await assert.rejects(keeper.reload());
    await stage.board.again();
    await keeper.goto(stage.at("/i/:id/logboek"));
    await keeper.getByRole("cell", { name: typed }).waitFor();
    assert.equal(await keeper.getByRole("cell", { name: typed }).count(), 1);
  },

  async "a screen without network says so at once and catches up"(stage) {
    stage.expect(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/);
    const keeper = await stage.screen();
    await stage.start(keeper);
    const mayor = await stage.person(ROLE.mayor, "Rol 2");
    await Promise.all([keeper, mayor].map((page) => page.goto(stage.at("/i/:id/logboek"))));
    await mayor.getByLabel("Nieuwe regel").fill(typed);
    await mayor.context().setOffline(true);
    await banner(mayor).waitFor();
    await note(keeper, "Geschreven terwijl een ander niets zag");
    await mayor.context().setOffline(false);
    await banner(mayor).waitFor({ state: "hidden" });
    await mayor.getByRole("cell", { name: "Geschreven terwijl een ander niets zag" }).waitFor();
    assert.equal(await mayor.getByLabel("Nieuwe regel").inputValue(), typed);
    await mayor.getByRole("button", { name: "Leg vast" }).click();
    await keeper.getByRole("cell", { name: typed }).waitFor();
  },
};

// The connection goes: the laptop that serves the board falls over, or the network does.
import assert from "node:assert/strict";

import { ROLE, note } from "../stage/stage.mjs";

const typed = "Wat nog niet verstuurd was";
const banner = (page) => page.getByText("Geen verbinding.");

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
    // Sending into nothing does nothing: the page and the words stay.
    await keeper.getByRole("button", { name: "Leg vast" }).click();
    assert.equal(await keeper.getByLabel("Nieuwe regel").inputValue(), typed);

    await stage.board.again();
    await Promise.all(
      [keeper, mayor].map((page) => banner(page).waitFor({ state: "hidden" })),
    );
    await keeper.getByRole("cell", { name: "Vóór de storing" }).waitFor();
    assert.equal(await keeper.getByLabel("Nieuwe regel").inputValue(), typed);
    await keeper.getByRole("button", { name: "Leg vast" }).click();
    // Who sat where was known to the board that fell over: it asks again, with the line still there.
    const role = keeper.getByLabel("Uw rol");
    await keeper.getByText(/Vastgelegd als regel/).or(role).first().waitFor();
    if (await role.isVisible()) {
      assert.equal(await keeper.getByLabel("Nieuwe regel").inputValue(), typed);
      await role.selectOption({ label: ROLE.keeper });
      await keeper.getByLabel("Uw naam").fill("Rol 1");
      await keeper.getByRole("button", { name: "Leg vast" }).click();
      await keeper.getByText(/Vastgelegd als regel/).waitFor();
    }
    await keeper.getByRole("cell", { name: typed }).waitFor();
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

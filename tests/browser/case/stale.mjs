// Two people answer the same question at the same moment.
import assert from "node:assert/strict";

import { ROLE } from "../stage/stage.mjs";

export default {
  async "what somebody else was first with comes back with everything typed"(stage) {
    stage.expect(/409/);
    const keeper = await stage.screen();
    await stage.start(keeper);
    const order = await stage.person(ROLE.order, "Rol 3");
    const address = stage.at("/i/:id/vraag/oproep_vindplaats");
    await Promise.all([keeper.goto(address), order.goto(address)]);
    await order.getByLabel("Openbaar kanaal").check();
    await order.getByLabel("Bron", { exact: true }).fill("een melder die belde");
    await order.getByLabel("onbevestigd").check();

    await keeper.getByLabel("Besloten groep").check();
    await keeper.getByRole("button", { name: "Leg vast" }).click();
    await keeper.getByText(/Vastgelegd als regel/).waitFor();

    const [answer] = await Promise.all([
      order.waitForResponse((response) => response.request().method() === "POST"),
      order.getByRole("button", { name: "Leg vast" }).click(),
    ]);
    assert.equal(answer.status(), 409);
    const alarm = order.getByRole("alert").filter({ hasText: "een ander was u voor" });
    await alarm.getByText(/besloten groep/).waitFor();
    assert.equal(await order.getByLabel("Openbaar kanaal").isChecked(), true);
    assert.equal(await order.getByLabel("onbevestigd").isChecked(), true);
    assert.equal(await order.getByLabel("Bron", { exact: true }).inputValue(), "een melder die belde");
    // Who has looked and still means it sends it again.
    await order.getByRole("button", { name: "Leg vast" }).click();
    await order.getByText(/Vastgelegd als regel/).waitFor();
  },
};

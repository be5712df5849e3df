// A phone joins over TLS by a code from the screen of the board, takes part, and is sent away again.
import assert from "node:assert/strict";

import { ROLE, note } from "../stage/stage.mjs";

/** Returns the address for the team: the first network that the board offers, or else this computer itself. */
async function address(stage, host) {
  await host.goto(stage.at("/i/:id/team"));
  const offered = await host.getByRole("button", { name: /^Open op / }).allTextContents();
  const [first] = offered.map((words) => words.replace("Open op ", "").trim());
  if (!first) console.log("join: this computer is on no local network; the board is opened on 127.0.0.1");
  return first ?? "127.0.0.1";
}

/** Makes a code for a role at the screen of the board. */
async function code(stage, host, role) {
  await host.goto(stage.at("/i/:id/team"));
  const roles = host.getByLabel("Rol", { exact: true });
  await roles.selectOption(await roles.locator("option", { hasText: new RegExp(`^${role}( \\(|$)`) }).getAttribute("value"));
  await host.getByRole("button", { name: "Maak een code" }).click();
  await host.getByRole("heading", { name: `Code voor ${role}` }).waitFor();
  return host.locator(".ticket__code").textContent();
}

async function join(phone, address, code) {
  await phone.goto(`${address}/erbij`);
  await phone.getByLabel("Code").fill(code);
  await phone.getByLabel("Uw naam").fill("Rol 9");
  await phone.getByRole("button", { name: "Doe mee" }).click();
}

export default {
  async "a phone joins over TLS by a code that works once, takes part, and is told when it is sent away"(stage) {
    stage.expect(/ERR_CONNECTION|ERR_INCOMPLETE|403|422/);
    const host = await stage.screen();
    await stage.start(host);
    const lan = await address(stage, host);
    await stage.board.kill();
    await stage.board.again(lan);
    const origin = stage.board.team;
    const device = { ignoreHTTPSErrors: true, origin, viewport: { height: 844, width: 390 } };
    const inside = origin + new URL(stage.incident).pathname;

    // Nobody is in without a code.
    const phone = await stage.screen(device);
    await phone.goto(inside);
    await phone.getByRole("heading", { name: "U doet nog niet mee" }).waitFor();

    const given = await code(stage, host, ROLE.order);
    await join(phone, origin, given);
    await phone.getByRole("heading", { name: "1. Besluiten" }).waitFor();
    assert.equal(new URL(phone.url()).origin, origin);
    await host.getByRole("heading", { name: "Wie doet mee" }).waitFor();

    // Each sees what the other writes.
    await host.goto(stage.at("/i/:id/logboek"));
    await phone.goto(`${inside}/logboek`);
    await note(phone, "Vanaf de telefoon: het plein is leeg.");
    await host.getByRole("cell", { name: "Vanaf de telefoon: het plein is leeg." }).waitFor();
    await host.getByText("(Rol 9)").first().waitFor();
    await note(host, "Gelezen aan tafel.");
    await phone.getByRole("cell", { name: "Gelezen aan tafel." }).waitFor();

    // The same code lets nobody else in.
    const other = await stage.screen(device);
    await join(other, origin, given);
    await other.getByRole("alert").getByText("werkt niet (meer)").waitFor();
    await other.goto(inside);
    await other.getByRole("heading", { name: "U doet nog niet mee" }).waitFor();

    // Who is sent away reads so without doing anything, and keeps what was typed.
    await phone.getByLabel("Nieuwe regel").fill("nog niet verstuurd");
    await host.goto(stage.at("/i/:id/team"));
    await host.getByRole("button", { name: /^Trek in : Rol 9/ }).click();
    await host.getByText("Nog niemand, behalve op deze computer.").waitFor();
    await phone.getByText("Dit apparaat is niet (meer) toegelaten").waitFor();
    assert.equal(await phone.getByText("Geen verbinding.").count(), 0);
    assert.equal(await phone.getByLabel("Nieuwe regel").inputValue(), "nog niet verstuurd");
    await phone.getByRole("link", { name: "Een code invoeren" }).click();
    await phone.getByRole("button", { name: "Doe mee" }).waitFor();

    // Another code lets the same phone in again.
    await join(phone, origin, await code(stage, host, ROLE.lawyer));
    await phone.getByRole("heading", { name: "1. Besluiten" }).waitFor();
  },
};

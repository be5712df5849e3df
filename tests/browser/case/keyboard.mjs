// Without a mouse: Tab, the arrows, space and Enter; and while others write, the focus stays.
import assert from "node:assert/strict";

import { ROLE, note, until } from "../stage/stage.mjs";

/** The most stops of Tab before what is looked for has to be there. */
const STOPS = 120;

/** Goes on with Tab until the focus is on what is described; every stop on the way has to be seen. */
async function tabTo(page, wanted) {
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const labels = [...(element.labels ?? [])].map((label) => label.textContent.trim());
      return {
        isOnScreen: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
        name: element.getAttribute("aria-label") ?? (labels.join(" ") || element.textContent.trim()),
        outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        value: element.value ?? "",
      };
    });
    if (here === null) continue;
    assert.ok(here.outline >= 2, `the focus on ${here.name} is not seen`);
    assert.ok(here.isOnScreen, `${here.name} has the focus beside the screen`);
    if (wanted.test(here.name)) return here;
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}

const press = (page, ...keys) => keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());

/** Presses Enter and waits for the page that it leads to. */
const enter = (page, to) => Promise.all([page.waitForURL(to), page.keyboard.press("Enter")]);

export default {
  async "everything is done with the keyboard alone"(stage) {
    const page = await stage.screen();
    await page.goto(stage.board.address);
    await tabTo(page, /^Ja$/);
    await press(page, "Space");
    await tabTo(page, /^Wat is er gebeurd/);
    await page.keyboard.type("Er gaat een oproep rond");
    await tabTo(page, /^Verder/);
    await enter(page, /\/starten/);
    await tabTo(page, /^(Gemeente gehackt|Online aangejaagde)/);
    while (!/^Online/.test(await page.evaluate(() => document.activeElement.labels[0].textContent.trim()))) {
      await press(page, "ArrowDown");
    }
    await press(page, "Space");
    // The second choice of a group is one arrow away.
    await tabTo(page, /^Echt incident$/);
    await press(page, "ArrowDown");
    await tabTo(page, /^Uw naam$/);
    await page.keyboard.type("Rol 1");
    await enter(page, /\/wie/);
    stage.incident = page.url().replace(/\/wie.*$/, "");
    await tabTo(page, /^Dit ben ik$/);
    await press(page, "Enter");
    await page.getByRole("heading", { name: "1. Besluiten" }).waitFor();
    await page.locator(".band__mark", { hasText: "OEFENING" }).waitFor();

    await tabTo(page, /^(besloten groep|openbaar kanaal)/i);
    await press(page, "ArrowDown");
    await tabTo(page, /^Leg vast$/);
    await press(page, "Enter");
    await page.getByText(/Vastgelegd als regel/).waitFor();

    await tabTo(page, /^Logboek$/);
    await enter(page, /\/logboek/);
    // The line to type in is ready without a single Tab.
    await until(page, () => document.activeElement.id === "regel");
    await page.keyboard.type("Met alleen het toetsenbord");
    await press(page, "Enter");
    await page.getByRole("cell", { name: "Met alleen het toetsenbord" }).waitFor();

    await tabTo(page, /^Nu$/);
    await enter(page, stage.incident);
    await tabTo(page, /^Zet deze stap….*Het signaal is serieus/s);
    await enter(page, /\/stap\//);
    await tabTo(page, /^Reden$/);
    await page.keyboard.type("twee meldingen");
    await tabTo(page, /^Zet deze stap$/);
    await press(page, "Enter");
    await page.locator(".band__place", { hasText: "Duiden en wegen" }).waitFor();
  },

  async "what others write never moves the focus, nor touches what is being typed"(stage) {
    const keeper = await stage.screen();
    await stage.start(keeper);
    const order = await stage.person(ROLE.order, "Rol 3");
    await keeper.goto(stage.at("/i/:id/logboek"));

    // On a link in a part of the page that is replaced.
    const link = order.getByRole("link", { name: /^Klaar….*Bel de burgemeester/ });
    await link.focus();
    const told = (seq) => order.locator("footer", { hasText: `Laatste regel ${seq} ` }).waitFor();
    const head = async () => Number((await keeper.locator("footer").textContent()).match(/Laatste regel (\d+)/)[1]);
    await note(keeper, "Een regel erbij");
    await told(await head());
    assert.equal(await link.evaluate((element) => element === document.activeElement), true);

    // In the middle of a word, in a question that somebody else answers meanwhile.
    await order.goto(stage.at("/i/:id"));
    await order.getByLabel("Bron", { exact: true }).pressSequentially("de wijka");
    const task = keeper.request.post(`${stage.incident}/taak/logboek_openen`, {
      form: { act: "done", nonce: "1", result: "open" },
      headers: { "Sec-Fetch-Site": "same-origin" },
    });
    assert.ok((await task).ok());
    await order.getByRole("listitem").filter({ hasText: "Open het logboek" }).waitFor({ state: "detached" });
    await order.keyboard.type("gent");
    assert.equal(await order.getByLabel("Bron", { exact: true }).inputValue(), "de wijkagent");
  },
};

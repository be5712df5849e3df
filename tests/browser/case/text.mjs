// Whatever people type is text: a script in every field of every form is shown, and never runs.
import assert from "node:assert/strict";

import { PAGES, open } from "../pages.mjs";
import { fill } from "../stage/filled.mjs";
import { unfold } from "../stage/stage.mjs";

/** What none of the text may become; a picture of the board's own has an address of the incident. */
const MADE = "main img:not([src^='/i/']), [onerror], a[href^='javascript:'], body script";
const SCRIPT = `"'><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">{{x}}</a>`;

export default {
  async "a script typed into every text field is text, on the page that comes back and ever after"(stage) {
    stage.expect(/404|422/);
    const page = await stage.screen();
    await stage.start(page, { title: SCRIPT });
    await fill(stage, page);
    // A screen that follows puts in place what the others wrote, by a script.
    const follower = await stage.screen();
    await follower.goto(stage.at("/i/:id/logboek"));
    let forms = 0;
    for (const address of PAGES) {
      await open(stage, page, address);
      await unfold(page);
      for (let at = 0; at < (await page.locator("form").count()); at += 1) {
        const form = page.locator("form").nth(at);
        const fields = form.locator("input[type=text], textarea");
        if ((await fields.count()) === 0) continue;
        forms += 1;
        for (const field of await fields.all()) await field.fill(SCRIPT);
        for (const group of await form.getByRole("group").all()) {
          const choice = group.getByRole("radio");
          if ((await choice.count()) > 0) await choice.first().check();
        }
        // A line for the log is sent by the script, which says here what became of it.
        const isLine = (await form.getAttribute("data-line")) !== null;
        await form.locator("button[type=submit]").first().click();
        if (isLine) await page.locator("#melding, .saved").first().waitFor();
        await page.waitForLoadState();
        await open(stage, page, address);
        await unfold(page);
      }
    }
    assert.ok(forms >= 8, `only ${forms} forms were found`);
    for (const address of PAGES) {
      await open(stage, page, address);
      assert.equal(await page.locator(MADE).count(), 0, address);
    }
    await page.goto(stage.at("/i/:id/logboek"));
    await page.getByText("<script>alert(1)</script>").first().waitFor();
    await follower.getByRole("cell", { name: "<script>alert(1)</script>" }).first().waitFor();
    assert.equal(await follower.locator(MADE).count(), 0);
  },
};

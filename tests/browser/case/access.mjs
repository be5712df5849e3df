// axe looks at every page, in light and dark, with forced colours and with reduced motion; and no
// page is missing from the list of pages.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { FILES, PAGES, STAGED, kind, open } from "../pages.mjs";
import { SMALL, leader, playThrough, prepare } from "../stage/exercise.mjs";
import { fill, send } from "../stage/filled.mjs";
import { unfold } from "../stage/stage.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Every rule, for the page as it is first seen. */
const ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What colours can change. */
const COLOURS = ["color-contrast", "link-in-text-block", "target-size"];
const PLAIN = { colorScheme: "light", contrast: "no-preference", forcedColors: "none", reducedMotion: "no-preference" };
const MODES = [
  { colorScheme: "dark" },
  { contrast: "more" },
  { colorScheme: "light" },
  { contrast: "no-preference", forcedColors: "active", reducedMotion: "reduce" },
];

async function violations(page, runOnly) {
  const found = await page.evaluate((runOnly) => axe.run({ resultTypes: ["violations"], runOnly }), runOnly);
  return found.violations.map(({ help, id, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" ")}`);
}

/** Returns what axe finds on the page that is shown, in every mode. */
async function look(page) {
  await unfold(page);
  await page.evaluate(AXE);
  const found = await violations(page, { type: "tag", values: ALL });
  for (const mode of MODES) {
    await page.emulateMedia(mode);
    for (const violation of await violations(page, { type: "rule", values: COLOURS })) {
      found.push(`${JSON.stringify(mode)} ${violation}`);
    }
  }
  await page.emulateMedia(PLAIN);
  return found;
}

/** Returns what axe finds on some pages, and what they lead to that is not in the list. */
async function lookAt(stage, page, addresses) {
  const listed = new Set([...PAGES, ...STAGED, ...FILES].map(kind));
  const found = [];
  for (const address of addresses) {
    await open(stage, page, address);
    for (const violation of await look(page)) found.push(`${address}: ${violation}`);
    const links = page.locator("a[href]");
    for (const link of await links.evaluateAll((all) => all.map((one) => one.href))) {
      if (!listed.has(kind(link))) found.push(`${address} leads to ${kind(link)}, which is not in pages.mjs`);
    }
  }
  return found;
}

export default {
  async "axe finds nothing on any page, in any mode, and no page is missing from the list"(stage) {
    stage.expect(/404/);
    const page = await stage.screen();
    await stage.start(page);
    await fill(stage, page);
    assert.deepEqual(await lookAt(stage, page, PAGES), []);
  },

  async "axe finds nothing on the pages of an exercise, before its end and after it"(stage) {
    await prepare(stage, SMALL);
    const page = await leader(stage, "Leider");
    const found = await lookAt(stage, page, STAGED);
    await page.goto(stage.at("/i/:id/oefenleiding"));
    await playThrough(page, stage);
    found.push(...(await lookAt(stage, page, STAGED)));
    assert.deepEqual(found, []);
  },

  async "axe finds nothing on a page that comes back"(stage) {
    stage.expect(/409|422/);
    const page = await stage.screen();
    await stage.start(page);
    const found = [];
    // What the board proposes, with a reason and without one.
    for (const told of ["De bestanden zijn versleuteld en er is losgeld geëist", "Het is stil op het plein"]) {
      await stage.tell(page, told);
      found.push(...(await look(page)));
    }
    // Nothing filled in.
    await page.goto(stage.at("/i/:id/vraag/oproep_vindplaats"));
    await page.getByRole("button", { name: "Leg vast" }).click();
    await page.getByRole("alert").waitFor();
    found.push(...(await look(page)));
    // Somebody else was first.
    await page.goto(stage.at("/i/:id/vraag/oproep_vindplaats"));
    await page.getByLabel("Openbaar kanaal").check();
    await send(stage, page, "/vraag/oproep_vindplaats", { act: "answer", value: "besloten_groep" });
    await page.getByRole("button", { name: "Leg vast" }).click();
    await page.getByText("een ander was u voor").waitFor();
    found.push(...(await look(page)));
    // Saved.
    await page.getByRole("button", { name: "Leg vast" }).click();
    await page.getByText(/Vastgelegd als regel/).waitFor();
    found.push(...(await look(page)));
    assert.deepEqual(found, []);
  },
};

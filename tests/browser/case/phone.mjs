// Small screens: a phone in one hand, and a screen at 400 %.
import assert from "node:assert/strict";

import { PAGES, STAGED, open } from "../pages.mjs";
import { SMALL, leader, playThrough, prepare } from "../stage/exercise.mjs";
import { fill } from "../stage/filled.mjs";
import { note, unfold } from "../stage/stage.mjs";

const PHONE = { height: 844, width: 390 };

/** Returns what sticks out to the right, and what is too small to hit, on the page that is shown. */
async function misfits(page, side) {
  await unfold(page);
  return page.evaluate((side) => {
    const found = [];
    const width = document.documentElement.clientWidth;
    const name = (element) => element.outerHTML.slice(0, 120);
    // A table of data may scroll in a frame of its own (WCAG 1.4.10); the page may not.
    const scrolls = (element) => element !== document.body &&
      (["auto", "scroll"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const isSeen = (box) => box.width > 1 && box.height > 1;
    if (document.documentElement.scrollWidth > width) found.push(`scrolls to ${document.documentElement.scrollWidth}`);
    for (const element of document.querySelectorAll("body *")) {
      const box = element.getBoundingClientRect();
      const clipped = element.closest(".unseen, thead") !== null;
      if (isSeen(box) && !clipped && box.right > width + 1 && !scrolls(element)) found.push(`sticks out to ${box.right}: ${name(element)}`);
    }
    for (const element of document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden])")) {
      let box = element.getBoundingClientRect();
      if (!isSeen(box) || element.closest(".skip, .unseen")) continue;
      // A choice is hit by its label as well; a link inside a sentence has no size of its own.
      if (["checkbox", "radio"].includes(element.type)) box = element.closest(".choice").getBoundingClientRect();
      const inline = element.tagName === "A" && getComputedStyle(element).display === "inline";
      const sentence = inline && element.parentElement.textContent.trim() !== element.textContent.trim();
      if (!sentence && (box.height < side || box.width < side)) {
        found.push(`${Math.round(box.width)} x ${Math.round(box.height)}: ${name(element)}`);
      }
    }
    return found;
  }, side);
}

/** Returns the words on the page that is shown; times go on meanwhile. */
async function words(page) {
  const texts = await page.evaluate(() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = [];
    while (walk.nextNode()) if (walk.currentNode.parentElement.checkVisibility()) seen.push(walk.currentNode.data);
    return seen;
  });
  return texts.join(" ").split(/\s+/).filter((word) => !/\d|minu/.test(word));
}

/** Returns what does not fit on some pages, and the words that a small screen leaves out. */
async function unfit(stage, page, addresses, viewport, side) {
  const found = [];
  for (const address of addresses) {
    await open(stage, page, address);
    for (const misfit of await misfits(page, side)) found.push(`${address}: ${misfit}`);
    const small = await words(page);
    await page.setViewportSize({ height: 800, width: 1280 });
    const lost = (await words(page)).filter((word) => !small.includes(word));
    if (lost.length > 0) found.push(`${address}: only on a large screen: ${lost.join(" ")}`);
    await page.setViewportSize(viewport);
  }
  return found;
}

function everyPage(viewport, side, options = {}) {
  return async (stage) => {
    stage.expect(/404/);
    const page = await stage.screen({ viewport, ...options });
    await stage.start(page);
    await fill(stage, page);
    assert.deepEqual(await unfit(stage, page, PAGES, viewport, side), []);
    // What is typed can be sent without scrolling sideways or zooming.
    await page.goto(stage.at("/i/:id/logboek"));
    await note(page, "Van een klein scherm");
  };
}

export default {
  "a phone shows every page without scrolling sideways, with room for a thumb": everyPage(
    PHONE,
    44,
    { deviceScaleFactor: 3, hasTouch: true, isMobile: true },
  ),
  async "a phone shows the pages of an exercise, before its end and after it"(stage) {
    await prepare(stage, SMALL);
    const page = await leader(stage, "Leider");
    await page.setViewportSize(PHONE);
    const found = await unfit(stage, page, STAGED, PHONE, 44);
    await page.goto(stage.at("/i/:id/oefenleiding"));
    await playThrough(page, stage);
    found.push(...(await unfit(stage, page, STAGED, PHONE, 44)));
    assert.deepEqual(found, []);
  },
  // 1,280 pixels at 400 % leave 320.
  "at 400 % nothing is lost or sticks out": everyPage({ height: 256, width: 320 }, 24),
};

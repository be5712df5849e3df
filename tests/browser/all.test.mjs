// Every case, with one browser for all and a board for each. `node --test all.test.mjs` runs it.
import { after, before, describe, test } from "node:test";

import { Board } from "./stage/board.mjs";
import { browser } from "./stage/browser.mjs";
import { Stage } from "./stage/stage.mjs";

const CASES = ["access", "exercise", "join", "keyboard", "lost", "phone", "played", "stale", "team", "text", "without-script"];
/** How many cases play at the same time; a board and its screens take one core. */
const AT_ONCE = 3;
/** After this, in milliseconds, a case hangs; a slow machine that is doing other work as well stays far below it. */
const LIMIT = 600_000;

const only = process.env.DRAAIBOEK_CASE;
const cases = [];
for (const name of CASES.filter((name) => !only || name === only)) {
  cases.push(...Object.entries((await import(`./case/${name}.mjs`)).default));
}

describe("the board in a browser", { concurrency: AT_ONCE }, () => {
  let shared;
  before(async () => (shared = await browser()));
  after(() => shared.close());
  for (const [name, play] of cases) {
    test(name, { timeout: LIMIT }, async () => {
      const board = await Board.open();
      const stage = new Stage(shared, board);
      try {
        await play(stage);
        stage.quiet();
      } catch (error) {
        await stage.keep(name.replaceAll(/\W+/g, "-"));
        throw error;
      } finally {
        await stage.close();
        await board.close();
      }
    });
  }
});

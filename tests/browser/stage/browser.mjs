// The browser: Debian's Chromium without anything that asks the network on its own.
import { existsSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { chromium } from "playwright-core";

const PROGRAM = process.env.DRAAIBOEK_CHROMIUM ?? "/usr/bin/chromium";

/** The addresses of this computer itself, on which a board can be open for the team. */
const OWN = Object.values(networkInterfaces()).flatMap((all) => all.map(({ address }) => address));

/** Opens the browser, in a profile of its own. */
export function browser() {
  if (!existsSync(PROGRAM)) throw new Error(`no browser at ${PROGRAM}; DRAAIBOEK_CHROMIUM can name one`);
  return chromium.launch({
    executablePath: PROGRAM,
    args: [
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-gpu",
      "--disable-quic",
      "--disable-sync",
      "--no-first-run",
      "--no-sandbox",
      // Whatever is asked outside this computer finds nothing, also what no page asked.
      `--host-resolver-rules=${["MAP * ~NOTFOUND", ...OWN.map((address) => `EXCLUDE ${address}`)].join(", ")}`,
    ],
  });
}

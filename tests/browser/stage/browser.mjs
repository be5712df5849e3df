// The browser: Debian's Chromium without anything that asks the network on its own.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PROGRAM = process.env.DRAAIBOEK_CHROMIUM ?? "/usr/bin/chromium";

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
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

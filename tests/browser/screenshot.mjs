// Makes the picture of the README: the board at a busy moment, on a laptop. `node screenshot.mjs -o ../../docs/board.png`
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import { Board } from "./stage/board.mjs";
import { browser } from "./stage/browser.mjs";
import { send } from "./stage/filled.mjs";
import { small } from "./stage/picture.mjs";
import { ROLE, Stage } from "./stage/stage.mjs";

const { values } = parseArgs({ options: { output: { default: "board.png", short: "o", type: "string" } } });

/** Returns a moment so many minutes from now, as people here write it. */
function moment(minutes) {
  const at = new Date(Date.now() + minutes * 60_000);
  const part = (options) => at.toLocaleString("nl-NL", { timeZone: "Europe/Amsterdam", ...options });
  const day = part({ day: "2-digit", month: "2-digit", year: "numeric" });
  return `${day} ${part({ hour: "2-digit", hour12: false, minute: "2-digit" })}`;
}

const ANSWERS = [
  ["oproep_vindplaats", "openbaar_kanaal", "wijkagent", "confirmed"],
  ["oproep_inhoud", "Vanavond allemaal naar het Kerkplein. Neem vuurwerk mee.", "schermafdruk", "confirmed"],
  ["oproep_tijdstip", moment(195), "schermafdruk", "confirmed"],
  ["oproep_plaats", "Kerkplein, Voorbeeldstad", "schermafdruk", "confirmed"],
  ["openbare_orde", "dreiging", "politie", "probable"],
  ["vuurwerk_signalen", "ja", "jongerenwerk", "probable"],
];

const [board, chromium] = await Promise.all([Board.open(), browser()]);
const stage = new Stage(chromium, board);
try {
  const viewport = { height: 768, width: 1366 };
  const page = await stage.screen({ viewport });
  await stage.start(page, { began: moment(-35), kind: "Echt incident", title: "Oproep Kerkplein, Voorbeeldstad" });
  for (const [fact, value, source, certainty] of ANSWERS) {
    await send(stage, page, `/vraag/${fact}`, { act: "answer", certainty, source, value });
  }
  await send(stage, page, "/taak/logboek_openen", { act: "done", result: "geopend" });
  await send(stage, page, "/taak/niet_reageren", { act: "done", result: "afgesproken" });
  await send(stage, page, "/taak/oproep_vastleggen", { act: "done", result: "vier schermafdrukken" });
  await send(stage, page, "/taak/politie_bellen", { act: "done", result: "politie kent de oproep" });
  await send(stage, page, "/stap/signaal_serieus", { reason: "de politie bevestigt het beeld", said_role: "oov" });
  await send(stage, page, "/stap/dreiging_bevestigd", { reason: "twee bronnen", said_role: "oov" });
  await stage.sit(page, ROLE.mayor, "Rol 2");
  const picture = await page.screenshot();
  stage.quiet();
  await writeFile(values.output, await small(chromium, picture));
} finally {
  await stage.close();
  await chromium.close();
  await board.close();
}

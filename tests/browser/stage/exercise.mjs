// An exercise that people play: prepared in the folder of a board, with those who lead and observe.
import { fileURLToPath } from "node:url";

/** The smallest exercise. */
export const SMALL = fileURLToPath(new URL("../../exercises/tien-minuten.toml", import.meta.url));

/** Prepares an exercise; the stage is then about it. */
export async function prepare(stage, scenario) {
  const { board } = stage;
  await board.run("exercise", "start", scenario, "--dir", board.folder, "--prepare");
  const page = await stage.screen();
  await page.goto(board.address);
  const link = await page.locator('a[href^="/i/"]').first().getAttribute("href");
  stage.incident = `${board.address}/i/${link.split("/")[2]}`;
}

/** Opens a screen, and says that somebody leads or observes there. */
async function claim(stage, rest, button, name) {
  const page = await stage.screen();
  await page.goto(stage.incident + rest);
  await page.getByLabel("Uw naam").fill(name);
  await page.getByRole("button", { name: button }).click();
  return page;
}

/** Opens the screen of who leads. */
export const leader = (stage, name) => claim(stage, "/oefenleiding", "Ik leid de oefening", name);

/** Opens the screen of an observer. */
export const watcher = (stage, name) => claim(stage, "/waarnemen", "Ik neem waar", name);

/** Begins an exercise and ends it, without anything in between. */
export async function playThrough(page, stage) {
  await page.getByRole("button", { name: "Begin de oefening" }).click();
  await page.getByRole("button", { name: "Pauze" }).waitFor();
  await page.goto(stage.at("/i/:id/einde"));
  await page.getByLabel("Waarom nu").fill("De tijd is om.");
  await page.getByRole("button", { name: "Einde oefening" }).click();
  await page.getByRole("heading", { name: "De oefening is afgelopen" }).waitFor();
}

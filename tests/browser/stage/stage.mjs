// A board with the screens of a team. Keeps an eye on every screen: what it asks, what it complains
// about and whether anything that was typed ever runs; `quiet` fails on the first fault.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

/** What a page may load, to the letter. */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/** How long anything may take before a test gives up. */
const PATIENCE = 60_000;

/** The roles that play, as the board names them. */
export const ROLE = {
  keeper: "Loghouder",
  lawyer: "Jurist",
  mayor: "Burgemeester",
  order: "Adviseur openbare orde",
};

/** A board with the screens of a team. */
export class Stage {
  #browser;
  #contexts = [];
  #expected = [];
  #faults = [];

  constructor(browser, board) {
    this.#browser = browser;
    this.board = board;
  }

  /** Says that a complaint of the browser belongs to what is tested. */
  expect(...complaints) {
    this.#expected.push(...complaints);
  }

  /** Opens a screen of its own: a browser that knows nothing of the others, and asks one board only. */
  async screen({ origin = this.board.address, ...options } = {}) {
    const context = await this.#browser.newContext({ acceptDownloads: true, ...options });
    this.#contexts.push(context);
    context.setDefaultTimeout(PATIENCE);
    if (options.javaScriptEnabled !== false) {
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) =>
          console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
        );
      });
    }
    context.on("request", (request) => {
      if (new URL(request.url()).origin !== origin) this.#faults.push(`asked elsewhere: ${request.url()}`);
    });
    context.on("response", async (response) => {
      if (response.request().resourceType() !== "document") return;
      const policy = response.headers()["content-security-policy"];
      if (policy !== POLICY) this.#faults.push(`${response.url()}: policy ${policy}`);
    });
    context.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      const text = `${message.text()} (${message.location().url})`;
      if (!this.#expected.some((known) => known.test(text))) this.#faults.push(`console: ${text}`);
    });
    context.on("weberror", (error) => this.#faults.push(`script: ${error.error()}`));
    context.on("dialog", (dialog) => {
      this.#faults.push(`a dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    return context.newPage();
  }

  /** Opens a screen, and says who sits at it. */
  async person(role, name, options = {}) {
    const page = await this.screen(options);
    await this.sit(page, role, name);
    return page;
  }

  /** Says who sits at a screen. */
  async sit(page, role, name) {
    await page.goto(`${this.incident}/wie`);
    await page.getByRole("radio", { name: role, exact: true }).check();
    await page.getByLabel("Uw naam").fill(name);
    await page.getByRole("button", { name: "Dit ben ik" }).click();
    await page.getByRole("heading", { name: "1. Besluiten" }).waitFor();
  }

  /** Tells what happened, and leaves the screen on what the board proposes. */
  async tell(page, told, began = "") {
    await page.goto(this.board.address);
    await page.getByRole("group", { name: /Klopt deze tijd/ }).getByLabel("Ja").check();
    await page.getByLabel("Wat is er gebeurd?").fill(told);
    await page.getByLabel("Wanneer begon het?").fill(began);
    await page.getByRole("button", { name: /^Verder/ }).click();
    await page.getByLabel("Hoe noemt het team dit?").waitFor();
  }

  /** Starts an incident through the pages, as the log keeper; leaves the screen on Nu. */
  async start(page, { began = "", kind = "Oefening", name = "Rol 1", title = "Oproep Kerkplein" } = {}) {
    await this.tell(page, "Op Snapchat gaat een oproep rond", began);
    await page.getByText("er gaat een oproep rond").waitFor();
    await page.getByLabel(kind, { exact: kind === "Oefening" }).check();
    await page.getByRole("radio", { name: /Online aangejaagde ordeverstoring/ }).check();
    await page.getByLabel("Hoe noemt het team dit?").fill(title);
    await page.getByLabel("Uw naam").fill(name);
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.waitForURL(/\/i\/[^/]+\/wie/);
    this.incident = page.url().replace(/\/wie.*$/, "");
    await this.sit(page, ROLE.keeper, name);
  }

  /** Returns the address of a page of the incident. */
  at(rest) {
    return rest.startsWith("/i/:id")
      ? this.incident + rest.slice("/i/:id".length)
      : this.board.address + rest;
  }

  /** Fails when a screen asked elsewhere, complained, or ran what was typed. */
  quiet() {
    assert.deepEqual(this.#faults, []);
  }

  /** Keeps what every screen shows as a picture in `target/browser`, to find out what went wrong. */
  async keep(name) {
    const pages = this.#contexts.flatMap((context) => context.pages());
    for (const [at, page] of pages.entries()) {
      const path = fileURLToPath(new URL(`../../../target/browser/${name}-${at + 1}.png`, import.meta.url));
      await page.screenshot({ fullPage: true, path, timeout: 5_000 }).catch(() => {});
    }
  }

  /** Closes every screen. */
  async close() {
    for (const context of this.#contexts) await context.close();
  }
}

/** Waits until something is true on a page. */
export function until(page, what, given) {
  return page.waitForFunction(what, given, { timeout: PATIENCE });
}

/** Opens everything on a page that is folded up. */
export function unfold(page) {
  return page.locator("details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
}

/** Writes a line in the log, on a screen that shows it. */
export async function note(page, text) {
  await page.getByLabel("Nieuwe regel").fill(text);
  await page.getByRole("button", { name: "Leg vast" }).click();
  await page.getByText(/Vastgelegd als regel/).waitFor();
}

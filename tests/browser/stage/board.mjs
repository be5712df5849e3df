// The program itself, on a folder of its own. Never touches another folder, and listens on this computer only, unless a
// case opens it for the team.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const BUILT = fileURLToPath(new URL("../../../target/debug/draaiboek", import.meta.url));
/** The program: the one that `cargo test` built, or the last one that `cargo build` made. */
export const PROGRAM = process.env.DRAAIBOEK_BINARY ?? BUILT;

/** A board that listens, with the folder of its incidents. */
export class Board {
  #process;
  #said;

  /** Opens a board on an empty folder. */
  static async open() {
    if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not there; run \`cargo build\``);
    const board = new Board();
    board.folder = await mkdtemp(join(tmpdir(), "draaiboek-browser-"));
    await board.#listen(0);
    return board;
  }

  async #listen(port, lan) {
    const typed = ["board", this.folder, "--port", String(port), "--no-open"];
    if (lan) typed.push("--lan", "--address", lan);
    const surroundings = { ...process.env };
    for (const name of ["DRAAIBOEK_DATA", "DRAAIBOEK_MIRROR"]) delete surroundings[name];
    this.#process = spawn(PROGRAM, typed, { env: surroundings, stdio: ["ignore", "pipe", "pipe"] });
    this.#said = "";
    this.#process.stderr.on("data", (bytes) => (this.#said += bytes));
    const lines = createInterface({ input: this.#process.stdout });
    const said = [];
    await new Promise((found, failed) => {
      lines.on("line", (line) => {
        const address = line.match(/https?:\/\/[^/]+/);
        if (address) said.push(address[0]);
        if (said.length === (lan ? 2 : 1)) found();
      });
      this.#process.once("exit", (code) => failed(new Error(`it ended (${code}): ${this.#said}`)));
    });
    [this.address, this.team] = said;
  }

  /** Ends the program as a power failure would. */
  async kill() {
    const ended = new Promise((done) => this.#process.once("exit", done));
    this.#process.kill("SIGKILL");
    await ended;
  }

  /** Starts the program again, on the same folder and the same port; also for the team, on an address. */
  async again(lan) {
    await this.#listen(new URL(this.address).port, lan);
  }

  /** Returns the file of the only incident. */
  async incident() {
    const names = (await readdir(this.folder)).filter((name) => name.endsWith(".draaiboek"));
    if (names.length !== 1) throw new Error(`incidents in the folder: ${names}`);
    return join(this.folder, names[0]);
  }

  /** Runs another verb of the program; returns what it printed. */
  run(...typed) {
    return new Promise((done, failed) => {
      const child = spawn(PROGRAM, typed, { stdio: ["ignore", "pipe", "pipe"] });
      let said = "";
      child.stdout.on("data", (bytes) => (said += bytes));
      child.stderr.on("data", (bytes) => (said += bytes));
      child.once("exit", (code) => (code === 0 ? done(said) : failed(new Error(said))));
    });
  }

  /** Closes the board and takes its folder away. */
  async close() {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await this.kill();
    await rm(this.folder, { force: true, recursive: true });
  }
}

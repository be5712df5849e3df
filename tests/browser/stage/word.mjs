// A file that a browser kept, looked into.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/** Returns the names of the files in a zip, read from the list at its end. */
function zipped(bytes) {
  const end = bytes.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
  assert.ok(bytes.subarray(0, 2).equals(Buffer.from("PK")) && end > 0, "it is not a zip");
  const names = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [name, ...more] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    names.push(bytes.toString("utf8", at + 46, at + 46 + name));
    at += 46 + name + more.reduce((sum, length) => sum + length, 0);
  }
  return names;
}

/** Fails when a file is none that Word opens. */
export async function isWord(path) {
  const names = zipped(await readFile(path));
  assert.ok(names.includes("word/document.xml"), `in the file: ${names}`);
}

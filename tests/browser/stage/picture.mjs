// A picture of a screen made small: at most 256 colours, which is what text on plain panels needs.
import { crc32, deflateSync } from "node:zlib";

const COLOURS = 256;

/** Returns the pixels of a PNG, read by the browser itself. */
async function pixels(browser, png) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const read = await page.evaluate(async (text) => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
      canvas.drawImage(image, 0, 0);
      const { data } = canvas.getImageData(0, 0, image.width, image.height);
      let out = "";
      for (let at = 0; at < data.length; at += 32_768) out += String.fromCharCode(...data.subarray(at, at + 32_768));
      return { height: image.height, text: btoa(out), width: image.width };
    }, png.toString("base64"));
    return { ...read, data: Buffer.from(read.text, "base64") };
  } finally {
    await context.close();
  }
}

const colour = (data, at) => data.readUIntBE(at, 3);

/** Returns the colours that are used most. */
function palette(data) {
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) counts.set(colour(data, at), (counts.get(colour(data, at)) ?? 0) + 1);
  const often = [...counts].sort(([one, first], [other, second]) => second - first || one - other);
  return often.slice(0, COLOURS).map(([known]) => known);
}

function nearest(known, wanted) {
  const parts = (value) => [value >> 16, (value >> 8) & 255, value & 255];
  const far = (value) => parts(value).reduce((sum, part, at) => sum + (part - parts(wanted)[at]) ** 2, 0);
  return known.reduce((best, value, at) => (far(value) < far(known[best]) ? at : best), 0);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** Returns a PNG with the same picture in few colours. */
export async function small(browser, png) {
  const { data, height, width } = await pixels(browser, png);
  const known = palette(data);
  const places = new Map(known.map((value, at) => [value, at]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = colour(data, (y * width + x) * 4);
      if (!places.has(value)) places.set(value, nearest(known, value));
      rows[y * (width + 1) + 1 + x] = places.get(value);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits for each pixel, each the place of a colour.
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.alloc(known.length * 3);
  known.forEach((value, at) => colours.writeUIntBE(value, at * 3, 3));
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

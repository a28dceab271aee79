// A picture of a page in 256 colours: a third of the bytes, and no difference that can be seen.
import zlib from 'node:zlib';

const SIGNATURE = 8;
const COLOURS = 256;

function* chunks(png) {
  for (let at = SIGNATURE; at < png.length;) {
    const length = png.readUInt32BE(at);
    yield { type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

/** What is added to a byte, by its line's filter: of the bytes to the left, above, and above to the left. */
const FILTERS = [
  () => 0, (left) => left, (_, up) => up, (left, up) => (left + up) >> 1,
  (left, up, corner) => {
    const [a, b, c] = [left, up, corner].map((one) => Math.abs(left + up - corner - one));
    return a <= b && a <= c ? left : b <= c ? up : corner;
  },
];

/** Width, height, and three bytes a pixel. */
function decoded(png) {
  const parts = [...chunks(png)];
  const head = parts[0].data;
  const [width, height, depth, kind] = [head.readUInt32BE(0), head.readUInt32BE(4), head[8], head[9]];
  if (depth !== 8 || (kind !== 2 && kind !== 6)) throw new Error(`PNG of depth ${depth}, kind ${kind}`);
  const size = kind === 6 ? 4 : 3;
  const raw = zlib.inflateSync(Buffer.concat(parts.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const line = width * size;
  const bytes = Buffer.alloc(line * height);
  for (let y = 0; y < height; y++) {
    const filter = FILTERS[raw[y * (line + 1)]];
    for (let x = 0; x < line; x++) {
      const at = y * line + x;
      const left = x < size ? 0 : bytes[at - size];
      const up = y === 0 ? 0 : bytes[at - line];
      const corner = x < size || y === 0 ? 0 : bytes[at - line - size];
      bytes[at] = raw[y * (line + 1) + 1 + x] + filter(left, up, corner);
    }
  }
  const pixels = Array.from({ length: width * height }, (_, at) => bytes.readUIntBE(at * size, 3));
  return { width, height, pixels };
}

const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
const distance = (one, other) => one.reduce((sum, value, at) => sum + (value - other[at]) ** 2, 0);

/** The commonest colours; the rest become the nearest of them. */
function palette(pixels) {
  const counts = new Map();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const kept = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, COLOURS).map(([colour]) => colour);
  const index = new Map(kept.map((colour, at) => [colour, at]));
  for (const colour of counts.keys()) {
    if (index.has(colour)) continue;
    const own = parts(colour);
    index.set(colour, kept.reduce((best, one, at) => (distance(own, parts(one)) < distance(own, parts(kept[best])) ? at : best), 0));
  }
  return { kept, index };
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

export function inFewColours(png) {
  const { width, height, pixels } = decoded(png);
  const { kept, index } = palette(pixels);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const lines = Buffer.alloc((width + 1) * height);
  pixels.forEach((colour, at) => { lines[at + Math.floor(at / width) + 1] = index.get(colour); });
  return Buffer.concat([
    png.subarray(0, SIGNATURE), chunk('IHDR', head), chunk('PLTE', Buffer.from(kept.flatMap(parts))),
    chunk('IDAT', zlib.deflateSync(lines, { level: 9 })), chunk('IEND', Buffer.alloc(0)),
  ]);
}

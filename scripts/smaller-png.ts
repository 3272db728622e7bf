import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Colours are told apart in steps of this much: nobody sees less, and a palette has 256 entries. */
const steps = [1, 2, 4, 8, 16, 32] as const;

/**
 * Makes a picture with few colours small: a palette in place of three bytes a pixel.
 * @param png of 8 bits and three or four channels a pixel, not interlaced, as Chromium writes it
 * @see https://www.w3.org/TR/png-3/
 */
export function smallerPng(png: Buffer): Buffer {
  const header = chunkOf(png, 'IHDR')[0] ?? Buffer.alloc(0);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = ({ 2: 3, 6: 4 } as const)[header[9] ?? 0];
  if (header[8] !== 8 || channels === undefined || header[12] !== 0)
    throw new Error('a PNG of another kind');
  const lines = unfiltered(inflateSync(Buffer.concat(chunkOf(png, 'IDAT'))), width, channels);
  for (const step of steps) {
    const found = indexed(lines, width, height, channels, step);
    if (found === undefined) continue;
    const head = Buffer.from(header);
    head[9] = 3;
    return Buffer.concat([
      png.subarray(0, 8),
      chunk('IHDR', head),
      chunk('PLTE', found.palette),
      chunk('IDAT', deflateSync(found.pixels, { level: 9, memLevel: 9 })),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }
  throw new Error('a picture of too many colours');
}

function chunkOf(png: Buffer, name: string): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === name)
      found.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return found;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(data.length, 0);
  numbers.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
}

/** Section 9 of the specification: each line says how it was predicted. */
function unfiltered(data: Buffer, width: number, channels: number): Buffer {
  const stride = width * channels;
  const lines = Buffer.alloc((data.length / (stride + 1)) * stride);
  for (let from = 0, to = 0; from < data.length; from += stride + 1, to += stride) {
    const filter = data[from] ?? 0;
    for (let x = 0; x < stride; x++) {
      const left = x < channels ? 0 : (lines[to + x - channels] ?? 0);
      const up = to === 0 ? 0 : (lines[to + x - stride] ?? 0);
      const corner = to === 0 || x < channels ? 0 : (lines[to + x - stride - channels] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      lines[to + x] = ((data[from + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return lines;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [guess - left, guess - up, guess - corner].map(Math.abs) as [
    number,
    number,
    number,
  ];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** @returns undefined when there are more colours than a palette holds */
function indexed(
  lines: Buffer,
  width: number,
  height: number,
  channels: number,
  step: number,
): { palette: Buffer; pixels: Buffer } | undefined {
  const places = new Map<number, number>();
  const palette: number[] = [];
  const pixels = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [r = 0, g = 0, b = 0] = lines.subarray(pixel * channels, pixel * channels + 3);
    const key = [r, g, b].reduce((sum, part) => sum * 256 + Math.floor(part / step), 0);
    const place = places.get(key) ?? places.size;
    if (place === 256) return undefined;
    if (place === places.size) {
      places.set(key, place);
      palette.push(r, g, b);
    }
    pixels[pixel + Math.floor(pixel / width) + 1] = place;
  }
  return { palette: Buffer.from(palette), pixels };
}

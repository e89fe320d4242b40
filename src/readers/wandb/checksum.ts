import { crc32 } from "node:zlib";

/** Eight tables of CRC-32 (IEEE, reflected polynomial 0xEDB88320): the first is the usual one, the others are for bytes further back. */
const TABLES = makeTables();

/** A call of zlib costs as much as this many bytes do here. */
const FEW = 600;

/**
 * CRC-32 of `bytes` from `start` to `end`, as `zlib.crc32` gives it. `view` is over the same bytes. Most records are so short
 * that calling zlib takes longer than computing.
 */
export function checksumOf(bytes: Buffer, view: DataView, range: { start: number; end: number }): number {
  const { start, end } = range;
  if (end - start > FEW) return crc32(bytes.subarray(start, end));
  let crc = -1;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    const low = crc ^ view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    crc =
      (TABLES[1792 + (low & 255)] as number) ^
      (TABLES[1536 + ((low >>> 8) & 255)] as number) ^
      (TABLES[1280 + ((low >>> 16) & 255)] as number) ^
      (TABLES[1024 + (low >>> 24)] as number) ^
      (TABLES[768 + (high & 255)] as number) ^
      (TABLES[512 + ((high >>> 8) & 255)] as number) ^
      (TABLES[256 + ((high >>> 16) & 255)] as number) ^
      (TABLES[high >>> 24] as number);
  }
  for (; at < end; at += 1) crc = (crc >>> 8) ^ (TABLES[(crc ^ view.getUint8(at)) & 255] as number);
  return ~crc >>> 0;
}

function makeTables(): Int32Array {
  const tables = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    tables[byte] = crc;
  }
  for (let at = 256; at < tables.length; at += 1) {
    const before = tables[at - 256] as number;
    tables[at] = (before >>> 8) ^ (tables[before & 255] as number);
  }
  return tables;
}

/**
 * CRC-32C (Castagnoli, reflected polynomial 0x82F63B78) with the mask of TFRecord files, so that a checksum of bytes that hold
 * checksums still tells something (tensorflow/core/lib/hash/crc32c.h).
 */

const POLYNOMIAL = 0x82f63b78;
const MASK = 0xa282ead8;
/** Eight tables of 256: with them eight bytes are taken in one step. */
const TABLES = makeTables();
const T1 = 256;
const T2 = 512;
const T3 = 768;
const T4 = 1024;
const T5 = 1280;
const T6 = 1536;
const T7 = 1792;
/** Checksums of the lengths that nearly all records have. */
const SHORT = Int32Array.from({ length: 4096 }, (_, length) => crcOfLength(length));

/** The masked checksum of some bytes, as a signed 32-bit integer. */
export function maskedCrc(bytes: Uint8Array, start: number, end: number): number {
  let crc = -1;
  let at = start;
  for (const last = end - 8; at <= last; at += 8) {
    const low =
      crc ^
      ((bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24));
    crc =
      (TABLES[T7 + (low & 255)] as number) ^
      (TABLES[T6 + ((low >>> 8) & 255)] as number) ^
      (TABLES[T5 + ((low >>> 16) & 255)] as number) ^
      (TABLES[T4 + (low >>> 24)] as number) ^
      (TABLES[T3 + (bytes[at + 4] as number)] as number) ^
      (TABLES[T2 + (bytes[at + 5] as number)] as number) ^
      (TABLES[T1 + (bytes[at + 6] as number)] as number) ^
      (TABLES[bytes[at + 7] as number] as number);
  }
  for (; at < end; at += 1) crc = (TABLES[(crc ^ (bytes[at] as number)) & 255] as number) ^ (crc >>> 8);
  return mask(~crc);
}

/** The masked checksum of a length as a record's head writes it (64 bits, little-endian), as a signed 32-bit integer. */
export function lengthCrc(length: number): number {
  return length < SHORT.length ? (SHORT[length] as number) : crcOfLength(length);
}

function crcOfLength(length: number): number {
  const bytes = new Uint8Array(8);
  let rest = length;
  for (let at = 0; at < 8; at += 1) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return maskedCrc(bytes, 0, 8);
}

function mask(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + MASK) | 0;
}

function makeTables(): Int32Array {
  const tables = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    tables[byte] = crc;
  }
  for (let at = 256; at < tables.length; at += 1) {
    const crc = tables[at - 256] as number;
    tables[at] = (tables[crc & 255] as number) ^ (crc >>> 8);
  }
  return tables;
}

import { withFile } from "../../disk/file.ts";
import { BLOCK, FIRST, FULL, HEADER, LARGEST, LAST } from "./chunk.ts";

/**
 * The bytes of records by the file offsets of their first chunks, as `RawRecord.offset` gave them; null where none is there now.
 * Checksums were looked at when the file was read. Throws system errors.
 */
export function recordsAt(root: string, path: string, offsets: readonly number[]): (Buffer | null)[] {
  if (offsets.length === 0) return [];
  return withFile(root, path, (file) => {
    const read = (from: number, length: number) => {
      const buffer = Buffer.alloc(length);
      return file.read(buffer, { at: 0, length, from }) === length ? buffer : null;
    };
    return offsets.map((offset) => recordAt(read, offset));
  });
}

function recordAt(read: (from: number, length: number) => Buffer | null, offset: number): Buffer | null {
  const parts: Buffer[] = [];
  let size = 0;
  for (let at = offset; size <= LARGEST; ) {
    const left = BLOCK - (at % BLOCK);
    if (left < HEADER) at += left;
    const header = read(at, HEADER);
    const type = header?.readUInt8(6) ?? 0;
    const isNext = parts.length === 0 ? type === FULL || type === FIRST : type > FIRST && type <= LAST;
    const body = header === null || !isNext ? null : read(at + HEADER, header.readUInt16LE(4));
    if (body === null) return null;
    parts.push(body);
    size += body.length;
    if (type === FULL || type === LAST) return parts.length === 1 ? body : Buffer.concat(parts);
    at += HEADER + body.length;
  }
  return null;
}

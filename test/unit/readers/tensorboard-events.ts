import { lengthCrc, maskedCrc } from "../../../src/readers/tensorboard/crc32c.ts";

/** A protocol-buffer field of bytes: its number, its length, its bytes. */
export function block(field: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([varint(field * 8 + 2), varint(body.length), body]);
}

/** A varint of up to 64 bits. */
export function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

/** A scalar as torch writes it. */
export function simpleValue(tag: string, value: number): Buffer {
  const number = Buffer.alloc(5);
  number[0] = 21;
  number.writeFloatLE(value, 1);
  return block(1, block(1, Buffer.from(tag)), number);
}

/** Metadata of a value that names its plugin. */
export function metadata(plugin: string, content: Uint8Array = Buffer.alloc(0)): Buffer {
  return block(9, block(1, block(1, Buffer.from(plugin)), block(2, content)));
}

/** An event: when, at which step, and its other fields. */
export function event(wall: number, step: number | bigint, ...fields: Uint8Array[]): Buffer {
  const time = Buffer.alloc(9);
  time[0] = 9;
  time.writeDoubleLE(wall, 1);
  return Buffer.concat([time, Buffer.from([16]), varint(step), ...fields]);
}

/** An event with one scalar. */
export function scalar(step: number | bigint, tag: string, value: number): Buffer {
  return event(1795279800 + Number(step), step, block(5, simpleValue(tag, value)));
}

/** Events as the records of a file, after the one that states its version. */
export function eventFile(...events: Uint8Array[]): Buffer {
  return Buffer.concat([event(1795279800, 0, block(3, Buffer.from("brain.Event:2"))), ...events].map(framed));
}

/** A record: a length, its checksum, the bytes, theirs. */
export function framed(bytes: Uint8Array): Buffer {
  const record = Buffer.alloc(bytes.length + 16);
  record.writeUInt32LE(bytes.length, 0);
  record.writeInt32LE(lengthCrc(bytes.length), 8);
  record.set(bytes, 12);
  record.writeInt32LE(maskedCrc(bytes, 0, bytes.length), 12 + bytes.length);
  return record;
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cursor } from "../../../src/readers/format/protobuf.ts";
import {
  enterMessage,
  leaveMessage,
  nextField,
  openMessage,
  readBool,
  readBytes,
  readDouble,
  readFixed32,
  readFixed64,
  readFloat,
  readInt,
  readText,
  readVarint,
  skipField,
  WireError,
} from "../../../src/readers/format/protobuf.ts";

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

function field(number: number, wire: number, value: Buffer): Buffer {
  const length = wire === 2 ? varint(BigInt(value.length)) : Buffer.alloc(0);
  return Buffer.concat([varint(BigInt(number * 8 + wire)), length, value]);
}

/** A cursor that stands in the first field of a message of one field. */
function inField(wire: number, value: Buffer): Cursor {
  const cursor = openMessage(field(7, wire, value));
  nextField(cursor);
  return cursor;
}

describe("numbers", () => {
  it("reads every 64-bit varint exactly, as a number where that is safe", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        const read = readVarint(inField(0, varint(value)));
        expect(BigInt(read)).toBe(value);
        expect(typeof read).toBe(value <= 2n ** 53n - 1n ? "number" : "bigint");
      }),
    );
  });

  it("reads signed integers in two's complement", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expect(BigInt(readInt(inField(0, varint(value))))).toBe(value);
      }),
    );
    expect(readInt(inField(0, varint(-1n)))).toBe(-1);
  });

  it("reads fixed numbers, booleans and floats", () => {
    const eight = Buffer.alloc(8);
    eight.writeDoubleLE(0.1);
    expect(readDouble(inField(1, eight))).toBe(0.1);
    eight.writeBigUInt64LE(2n ** 53n - 1n);
    expect(readFixed64(inField(1, eight))).toBe(2 ** 53 - 1);
    eight.writeBigUInt64LE(2n ** 64n - 1n);
    expect(readFixed64(inField(1, eight))).toBe(2n ** 64n - 1n);
    const four = Buffer.alloc(4);
    four.writeFloatLE(0.5);
    expect(readFloat(inField(5, four))).toBe(0.5);
    four.writeUInt32LE(0xffffffff);
    expect(readFixed32(inField(5, four))).toBe(0xffffffff);
    expect(readBool(inField(0, varint(1n)))).toBe(true);
  });
});

describe("messages", () => {
  it("enters, leaves half read, and skips what is unknown", () => {
    const inner = Buffer.concat([field(1, 2, Buffer.from("käse")), field(2, 0, varint(5n))]);
    const message = Buffer.concat([
      field(9, 1, Buffer.alloc(8)),
      field(3, 2, inner),
      field(536870911, 5, Buffer.alloc(4)),
      field(4, 2, Buffer.from([1, 2])),
    ]);
    const cursor = openMessage(message);
    const seen: unknown[] = [];
    while (nextField(cursor)) {
      seen.push(cursor.field);
      if (cursor.field === 3) {
        const outer = enterMessage(cursor);
        nextField(cursor);
        seen.push(readText(cursor));
        leaveMessage(cursor, outer);
      } else if (cursor.field === 4) seen.push([...readBytes(cursor)]);
      else skipField(cursor);
    }
    expect(seen).toEqual([9, 3, "käse", 536870911, 4, [1, 2]]);
  });

  it("says where bytes are no message", () => {
    const cases: [number[], (cursor: Cursor) => unknown][] = [
      [[0x08, 0x80], readVarint],
      [[0x08, ...Array(11).fill(0x80), 1], readVarint],
      [[0x0a, 5, 1], readBytes],
      [[0x09, 1, 2], readDouble],
      [[0x0d, 1], skipField],
      [[0x0b], skipField],
      [[0x08, 1], readText],
      [[0x0a, 1, 1], readInt],
    ];
    for (const [bytes, read] of cases) {
      const cursor = openMessage(Buffer.from(bytes));
      nextField(cursor);
      expect(() => read(cursor)).toThrow(WireError);
    }
    expect(() => nextField(openMessage(Buffer.from([0])))).toThrow(WireError);
  });

  it("never reads beyond an inner message", () => {
    const cursor = openMessage(Buffer.concat([field(1, 2, Buffer.from([0x0a, 3, 1])), Buffer.from([1, 1, 1])]));
    nextField(cursor);
    enterMessage(cursor);
    nextField(cursor);
    expect(() => readBytes(cursor)).toThrow(WireError);
  });

  it("throws nothing but WireError, and ends, for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const cursor = openMessage(Buffer.from(bytes));
        try {
          while (nextField(cursor)) {
            if (cursor.wire === 2 && cursor.field % 2 === 1) {
              const outer = enterMessage(cursor);
              while (nextField(cursor)) skipField(cursor);
              leaveMessage(cursor, outer);
            } else skipField(cursor);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
        expect(cursor.at).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

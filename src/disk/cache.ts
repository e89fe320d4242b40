import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { codeOf } from "../errors.ts";
import { hashText } from "./hash.ts";
import { writeIfChanged } from "./write.ts";

/**
 * Reads what was stored under a name; null when there is nothing, it is damaged or it was made under another key. The cache
 * lies in `.docs/cache`; deleting it costs time and nothing else.
 */
export function loadCache<T>(root: string, name: string, key: string): T | null {
  try {
    const stored = deserialize(readFileSync(join(root, pathOf(name)))) as { key: string; value: T };
    return stored.key === key ? stored.value : null;
  } catch {
    return null;
  }
}

/**
 * Stores a plain value (numbers, texts, arrays, maps, typed arrays; NaN and infinities are kept) under a name. A project that
 * cannot be written to is read again next time.
 */
export function saveCache(root: string, name: string, stored: { key: string; value: unknown }): void {
  try {
    writeIfChanged(root, pathOf(name), serialize(stored));
  } catch (error) {
    if (codeOf(error) === null) throw error;
  }
}

/** A plain value as bytes, which can be stored in another and is not taken apart before it is asked for. */
export interface Packed<T> {
  bytes: Uint8Array;
  /** Never there: says what the bytes are of. */
  of?: T;
}

const opened = new WeakMap<object, unknown>();

/** Packs a plain value, as `saveCache` stores it. */
export function pack<T>(value: T): Packed<T> {
  const packed = { bytes: serialize(value) };
  opened.set(packed, value);
  return packed;
}

/** The value that was packed; the same one at each call. */
export function unpack<T>(packed: Packed<T>): T {
  if (!opened.has(packed)) opened.set(packed, deserialize(packed.bytes));
  return opened.get(packed) as T;
}

function pathOf(name: string): string {
  return `.docs/cache/${hashText(name)}.bin`;
}

/**
 * Numbers for keys given as bytes: the same number for the same bytes, from 0 on in the order in which they are first seen. A key
 * is made a string once and not for every row.
 */
export interface KeyIndex {
  count: number;
  slots: Int32Array;
  hashes: Int32Array;
  starts: Int32Array;
  ends: Int32Array;
  bytes: Buffer;
  view: DataView;
  used: number;
}

/** Bytes that lie in a buffer; `view` is over the same bytes. */
export interface KeyBytes {
  bytes: Buffer;
  view: DataView;
  start: number;
  end: number;
}

/** No keys. */
export function noKeys(): KeyIndex {
  const bytes = Buffer.alloc(1 << 12);
  return {
    count: 0,
    slots: new Int32Array(256).fill(-1),
    hashes: new Int32Array(128),
    starts: new Int32Array(128),
    ends: new Int32Array(128),
    bytes,
    view: viewOf(bytes),
    used: 0,
  };
}

/** The number of a key; one that was not seen before is added and gets the next (`count` before the call). */
export function indexOfKey(index: KeyIndex, key: KeyBytes): number {
  const { slots } = index;
  const hash = hashOf(key);
  const mask = slots.length - 1;
  let slot = (hash ^ (hash >>> 15)) & mask;
  for (let found = slots[slot] as number; found >= 0; found = slots[slot] as number) {
    if (index.hashes[found] === hash && isSame(index, found, key)) return found;
    slot = (slot + 1) & mask;
  }
  return add(index, key, { hash, slot });
}

function hashOf({ view, start, end }: KeyBytes): number {
  let hash = end - start;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < end; at += 1) hash = Math.imul(hash ^ view.getUint8(at), 0x01000193);
  return hash;
}

function isSame(index: KeyIndex, found: number, { view, start, end }: KeyBytes): boolean {
  let own = index.starts[found] as number;
  if ((index.ends[found] as number) - own !== end - start) return false;
  let at = start;
  for (; at + 4 <= end; at += 4, own += 4) {
    if (view.getInt32(at, true) !== index.view.getInt32(own, true)) return false;
  }
  for (; at < end; at += 1, own += 1) if (view.getUint8(at) !== index.view.getUint8(own)) return false;
  return true;
}

function add(index: KeyIndex, { bytes, start, end }: KeyBytes, place: { hash: number; slot: number }): number {
  const number = index.count;
  const length = end - start;
  if (index.used + length > index.bytes.length) {
    const larger = Buffer.alloc(2 * (index.used + length));
    index.bytes.copy(larger, 0, 0, index.used);
    index.bytes = larger;
    index.view = viewOf(larger);
  }
  if (number === index.hashes.length) {
    for (const name of ["hashes", "starts", "ends"] as const) index[name] = larger(index[name]);
  }
  bytes.copy(index.bytes, index.used, start, end);
  index.hashes[number] = place.hash;
  index.starts[number] = index.used;
  index.ends[number] = index.used + length;
  index.used += length;
  index.slots[place.slot] = number;
  index.count += 1;
  if (2 * index.count > index.slots.length) spread(index);
  return number;
}

function larger(old: Int32Array): Int32Array {
  const array = new Int32Array(2 * old.length);
  array.set(old);
  return array;
}

function spread(index: KeyIndex): void {
  const slots = new Int32Array(2 * index.slots.length).fill(-1);
  const mask = slots.length - 1;
  for (let number = 0; number < index.count; number += 1) {
    const hash = index.hashes[number] as number;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
    slots[slot] = number;
  }
  index.slots = slots;
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

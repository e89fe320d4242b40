/**
 * Protocol-buffer fields, read in place where there are millions of them. A field's key is its number × 8 + its wire type; all
 * numbers of event files that matter are below 16, so that a key is one byte. What does not fit its message sets `at` to -1,
 * and nothing is thrown. (`format/protobuf.ts` is for messages that are rare.)
 */
export interface Place {
  bytes: Buffer;
  at: number;
}

const TWO_63 = 2 ** 63;

/** The varint at the cursor as a signed 64-bit number, rounded beyond 2^53. */
export function readVarint(place: Place, end: number): number {
  const { bytes } = place;
  const start = place.at;
  if (start >= end) return fail(place);
  const first = bytes[start] as number;
  if (first < 128) {
    place.at = start + 1;
    return first;
  }
  let value = first & 127;
  let scale = 128;
  for (let at = start + 1; at < end && scale <= TWO_63; at += 1) {
    const byte = bytes[at] as number;
    value += (byte & 127) * scale;
    if (byte < 128) {
      place.at = at + 1;
      return value <= Number.MAX_SAFE_INTEGER ? value : signed(bytes, start, at);
    }
    scale *= 128;
  }
  return fail(place);
}

/** Where the block at the cursor ends; the cursor then stands at its first byte. -1 where it does not fit. */
export function blockEnd(place: Place, end: number): number {
  const length = readVarint(place, end);
  if (place.at < 0) return -1;
  if (length >= 0 && length <= end - place.at) return place.at + length;
  return fail(place);
}

/** Steps over the value of a field whose key was read. */
export function skip(place: Place, key: number, end: number): void {
  // A key of several bytes: no field of ours. The first byte has the wire type, the others are the rest of its number.
  if (key >= 128) readVarint(place, end);
  if (place.at < 0) return;
  const wire = key & 7;
  if (wire === 0) readVarint(place, end);
  else if (wire === 1) place.at += 8;
  else if (wire === 2) place.at = blockEnd(place, end);
  else if (wire === 5) place.at += 4;
  else place.at = -1;
  if (place.at > end) place.at = -1;
}

function fail(place: Place): -1 {
  place.at = -1;
  return -1;
}

function signed(bytes: Buffer, start: number, last: number): number {
  let value = 0n;
  for (let at = last; at >= start; at -= 1) value = (value << 7n) | BigInt((bytes[at] as number) & 127);
  return Number(BigInt.asIntN(64, value));
}

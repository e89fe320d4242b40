import { createHash, hash } from "node:crypto";
import { fileSize, forEachChunk, readRange } from "./file.ts";

const WHOLE = 1 << 20;
const PART = 1 << 16;

/** The first 16 hex digits of the SHA-256 of a text (as UTF-8) or of bytes: short enough for a marker, long enough against accidents. */
export function hashText(text: string | Uint8Array): string {
  return hash("sha256", text, "hex").slice(0, 16);
}

/**
 * A file's size and SHA-256 (64 hex digits): of its content up to 1 MiB, above that of its size, first and last 64 KiB,
 * so that no checkpoint is read whole; `sampled` tells which. Throws system errors.
 */
export function fingerprint(root: string, path: string): { bytes: number; hash: string; sampled: boolean } {
  const bytes = fileSize(root, path);
  const digest = createHash("sha256");
  const sampled = bytes > WHOLE;
  if (sampled) {
    digest.update(`${bytes}\n`);
    digest.update(readRange(root, path, { start: 0, length: PART }));
    digest.update(readRange(root, path, { start: bytes - PART, length: PART }));
  } else digest.update(readRange(root, path, { start: 0, length: bytes }));
  return { bytes, hash: digest.digest("hex"), sampled };
}

/** A file's size and the SHA-256 of all its bytes (64 hex digits), however large it is. Throws system errors. */
export function hashFile(root: string, path: string): { bytes: number; hash: string } {
  const digest = createHash("sha256");
  let size = 0;
  forEachChunk(root, path, (buffer, bytes) => {
    digest.update(buffer.subarray(0, bytes));
    size += bytes;
    return true;
  });
  return { bytes: size, hash: digest.digest("hex") };
}

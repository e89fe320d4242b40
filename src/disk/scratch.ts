import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { codeOf } from "../errors.ts";
import { hashText } from "./hash.ts";

const SMALL = 1 << 20;

/** What was copied: a hash of its content, empty for a large file; null bytes where that is `current` and nothing was written. */
export type Copied = [hash: string, bytes: number | null];

/**
 * Writes texts and copies files into a folder, with the folders above them, and says how many bytes each has. `current`: the hash
 * of what need not be written again.
 */
export interface Scratch {
  write(path: string, text: string): number;
  copy(from: string, path: string, current?: string): Copied;
}

/**
 * A folder of ours. `isFlat`: its files stand side by side and are moved one by one to where they belong, instead of lying as they
 * will: making and deleting folders takes longer than writing a few files.
 */
export interface ScratchFolder {
  folder: string;
  isFlat: boolean;
}

/** The absolute path of a file of such a folder, by the path that it is to have. */
export function scratchPath({ folder, isFlat }: ScratchFolder, path: string): string {
  return isFlat ? `${folder}/${hashText(path)}` : `${folder}/${path}`;
}

/** Opens a folder of ours. Each folder in it is made once: asking for one before those above it costs a failed call for every file. */
export function openScratch(scratch: ScratchFolder): Scratch {
  mkdirSync(scratch.folder, { recursive: true });
  const made = new Set<string>([scratch.folder]);
  const makeFolder = (path: string): void => {
    if (made.has(path)) return;
    made.add(path);
    makeFolder(dirname(path));
    try {
      mkdirSync(path);
    } catch (error) {
      // Another thread made it.
      if (codeOf(error) !== "EEXIST") throw error;
    }
  };
  const placeFor = (path: string): string => {
    const target = scratchPath(scratch, path);
    makeFolder(dirname(target));
    return target;
  };
  return {
    write: (path, text) => {
      writeFileSync(placeFor(path), text);
      return Buffer.byteLength(text);
    },
    copy: (from, path, current) => {
      if (statSync(from).size > SMALL) {
        const target = placeFor(path);
        copyFileSync(from, target);
        return ["", statSync(target).size];
      }
      // Reading and writing a small file takes half as long as having it copied.
      const bytes = readFileSync(from);
      const digest = hashText(bytes);
      if (digest === current) return [digest, null];
      writeFileSync(placeFor(path), bytes);
      return [digest, bytes.length];
    },
  };
}

import { appendFileSync, writeFileSync } from "node:fs";
import { codeOf, messageOf, UsageError } from "../errors.ts";
import { statsOf } from "./file.ts";

// Files outside the project that the caller names: what a job keeps, and where its host wants to be told something.

/** Writes a file at an absolute path, over what is there. Throws a UsageError where its folder is missing. */
export function writeNamed(file: string, text: string): void {
  told(file, () => writeFileSync(file, text));
}

/** Adds text to the end of a file at an absolute path. Throws a UsageError where its folder is missing. */
export function appendNamed(file: string, text: string): void {
  told(file, () => appendFileSync(file, text));
}

/** The size of a file at an absolute path in bytes, 0 where there is none. */
export function sizeOfNamed(file: string): number {
  return statsOf(file)?.size ?? 0;
}

function told(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!["ENOENT", "ENOTDIR", "EISDIR"].includes(codeOf(error) ?? "")) throw error;
    throw new UsageError(`cannot write ${file}: ${messageOf(error)}`, "Name a file in a folder that exists.");
  }
}

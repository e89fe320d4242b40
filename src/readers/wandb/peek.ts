import { readRange } from "../../disk/file.ts";
import type { Cursor } from "../format/protobuf.ts";
import { nextField, openMessage, readText, skipField, WireError } from "../format/protobuf.ts";
import { BLOCK, FIRST, FULL, HEADER, SIGNATURE } from "./chunk.ts";

const RUN = 17;
const PROJECT = 3;

/** The project that the first run record of a `.wandb` file names, if it stands in the file's first block; else null. */
export function peekProject(root: string, path: string): string | null {
  try {
    const head = readRange(root, path, { start: 0, length: BLOCK });
    if (!head.subarray(0, HEADER).equals(SIGNATURE)) return null;
    for (let at = HEADER; at + HEADER <= head.length; ) {
      const end = at + HEADER + head.readUInt16LE(at + 4);
      const type = head[at + 6];
      if ((type !== FULL && type !== FIRST) || end > head.length) return null;
      const project = projectOf(head.subarray(at + HEADER, end));
      if (project !== null) return project;
      at = end;
    }
  } catch {
    // What is wrong with the file is said when it is read.
  }
  return null;
}

function projectOf(bytes: Buffer): string | null {
  const cursor = openMessage(bytes);
  try {
    if (!goTo(cursor, RUN)) return null;
    // A record with many settings goes on in the next block, and the project stands before them.
    while ((bytes[cursor.at] ?? 0) > 127) cursor.at += 1;
    cursor.at += 1;
    return goTo(cursor, PROJECT) ? readText(cursor) || null : null;
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return null;
  }
}

function goTo(cursor: Cursor, field: number): boolean {
  while (nextField(cursor)) {
    if (cursor.field === field) return true;
    skipField(cursor);
  }
  return false;
}

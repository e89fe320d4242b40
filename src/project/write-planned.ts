import { exists, isFile, isInside, isLink, readBytes } from "../disk/file.ts";
import { writeIfChanged } from "../disk/write.ts";
import { codeOf, UsageError } from "../errors.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { PlannedWrite } from "../model/project.ts";
import { parentOf } from "../model/tree.ts";

/** The writes that were done, and a finding for each that was not. */
export interface Written {
  done: PlannedWrite[];
  findings: Finding[];
}

/**
 * Writes planned files one after the other, each atomically. A file that is no longer what it was when it was read keeps what
 * stands in it now, and so does one that cannot be written; the others are written.
 */
export function writePlanned(root: string, writes: readonly PlannedWrite[]): Written {
  const written: Written = { done: [], findings: [] };
  for (const write of writes) {
    const problem = writeOne(root, write);
    if (problem === null) written.done.push(write);
    else written.findings.push(problem);
  }
  return written;
}

function writeOne(root: string, write: PlannedWrite): Finding | null {
  const file = write.path;
  try {
    const problem = whyNot(root, write);
    if (problem === null) writeIfChanged(root, file, write.after);
    return problem;
  } catch (error) {
    if (error instanceof UsageError) {
      return finding({ code: "document/unwritable", file, message: error.message, help: error.help });
    }
    const code = codeOf(error);
    if (code === null) throw error;
    return finding({ code: "document/unwritable", file, message: `this file could not be written (${code})` });
  }
}

/** What stands in the way: the file is not what the plan was made for, so writing would lose what someone wrote. */
function whyNot(root: string, { path: file, before }: PlannedWrite): Finding | null {
  // A link is refused by whoever writes; what it leads to is not looked at.
  if (isLink(root, file) || !isInside(root, parentOf(file))) return null;
  if (before === null) {
    if (!isFile(root, file)) return null;
    return finding({ code: "document/changed-meanwhile", file, message: "someone made this file meanwhile" });
  }
  if (!exists(root, file)) return null;
  const now = readBytes(root, file);
  if (now.equals(Buffer.from(before, "utf8"))) return null;
  if (now.toString("utf8") !== before) {
    return finding({ code: "document/changed-meanwhile", file, message: "someone changed this file meanwhile" });
  }
  const message = "this file is not UTF-8, so what stands outside its regions could not be kept as it is";
  return finding({ code: "document/not-utf8", file, message });
}

import { fileSize, readText } from "../disk/file.ts";
import { codeOf } from "../errors.ts";
import type { Conflict } from "../markdown/conflict.ts";
import { findConflicts } from "../markdown/conflict.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";

/** The finding of a conflict that a merge left in what people wrote. `line`: of its first marker. */
export function conflictFinding(file: string, line: number, rest = ""): Finding {
  const message = `a merge left two versions of what people wrote${rest}`;
  return finding({ code: "document/conflict", file, line, column: 1, message });
}

/**
 * A note (a journal, an ignore list) without the markers of merge conflicts, each line still at its place: both sides are
 * read, and what both came from is not.
 */
export function withoutConflicts(text: string, file: string): { text: string; findings: Finding[] } {
  const conflicts = findConflicts(text);
  if (conflicts.length === 0) return { text, findings: [] };
  const lines = text.split("\n");
  for (const conflict of conflicts) for (const at of besideSides(conflict)) lines[at - 1] = "";
  return { text: lines.join("\n"), findings: conflicts.map(({ line }) => conflictFinding(file, line)) };
}

/** Where the markers of a conflict stand, and what both sides came from. */
function besideSides({ line, ours, base, theirs }: Conflict): number[] {
  const middle = line + ours.length + (base === null ? 0 : base.length + 1) + 1;
  const former = base === null ? [] : Array.from({ length: base.length + 1 }, (_, at) => line + ours.length + 1 + at);
  return [line, ...former, middle, middle + theirs.length + 1];
}

/** Above this size a file is a log, which nobody merges by hand. */
const LARGEST = 1 << 22;

/**
 * The findings of what was read, where a file that could not be parsed has a merge conflict in it: that is said in place of what
 * the parser met first.
 */
export function tellingConflicts(findings: readonly Finding[], root: string): Finding[] {
  const files = new Set(findings.filter(({ code }) => PARSING.has(code)).map(({ file }) => file));
  const conflicts = new Map([...files].map((file) => [file, conflictsOf(root, file)]));
  const told = [...conflicts].flatMap(([file, lines]) =>
    lines.map((one) => conflictFinding(file, one.line, ", so that it cannot be read")),
  );
  if (told.length === 0) return [...findings];
  const isTold = ({ code, file, line }: Finding) => {
    const own = conflicts.get(file) ?? [];
    if (own.length === 0 || !PARSING.has(code)) return false;
    return code !== "source/bad-line" || own.some((one) => line !== null && besideSides(one).includes(line));
  };
  return [...findings.filter((one) => !isTold(one)), ...told];
}

const PARSING: ReadonlySet<string> = new Set(["source/bad-json", "source/bad-yaml", "source/bad-line"]);

function conflictsOf(root: string, file: string): Conflict[] {
  try {
    return fileSize(root, file) > LARGEST ? [] : findConflicts(readText(root, file));
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return [];
  }
}

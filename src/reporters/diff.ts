import { styleText } from "node:util";
import { structuredPatch } from "diff";
import type { PlannedWrite } from "../model/project.ts";
import { cutTo, visible } from "./width.ts";

/** Longer lines are cut, and longer files end with how much is left. */
const COLUMNS = 300;
const LINES = 400;
/** Texts that differ in more lines than this are shown as replaced: finding the smallest diff would take too long. */
const EDITS = 4000;

/**
 * What writes would change, as a unified diff. Nothing in it steers the terminal; long lines and files are cut, binary
 * content is named and not shown.
 */
export function unifiedDiff(writes: readonly PlannedWrite[], options: { color: boolean }): string {
  return writes
    .map(
      (write) =>
        diffOf(write)
          .map((line) => paint(line, options.color))
          .join("\n") + "\n",
    )
    .join("");
}

function diffOf({ path, before, after }: PlannedWrite): string[] {
  const name = visible(path);
  const head = [before === null ? "--- /dev/null" : `--- a/${name}`, `+++ b/${name}`];
  if (before?.includes("\0") || after.includes("\0")) return [...head, `(binary, ${after.length} bytes)`];
  const hunks = hunksOf(before ?? "", after);
  if (hunks === null) return [...head, `(${countLines(before ?? "")} lines replaced by ${countLines(after)})`];
  const lines = hunks.flatMap((hunk) => [headOf(hunk), ...hunk.lines]);
  const shown = lines.slice(0, LINES).map((line) => cutTo(visible(line), COLUMNS));
  const more = lines.length - shown.length;
  return more > 0 ? [...head, ...shown, `(${more} more lines)`] : [...head, ...shown];
}

interface Hunk {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  lines: string[];
}

function hunksOf(before: string, after: string): Hunk[] | null {
  const options = { context: 3, maxEditLength: EDITS };
  return structuredPatch("", "", before, after, "", "", options)?.hunks ?? null;
}

function headOf({ oldStart, oldLines, newStart, newLines }: Hunk): string {
  const range = (start: number, lines: number) =>
    lines === 1 ? `${start}` : `${lines === 0 ? start - 1 : start},${lines}`;
  return `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`;
}

function countLines(text: string): number {
  return text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
}

function paint(line: string, color: boolean): string {
  if (!color) return line;
  const style = /^(---|\+\+\+) /.test(line)
    ? "bold"
    : line.startsWith("+")
      ? "green"
      : line.startsWith("-")
        ? "red"
        : null;
  const chosen = style ?? (line.startsWith("@@") ? "cyan" : null);
  return chosen === null ? line : styleText(chosen, line, { validateStream: false });
}

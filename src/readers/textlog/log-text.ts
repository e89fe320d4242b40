import { fileSize, readRange } from "../../disk/file.ts";
import { hashText } from "../../disk/hash.ts";
import { visibleText } from "../format/log-line.ts";
import { looseLine } from "../format/loose-text.ts";
import { STEP_KEYS } from "../format/metric-record.ts";
import { readTextLine } from "../format/text-log.ts";

/** The source code that a log begins with: a hash of it, and its last line. */
export interface LogCode {
  hash: string;
  endLine: number;
}

/** So many lines of one form make a series, as where the whole log is read (loose-series.ts). */
export const ENOUGH = 3;
const PEEK = 16 << 10;
/** Speedrun logs have a line of 100 equal signs between the code, what it runs on, and the training. */
const RULE = "=".repeat(20);
const IMPORT = /^(?:import|from) \w/m;
const HEADS = [64 << 10, 512 << 10];

/** Whether the end or the beginning of a file has enough metric lines of one form. Never throws. */
export function hasMetricLines(root: string, path: string): boolean {
  try {
    const size = fileSize(root, path);
    const start = Math.max(0, size - PEEK);
    if (hasSeries(readRange(root, path, { start, length: PEEK }))) return true;
    return start > 0 && hasSeries(readRange(root, path, { start: 0, length: PEEK }));
  } catch {
    return false;
  }
}

/** The code at the top of a log, up to the first line of equal signs; null for a log without. Never throws. */
export function codeOf(root: string, path: string): LogCode | null {
  try {
    for (const length of HEADS) {
      const head = readRange(root, path, { start: 0, length });
      const end = ruleIn(head);
      if (end >= 0) {
        const code = head.toString("latin1", 0, end);
        if (!IMPORT.test(code)) return null;
        return { hash: hashText(code), endLine: Math.max(1, code.split("\n").length - 1) };
      }
      if (head.length < length) return null;
    }
  } catch {
    return null;
  }
  return null;
}

/** Where the first line but the first begins that has nothing but equal signs, 20 or more; -1 when there is none. */
function ruleIn(head: Buffer): number {
  const isEnd = (code: number | undefined) => code === undefined || code === 10 || code === 13;
  for (let at = head.indexOf(RULE); at >= 0; at = head.indexOf(RULE, at)) {
    const from = at;
    while (head[at] === 61) at += 1;
    let end = at;
    while (head[end] === 32 || head[end] === 9) end += 1;
    if (from > 0 && isEnd(head[from - 1]) && isEnd(head[end])) return from;
  }
  return -1;
}

function hasSeries(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false;
  const counts = new Map<string, number>();
  for (const line of bytes.toString("utf8").split("\n")) {
    const form = formOf(line);
    if (form === null) continue;
    const count = (counts.get(form) ?? 0) + 1;
    if (count >= ENOUGH) return true;
    counts.set(form, count);
  }
  return false;
}

/** What lines of one form share; null for a line that states no metric at a step. */
function formOf(line: string): string | null {
  const { log, content } = readTextLine(visibleText(line));
  if (content.kind === "record") {
    const keys = [...content.map.entries.keys()];
    return keys.some((key) => STEP_KEYS.includes(key)) && keys.length > 1 ? keys.join("\0") : null;
  }
  const found = content.kind === "text" ? looseLine(log.message) : null;
  return found?.kind === "series" ? found.keys : null;
}

import { isFile } from "../disk/file.ts";
import type { Evidence } from "../model/evidence.ts";
import { sayPlace } from "../model/evidence.ts";
import type { Tampering } from "../model/review.ts";
import { isRecordIn, showRecord, showRecords } from "../readers/index.ts";

/** Two versions of a file: the folders in which it lies under the one path. */
export interface RecordPlaces {
  before: string;
  after: string;
}

/** Records of so many are read in one pass, since claims on one file ask for many. */
const BLOCK = 4096;

/** Tells which cited records and rows of binary files are others in the second version. What was read is kept for the next question. */
export function openRecords(): (evidence: Evidence, places: RecordPlaces) => Tampering["lines"] {
  const blocks = new Map<string, (string | null)[]>();
  const block = (root: string, file: string, at: number) => {
    const key = JSON.stringify([root, file, at]);
    const found = blocks.get(key) ?? readBlock(root, file, at);
    blocks.set(key, found);
    return found;
  };
  const read = (root: string, evidence: Evidence): string | null => {
    const { file, locator } = evidence;
    if (locator.kind !== "record") return withoutPlace(showRecord(evidence, root));
    const number = locator.record - 1;
    return block(root, file, Math.floor(number / BLOCK))[number % BLOCK] ?? null;
  };
  const isElsewhere = (root: string, { file, locator }: Evidence, text: string): boolean => {
    if (locator.kind !== "record") return isRecordIn(text, file, root);
    const at = Math.floor((locator.record - 1) / BLOCK);
    return [at, at + 1, at - 1].some((one) => one >= 0 && block(root, file, one).includes(text));
  };
  return (evidence, { before, after }) => {
    const { file } = evidence;
    if (!isBinary(evidence) || !isFile(after, file)) return [];
    const was = read(before, evidence);
    const now = was === null ? null : read(after, evidence);
    if (was === null || saysTheSame(evidence, was, now) || isElsewhere(after, evidence, was)) return [];
    return [{ line: null, before: say(evidence, was, now), after: now === null ? null : say(evidence, now, was) }];
  };
}

/** Whether evidence is a record or row, which no line of a text is. */
export function isBinary({ locator }: Evidence): boolean {
  return locator.kind === "record" || locator.kind === "row";
}

function readBlock(root: string, file: string, at: number): (string | null)[] {
  const numbers = Array.from({ length: BLOCK }, (_, index) => at * BLOCK + index + 1);
  const locators = numbers.map((record) => ({ kind: "record", record }) as const);
  return showRecords(file, locators, root).map(withoutPlace);
}

/** A recording says the number of a record with it; which one it is says nothing of what stands in it. */
function withoutPlace(text: string | null): string | null {
  return text === null ? null : text.replace(/^record \d+: /, "");
}

/** The row of a run itself goes on with it: its end and status are written when it ends. */
function saysTheSame({ locator, literal }: Evidence, was: string, now: string | null): boolean {
  if (was === now) return true;
  return locator.kind === "row" && locator.table === "runs" && (now?.includes(literal) ?? false);
}

/** What names a value, which is said though it is the same on both sides. */
const NAME = /^(?:key|tag|name|step|step\.num|_step|param_name): /;

/** The fields that differ, and those that say of what they are, on one line. */
function say(evidence: Evidence, text: string, other: string | null): string {
  const others = new Set(other?.split("\n"));
  const told = text.split("\n").filter((line) => !others.has(line) || NAME.test(line));
  return `${sayPlace({ ...evidence, file: "" }).replace(/^[:,] ?/, "")}: ${told.join(", ")}`;
}

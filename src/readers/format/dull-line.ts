import type { BufferLine } from "./lines.ts";

/*
 * Most lines of a text log say nothing of its run: source code, tables, what a library prints. They are told from the others
 * by their bytes, in one pass. What decides is only whether a line *may* match one of the patterns of log-line.ts,
 * text-log.ts, loose-text.ts and log-ending.ts; where it may, it is parsed.
 */

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const SPACE = 3;
const BRACE = 4;
const NEWLINE = 5;
const STRANGE = 6;
const KINDS = Uint8Array.from({ length: 256 }, (_, code) => kindOf(code));
/** The words of log-ending.ts and the step names of loose-text.ts begin with these four letters. */
const DONE = wordOf("done");
const FINI = wordOf("fini");
const COMP = wordOf("comp");
const SUCC = wordOf("succ");
const SAVE = wordOf("save");
const STEP = wordOf("step");
const GLOB = wordOf("glob");
const ITER = wordOf("iter");
const EPOC = wordOf("epoc");
const BATC = wordOf("batc");
const SHED = wordOf("shed");
const LETE = wordOf("lete");
/** Whether a word above begins with these two letters, the second times 256; first letters of the words a final result begins with (`final`, `best`, `val` …). */
const FIRST_TWO = pairsOf("do fi co su sa st gl it ep ba");
const FIRST_OF_RESULT = lettersOf("fbotved");
/** A final result ends in a number, `nan`, `inf` or a percent sign, and is no longer than 80 characters. */
const END_OF_RESULT = new Set([..."0123456789.%nNfF"].map((character) => character.charCodeAt(0)));
const MAX_RESULT = 96;

/** The index of the newline of a line of spaces and tabs, or -1. */
export function blankLine({ buffer, from, limit }: BufferLine): number {
  let at = from;
  while (at < limit && KINDS[buffer[at] as number] === SPACE) at += 1;
  if (buffer[at] === 13) at += 1;
  return at < limit && buffer[at] === 10 ? at : -1;
}

/**
 * The index of the newline of a line that certainly states nothing: no record, parameter, metric or ending, and no time or
 * level before its message. -1 for any other, and for text that is not plain ASCII. Metrics are looked for only where
 * wanted.
 */
export function dullLine(line: BufferLine, wantsMetrics: boolean): number {
  const { buffer, view, from, limit } = line;
  if (from >= limit || mayBeHead(buffer, from)) return -1;
  for (let at = from; at < limit; at += 1) {
    const code = buffer[at] as number;
    let kind = KINDS[code] as number;
    if (kind <= DIGIT && kind > OTHER) {
      if (FIRST_TWO[code | ((buffer[at + 1] as number) << 8)] === 1 && mayTell(view, at, wantsMetrics)) return -1;
      do kind = KINDS[buffer[++at] as number] as number;
      while (kind <= DIGIT && kind > OTHER);
      if (at >= limit) return -1;
    }
    if (kind <= SPACE) continue;
    if (kind === NEWLINE) return wantsMetrics && mayBeResult(buffer, from, at) ? -1 : at;
    const isStrange = kind === STRANGE && !(buffer[at] === 13 && buffer[at + 1] === 10);
    if (isStrange || (kind === BRACE && mayBeObject(buffer, from, at))) return -1;
  }
  return -1;
}

/** A time, `[`, a level, the head of absl, a traceback, or llm.c's `s:250`. */
function mayBeHead(buffer: Buffer, from: number): boolean {
  const first = buffer[from] as number;
  const second = buffer[from + 1] as number;
  if (KINDS[first] === DIGIT || first === 91) return true;
  if (first === 115) return second === 58;
  if (first === 84 && second === 114) return true;
  return first >= 65 && first <= 90 && ((second >= 65 && second <= 90) || KINDS[second] === DIGIT);
}

function mayTell(view: DataView, at: number, wantsMetrics: boolean): boolean {
  const word = lowerAt(view, at);
  if (word === DONE) return true;
  if (word === SUCC) return true;
  if (word === SAVE) return (view.getUint8(at + 4) | 32) === 100;
  if (word === FINI) return lowerAt(view, at + 4) === SHED;
  if (word === COMP) return lowerAt(view, at + 4) === LETE;
  if (!wantsMetrics) return false;
  const isStep = word === STEP || word === ITER || word === EPOC || word === BATC || word === GLOB;
  return isStep && hasNumber(view, at);
}

/** Whether a word has a number behind it, with no more than a sign and spaces between. */
function hasNumber(view: DataView, from: number): boolean {
  const { byteLength } = view;
  let at = from;
  while (at < byteLength && KINDS[view.getUint8(at)] === LETTER) at += 1;
  while (at < byteLength && KINDS[view.getUint8(at)] === SPACE) at += 1;
  if (at < byteLength && ":=#[".includes(String.fromCharCode(view.getUint8(at)))) at += 1;
  while (at < byteLength && KINDS[view.getUint8(at)] === SPACE) at += 1;
  return at >= byteLength || KINDS[view.getUint8(at)] === DIGIT;
}

/** Whether an object of a record or of parameters may begin here: at the start, or after `metric`, `params`, `config` … */
function mayBeObject(buffer: Buffer, from: number, at: number): boolean {
  if (at === from) return true;
  const before = buffer[at - 1] as number;
  const isSign = KINDS[before] === SPACE || before === 58 || before === 61;
  const letter = before | 32;
  return isSign || letter === 99 || letter === 115 || letter === 103;
}

function mayBeResult(buffer: Buffer, from: number, newline: number): boolean {
  if (newline - from > MAX_RESULT && KINDS[buffer[from] as number] !== SPACE) return false;
  let last = newline - 1;
  while (last > from && (buffer[last] === 13 || KINDS[buffer[last] as number] === SPACE)) last -= 1;
  if (!END_OF_RESULT.has(buffer[last] as number)) return false;
  let first = from;
  while (KINDS[buffer[first] as number] === SPACE) first += 1;
  return FIRST_OF_RESULT[buffer[first] as number] === 1;
}

/** Four letters, all small. */
function lowerAt(view: DataView, at: number): number {
  return view.getInt32(at, true) | 0x20202020;
}

function wordOf(text: string): number {
  return Buffer.from(text).readInt32LE(0);
}

function lettersOf(letters: string): Uint8Array {
  const isFirst = new Uint8Array(256);
  for (const letter of letters + letters.toUpperCase()) isFirst[letter.charCodeAt(0)] = 1;
  return isFirst;
}

function pairsOf(words: string): Uint8Array {
  const isFirst = new Uint8Array(1 << 16);
  for (const [first = "", second = ""] of words.split(" ")) {
    for (const a of [first, first.toUpperCase()]) {
      for (const b of [second, second.toUpperCase()]) isFirst[a.charCodeAt(0) | (b.charCodeAt(0) << 8)] = 1;
    }
  }
  return isFirst;
}

function kindOf(code: number): number {
  const character = String.fromCharCode(code);
  if (character === "\n") return NEWLINE;
  if (character === " " || character === "\t") return SPACE;
  if (code < 32 || code > 126) return STRANGE;
  if (character === "{") return BRACE;
  if (/\d/.test(character)) return DIGIT;
  return /\w/.test(character) ? LETTER : OTHER;
}

import type { CompiledExperiment } from "../../model/project.ts";
import type { Meaning } from "./meaning.ts";
import type { Mention, NamedRuns } from "./name.ts";
import { mentionsIn, nameAlone } from "./name.ts";
import type { Reading, ReadLink } from "./reading.ts";
import type { Mismatch } from "./said-metric.ts";

/** Another run or row that the words give a linked number to, where its own is not named. */
export function otherRun(reading: Reading, own: ReadLink, meaning: Meaning): Mismatch | null {
  const { link } = own;
  if (typeof link.columnHead === "string") return otherRow([link.rowHead ?? "", link.columnHead], meaning);
  if (/\brespectively\b|\bresp\./i.test(reading.text)) return null;
  const mentions = namesAround(reading, meaning.compiled);
  const isOwn = (one: NamedRuns) => [...one.runs].some((run) => meaning.runs.has(run));
  if (mentions.length === 0) return otherBefore(reading, own, meaning) ?? otherSeed(reading, own, meaning);
  if (mentions.some(isOwn)) {
    const taken = takingTurns(reading, own, mentions);
    return taken === null || isOwn(taken) ? null : mismatch(taken, meaning);
  }
  const owner = ownerOf(reading, own, mentions);
  return owner === null ? null : mismatch(owner, meaning);
}

/** `We trained a. It reaches 0.91`: the one name of the sentence before, where this one goes on about it. */
function otherBefore(reading: Reading, own: ReadLink, meaning: Meaning): Mismatch | null {
  const lead = reading.text.slice(0, own.start);
  const before =
    /^\s*Its?\b/.test(lead) && isOneClause(lead.replace(/^\s*Its?\b/, " "), true) ? reading.before() : null;
  if (before === null) return null;
  const mentions = namesAround(before, meaning.compiled);
  const [only, ...others] = mentions;
  if (only === undefined || others.length > 0 || only.plain || isComparator(before.text, only)) return null;
  if (
    !/^\s*(?:We (?:trained|ran|started|looked at|picked|have) |Then (?:comes|came) |Next is |Run )?$/.test(
      before.text.slice(0, only.start),
    )
  )
    return null;
  const isOther = /\b(?:another|one|model|others?|and|with|from|than)\b/i.test(before.text.slice(only.end));
  return isOther || [...only.runs].some((run) => meaning.runs.has(run)) ? null : mismatch(only, meaning);
}

/** The names in a sentence that are no part of a number's link. */
export function namesAround({ text, links }: Reading, compiled: CompiledExperiment): Mention[] {
  return mentionsIn(text, compiled).filter(
    ({ start, end }) => !links.some((one) => one.start < end && start < one.end && !isName(one, { start, end })),
  );
}

function isName(link: ReadLink, { start, end }: { start: number; end: number }): boolean {
  return link.start >= start - 2 && link.end <= end + 2;
}

function mismatch({ name }: NamedRuns, { operands }: Meaning): Mismatch {
  const runs = [...new Set(operands.map(({ run }) => run.name))];
  const states = runs.length > 3 ? `${runs.slice(0, 3).join(", ")} …` : runs.join(", ");
  return { about: "run", reason: `the words say ${name}, the link states ${states}` };
}

/** In a table the head of the row, else that of the column, is the run. */
function otherRow(heads: readonly string[], meaning: Meaning): Mismatch | null {
  const named = heads.map((head) => nameOfHead(head, meaning)).filter((one) => one !== null);
  const [only, ...others] = named;
  if (only === undefined || others.length > 0) return null;
  return [...only.runs].some((run) => meaning.runs.has(run)) ? null : mismatch(only, meaning);
}

/** A head is a name, or has one that means nothing else (`run wide-seed0, 20 epochs`) and compares it with nothing. */
function nameOfHead(head: string, { compiled }: Meaning): NamedRuns | null {
  const alone = nameAlone(head, compiled);
  if (
    alone !== null ||
    /[−–+/>Δ]|\s-\s|\b(?:vs|versus|than|to|from|over|against|and|or|minus|without|not|like|as)\b/i.test(head)
  )
    return alone;
  const [only, ...others] = mentionsIn(head.replace(/[`*]/g, ""), compiled);
  return only === undefined || others.length > 0 || only.plain ? null : only;
}

/** Names and numbers that take turns (`a has 0.91, b 0.89`; `0.91 for a, 0.89 for b`) belong together in pairs. */
function takingTurns({ text, links }: Reading, own: ReadLink, mentions: readonly Mention[]): Mention | null {
  const numbers = links.filter(({ link }) => /\d/.test(link.text));
  if (/\d[.,]\d/.test(outside(text, numbers))) return null;
  const all = [
    ...numbers.map(({ start }) => ({ start, kind: "#" })),
    ...mentions.map(({ start }) => ({ start, kind: "a" })),
  ];
  all.sort((a, b) => a.start - b.start);
  const order = all.map(({ kind }) => kind).join("");
  const taken = mentions[numbers.indexOf(own)];
  if (taken === undefined || isComparator(text, taken)) return null;
  if (/^(?:a#){2,}$/.test(order)) return taken;
  const isFor = /^\s*(?:%\s*)?(?:for|in|by|with|\()\s*$/i.test(text.slice(own.end, taken.start));
  return /^(?:#a){2,}$/.test(order) && isFor ? taken : null;
}

function outside(text: string, links: readonly ReadLink[]): string {
  return links.reduceRight((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, text);
}

/** The name that the grammar makes the owner of a number: behind it (`0.91 for a`), else the subject before it. */
function ownerOf(reading: Reading, own: ReadLink, mentions: readonly Mention[]): Mention | null {
  const { text } = reading;
  const next = mentions.find(({ start }) => start >= own.end);
  if (next !== undefined && !isVague(reading, next)) {
    const between = text.slice(own.end, next.start);
    if (/^\s*(?:%\s*)?(?:(?:for|by|in|with)\s+(?:run\s+)?|\()$/i.test(between)) return next;
    if (/^\s*(?:%\s*)?is (?:what|the [\w -]{0,40} (?:of|in))\s+(?:run )?$/i.test(between)) return next;
    const isFirst = mentions.every(({ start }) => start >= own.end);
    const isOwned = /\b(?:for|by|of|in)\s+(?:run\s+)?["“(]?$/i.test(between) && !/\d/.test(between);
    if (isFirst && isOwned && !isComparator(text, next) && isOneClause(between, true)) return next;
  }
  const last = mentions.findLast(({ end }) => end <= own.start);
  if (last === undefined || isComparator(text, last) || isVague(reading, last)) return null;
  const direct = outsideOf(reading, last.end, own.start);
  if (NOT_REACHED.test(`${text.slice(Math.max(0, last.start - 20), last.start)} | ${direct}`)) return null;
  if (AT_ONCE.test(direct)) return last;
  const between = direct.replace(isWith(text, last) ? WE_GET : /^$/, " ");
  return isOneClause(between, new Set(mentions.map(({ name }) => name)).size === 1) ? last : null;
}

/** `a: 0.91`, `a, which reaches 0.91`, `a, with 0.91`: with nothing between that could be of another. */
const AT_ONCE =
  /^(?:\s*[:=]\s*|,? (?:which|that) (?:has|had|reach\w*|gets|got|achiev\w*|attain\w*|scores?|scored|ends (?:up )?at|comes to|lands at) |, (?:with|at) |: it (?:has|reaches|gets|scores) )$/i;
/** What is not, or not quite, a value that was reached. */
const NOT_REACHED =
  /\b(?:not|never|no longer|cannot|fail\w*|below|under|miss\w*|close to|near|nearly|almost|should|would|could|might|may|will|aim\w*|target\w*|goal|supposed|neither|nor|less than|more than|beyond|past)\b|n['’]t\b/i;

/** A common word is a name only in code, in bold, or where a verb of having follows. */
function isVague({ text, marked }: Reading, { start, end, plain }: Mention): boolean {
  if (!plain) return false;
  if (marked.some((one) => one.start <= start && end <= one.end)) return false;
  return !/^ (?:alone |also |still |only |now |already )?(?:has|had|reach\w*|gets|got|achiev\w*|attain\w*|scores?|scored|ends at|comes to|obtain\w*)\b/i.test(
    text.slice(end, end + 40),
  );
}

const COMPARATOR =
  /(?:\b(?:than|unlike|against|versus|vs\.?|compared (?:to|with)|comparison (?:to|with)|over|below|above|from|behind|beats?|outperforms?|like|as|without|not|besides|beyond|to|minus|relative to|instead of|replac\w+|exceeds?|(?:copy|version|variant|half|repeat|rerun|start|checkpoint|weights|seeds?|config\w*) of)|[−–+/])\s+(?:the |that of |those of |in |of |for |run |our )*["“(]?$/i;

/** Whether a name only says what is compared with, or started from. */
export function isComparator(text: string, { start }: { start: number }): boolean {
  return COMPARATOR.test(text.slice(Math.max(0, start - 60), start));
}

/** The text between two places without the numbers of links, which stand for themselves. */
function outsideOf({ text, links }: Reading, start: number, end: number): string {
  const inside = links.filter((link) => link.start >= start && link.end <= end);
  const cut = inside.map((link) => ({ ...link, start: link.start - start, end: link.end - start }));
  return outside(text.slice(start, end), cut);
}

/** `With a we get …`: the number is of a, whoever got it. */
const WE_GET = /^,? (?:we|i|one|you) (?:get|got|reach(?:ed)?|obtain(?:ed)?|have|had|see|saw|measured?|find|found)\b/i;

function isWith(text: string, { start }: Mention): boolean {
  return /\b(?:with|for|using) (?:run )?$/i.test(text.slice(Math.max(0, start - 20), start));
}

const METRIC_PHRASE =
  /\b(?:and )?(?:(?:with )?an?|the|its)\s+(?:(?:mean|median|average|final|best|last|top-?\d|test|validation|val|training|train|held-out|dev)[ -])*(?:accuracy|loss|f1(?:[ -]score)?|auc|error|score|precision|recall|perplexity|latency|throughput|size)(?: (?:of|is|at))?/gi;

const ANAPHOR = /[;,.]\s*(?:(?:so|and)\s+)?(?:it|the (?:same )?(?:model|run|network|checkpoint|classifier))\b/gi;

const BREAKS =
  /[;:!?]|\.\s|\b(?:so|but|while|whereas|although|though|because|since|when|if|than|however|which|that|who|we|i|another|others?|both|neither|each|every|after|before|instead|against|versus|its?|(?:replac|chang|add|remov|widen|lower|rais|doubl|halv|us|mak)\w*|train(?:ed|ing (?:on|with|for|longer))|from|to the|vs)\b|,\s*(?:the|an?|and|with)\b|\band (?:the|an?|then|with)\b/i;

/** Whether nothing between a name and a number begins another statement; `alone`: no other name is near that “it” could mean. */
function isOneClause(between: string, alone: boolean): boolean {
  const text = (alone ? between.replace(ANAPHOR, " ") : between).replace(METRIC_PHRASE, " ");
  return !BREAKS.test(text);
}

/** `on seed 0` beside a number of another seed. */
function otherSeed({ text }: Reading, own: ReadLink, meaning: Meaning): Mismatch | null {
  const said = [...text.matchAll(/\bseed (\d+)\b(?!\s*(?:,|and|or|to|–|-)\s*\d)/gi)];
  const [only, ...others] = said;
  const [operand, ...more] = meaning.operands;
  if (only === undefined || others.length > 0 || operand === undefined || more.length > 0) return null;
  const between = text.slice(Math.min(own.end, only.index), Math.max(own.start, only.index));
  const isNear = only.index > own.end && /^[^.;:,]*(?:, which\s*)?$/.test(between) && !/\d/.test(between);
  const { seed, name } = operand.run;
  if (!isNear || seed === null || !/^\d+$/.test(String(seed)) || Number(seed) === Number(only[1])) return null;
  return { about: "run", reason: `the words say seed ${only[1]}, the link states ${name} with seed ${seed}` };
}

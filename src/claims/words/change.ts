import type { Document } from "../../model/document.ts";
import type { Scope } from "../value/scope.ts";
import { DIRECTION_WORDS, directionWord, isNegated, isUnreal, meansHigher } from "./direction-word.ts";
import type { Meaning, Side } from "./meaning.ts";
import { meaningOf } from "./meaning.ts";
import { hasWordOf, metricsIn } from "./metric-mention.ts";
import type { Mention } from "./name.ts";
import type { Reading, ReadLink } from "./reading.ts";
import type { Mismatch } from "./said-metric.ts";
import { isComparator, namesAround } from "./said-run.ts";

/** A comparing word with the two sides of a difference: what it is said of, and what that is compared with. */
interface Said {
  word: string;
  subject: Side;
  object: Side;
}

/** Where a linked claim stands, with what is needed to read the links beside it. */
export interface LinkedPlace {
  reading: Reading;
  own: Pick<ReadLink, "start" | "end">;
  meaning: Meaning;
  document: Document;
  scope: Scope;
}

/** A comparing word beside a linked difference or ratio that says the opposite of its two operands. */
export function oppositeChange(place: LinkedPlace): Mismatch | null {
  const { meaning, reading } = place;
  if (meaning.change === null || meaning.sides.length !== 2 || isUnreal(reading.text)) return null;
  const said = saidOf(place);
  return said === null ? null : judgeWord(said.word, [said.subject, said.object], meaning);
}

/** A mismatch where a word says that the first value is on the other side of the second. */
export function judgeWord(word: string, [subject, object]: [Side, Side], meaning: Meaning): Mismatch | null {
  const direction = directionWord(word);
  const [first] = subject.operands;
  const [second] = object.operands;
  if (direction === null || first === undefined || second === undefined) return null;
  if (first.metric.name !== second.metric.name) return null;
  // A larger spread is no better accuracy.
  if (direction.kind !== "level" && [subject, object].some(({ key }) => /\b(?:p?std|se|count|rank|best)\(/.test(key)))
    return null;
  const metric = first.metric.name;
  const higher = meansHigher(direction, metric, meaning.compiled.experiment.directions[metric]);
  const difference = subject.value - object.value;
  if (higher === null || !Number.isFinite(difference)) return null;
  if (higher ? difference > 0 : difference < 0) return null;
  const reason = `the words say ${word}, but ${nameOf(subject)} has ${metric} ${show(subject.value)}, ${nameOf(object)} ${show(object.value)}`;
  return { about: "comparison", reason };
}

/** What a side is called: its row where it has several runs. */
export function nameOf({ operands }: Side): string {
  const [first, ...others] = operands;
  if (first === undefined) return "";
  const { comparison } = first.compiled;
  const row = others.length === 0 ? undefined : comparison.rows.find(({ runs }) => runs.includes(first.run.id));
  return row?.name ?? first.run.name;
}

/** A value in a reason: enough digits to see a difference. */
export function show(value: number): string {
  return String(Number(value.toPrecision(5)));
}

const BEHIND = new RegExp(
  `^\\s*(?:(?:%|pp|percent|percentage|points?|relative|absolute|times|as much)\\s+|[(),×]\\s*)*(${DIRECTION_WORDS})\\b`,
  "i",
);
const BEFORE = new RegExp(
  `\\b(${DIRECTION_WORDS})\\b((?:(?!\\b(?:${DIRECTION_WORDS})\\b)(?:[^.;:\\d]|(?<=[A-Za-z][\\w-]*)\\d))*?)(?:\\b(?:by|of)|(?<=\\b(?:gains?|gained|loses|lost|adds|saves|drops|up|down|leads|trails|costs?|gives? up|gave up|shaves|shaved|falls|slips) ))\\s*(?:(?:about|around|roughly|nearly|almost|only|just|some|at least|more than|over|approximately|as much as|a|an|another)\\s+|~\\s*)*$`,
  "i",
);

function saidOf({ reading, own, meaning, document, scope }: LinkedPlace): Said | null {
  const { text } = reading;
  const [a, b] = meaning.sides as [Side, Side];
  const behind = BEHIND.exec(text.slice(own.end));
  const before = BEFORE.exec(text.slice(0, own.start));
  const word = behind?.[1] ?? before?.[1];
  if (word === undefined) return null;
  const wordAt = behind !== null ? own.end + behind[0].length - word.length : (before?.index ?? 0);
  if (isNegated(clauseBefore(text, wordAt), clauseBefore(text, wordAt).length)) return null;
  if (behind === null && isOfAnother(word, before?.[2] ?? "", meaning)) return null;
  const mentions = namesAround(reading, meaning.compiled);
  const sideOf = (one: Mention | undefined): Side | null => {
    if (one === undefined) return null;
    const [inA, inB] = [a, b].map(({ operands }) => operands.some(({ run }) => one.runs.has(run.id)));
    return inA === inB ? null : inA ? a : b;
  };
  const path = fromTo(text, mentions, wordAt);
  if (path !== null) {
    const [from, to] = path.map(sideOf);
    return from == null || to == null || from === to ? null : { word, subject: to, object: from };
  }
  const object = sideOf(objectOf(text, mentions, wordAt + word.length));
  const subject = sideOf(subjectOf(text, mentions, Math.min(wordAt, own.start)));
  const cause = sideOf(mentions.find((one) => one.start > wordAt && CAUSE.test(text.slice(0, one.start))));
  // `A loses 8 pp with B`: B is what A is changed into, and has less.
  if (cause !== null && object === null)
    return subject === null || cause === subject ? null : { word, subject: cause, object: subject };
  if (isPassive(text, wordAt, word)) {
    const from = wordAt + word.length;
    const agent = sideOf(
      mentions.find(({ start }) => start > from && /^[^,;]*\bby (?:the )?$/.test(text.slice(from, start))),
    );
    return agent === null || subject === null || agent === subject ? null : { word, subject: agent, object: subject };
  }
  const other = (side: Side) => (side === a ? b : a);
  if (subject !== null && object !== null) return subject === object ? null : { word, subject, object };
  if (object !== null) return { word, subject: other(object), object };
  if (subject !== null) return { word, subject, object: other(subject) };
  const linked = linkedBefore({ reading, own, meaning, document, scope });
  return linked === null ? null : { word, subject: linked, object: other(linked) };
}

const CAUSE = /\b(?:with|under|using|through|due to|because of)\s+(?:the\s+)?[`*_"']*$/i;

const ADJECTIVE =
  /^(?:higher|greater|larger|bigger|longer|more|lower|smaller|shorter|less|fewer|better|worse|stronger|weaker)$/i;

/** `A higher learning rate changes accuracy by …`: the adjective is of a thing that is no metric of the number. */
function isOfAnother(word: string, behind: string, { compiled, metrics }: Meaning): boolean {
  if (!ADJECTIVE.test(word) || /^\s*(?:$|[(]|(?:in|on|by|than|for|with|at|of)\b)/.test(behind)) return false;
  if (/^\s*accurate\b/.test(behind)) return false;
  const [next] = metricsIn(behind, compiled);
  if (next === undefined) return !hasWordOf(behind.slice(0, 30), metrics);
  return !/^\s*(?:(?:mean|average|final|test|validation|val|training|train|set|top|held|out)[\s-]*)*$/i.test(
    behind.slice(0, next.start),
  );
}

/** From the last break of the sentence to a place. */
function clauseBefore(text: string, at: number): string {
  const before = text.slice(0, at);
  return before.slice(Math.max(before.lastIndexOf(","), before.lastIndexOf(";"), before.lastIndexOf(":")) + 1);
}

/** `is outperformed by`: subject and object change places. */
function isPassive(text: string, at: number, word: string): boolean {
  return (
    /ed(?: out)?$|^beaten$/i.test(word) &&
    /^\s+by\s+[^\d\s]/.test(text.slice(at + word.length)) &&
    /\b(?:is|are|was|were|be|been)\s+$/.test(text.slice(0, at))
  );
}

/** The name after “than”, “over” …, or right after a verb that takes one. */
function objectOf(text: string, mentions: readonly Mention[], from: number): Mention | undefined {
  const end = text.slice(from).search(/[,;:.](?:\s|$)/);
  const until = end < 0 ? text.length : from + end;
  return mentions.find(({ start }) => {
    if (start < from || start >= until) return false;
    const between = text.slice(from, start);
    return between.trim() === "" || isComparator(text, { start });
  });
}

/** `From a to b accuracy rises`: what is said of b, against a. */
function fromTo(text: string, mentions: readonly Mention[], until: number): [Mention, Mention] | null {
  const before = mentions.filter(({ end }) => end <= until);
  const at = before.findIndex((one, index) => {
    const next = before[index + 1];
    const isFrom = /\b(?:going |moving |switching |changing )?from (?:the )?$/i.test(text.slice(0, one.start));
    return isFrom && next !== undefined && /^ to (?:the )?$/.test(text.slice(one.end, next.start));
  });
  const [from, to] = at < 0 ? [] : before.slice(at, at + 2);
  return from === undefined || to === undefined ? null : [from, to];
}

/** The last name before a word that is not merely compared with. */
function subjectOf(text: string, mentions: readonly Mention[], until: number): Mention | undefined {
  const from = Math.max(text.lastIndexOf(";", until), text.lastIndexOf(": ", until));
  return mentions.findLast((one) => one.start > from && one.end <= until && !isComparator(text, one));
}

/** `with shifting it is 0.891, about 8 pp lower`: the number just before is one of the two operands, and the subject. */
function linkedBefore({ reading, own, meaning, document, scope }: LinkedPlace): Side | null {
  const last = reading.links.filter(({ end }) => end <= own.start).at(-1);
  if (last === undefined || /[;:]/.test(reading.text.slice(last.end, own.start))) return null;
  const claim = { file: document.file, target: last.link.url, selector: last.link.title };
  const [side, ...others] = meaningOf(claim, null, scope)?.sides ?? [];
  if (side === undefined || others.length > 0) return null;
  const same = (one: Side) =>
    one.value === side.value && one.operands.every(({ run }) => side.operands.some((other) => other.run.id === run.id));
  const [only, ...more] = meaning.sides.filter(same);
  return only === undefined || more.length > 0 ? null : only;
}

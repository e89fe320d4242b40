import type { Placed } from "./mention.ts";

/**
 * The mentions that belong to one number of a sentence. `clean`: the sentence leaves no doubt, since it has only one
 * such mention or its numbers and mentions take turns; otherwise each of them may be meant.
 */
export interface Assigned<M extends Placed> {
  mentions: M[];
  clean: boolean;
}

/** Words that set two things against each other: then the nearest name need not be the one that the number is about. */
const AGAINST =
  /\b(?:than|contrast|unlike|compar\w*|versus|vs|relative to|over|against|instead|outperform\w*|beats?|behind|ahead|from|whereas)\b/i;

/**
 * Gives the mentions of a sentence to its numbers: one mention belongs to all; `respectively` pairs them in order; where
 * they take turns (`A reaches 0.91 and B 0.93`; `0.91 for A and 0.93 for B`) each number gets its own; else all stay open.
 */
export function assign<M extends Placed>(
  mentions: readonly M[],
  numbers: readonly { start: number; end: number }[],
  { at, text }: { at: number; text: string },
): Assigned<M> {
  const [first] = mentions;
  if (first === undefined) return { mentions: [], clean: true };
  const distinct = new Map(mentions.map((mention) => [mention.key, mention]));
  if (distinct.size === 1) return { mentions: [first], clean: !isOfAnother(first, numbers, { at, text }) };
  const beside = attached(mentions, numbers, { at, text });
  if (beside !== null) return { mentions: [beside], clean: true };
  const index = numbers.findIndex(({ start, end }) => start <= at && at < end);
  const pairs = mentions.length === numbers.length || /\brespectively\b/i.test(text);
  const inOrder = mentions.filter((mention, n) => mentions.findIndex(({ key }) => key === mention.key) === n);
  const blocks = blocksOf(mentions, numbers);
  const isPaired = pairs && inOrder.length === numbers.length && blocks.length === 2;
  const paired = isPaired ? inOrder[index] : undefined;
  if (paired !== undefined) return { mentions: [paired], clean: /\brespectively\b/i.test(text) };
  const turn = takingTurns(mentions, { blocks, at });
  if (turn !== null) {
    // A name behind the last number may be that number's own.
    const isOpen = blocks[0]?.kind === "mention" && blocks.at(-1)?.kind === "mention";
    return { mentions: [turn], clean: !isOpen && !AGAINST.test(text) };
  }
  return { mentions: [...distinct.values()], clean: false };
}

/** Words before a number that set what it is said of against something that is named behind it. */
const CONTRAST = /\b(?:compar\w*|unlike|contrast|versus|vs|against|whereas|while)\b/i;

/**
 * `0.93 of them and a loss of 0.284`; `the library's own (0.962), B is better`; `compared to 0.962 of the library, B is better`:
 * may the only mention, which stands behind the number, be about something else?
 */
function isOfAnother(
  first: Placed,
  numbers: readonly { start: number; end: number }[],
  { at, text }: { at: number; text: string },
): boolean {
  const own = numbers.find(({ start, end }) => start <= at && at < end) ?? { start: at, end: at };
  if (first.start < own.end) return false;
  const between = text.slice(own.end, first.start);
  if (followsAt(first, between)) return false;
  const next = numbers.find(({ start }) => start >= first.end);
  const isTaken = next !== undefined && BESIDE_BEFORE.test(text.slice(first.end, next.start));
  const open = text.lastIndexOf("(", own.start);
  const isInside =
    open > text.lastIndexOf(")", own.start) && /\p{L}/u.test(text.slice(0, open)) && between.includes(")");
  return (
    isTaken ||
    isInside ||
    CONTRAST.test(text.slice(0, own.start)) ||
    /;\s|,\s+(?:and|but|while|whereas|though)\s/.test(between)
  );
}

/** `0.516 of B`, `0.91 accuracy`, `accuracy of 0.91`, `A (0.91)`: what alone stands right beside a number is meant by it. */
function attached<M extends Placed>(
  mentions: readonly M[],
  numbers: readonly { start: number; end: number }[],
  { at, text }: { at: number; text: string },
): M | null {
  const own = numbers.find(({ start, end }) => start <= at && at < end);
  if (own === undefined) return null;
  const before = mentions.filter(({ end }) => end <= own.start).at(-1);
  const after = mentions.find(({ start }) => start >= own.end);
  // Runs of several experiments that share a name are mentioned at one place: none of them is nearer.
  const isShared = (one: M) => mentions.some(({ start, key }) => start === one.start && key !== one.key);
  if ([before, after].some((one) => one !== undefined && isShared(one))) return null;
  const isBefore = before !== undefined && BESIDE_BEFORE.test(text.slice(before.end, own.start));
  const isAfter = after !== undefined && followsAt(after, text.slice(own.end, after.start));
  return isBefore === isAfter ? null : isBefore ? (before ?? null) : (after ?? null);
}

const BESIDE_BEFORE = /^[\s`*_"')\]]*(?:(?:of|is|was|at|to|reaches|gets|has|with|:|=|\()[\s`*_"']*){0,2}$/i;
const BESIDE_AFTER = /^[ \t`*_"']*(?:(?:of|for|by|with|in|on)\s+(?:the\s+)?)?[`*_"']*$/i;

/** `0.91 accuracy` and `0.91 for A`; the name behind `0.91 A` may begin something new. */
function followsAt(after: Placed, between: string): boolean {
  return BESIDE_AFTER.test(between) && !("named" in after && /^\W*$/.test(between));
}

type Block = { kind: "mention" | "number"; size: number };

/** The order of mentions and numbers: how many of one follow each other before the other kind comes. */
function blocksOf(mentions: readonly Placed[], numbers: readonly { start: number }[]): Block[] {
  const all = [
    ...mentions.map(({ start }) => ({ kind: "mention" as const, start })),
    ...numbers.map(({ start }) => ({ kind: "number" as const, start })),
  ].sort((a, b) => a.start - b.start);
  const blocks: Block[] = [];
  for (const { kind } of all) {
    const last = blocks.at(-1);
    if (last?.kind === kind) last.size += 1;
    else blocks.push({ kind, size: 1 });
  }
  return blocks;
}

function takingTurns<M extends Placed>(
  mentions: readonly M[],
  { blocks, at }: { blocks: readonly Block[]; at: number },
): M | null {
  const [first] = blocks;
  const isSingle = blocks.every(({ kind, size }) => kind === "number" || size === 1);
  if (!isSingle || first === undefined) return null;
  if (first.kind === "mention") return mentions.filter(({ start }) => start <= at).at(-1) ?? null;
  const isStrict = blocks.every(({ size }) => size === 1) && blocks.length % 2 === 0;
  return isStrict ? (mentions.find(({ start }) => start > at) ?? null) : null;
}

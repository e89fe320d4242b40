import { hashText } from "../disk/hash.ts";
import { mayHide, showHidden } from "../markdown/escape.ts";
import type { Known } from "./known.ts";
import { knownFinder } from "./known.ts";
import { nameFinders, nameHint } from "./name.ts";
import { placeFinders, placeHint } from "./place.ts";
import type { Finder, SecretKind, Sighting } from "./sighting.ts";
import { blot, finder, inOrder, standIn } from "./sighting.ts";
import { mayHoldToken, tokenFinders } from "./token.ts";

/**
 * What a project wants kept back besides what is known, and what not.
 *
 * - `patterns`: expressions; what their first group matches, or all of it, is kept back.
 * - `allow`: texts that are published as they are; `/…/` is an expression that the whole text has to match.
 */
export interface RedactionRules {
  patterns: readonly string[];
  allow: readonly string[];
}

/** What is kept back of every site. */
export const ALWAYS: RedactionRules = { patterns: [], allow: [] };

/** Finds and replaces what is not to be published. `stamp` differs when the rules do. */
export interface Redactor {
  stamp: string;
  /** False when nothing in a text, or in any of several that are joined by `|`, is seen or made visible. */
  glance(text: string): boolean;
  /** What is seen in a text, in its order. */
  look(text: string): Sighting[];
  /** The text without it, and with characters that hide or reorder text made visible. */
  text(text: string): string;
  /** An address or a part of one: what is kept back there stays apart from others and means nothing. */
  address(text: string): string;
  /** Lines of one text: a key over several lines is seen, and none of them is lost. */
  lines(lines: readonly string[]): string[];
  /** Whether a value that was found by other means may be published. */
  allows(value: string): boolean;
  /** The same, and known values too. */
  knowing(known: Known): Redactor;
}

const HINTED: [(text: string) => boolean, Finder[]][] = [
  [mayHoldToken, tokenFinders],
  [(text) => isAssigning(text) && nameHint.test(text), nameFinders],
  [(text) => isPlaced(text) && placeHint.test(text), placeFinders],
];

/** Nothing of what is found is shorter and holds none of these. */
const WORTH_A_LOOK = /[=:@/\\~]|(?<!\S)\S{16}|--/;

/** Told faster than by an expression, and enough for most texts. */
function isAssigning(text: string): boolean {
  return text.includes("=") || text.includes(":") || text.includes("--");
}

function isPlaced(text: string): boolean {
  return text.includes("~") || text.includes("@") || /\/home|users[\\/]/i.test(text);
}

const PLAIN = /^[\t\n\r -~]*$/;
const MOST_REMEMBERED = 1000;

const TOKENS: typeof HINTED = HINTED.slice(0, 1);

/** Makes a redactor; null publishes everything as it is. */
export function openRedactor(rules: RedactionRules | null): Redactor {
  if (rules === null) return OFF;
  const own = rules.patterns.map((one) => finder("own", new RegExp(hidingFirstGroup(one), "gu")));
  const allowed = rules.allow.map(allowing);
  return redactor({
    own,
    hasPatterns: own.length > 0,
    allows: (value) => allowed.some((one) => one(value)),
    stamp: JSON.stringify(rules),
  });
}

/** A name as a part of an address, whatever the rules are: what is a token by its form is not in it. */
export function withoutTokens(name: string): string {
  const sightings = seen(name, TOKENS);
  return sightings.length === 0 ? name : blot(name, inOrder(sightings), segment);
}

const OFF: Redactor = {
  stamp: "off",
  glance: mayHide,
  look: () => [],
  text: visible,
  address: (text) => text,
  lines: (lines) => [...lines],
  allows: () => true,
  knowing: () => OFF,
};

/** `own`: patterns of the configuration, and what is known. `hasPatterns`: is there one of the first? It may match anything. */
interface Parts {
  own: Finder[];
  hasPatterns: boolean;
  allows(value: string): boolean;
  stamp: string;
}

function redactor(parts: Parts): Redactor {
  const { own, allows, stamp } = parts;
  const isKept = (text: string) => (one: Sighting) => !allows(text.slice(one.start, one.end));
  const look = (text: string) => {
    if (own.length === 0 && !WORTH_A_LOOK.test(text)) return [];
    return inOrder([...seen(text, HINTED), ...seenBy(own, text)].filter(isKept(text)));
  };
  const words = (text: string) => {
    const sightings = look(text);
    return sightings.length === 0 ? text : blot(text, sightings, standIn);
  };
  return {
    stamp,
    glance: (text) =>
      parts.hasPatterns || mayHide(text) || HINTED.some(([hint]) => hint(text)) || seenBy(own, text).length > 0,
    look,
    text: (text) => visible(words(text)),
    address: remembering((text) => {
      const sightings = [...seen(text, TOKENS), ...seenBy(own, text)].filter(isKept(text));
      return sightings.length === 0 ? text : blot(text, inOrder(sightings), segment);
    }),
    lines: (lines) => words(lines.join("\n")).split("\n"),
    allows,
    knowing: (known) => {
      const find = knownFinder(known);
      return find === null ? redactor(parts) : redactor({ ...parts, own: [...own, find] });
    },
  };
}

/** Most texts have plain characters alone; white space stays. */
function visible(text: string): string {
  if (PLAIN.test(text) || !mayHide(text)) return text;
  return text
    .split(/([\t\n\r]+)/)
    .map((part, at) => (at % 2 === 1 ? part : showHidden(part)))
    .join("");
}

/** Most addresses differ in nothing but the line that they lead to. */
function remembering(clean: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const hash = text.lastIndexOf("#");
    const at = hash < 0 ? text.length : hash;
    if (text.length - at > 14) return clean(text);
    const page = text.slice(0, at);
    const cleaned = known.get(page) ?? clean(page);
    if (known.size > MOST_REMEMBERED) known.clear();
    known.set(page, cleaned);
    return cleaned + text.slice(at);
  };
}

function seen(text: string, hinted: typeof HINTED): Sighting[] {
  return hinted.flatMap(([hint, finders]) => (hint(text) ? seenBy(finders, text) : []));
}

function seenBy(finders: readonly Finder[], text: string): Sighting[] {
  return finders.flatMap((find) => find(text));
}

function segment(kind: SecretKind, hidden: string): string {
  return `redacted-${kind}-${hashText(hidden).slice(0, 4)}`;
}

function allowing(text: string): (value: string) => boolean {
  const expression = /^\/(.+)\/$/s.exec(text)?.[1];
  if (expression === undefined) return (value) => value === text;
  const whole = new RegExp(`^(?:${expression})$`, "u");
  return (value) => whole.test(value);
}

/** The first group without a name becomes the one that is kept back. */
function hidingFirstGroup(source: string): string {
  return source.includes("(?<hide>") ? source : source.replace(/(?<!\\)\((?!\?)/, "(?<hide>");
}

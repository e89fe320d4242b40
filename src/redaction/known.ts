import type { Param, Run } from "../model/run.ts";
import { isAnyMachine, secretByName } from "./name.ts";
import type { Finder, SecretKind, Sighting } from "./sighting.ts";

/** Values that are known to be secret, with what they are. */
export type Known = ReadonlyMap<string, SecretKind>;

const LEAST = 5;

/**
 * What the params and the environment of runs say by name: a password that stands there is kept back wherever else it is found.
 * Words that may stand for other things (a user called `adam`) are only kept back in their own place.
 */
export function knownSecrets(runs: readonly Run[]): Known {
  const known = new Map<string, SecretKind>();
  for (const run of runs) {
    for (const param of [...run.params, ...run.environment]) {
      const kind = secretOf(param);
      const text = typeof param.value === "string" ? param.value : param.evidence.literal;
      if (kind !== null && isDistinct(text, kind)) known.set(text, kind);
    }
  }
  return known;
}

/** What a param is by its name, or null. */
export function secretOf({ name, value, evidence }: Param): SecretKind | null {
  return secretByName(name, typeof value === "string" ? value : evidence.literal);
}

/** Finds known values as whole words, however they are escaped; null when there are none. */
export function knownFinder(known: Known): Finder | null {
  if (known.size === 0) return null;
  const kinds = new Map<string, SecretKind>();
  for (const [text, kind] of known) for (const form of formsOf(text)) kinds.set(form, kind);
  const expression = new RegExp(`(?<![A-Za-z0-9_])(?:${oneOf([...kinds.keys()].sort())})(?![A-Za-z0-9_])`, "g");
  return (text) =>
    Array.from(text.matchAll(expression), ({ 0: found, index }): Sighting => {
      return { kind: kinds.get(found) ?? "token", start: index, end: index + found.length };
    });
}

function isDistinct(text: string, kind: SecretKind): boolean {
  if (text.length < LEAST || /^[\d.,+-]*$/.test(text)) return false;
  if (kind === "host") return /[\d.-]/.test(text) && !isAnyMachine(text);
  return kind === "user" ? /[\d@._-]/.test(text) : true;
}

/** As it is, inside JSON, in HTML and in an address. */
function formsOf(text: string): Set<string> {
  const html = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const quoted = html.replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  return new Set([
    text,
    JSON.stringify(text).slice(1, -1),
    html,
    quoted,
    quoted.replaceAll("'", "&#39;"),
    encodeURIComponent(text.toWellFormed()),
  ]);
}

/**
 * An expression for any of some texts, the longest first. What begins the same is said once: a list of a thousand names is not
 * tried name by name at every place.
 */
function oneOf(texts: readonly string[]): string {
  const byStart = Map.groupBy(texts, (text) => text.slice(0, 1));
  const parts = [...byStart].flatMap(([start, all]): string[] => {
    if (start === "") return [];
    const first = all[0] ?? "";
    let length = 1;
    while (length < first.length && all.every((text) => text.startsWith(first.slice(0, length + 1)))) length += 1;
    const same = escapeExpression(first.slice(0, length));
    return [all.length === 1 ? same : `${same}${oneOf(all.map((text) => text.slice(length)))}`];
  });
  const isOptional = byStart.has("");
  return parts.length === 0 ? "" : `(?:${parts.join("|")})${isOptional ? "?" : ""}`;
}

function escapeExpression(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

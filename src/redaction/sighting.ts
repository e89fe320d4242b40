/** What kind of thing is kept back. `own`: what a pattern of the configuration finds. */
export type SecretKind = "token" | "password" | "key" | "user" | "host" | "own";

/** A part of a text that is not to be published: where it begins and ends. */
export interface Sighting {
  kind: SecretKind;
  start: number;
  end: number;
}

/** Finds what one rule is about in a text. */
export type Finder = (text: string) => Sighting[];

/** What stands where something was kept back. It means nothing in HTML, Markdown, JSON and addresses. */
export function standIn(kind: SecretKind): string {
  return `‹redacted: ${kind}›`;
}

/**
 * Makes a finder of an expression with the flag `g`. What its group `hide` matched is kept back, or all of it without such a
 * group; `accepts` may look at that and say no.
 */
export function finder(
  kind: SecretKind,
  expression: RegExp,
  accepts: (hidden: string) => boolean = () => true,
): Finder {
  const located = new RegExp(expression.source, `${expression.flags}d`);
  return (text) =>
    Array.from(text.matchAll(located)).flatMap((match): Sighting[] => {
      const [start, end] = match.indices?.groups?.hide ?? match.indices?.[0] ?? [0, 0];
      return end > start && accepts(text.slice(start, end)) ? [{ kind, start, end }] : [];
    });
}

/** Sightings in their order; of those that overlap the first and longest is left, made as long as both. */
export function inOrder(sightings: readonly Sighting[]): Sighting[] {
  const sorted = [...sightings].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Sighting[] = [];
  for (const one of sorted) {
    const last = kept.at(-1);
    if (last !== undefined && one.start < last.end) last.end = Math.max(last.end, one.end);
    else kept.push({ ...one });
  }
  return kept;
}

/** The text with what was seen replaced; line breaks inside of it stay, so that every line keeps its number. */
export function blot(text: string, sightings: readonly Sighting[], word: (kind: SecretKind, hidden: string) => string) {
  let out = "";
  let at = 0;
  for (const { kind, start, end } of sightings) {
    const hidden = text.slice(start, end);
    const lines = hidden.split("\n").length - 1;
    out +=
      text.slice(at, start) +
      Array(lines + 1)
        .fill(word(kind, hidden))
        .join("\n");
    at = end;
  }
  return out + text.slice(at);
}

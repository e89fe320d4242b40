import type { ReviewedClaim, RunChange } from "../model/review.ts";
import type { BothStates, Found } from "./found.ts";

/** What made claims false: a log that they cite was rewritten, runs are new, gone, or counted otherwise. */
export type Cause = "tampered" | "added" | "removed" | "otherwise";

/** The one reason why all claims that are false now are so; null where one of them is new, or has another reason. */
export function causeOf({ claims, tampered, runs }: Found, { base }: BothStates): Cause | null {
  if (claims.broken.length === 0 || claims.broken.some(({ was }) => was === null || was.text === "")) return null;
  const files = new Set(tampered.map(({ file }) => file));
  const before = new Map(
    base.documents.flatMap((one) => one.claims.map(({ id, evidence }) => [id, evidence] as const)),
  );
  const cited = claims.broken.map((one) => filesOf(one, before.get(one.id) ?? []));
  const isUnedited = claims.broken.every(({ was, text }) => was?.text === text);
  if (!isUnedited) return null;
  if (cited.every((all) => all.some((file) => files.has(file)))) return "tampered";
  const causes = KINDS.filter(([kind]) => {
    const places = runs.filter((one) => one.kind === kind).map(({ place }) => place);
    return cited.every((all) => all.some((file) => places.some((place) => file.startsWith(`${place}/`))));
  });
  return causes[0]?.[1] ?? null;
}

const KINDS: readonly (readonly [RunChange["kind"], Cause])[] = [
  ["counted otherwise", "otherwise"],
  ["removed", "removed"],
  ["added", "added"],
];

/** The files behind a claim in both states: one that is not counted any more stands behind it in the base alone. */
function filesOf({ evidence }: ReviewedClaim, before: ReviewedClaim["evidence"]): string[] {
  return [...evidence, ...before].map(({ file }) => file);
}

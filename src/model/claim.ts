import type { Span } from "./document.ts";
import type { Evidence, Region } from "./evidence.ts";

/** What the checker can say of a claim. */
export const VERDICTS = [
  "supported",
  "derived",
  "contradicted",
  "stale",
  "wrong-run",
  "ignored-run",
  "ambiguous",
  "unbound",
  "attested",
  "source-missing",
  "unreadable",
  "unsupported-format",
  "exempt",
] as const;

/** What the checker says of a claim. */
export type VerdictName = (typeof VERDICTS)[number];

/**
 * Something that a document states and evidence can confirm.
 *
 * - `kind`: `evidence` (a link to a file), `derived` (a link whose title is an expression), `cite` (`cite:` not yet
 *   resolved), `span` (a link without a number, to lines), `bare` (a number in prose without a link), `words` (a comparison,
 *   rank or winner said in words alone).
 * - `id`: stable within the document: a hash of kind, target, selector and its ordinal among equals.
 * - `target`: the link's address, `selector` its title.
 * - `region`: the name of the owned region it stands in, or null in text that people wrote.
 */
export interface Claim {
  id: string;
  kind: "evidence" | "derived" | "cite" | "span" | "bare" | "words";
  file: string;
  span: Span;
  text: string;
  target: string | null;
  selector: string | null;
  section: string | null;
  region: string | null;
}

/**
 * A value that could be what a claim means.
 *
 * - `score`: between 0 and 1; `why` lists what agreed.
 * - `chance`: the probability that a number printed like the claim's agrees by accident with one of the values that its
 *   words could mean as well, in this project's data.
 */
export interface Candidate {
  selector: string;
  value: number;
  evidence: Evidence;
  run: string;
  metric: string;
  score: number;
  chance: number;
  why: string[];
}

/**
 * A claim with its verdict.
 *
 * - `value`: what the evidence says; null when there is none. `unit`: what it is logged in, where that is known to matter.
 * - `evidence`: every operand's, for a derived claim.
 * - `excerpt`: the cited region as it is now.
 * - `score`: how surely the words lead to the evidence, between 0 and 1; null where a link names it.
 * - `diagnosis`: why the number is wrong, when exactly one explanation fits.
 * - `reason`: why it is exempt or could not be decided, in a few words.
 */
export interface Verdict {
  claim: Claim;
  verdict: VerdictName;
  value: number | null;
  unit?: string;
  evidence: Evidence[];
  excerpt: Region | null;
  candidates: Candidate[];
  score: number | null;
  diagnosis: string | null;
  reason: string | null;
}

/** How many claims got which verdict. */
export type Coverage = { total: number } & Record<VerdictName, number>;

/** The order of a summary: what is wrong first. */
const ORDER: VerdictName[] = [
  "contradicted",
  "stale",
  "wrong-run",
  "ignored-run",
  "source-missing",
  "unreadable",
  "unsupported-format",
  "ambiguous",
  "supported",
  "derived",
  "attested",
  "exempt",
  "unbound",
];

/** Counts verdicts. */
export function coverageOf(verdicts: readonly Verdict[]): Coverage {
  const coverage = { total: verdicts.length } as Coverage;
  for (const name of ORDER) coverage[name] = 0;
  for (const verdict of verdicts) coverage[verdict.verdict] += 1;
  return coverage;
}

/** The sum of several coverages. */
export function addCoverages(all: readonly Coverage[]): Coverage {
  const total = coverageOf([]);
  for (const one of all) for (const key of Object.keys(total) as (keyof Coverage)[]) total[key] += one[key];
  return total;
}

/** `87 numbers: 71 supported, 9 derived, 4 exempt, 3 unbound`; verdicts that did not occur are left out. */
export function sayCoverage(coverage: Coverage): string {
  const parts = ORDER.filter((name) => coverage[name] > 0).map((name) => `${coverage[name]} ${name}`);
  const noun = coverage.total === 1 ? "claim" : "claims";
  return parts.length === 0 ? `0 ${noun}` : `${coverage.total} ${noun}: ${parts.join(", ")}`;
}

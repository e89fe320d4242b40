import type { Accounting, Bucket } from "./accounting.ts";
import type { Coverage, VerdictName } from "./claim.ts";
import type { Sentence } from "./comparison.ts";
import type { Outcome } from "./contest.ts";
import type { Evidence, Region } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import type { Quantity } from "./quantity.ts";
import type { EscalationKind } from "./recommendation.ts";

/**
 * What a change does to a project: two compiled states set against each other. Comment, summary, JSON and annotations are
 * rendered from this and compute nothing.
 *
 * - `head.commit`: null outside a commit; `head.dirty`: the state is the working tree and differs from that commit.
 * - `mood`: `false` (something is wrong now that was not), `look` (something moved that a person has to judge), `fine` (what
 *   changed holds), `quiet` (nothing material changed). The verdict sentence says it in words.
 * - `fails`: why the review fails a check, by the thresholds of the configuration; empty where it passes.
 * - `notes`: what could not be compared and why (runs that git does not carry, a base outside a shallow clone).
 */
export interface Review {
  schemaVersion: 1;
  base: Revision;
  head: Revision & { dirty: boolean };
  mood: "false" | "look" | "fine" | "quiet";
  verdict: Sentence;
  fails: string[];
  claims: ClaimChanges;
  tampered: Tampering[];
  runs: RunChange[];
  accounting: { base: Accounting; head: Accounting };
  experiments: ExperimentChange[];
  outOfDate: OutOfDate[];
  findings: Finding[];
  steps: ReviewStep[];
  notes: string[];
}

/** A state of the project: what it was called, its commit, and the hash of the project's tree there. */
export interface Revision {
  ref: string | null;
  commit: string | null;
  tree: string | null;
}

/**
 * Claims that people wrote. `broken`: false now, and true, attested or absent in the base; `moved`: their evidence moved, changed or
 * vanished; `added`: new ones that hold; `mended`: false in the base and true now; `still`: how many are as false as in the base;
 * `removed`: documents of the base from which claims were taken out, or which are gone themselves.
 */
export interface ClaimChanges {
  broken: ReviewedClaim[];
  moved: ReviewedClaim[];
  added: ReviewedClaim[];
  mended: ReviewedClaim[];
  removed: { file: string; claims: number; isGone: boolean }[];
  still: number;
  base: Coverage;
  head: Coverage;
}

/**
 * A claim in the state of the head.
 *
 * - `line`, `column`: where its text begins, 1-based. `sentence`: the sentence around it, shortened, as plain text.
 * - `was`: its verdict and text in the base, null where it is new.
 * - `why`: why it is wrong or what became of its evidence, in a sentence; empty where there is nothing to say.
 * - `evidence`: every operand's, in the base where there is none in the head; `excerpt`: the cited lines as they are now; `before`: as
 *   they were, where they changed.
 * - `help`: what to do, a sentence or a command; null where nothing has to be done.
 */
export interface ReviewedClaim {
  id: string;
  file: string;
  line: number;
  column: number;
  text: string;
  sentence: string;
  verdict: VerdictName;
  was: { verdict: VerdictName; text: string } | null;
  logged: string | null;
  why: string;
  evidence: Evidence[];
  excerpt: Region | null;
  before: string | null;
  help: string | null;
}

/** Whether a claim has nothing left to stand on in this state. */
export function hasLostEvidence({ verdict, excerpt }: ReviewedClaim): boolean {
  return excerpt === null && LOST.has(verdict);
}

/** Whether a claim still holds on lines that are others than those it was written for. */
export function holdsAnyway({ verdict, before }: ReviewedClaim): boolean {
  return before !== null && (verdict === "supported" || verdict === "derived");
}

const LOST: ReadonlySet<VerdictName> = new Set(["attested", "source-missing", "unreadable", "unsupported-format"]);

/**
 * An evidence file that was changed after a commit that cited it: `lines` are the cited lines whose bytes differ; `line` is null for a
 * record or row of a binary file, of which `before` and `after` say what differs. Lines that were appended behind them are no tampering.
 *
 * - `cited`: the commit that cited it first, where that is known; `changed`: the last commit that changed it, null in a working tree.
 * - `claims`: how many claims rest on it, and the place of the first one.
 */
export interface Tampering {
  file: string;
  lines: { line: number | null; before: string | null; after: string | null }[];
  cited: string | null;
  changed: string | null;
  claims: number;
  first: { file: string; line: number } | null;
}

/**
 * A run that is new, gone, counted otherwise, or whose files changed.
 *
 * - `kind`: `grown` means that lines were only appended to its logs; `rewritten` that lines which the base had are others now.
 * - `reason`: why it is ignored or failed, as its author or its log says; `place`: where that stands.
 * - `value`: the primary metric of its experiment, `was`: the same in the base; null where it has none.
 * - `sparkline`: that metric over its steps in eight heights; empty where it has fewer than three points.
 * - `altered`: of a run that was rewritten the first line of a text that is another, and how many are; null for other changes.
 * - `decided`: it was the selected run of the base, so that what it became changes the winner.
 */
export interface RunChange {
  kind: "added" | "removed" | "grown" | "rewritten" | "counted otherwise" | "renamed";
  experiment: string;
  run: string;
  name: string;
  place: string;
  from: string | null;
  bucket: Bucket | null;
  wasBucket: Bucket | null;
  reason: string | null;
  reasonPlace: { file: string; line: number | null } | null;
  metric: string | null;
  value: Quantity | null;
  was: Quantity | null;
  sparkline: string;
  files: string[];
  altered: AlteredLines | null;
  decided: boolean;
}

/** Lines of the base that stand nowhere in the head's file: `line` is the first of them, `lines` how many they are. */
export interface AlteredLines {
  file: string;
  line: number;
  before: string;
  after: string | null;
  lines: number;
}

/**
 * What changed in an experiment's comparison; `changes` is empty where only runs were added that changed nothing.
 *
 * - `kind`: `added`, `removed`, `renamed` (an increment that was archived, `from` its former folder) or `changed`.
 * - `selected`: names of the rows; `recommendation`, `hypothesis`: as the comparison words them.
 * - `declared`: what the journal declares otherwise than in the base, whether the answer changed or not.
 * - `rows`: rows that are new or whose value moved, against what the comparison sets rows against.
 * - `escalations`: those that the base did not have; `alarms`: of each of them in turn, what it is about and where that stands.
 */
export interface ExperimentChange {
  kind: "added" | "removed" | "renamed" | "changed";
  id: string;
  title: string;
  place: string;
  comparison: string | null;
  from: string | null;
  metric: string | null;
  selected: { base: string | null; head: string | null };
  recommendation: { base: string | null; head: string | null };
  hypothesis: { base: string | null; head: string | null };
  declared: DeclarationChange[];
  sentences: Sentence[];
  rows: RowChange[];
  escalations: Sentence[];
  alarms: Alarm[];
  accounting: { base: Accounting | null; head: Accounting | null };
}

/** What an escalation is about, and where that stands. */
export interface Alarm {
  kind: EscalationKind;
  places: { file: string; line: number | null }[];
}

/** What a journal can declare, in the order in which it is told. */
export const DECLARED = [
  "success criterion",
  "failure criterion",
  "primary metric",
  "baseline",
  "candidate",
  "margin",
  "reduction",
  "set of objectives",
] as const;

/** What a journal declares that runs are judged by, in its words, and where. */
export interface Declaration {
  what: (typeof DECLARED)[number];
  text: string;
  file: string;
  line: number;
}

/** A declaration that is another. `base`, `head`: its words, null where there is none; the place is that of the head, if it has one. */
export interface DeclarationChange extends Pick<Declaration, "what" | "file" | "line"> {
  base: string | null;
  head: string | null;
}

/** A row that is new or moved. `apart`: where its runs stand with their own values (`comparison.md#runs-of-a`); `delta`: against `against`, with its 95 % interval and outcome there. */
export interface RowChange {
  name: string;
  n: number;
  wasN: number | null;
  value: Quantity | null;
  spread: Quantity | null;
  apart: string | null;
  was: Quantity | null;
  against: string | null;
  delta: Quantity | null;
  interval: { low: Quantity; high: Quantity } | null;
  p: Quantity | null;
  outcome: Outcome | null;
  wasOutcome: Outcome | null;
}

/** A file that `docs sync` would change: which region, since which run or line, and the command that mends it. */
export interface OutOfDate {
  file: string;
  line: number | null;
  region: string | null;
  why: string;
  command: string;
}

/** What to do: a sentence, and the exact command where there is one. */
export interface ReviewStep {
  text: string;
  command: string | null;
}

/** What a review can find that is worth a look, by the names that the configuration uses. */
export const REVIEW_RULES = [
  "false-claims",
  "tampered-evidence",
  "lost-evidence",
  "moved-evidence",
  "ignored-winner",
  "rewritten-runs",
  "removed-runs",
  "winner",
  "hypothesis",
  "escalations",
  "out-of-date",
  "errors",
] as const;

/** A name of what a review can find. */
export type ReviewRule = (typeof REVIEW_RULES)[number];

import type { Accounting, Bucket } from "../model/accounting.ts";
import type { Claim, Coverage, VerdictName } from "../model/claim.ts";
import type { Sentence } from "../model/comparison.ts";
import type { Outcome } from "../model/contest.ts";
import type { Evidence, Region } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import type { Quantity } from "../model/quantity.ts";
import type { Alarm, Declaration } from "../model/review.ts";

/** Counts up whenever what is kept changes its form, so that an older one is made again. */
export const STATE_FORMAT = 5;

/**
 * What is kept of a compile, to set another state of the project against it: plain data, small, the same on every machine. `notes`: what
 * could not be compiled as it should be.
 */
export interface ReviewState {
  experiments: ExperimentState[];
  documents: DocumentState[];
  accounting: Accounting;
  coverage: Coverage;
  findings: Finding[];
  outdated: Outdated[];
  notes?: string[] | undefined;
}

/** What people claim in one document; claims in generated regions are not among them. `orphans`: regions that nothing fills. */
export interface DocumentState {
  file: string;
  coverage: Coverage;
  claims: ClaimState[];
  orphans: Outdated[];
}

/**
 * A claim as it was judged. `sentence`: around it, as plain text on one line; `moved`: it holds, but on another line than its link
 * says; `why`, `help`, `logged`: as the finding of a check says them, empty and null where there is none.
 */
export interface ClaimState extends Pick<Claim, "id" | "kind" | "file" | "text" | "target" | "selector"> {
  line: number;
  column: number;
  sentence: string;
  verdict: VerdictName;
  value: number | null;
  logged: string | null;
  moved: boolean;
  why: string;
  help: string | null;
  evidence: Evidence[];
  excerpt: Region | null;
}

/** An experiment with its comparison. `page`: its comparison.md; `dir`: its folder. */
export interface ExperimentState {
  id: string;
  title: string;
  dir: string;
  place: string;
  page: string;
  metric: string | null;
  baseline: string | null;
  selected: string | null;
  selectedRuns: string[];
  selection: Sentence[];
  sensitivity: Sentence | null;
  recommendation: string | null;
  reasons: Sentence[];
  hypothesis: string | null;
  verdict: Sentence[];
  declared: Declaration[];
  rows: RowState[];
  escalations: (Alarm & { sentence: Sentence })[];
  accounting: Accounting;
  runs: RunState[];
}

/** A row that counts, with what the comparison says of it against the row that it sets others against. */
export interface RowState {
  name: string;
  runs: string[];
  n: number;
  value: Quantity | null;
  spread: Quantity | null;
  apart: string | null;
  against: string | null;
  delta: Quantity | null;
  interval: { low: Quantity; high: Quantity } | null;
  p: Quantity | null;
  outcome: Outcome | null;
}

/** A run. `digest`: a hash of all that was read of it; `points`: how many points were logged. */
export interface RunState {
  id: string;
  name: string;
  dir: string;
  files: string[];
  bucket: Bucket;
  reason: string | null;
  reasonPlace: { file: string; line: number | null } | null;
  value: Quantity | null;
  digest: string;
  points: number;
}

/** A file that a sync would change. `wanted`: a hash of what it would hold; `found`, `expected`: the first lines that differ. */
export interface Outdated {
  file: string;
  line: number | null;
  region: string | null;
  wanted: string;
  found: string | null;
  expected: string | null;
}

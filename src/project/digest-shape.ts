import type { Finding } from "../model/finding.ts";
import type { HistoryFact } from "../model/history.ts";
import type { ExperimentFacts } from "../model/progress.ts";
import type { ExperimentSummary } from "../model/project.ts";
import type { SecretKind } from "../redaction/sighting.ts";

/**
 * What the rest of a compile needs of an experiment, small enough to keep for thousands: while its files do not change, its
 * runs are not loaded.
 *
 * - `progress`: its rows and values in the series over all experiments.
 * - `sections`: its part of each living document, by file and region.
 * - `pending`: paths and figures that were not, or may not be, what they should when this was made.
 * - `secrets`: what its params and environment give away, and what each is.
 * - `mentions`: project paths that its journal links to.
 * - `history`: what the lock is to remember of what git says; `asksHistory`: whether the lock or git was asked anything.
 */
export interface Digest {
  summary: ExperimentSummary;
  findings: Finding[];
  progress: ExperimentFacts;
  sections: Record<string, string>;
  pending: string[];
  secrets: [text: string, kind: SecretKind][];
  mentions: string[];
  history: HistoryFact[];
  asksHistory: boolean;
}

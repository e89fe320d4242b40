import type { Finding } from "../model/finding.ts";
import type { ExperimentSummary } from "../model/project.ts";

/**
 * What the rest of a compile needs of an experiment, small enough to keep for thousands: while its files do not change, its
 * runs are not loaded.
 *
 * - `sections`: its part of each living document, by file and region.
 * - `pending`: paths and figures that were not, or may not be, what they should when this was made.
 */
export interface Digest {
  summary: ExperimentSummary;
  findings: Finding[];
  sections: Record<string, string>;
  pending: string[];
}

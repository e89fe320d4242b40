import { loadCache, saveCache } from "../disk/cache.ts";
import { isUnchanged, loadSnapshot } from "../disk/snapshot.ts";
import type { Accounting } from "../model/accounting.ts";
import type { Coverage } from "../model/claim.ts";
import type { Finding } from "../model/finding.ts";
import type { ExperimentSummary } from "../model/project.ts";
import type { Setup } from "./setup.ts";

/** What an ending said last time: enough to say it again while nothing has changed. */
export interface LastOutcome {
  experiments: ExperimentSummary[];
  accounting: Accounting;
  coverage: Coverage;
  generated: number;
  findings: Finding[];
}

/**
 * What an ending (`sync`) said last time, if not a single file of the project has changed since; else null. This is the whole
 * cost of a run in which nothing happened: one read and one stat for each file.
 */
export function lastOutcome(setup: Setup, ending: string): LastOutcome | null {
  const snapshot = loadSnapshot(setup.root, setup.key);
  if (snapshot === null || !isUnchanged(setup.root, snapshot)) return null;
  return loadCache<LastOutcome>(setup.root, `outcome ${ending}`, setup.key);
}

/** Remembers what an ending said; `lastOutcome` gives it back only while the snapshot that was saved with it is true. */
export function rememberOutcome(setup: Setup, ending: string, outcome: LastOutcome): void {
  saveCache(setup.root, `outcome ${ending}`, { key: setup.key, value: outcome });
}

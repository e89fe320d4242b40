import type { Badge, SiteCoverage } from "../contract/index.ts";
import { bucketOf } from "../model/accounting.ts";
import type { Coverage, VerdictName } from "../model/claim.ts";
import { sayCoverage } from "../model/claim.ts";
import type { Comparison } from "../model/comparison.ts";
import type { Run } from "../model/run.ts";
import { badgeOf } from "./cell.ts";
import { sayCount } from "./say.ts";
import { shellWord } from "./shell-word.ts";

const TONES: Record<VerdictName, Badge["tone"]> = {
  supported: "good",
  derived: "good",
  attested: "info",
  exempt: "plain",
  unbound: "warn",
  ambiguous: "warn",
  unreadable: "warn",
  "unsupported-format": "warn",
  contradicted: "bad",
  stale: "bad",
  "wrong-run": "bad",
  "ignored-run": "bad",
  "source-missing": "bad",
};

/**
 * What was checked in documents: claims of people by verdict, and how many numbers stand in regions that are filled. `unlinked`: how
 * many numbers have no evidence link of their own and were not checked. `quoted`: how many of those it repeats from a journal.
 */
export interface Checked {
  coverage: Coverage;
  generated: number;
  unlinked?: number;
  quoted?: { count: number; journal: string };
}

/** The colour that goes with a verdict. */
export function toneOf(verdict: VerdictName): Badge["tone"] {
  return TONES[verdict];
}

/** Whether a run counts, and if not why, in one word. */
export function statusOf(run: Run): Badge {
  const bucket = bucketOf(run);
  if (bucket === "ignored" || bucket === "deleted" || bucket === "duplicate") return badgeOf(bucket, "plain");
  if (run.diverged !== null) return badgeOf("diverged", "bad");
  const { value } = run.status;
  if (value === "failed" || value === "killed") return badgeOf(value, "bad");
  if (value === "finished") return badgeOf(value, "good");
  return badgeOf(value, value === "running" || value === "scheduled" ? "info" : "plain");
}

/** The answer to an experiment's hypothesis, in a few words. */
export function answerOf(comparison: Comparison): Badge {
  const verdict = comparison.hypothesis?.verdict;
  if (verdict === undefined) return badgeOf("no hypothesis", "plain");
  if (verdict === "not decidable") return badgeOf(verdict, "warn");
  return badgeOf(verdict, verdict === "confirmed" ? "good" : "bad");
}

/**
 * Counts of verdicts as a sentence and as a bar of 100 units, good ones first; generated numbers are said apart, and so is what was
 * not checked. `file`: the document that was checked; null for many.
 */
export function siteCoverage(checked: Checked, file: string | null): SiteCoverage {
  const { coverage, generated } = checked;
  const names = (Object.keys(TONES) as VerdictName[]).filter((name) => coverage[name] > 0);
  let start = 0;
  const bar = names.map((verdict) => {
    const width = Math.round((10000 * coverage[verdict]) / coverage.total) / 100;
    const part = { verdict, text: `${coverage[verdict]} ${verdict}`, start, width };
    start = Math.round(100 * (start + width)) / 100;
    return part;
  });
  // What a command prints counts those in each comparison.md as well, which are shown as comparisons and no documents.
  const scope = file === null ? " in documents, comparisons not counted" : "";
  const made = generated === 0 ? "" : `${sayCount(generated, "generated number")}${scope}`;
  const said = coverage.total === 0 ? "" : sayCoverage(coverage);
  const text = [said, made].filter((one) => one !== "").join("; ");
  return { text: text === "" ? "No number links to a log." : text, bar, unlinked: notChecked(checked, file) };
}

/** What was not checked, and how to have it checked. */
function notChecked({ unlinked = 0, quoted }: Checked, file: string | null): SiteCoverage["unlinked"] {
  const notes: SiteCoverage["unlinked"] = [];
  const were = (count: number) => (count === 1 ? "was" : "were");
  if (unlinked > 0) {
    const have = unlinked === 1 ? "has" : "have";
    const text = `${sayCount(unlinked, "number")} ${have} no evidence link and ${were(unlinked)} not checked`;
    notes.push({ text, command: `docs check ${file === null ? "<file>" : shellWord(file)}` });
  }
  if (quoted !== undefined) {
    const text = `${sayCount(quoted.count, "number")} quoted from the journal ${were(quoted.count)} not checked`;
    notes.push({ text, command: `docs check ${shellWord(quoted.journal)}` });
  }
  return notes;
}

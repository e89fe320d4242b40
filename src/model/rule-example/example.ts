import type { RuleId } from "../rule.ts";

/** Files by their path; null where there is none, a path that ends in `/` is a folder, bytes are written as Latin-1. */
export type Files = Readonly<Record<string, string | null>>;

/**
 * A breach of a rule, and how it looks when it is mended, in the small project `EXAMPLE_PROJECT`.
 *
 * - `file`: where both texts stand; null: there is no such file.
 * - `given`: what else a reader has to know; `files`: what else lies there.
 * - `first`: what lay there before, when `docs sync` was run; of a review what the base has besides the project.
 * - `document`: the document that is checked; the file itself when left out, all for null.
 * - `beside`: rules that the texts breach as well, since this one is about what another has found.
 * - `git`: it is a repository in which these files were added.
 * - `command`: what finds it, where that is not `docs check`; `synced`: it is mended once `docs sync` has run.
 */
export interface RuleExample {
  file: string;
  wrong: string | null;
  right: string | null;
  given?: string;
  files?: Files;
  first?: Files;
  document?: string | null;
  beside?: readonly RuleId[];
  git?: readonly string[];
  command?: "sync" | "review";
  synced?: true;
}

/** A line of a log. */
export function logLine(record: string): string {
  return `2026-11-21 16:38:53 | INFO | metric {${record}}`;
}

/** Three runs of one experiment; one of them is ignored. Nothing is wrong with it. */
export const EXAMPLE_PROJECT: Files = {
  "e/runs/base/logs/eval.log": `${logLine('"step":100,"split":"test","auc":0.8127')}\n`,
  "e/runs/full/logs/eval.log": `${logLine('"step":100,"split":"test","auc":0.8612')}\n`,
  "e/runs/leak/logs/eval.log": `${logLine('"step":100,"split":"test","auc":0.9913')}\n`,
  "e/IGNORED_RUNS.md": "runs/leak   # trained on the test images\n",
};

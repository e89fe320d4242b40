import { codeSpan, escapeText } from "../markdown/escape.ts";
import type { Row } from "../model/comparison.ts";
import { linesOf } from "../model/evidence.ts";
import { compareText } from "../model/finding.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Run } from "../model/run.ts";
import type { LinkWriter } from "./link-writer.ts";
import { runById, runLink } from "./row-name.ts";

/** A name and its value, both Markdown; the value is linked to where it stands. */
export interface Setting {
  name: string;
  value: string;
}

/** How the selected run was made. Lists are empty and texts null where nothing was recorded. */
export interface SelectedRun {
  name: string;
  runs: string[];
  params: Setting[];
  environment: Setting[];
  dependencies: string[];
  scripts: string[];
  dataVersion: string | null;
  gitCommit: string | null;
  checkpoints: { path: string; bytes: string; hash: string }[];
}

/** The row that is selected, or null. */
export function selectedRow({ comparison }: CompiledExperiment): Row | null {
  return comparison.rows.find((row) => row.id === comparison.selection?.row) ?? null;
}

/** What was recorded of the selected row's runs; null when nothing is selected. */
export function selectedRun(compiled: CompiledExperiment, links: LinkWriter): SelectedRun | null {
  const row = selectedRow(compiled);
  if (row === null) return null;
  const runs = row.runs.map((id) => runById(compiled, id));
  const first = runs[0];
  const scripts = compiled.experiment.scripts;
  const installed = [...new Set(runs.flatMap((run) => run.dependencies))];
  const declared = [...new Set(scripts.flatMap((script) => script.dependencies))];
  const dependencies = installed.length > 0 ? installed : declared;
  return {
    name: codeSpan(row.name),
    runs: runs.map((run) => runLink(run, links) + (run.seed === null ? "" : ` (seed ${escapeText(String(run.seed))})`)),
    params: first === undefined ? [] : paramSettings(first, runs.length > 1, links),
    environment: first === undefined ? [] : settings(first.environment, links),
    dependencies: dependencies.sort(compareText).map((name) => codeSpan(name)),
    scripts: scripts.map((script) =>
      links.place(codeSpan(script.path.slice(script.path.lastIndexOf("/") + 1)), script.path, null),
    ),
    dataVersion: recorded(runs, (run) => run.dataVersion),
    gitCommit: recorded(runs, (run) => run.gitCommit),
    checkpoints: runs.flatMap((run) => checkpointsOf(run, links)),
  };
}

/** Values that runs were recorded with, as code; null when none was. */
export function recorded(runs: Run[], of: (run: Run) => string | null): string | null {
  const values = [...new Set(runs.map(of).filter((value) => value !== null))];
  return values.length === 0 ? null : values.map((value) => codeSpan(value)).join(", ");
}

/** Params of the run; of a group's first run without what tells its members apart. */
function paramSettings(run: Run, grouped: boolean, links: LinkWriter): Setting[] {
  const own = new Set(["seed", "random_seed", "random_state", "fold"]);
  return settings(
    run.params.filter((param) => !grouped || !own.has(param.name.split(".").at(-1) ?? "")),
    links,
  );
}

function settings(params: Run["params"], links: LinkWriter): Setting[] {
  return params.map(({ name, evidence }) => {
    const { line = null, endLine } = linesOf(evidence) ?? {};
    return { name: codeSpan(name), value: links.place(codeSpan(evidence.literal), evidence.file, line, endLine) };
  });
}

function checkpointsOf(run: Run, links: LinkWriter): SelectedRun["checkpoints"] {
  return run.artifacts
    .filter((artifact) => artifact.kind === "checkpoint")
    .map(({ path, bytes, hash, sampled }) => ({
      path: links.place(codeSpan(path.slice(path.lastIndexOf("/") + 1)), path, null),
      bytes: String(bytes),
      hash: `SHA-256${sampled ? " of its size, first and last 64 KiB" : ""} begins with ${codeSpan(hash.slice(0, 12))}`,
    }));
}

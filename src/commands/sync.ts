import { UsageError } from "../errors.ts";
import { sayAccounting, summarizeAccounting } from "../model/accounting.ts";
import { sayCoverage } from "../model/claim.ts";
import type { ExperimentSummary, PlannedWrite } from "../model/project.ts";
import type { OutOfDate } from "../model/review.ts";
import { deadLinks } from "../project/dead-link.ts";
import type { LastOutcome } from "../project/last.ts";
import { lastOutcome } from "../project/last.ts";
import { isNamed } from "../project/reports.ts";
import type { Setup } from "../project/setup.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import { exitCodeOf } from "../project/severity.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, progressOf } from "./command.ts";

/** What a sync did or would do. `stale`: with `--check`, what is out of date and why. */
type Done = LastOutcome & { writes: readonly PlannedWrite[]; stale: readonly OutOfDate[] };

/** `docs sync`: writes what is out of date; with `--dry-run` or `--check` only tells, the latter also why. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const setup = findProject(invocation.host.cwd, invocation.global.config);
  const restore = restoreOf(invocation);
  const planOnly = flag(invocation, "dryRun") || flag(invocation, "check");
  if (restore.size === 0 && invocation.args.length === 0) {
    const known = lastOutcome(setup, "sync");
    const dead = known !== null && flag(invocation, "check") ? deadLinks(known.findings) : [];
    if (known !== null) return outcomeOf(invocation, setup, { ...known, writes: [], stale: dead });
  }
  const { synchronize } = await import("../endings/synchronize.ts");
  const { host } = invocation;
  const config = await loadConfig(setup);
  const say = progressOf(invocation);
  const compiled = await synchronize({ setup, config, write: !planOnly, restore, reports: null, holder: host, say });
  checkIncrement(invocation, compiled.experiments);
  if (!flag(invocation, "check")) return outcomeOf(invocation, setup, { ...compiled, stale: [] });
  const { outOfDate } = await import("../project/out-of-date.ts");
  return outcomeOf(invocation, setup, { ...compiled, stale: outOfDate(compiled) });
}

function restoreOf(invocation: Invocation): Set<string> {
  const { restore } = invocation.options;
  return new Set(Array.isArray(restore) ? restore : typeof restore === "string" ? [restore] : []);
}

/** `docs sync 0042` compiles everything, since documents may mention any experiment; the argument only has to exist. */
function checkIncrement(invocation: Invocation, experiments: readonly ExperimentSummary[]): void {
  const [wanted] = invocation.args;
  if (wanted === undefined) return;
  const names = new Set([wanted]);
  if (!experiments.some((one) => isNamed(one, names))) {
    const known = experiments.map((one) => one.increment ?? one.name).join(", ");
    const message = `no experiment, and no increment with experiments, is called \`${wanted}\``;
    throw new UsageError(message, known === "" ? "`docs doctor` says what was found." : `There are: ${known}.`);
  }
}

async function outcomeOf(invocation: Invocation, setup: Setup, done: Done): Promise<Outcome> {
  const planOnly = flag(invocation, "dryRun") || flag(invocation, "check");
  const wouldChange = planOnly && (done.writes.length > 0 || deadLinks(done.findings).length > 0);
  const exit = exitCodeOf(done.findings, flag(invocation, "strict"));
  const { experiments, accounting, coverage, generated } = done;
  const written = done.writes.map((write) => write.path);
  return {
    exit: exit === 0 && wouldChange && flag(invocation, "check") ? 1 : exit,
    text: await textOf(invocation, setup, done),
    json: {
      experiments,
      accounting,
      coverage,
      generated,
      [planOnly ? "wouldWrite" : "written"]: written,
      ...(flag(invocation, "check") ? { outOfDate: done.stale } : {}),
    },
    findings: done.findings,
    annotations: await annotationsFor(invocation, setup, done),
  };
}

/** Reporters are loaded where there is something to report. */
async function annotationsFor(invocation: Invocation, { root }: Setup, { findings }: Done): Promise<string> {
  if (findings.length === 0) return "";
  const { annotationsOf } = await import("./findings.ts");
  return annotationsOf(invocation, root, findings);
}

async function textOf(invocation: Invocation, setup: Setup, done: Done): Promise<string> {
  const parts: string[] = [];
  if (flag(invocation, "dryRun") && done.writes.length > 0) {
    const { unifiedDiff } = await import("../reporters/diff.ts");
    parts.push(unifiedDiff(done.writes, { color: invocation.host.terminal.color }));
  }
  if (done.findings.length > 0) {
    const { report } = await import("./findings.ts");
    parts.push(report(invocation, setup.root, { findings: done.findings }));
  }
  if (!invocation.global.quiet) parts.push(summaryOf(invocation, done));
  if (done.stale.length > 0) {
    const { sayOutOfDate } = await import("../reporters/out-of-date.ts");
    parts.push(sayOutOfDate(done.stale, { all: invocation.global.verbose }));
  }
  return parts.filter(Boolean).join("\n");
}

function summaryOf(invocation: Invocation, done: Done): string {
  const lines = done.experiments.slice(0, invocation.global.verbose ? undefined : 20).map(sayExperiment);
  if (done.experiments.length > lines.length)
    lines.push(`… and ${done.experiments.length - lines.length} more experiments`);
  if (lines.length > 0) lines.push("");
  lines.push(summarizeAccounting(done.accounting));
  lines.push(`${sayCoverage(done.coverage)}; ${done.generated} generated numbers`);
  if (done.stale.length > 0) return `${lines.join("\n")}\n`;
  const verb = flag(invocation, "dryRun") || flag(invocation, "check") ? "would write" : "wrote";
  if (done.writes.length === 0) lines.push(isDone(done) ? "everything is up to date" : "nothing was written");
  else lines.push(`${verb} ${done.writes.length} ${done.writes.length === 1 ? "file" : "files"}:`);
  for (const write of done.writes.slice(0, 30)) lines.push(`  ${write.path}`);
  if (done.writes.length > 30) lines.push(`  … and ${done.writes.length - 30} more`);
  return `${lines.join("\n")}\n`;
}

/** Whether what could not be written, regions that were left alone, and links that lead nowhere are none. */
function isDone(done: LastOutcome): boolean {
  if (deadLinks(done.findings).length > 0) return false;
  return !done.findings.some((one) => /^(?:document\/(?:unwritable|changed|not-utf8)|template\/)/.test(one.code));
}

function sayExperiment(one: ExperimentSummary): string {
  const verdict = one.verdict === null ? "" : `; hypothesis ${one.verdict}`;
  const selected = one.selected === null ? "" : `; selected ${one.selected}`;
  return `${one.increment ?? one.name}: ${sayAccounting(one.accounting)}${verdict}${selected}`;
}

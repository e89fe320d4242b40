import type { Proposal, Threshold } from "../claims/proposal.ts";
import { USUAL_SCORE } from "../claims/proposal.ts";
import type { CitedDocument } from "../endings/citation.ts";
import type { KeptExcerpts } from "../endings/keep.ts";
import { UsageError } from "../errors.ts";
import type { PlannedWrite } from "../model/project.ts";
import { projectPath } from "../project/project-path.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import { exitCodeOf } from "../project/severity.ts";
import { visible } from "../reporters/width.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, textOption } from "./command.ts";
import { annotationsOf, report } from "./findings.ts";

/**
 * `docs cite`: resolves `cite:` links, re-pins moved lines, links bare numbers of the documents that are named, takes accepted
 * values; prints the diff unless `--write` is given. With `--keep` it keeps excerpts of logs instead.
 */
export async function run(invocation: Invocation): Promise<Outcome> {
  if (flag(invocation, "keep")) return keep(invocation);
  const setup = findProject(invocation.host.cwd, invocation.global.config);
  const config = await loadConfig(setup);
  const named = invocation.args.map((path) => projectPath(invocation.host.cwd, setup.root, path));
  const { citeProject } = await import("../endings/citation.ts");
  const isList = flag(invocation, "list");
  const write = flag(invocation, "write") && !flag(invocation, "dryRun") && !flag(invocation, "check") && !isList;
  const accept = acceptOf(invocation);
  const propose = isList ? null : thresholdOf(invocation);
  const cited = await citeProject({ setup, config, named, accept, propose, write, holder: invocation.host });
  const writes = isList ? [] : cited.documents.flatMap((one) => one.writes);
  const findings = cited.documents.flatMap((one) => one.findings);
  const exit = exitCodeOf(findings, false);
  const done = { root: setup.root, documents: cited.documents, writes, write };
  return {
    exit: exit === 0 && flag(invocation, "check") && writes.length > 0 ? 1 : exit,
    text: isList ? await listOf(invocation, cited.documents) : await textOf(invocation, done),
    json: {
      changes: cited.documents.flatMap((one) => one.changes.map((change) => ({ file: one.file, ...change }))),
      proposals: cited.documents.flatMap((one) => one.proposals.map((proposal) => ({ file: one.file, ...proposal }))),
      written: write,
    },
    findings,
    annotations: annotationsOf(invocation, setup.root, findings),
  };
}

async function textOf(
  invocation: Invocation,
  done: { root: string; documents: CitedDocument[]; writes: PlannedWrite[]; write: boolean },
): Promise<string> {
  const parts: string[] = [];
  const { color } = invocation.host.terminal;
  const { unifiedDiff } = await import("../reporters/diff.ts");
  if (!done.write && done.writes.length > 0) parts.push(unifiedDiff(done.writes, { color }));
  const findings = done.documents.flatMap((one) => one.findings);
  if (findings.length > 0) parts.push(report(invocation, done.root, { findings }));
  const counts = new Map<string, number>();
  for (const { kind } of done.documents.flatMap((one) => one.changes)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const said = [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
  const hint = done.write || counts.size === 0 ? "" : "; run it with --write to change the documents";
  const left = sayProposals(invocation, done.documents);
  if (!invocation.global.quiet) parts.push(`${said || "nothing to cite"}${hint}\n${left}`);
  return parts.join("\n");
}

/** How many bare numbers have a value that was not likely enough to link, and the commands that show and link them. */
function sayProposals(invocation: Invocation, documents: readonly CitedDocument[]): string {
  const proposals = documents.flatMap((one) => one.proposals);
  const [best] = proposals.filter(({ rivals }) => rivals.length === 0).sort((a, b) => b.score - a.score);
  if (proposals.length === 0) return "";
  const files = documents.filter((one) => one.proposals.length > 0).map((one) => visible(one.file));
  const where = invocation.args.length > 0 || files.length < 4 ? ` ${files.slice(0, 3).join(" ")}` : "";
  const many =
    proposals.length === 1 ? "1 bare number has a proposal" : `${proposals.length} bare numbers have proposals`;
  const link =
    best === undefined
      ? ""
      : `; \`docs cite${where} --min-score ${floored(best.score)} --write\` links ${proposals.length === 1 ? "it" : "the likeliest"}`;
  const them = proposals.length === 1 ? "it" : "them";
  return `${many} and no link: \`docs cite${where} --list\` shows ${them}${link}\n`;
}

async function listOf(invocation: Invocation, documents: readonly CitedDocument[]): Promise<string> {
  const { textTable } = await import("../reporters/table.ts");
  const rows = documents.flatMap((one) =>
    [...one.proposals]
      .sort((a, b) => b.score - a.score || a.line - b.line)
      .map((proposal) => rowOf(one.file, proposal)),
  );
  if (rows.length === 0) return "no bare number has a proposal\n";
  const head = ["id", "place", "number", "score", "proposal"];
  const numeric = [false, false, false, true, false];
  const table = textTable({ head, numeric, rows }, { color: invocation.host.terminal.color });
  return `${table}\n\`docs cite --accept <id> --write\` links one of them.\n`;
}

function rowOf(file: string, { id, line, column, text, score, selector, rivals }: Proposal): string[] {
  const others = rivals.length === 0 ? "" : ` or ${rivals.join(" or ")}`;
  return [id, `${file}:${line}:${column}`, text, score.toFixed(2), `${selector}${others}`];
}

function floored(score: number): string {
  return String(Math.floor(score * 100) / 100);
}

function acceptOf(invocation: Invocation): string[] {
  const { accept } = invocation.options;
  return Array.isArray(accept) ? accept : typeof accept === "string" ? [accept] : [];
}

/** Which bare numbers get a link: those of the score that is asked for; without one, what is bound in documents that are named. */
function thresholdOf(invocation: Invocation): Threshold | null {
  const score = textOption(invocation, "minScore");
  if (score === null) return invocation.args.length === 0 ? null : { bound: USUAL_SCORE, unbound: null };
  const least = Number(score);
  if (!(least >= 0 && least <= 1) || score.trim() === "")
    throw new UsageError(`\`${score}\` is no score`, "A score lies between 0 and 1, such as --min-score 0.75.");
  return { bound: least, unbound: least };
}

/** `docs cite --keep`: writes the excerpts, and nothing else. */
async function keep(invocation: Invocation): Promise<Outcome> {
  const setup = findProject(invocation.host.cwd, invocation.global.config);
  const config = await loadConfig(setup);
  const { keepExcerpts } = await import("../endings/keep.ts");
  const isCheck = flag(invocation, "check");
  const write = !isCheck && !flag(invocation, "dryRun");
  const done = await keepExcerpts({ setup, config, write, holder: invocation.host });
  const exit = exitCodeOf(done.findings, false);
  const { unifiedDiff } = await import("../reporters/diff.ts");
  const { color } = invocation.host.terminal;
  const parts = write || done.writes.length === 0 ? [] : [unifiedDiff(done.writes, { color })];
  if (done.findings.length > 0) parts.push(report(invocation, setup.root, { findings: done.findings }));
  if (!invocation.global.quiet) parts.push(sayKept(done, write));
  return {
    exit: exit === 0 && isCheck && done.writes.length > 0 ? 1 : exit,
    text: parts.join("\n"),
    json: { kept: done.kept, left: done.left, changed: done.writes.map(({ path }) => path), written: write },
    findings: done.findings,
    annotations: annotationsOf(invocation, setup.root, done.findings),
  };
}

function sayKept({ writes, kept, left }: KeptExcerpts, write: boolean): string {
  const changed = new Set(writes.map(({ path }) => path));
  const lines = kept
    .filter(({ excerpt }) => changed.has(excerpt))
    .map(({ file, excerpt, lines }) => `${write ? "kept" : "would keep"} ${lines} lines of ${file} in ${excerpt}`);
  const same = kept.length - changed.size;
  if (same > 0) lines.push(same === 1 ? "1 excerpt is as it was" : `${same} excerpts are as they were`);
  lines.push(...left.map(({ file, why }) => `not kept: ${file}, since ${why}`));
  if (lines.length === 0) lines.push("nothing to keep: git carries every file that claims rest on");
  return lines.map((line) => `${visible(line)}\n`).join("");
}

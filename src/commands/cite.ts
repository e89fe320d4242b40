import type { CitedDocument } from "../endings/citation.ts";
import type { PlannedWrite } from "../model/project.ts";
import { projectPath } from "../project/project-path.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import { exitCodeOf } from "../project/severity.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, textOption } from "./command.ts";
import { report } from "./findings.ts";

/** `docs cite`: resolves `cite:` links, re-pins moved lines, takes accepted values; prints the diff unless `--write` is given. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const setup = findProject(invocation.host.cwd, invocation.global.config);
  const config = await loadConfig(setup);
  const named = invocation.args.map((path) => projectPath(invocation.host.cwd, setup.root, path));
  const { citeProject } = await import("../endings/citation.ts");
  const write = flag(invocation, "write") && !flag(invocation, "dryRun") && !flag(invocation, "check");
  const accept = acceptOf(invocation);
  const propose = proposeOf(invocation);
  const cited = await citeProject({ setup, config, named, accept, propose, write, holder: invocation.host });
  const writes = cited.documents.flatMap((one) => one.writes);
  const findings = cited.documents.flatMap((one) => one.findings);
  const exit = exitCodeOf(findings, false);
  return {
    exit: exit === 0 && flag(invocation, "check") && writes.length > 0 ? 1 : exit,
    text: await textOf(invocation, { root: setup.root, documents: cited.documents, writes, write }),
    json: {
      changes: cited.documents.flatMap((one) => one.changes.map((change) => ({ file: one.file, ...change }))),
      written: write,
    },
    findings,
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
  if (findings.length > 0) parts.push(report(invocation, done.root, findings));
  const counts = new Map<string, number>();
  for (const { kind } of done.documents.flatMap((one) => one.changes)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const said = [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
  const hint = done.write || counts.size === 0 ? "" : "; run it with --write to change the documents";
  if (!invocation.global.quiet) parts.push(`${said || "nothing to cite"}${hint}\n`);
  return parts.join("\n");
}

function acceptOf(invocation: Invocation): string[] {
  const { accept } = invocation.options;
  return Array.isArray(accept) ? accept : typeof accept === "string" ? [accept] : [];
}

function proposeOf(invocation: Invocation): number | null {
  const score = textOption(invocation, "minScore");
  return score === null ? null : Number(score);
}

import { sayAccounting } from "../model/accounting.ts";
import type { Tree } from "../model/tree.ts";
import { AIM_HELP, countAimRuns } from "../project/aim.ts";
import type { CitedEvidence } from "../project/cited-evidence.ts";
import { citedEvidence } from "../project/cited-evidence.ts";
import type { Compiled } from "../project/compilation.ts";
import type { Check } from "../project/git-checks.ts";
import { gitChecks } from "../project/git-checks.ts";
import type { HiddenFile } from "../project/hidden-evidence.ts";
import { exitCodeOfReading, openProject } from "../project/open.ts";
import { otherProgram } from "../project/other-program.ts";
import type { Setup } from "../project/setup.ts";
import type { FormatFound, Unread } from "../project/source-reports.ts";
import { countSources, reportsOf, tablesNotRead, tracesNotRead } from "../project/source-reports.ts";
import { incrementsIn, looksLikeLog, notesIn, tracesIn } from "../project/traces.ts";
import { visible } from "../reporters/width.ts";
import type { Invocation, Outcome } from "./command.ts";

/** So many of a kind are named. */
const NAMED = 3;

const NODE = [22, 18] as const;

const READING = "reading";

/**
 * `docs doctor`: what was found, how it is read, and what will go wrong. Exit 1 when something already does, 3 when all of it is
 * that some input could not be read.
 */
export async function run(invocation: Invocation): Promise<Outcome> {
  const { host, global } = invocation;
  const { setup, config, tree } = await openProject(host.cwd, global.config);
  const { compile } = await import("../compile.ts");
  const compiled = await compile({ setup, config, judge: "before", restore: new Set(), reports: null, named: [] });
  const { reportSecrets } = await import("../endings/secrets.ts");
  const { kept, ...secrets } = reportSecrets(compiled, config);
  const cited = citedEvidence(compiled);
  const found = reportsOf(compiled.catalog);
  const tables = tablesNotRead(compiled.catalog, tree);
  const checks = [
    nodeCheck(host.node),
    { name: "project", state: "ok", message: setup.root, help: null } as const,
    configCheck(setup),
    ...gitChecks(setup.root, { compiled, cited }),
    sourceCheck(compiled, found.formats),
    ...traceChecks(compiled, tree),
    ...unreadChecks([...found.unread, ...tables]),
    ...noteChecks(compiled, tree),
    ...strayChecks(compiled, tree, new Set(tables.flatMap(({ paths }) => paths))),
    ...readingChecks(compiled),
    ...citedChecks(cited),
    { name: "secrets", ...secrets },
    ...shadowChecks(host.env, setup.root),
  ] as Check[];
  const isBroken = checks.some((check) => check.state === "error" && check.name !== READING);
  const text = `${checks.map(sayCheck).join("\n")}\n`;
  const json = {
    root: setup.root,
    config: setup.file,
    checks,
    sources: countSources(compiled.catalog),
    formats: found.formats,
    unread: [...found.unread, ...tables],
    accounting: compiled.accounting,
    cited: cited.here.length,
    secrets: kept,
    evidence: { ...cited, hidden: cited.hidden.map(({ file, why }) => ({ file, why })) },
  };
  return { exit: isBroken ? 1 : exitCodeOfReading(compiled.findings), text, json, findings: compiled.findings };
}

function sayCheck({ name, state, message, help }: Check): string {
  const lines = message.split("\n").map((line, index) => (index === 0 ? visible(line) : `           ${visible(line)}`));
  return [`${state.padEnd(8)} ${name}: ${lines.join("\n")}`, ...(help === null ? [] : [`         help: ${help}`])].join(
    "\n",
  );
}

function nodeCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNew = major > NODE[0] || (major === NODE[0] && minor >= NODE[1]);
  const help = isNew ? null : `Install Node ${NODE.join(".")} or newer.`;
  return { name: "node", state: isNew ? "ok" : "error", message: version, help };
}

function configCheck({ file }: Setup): Check {
  const message = file ?? "none, which is fine; `docs init` writes one";
  return { name: "configuration", state: "ok", message, help: null };
}

function sourceCheck(compiled: Compiled, formats: readonly FormatFound[]): Check {
  const { experiments, accounting } = compiled;
  if (formats.length === 0) {
    const help =
      "Put runs into <experiment>/runs/YYYY-MM-DDTHH-MM-SS-<name>/; `docs new experiment <name>` makes the folders.";
    return { name: "runs", state: "warning", message: "none was found", help };
  }
  const lines = [
    `${sayAccounting(accounting)}; ${experiments.length} ${experiments.length === 1 ? "experiment" : "experiments"}`,
    ...formats.map(
      ({ format, runs, places }) => `${format}: ${runs} ${runs === 1 ? "run" : "runs"} in ${some(places)}`,
    ),
  ];
  return { name: "runs", state: "ok", message: lines.join("\n"), help: null };
}

/** What other tools have left here without a run that is read. */
function traceChecks(compiled: Compiled, tree: Tree): Check[] {
  return tracesNotRead(compiled.catalog, tree).map(({ name, paths, isKnown }) => {
    const isAim = name === "Aim";
    const help = isKnown
      ? `Runs of ${name} are read, but there is none in it.`
      : isAim
        ? AIM_HELP
        : `This version does not read runs of ${name}.`;
    const counts = isAim ? paths.map((path) => countAimRuns(tree.root, path)) : [];
    const runs = counts.some((count) => count !== null)
      ? `, ${counts.reduce<number>((a, b) => a + (b ?? 0), 0)} runs`
      : "";
    return { name: "not read", state: isKnown ? "note" : "warning", message: `${name}: ${some(paths)}${runs}`, help };
  });
}

/** What was seen in sources, or looks like one, and was not read. */
function unreadChecks(unread: readonly Unread[]): Check[] {
  return unread.map(({ reason, paths }) => ({
    name: "not read",
    state: "note",
    message: `${some(paths)}: ${reason}`,
    help: null,
  }));
}

/** What people keep in other places than it is read from. */
function noteChecks(compiled: Compiled, tree: Tree): Check[] {
  const { journals, runs } = notesIn(tree);
  const read = new Set(compiled.catalog.ids.flatMap((id) => compiled.catalog.get(id).experiment.journal?.file ?? []));
  const loose = journals.filter((file) => !read.has(file));
  const increments = incrementsIn(tree);
  const checks: Check[] = [];
  if (loose.length > 0) {
    const help = "A JOURNAL.md is read when it lies in an experiment: a folder with runs/<run>/ in it.";
    checks.push({ name: "not read", state: "note", message: `no experiment has the journal ${some(loose)}`, help });
  }
  if (runs.length > 0) {
    const help = "A run is a folder with logs in it; `docs new run` makes one.";
    checks.push({ name: "not read", state: "note", message: `Markdown instead of run folders: ${some(runs)}`, help });
  }
  if (increments.length > 0 && !("specweave" in countSources(compiled.catalog))) {
    const counted = increments.length === 1 ? "1 increment has" : `${increments.length} increments have`;
    const help = `\`docs new experiment <name> --dir ${increments.at(-1)}/experiments\` makes one for runs.`;
    checks.push({ name: "specweave", state: "note", message: `${counted} no experiments`, help });
  }
  return checks;
}

/** Files that look like logs and belong to no run of any tool. */
function strayChecks(compiled: Compiled, tree: Tree, tables: ReadonlySet<string>): Check[] {
  const sources = [...compiled.catalog.plans.values()].flatMap((plan) => plan.sources);
  const dirs = new Set(sources.map((source) => source.dir));
  const read = new Set(sources.flatMap((source) => source.files));
  const isInRun = (path: string) =>
    path.split("/").some((_, index, parts) => dirs.has(parts.slice(0, index).join("/")) && index > 0);
  const told = tracesIn(tree).flatMap(({ paths }) => paths);
  const isTold = (path: string) => told.some((one) => path === one || path.startsWith(`${one}/`));
  const isStray = (path: string) =>
    looksLikeLog(path) && !read.has(path) && !tables.has(path) && !isInRun(path) && !isTold(path);
  const stray = pathsOf(tree).filter(isStray);
  if (stray.length === 0) return [];
  const help =
    "A log counts when it lies in <experiment>/runs/<run>/logs/; a number can link to a line of any: [3.28](<log>#L42).";
  const message = `${stray.length} ${stray.length === 1 ? "file looks like a log and lies" : "files look like logs and lie"} in no run folder: ${some(stray)}`;
  return [{ name: "not read", state: dirs.size === 0 ? "warning" : "note", message, help }];
}

function pathsOf(tree: Tree): string[] {
  return [...tree.listings.values()].flatMap(({ dir, files }) => [
    dir,
    ...files.map((name) => (dir === "" ? name : `${dir}/${name}`)),
  ]);
}

function readingChecks(compiled: Compiled): Check[] {
  const bad = compiled.findings.filter((one) => one.code.startsWith("source/") && one.severity !== "note");
  if (bad.length === 0 && compiled.catalog.plans.size === 0) return [];
  if (bad.length === 0) return [{ name: READING, state: "ok", message: "every run folder was read", help: null }];
  const files = [...new Set(bad.map((one) => one.file))];
  const state = bad.some((one) => one.severity === "error") ? "error" : "warning";
  return [
    {
      name: READING,
      state,
      message: `not everything could be read: ${some(files)}`,
      help: "`docs check` says what and where.",
    },
  ];
}

/** What reviewers will not see of the evidence, and what to do about it. */
function citedChecks(cited: CitedEvidence): Check[] {
  const { here, absent, pointers, kept, large } = cited;
  const checks = [
    ...hiddenChecks(cited),
    ...evidenceCheck("warning", pointers, ["only Git LFS pointers here", "`git lfs pull` fetches them."]),
    ...evidenceCheck("note", absent, [
      "not in this checkout",
      "Claims that rest on them are attested by docs.lock.json, not checked; fetch the logs to check them.",
    ]),
    ...evidenceCheck("note", large, [
      "larger than 2 MB",
      "Code hosts show no lines of them; cite a smaller file, such as metrics.json.",
    ]),
    ...evidenceCheck("ok", kept, ["kept as excerpts", null]),
  ];
  const open = here.filter((file) => !kept.includes(file)).length;
  if (open === 0 || checks.some(({ state }) => state !== "ok")) return checks;
  const message = `${open} ${open === 1 ? "file" : "files"} that numbers link to can be opened by others`;
  return [...checks, { name: "evidence", state: "ok", message, help: null }];
}

/** What git does not carry, by the reason. */
function hiddenChecks({ hidden }: CitedEvidence): Check[] {
  const why = (cause: HiddenFile["why"]) => hidden.filter((one) => one.why === cause).map(({ file }) => file);
  const [rule] = hidden.flatMap((one) => one.rule ?? []);
  const where = rule === undefined ? "" : ` (${rule.file ?? "another ignore file"}:${rule.line}, \`${rule.pattern}\`)`;
  const keep = "`docs cite --keep` keeps the cited lines in docs.evidence/";
  return [
    ...evidenceCheck("warning", why("ignored"), [
      `ignored by git${where}`,
      `${keep}; or add \`!**/runs/**/logs/*.log\` to .gitignore (\`docs init\` does).`,
    ]),
    ...evidenceCheck("warning", why("untracked"), [
      "not in git yet",
      `\`git add\` them; or ignore them, then ${keep}.`,
    ]),
    ...evidenceCheck("warning", why("lfs"), ["in Git LFS, so that code hosts show no line of them", `${keep}.`]),
  ];
}

function evidenceCheck(
  state: Check["state"],
  files: readonly string[],
  [what, help]: readonly [string, string | null],
): Check[] {
  if (files.length === 0) return [];
  const many = files.length === 1 ? "1 file that numbers link to is" : `${files.length} files that numbers link to are`;
  return [{ name: "evidence", state, message: `${many} ${what}: ${some(files)}`, help }];
}

function shadowChecks(env: Invocation["host"]["env"], root: string): Check[] {
  const other = otherProgram(env.PATH ?? "", root);
  const help = "Write `npx labdocs …`, or `npm exec --no -- labdocs …` to be sure.";
  return other === null ? [] : [{ name: "docs", ...other, help }];
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(", ");
  return names.length > NAMED ? `${shown} and ${names.length - NAMED} more` : shown;
}

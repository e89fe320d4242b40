import { UsageError } from "../errors.ts";
import { hostedSentence, hostedText, shortened } from "../markdown/hosted-text.ts";
import type { Verdict } from "../model/claim.ts";
import { coverageOf, sayCoverage } from "../model/claim.ts";
import type { Finding } from "../model/finding.ts";
import type { JudgedDocument } from "../model/project.ts";
import type { Compiled } from "../project/compilation.ts";
import type { Place } from "../project/named-documents.ts";
import { namedDocuments } from "../project/named-documents.ts";
import type { NextStep } from "../project/next-step.ts";
import { nextSteps } from "../project/next-step.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import { exitCodeOf, hasTooManyWarnings } from "../project/severity.ts";
import {
  exemptions,
  foldUnbound,
  mostImportantFirst,
  sayClaims,
  sayRuns,
  sayUnbound,
} from "../reporters/check-text.ts";
import { markdown } from "../reporters/markdown.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, progressOf, textOption } from "./command.ts";
import { addToSummary, annotationsOf, placeLinks, report } from "./findings.ts";

/** What a check came to: the documents that were asked for, with their findings, and what to do next. */
interface Checked {
  compiled: Compiled;
  documents: JudgedDocument[];
  findings: Finding[];
  missing: string[];
  generated: number;
  unread: string[];
  next: NextStep[];
}

/** `docs check`: judges every claim as the documents lie there; writes nothing. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const { cwd } = invocation.host;
  const setup = findProject(cwd, invocation.global.config);
  const place: Place = { cwd, setup, config: await loadConfig(setup) };
  const named = namedDocuments(place, invocation.args);
  const checked = await check(place, named, progressOf(invocation));
  const { compiled, documents, findings } = checked;
  // Sentences need the Markdown parser, which is large; a person who reads the text does not wait for it.
  const { claimRecords } = invocation.global.json ? await import("../project/claim-record.ts") : { claimRecords: null };
  const verdicts = documents.flatMap((one) => one.verdicts);
  const most = mostWarnings(invocation) ?? place.config.check.maxWarnings ?? null;
  const exit = exitCodeOf(findings, flag(invocation, "strict"));
  const isTooMany = hasTooManyWarnings(findings, most);
  addToSummary(invocation, (budget) => summaryMarkdown(invocation, checked, budget));
  return {
    exit: exit === 0 && isTooMany ? 1 : exit,
    text: invocation.global.json ? "" : textOf(invocation, checked) + (isTooMany ? sayTooMany(invocation, most) : ""),
    annotations: annotationsOf(invocation, setup.root, mostImportantFirst(shownOf(invocation, checked).shown)),
    json: {
      accounting: compiled.accounting,
      experiments: compiled.experiments.map(({ id, dir, accounting }) => ({ id, dir, accounting })),
      coverage: coverageOf(verdicts),
      exempt: exemptions(verdicts),
      generated: checked.generated,
      claims: claimRecords === null ? [] : documents.flatMap((one) => claimRecords(setup.root, one)),
      next: checked.next.map((one) => one.command),
    },
    findings,
  };
}

async function check(place: Place, named: string[], say: (line: string) => void): Promise<Checked> {
  const { setup, config } = place;
  const { compile } = await import("../compile.ts");
  const compiled = await compile({ setup, config, judge: "before", named, say });
  const isNamed = (file: string) => named.length === 0 || named.includes(file);
  const documents = compiled.documents.filter((one) => isNamed(one.file));
  const runs = compiled.accounting.found;
  const findings = compiled.findings
    .filter((one) => isNamed(one.file))
    .map((one) => (runs === 0 ? withoutRuns(one) : one));
  const generated = documents.reduce((sum, one) => sum + one.generated, 0);
  const unmade = compiled.writes.filter((one) => one.before === null && one.path.endsWith(".md"));
  const missing = named.length > 0 ? [] : unmade.map((one) => one.path);
  const linked = new Set(
    documents.flatMap((one) => one.verdicts.flatMap((each) => each.evidence.map(({ file }) => file))),
  );
  const unread = runs === 0 ? await unreadRuns(place, linked) : [];
  const isLinkable = ({ claim, verdict }: Verdict) =>
    claim.kind === "bare" && (verdict === "supported" || verdict === "derived") && claim.region === null;
  const linkable = documents.find((one) => one.verdicts.some(isLinkable))?.file ?? null;
  const whole = named.length === 0 && compiled.documents.some((one) => one.file === "README.md");
  const next = nextSteps(mostImportantFirst(findings), { runs, missing, logs: unread.length > 0, whole, linkable });
  return { compiled, documents, findings, missing, generated, unread, next };
}

/** Where no run was found, no name of one helps. */
function withoutRuns(finding: Finding): Finding {
  if (finding.code !== "claim/no-such-value") return finding;
  const help = "there are no runs here to name; link the line that says it: `[0.87](path/to/train.log#L42)`";
  return { ...finding, help };
}

/** What lies here that looks like runs and is not read, after how many files were read because a document links them. */
async function unreadRuns(place: Place, linked: ReadonlySet<string>): Promise<string[]> {
  const { treeOf } = await import("../project/named-documents.ts");
  const { unreadIn } = await import("../project/traces.ts");
  const files = linked.size === 1 ? "1 file" : `${linked.size} files`;
  const said = linked.size === 0 ? [] : [`read because documents link them: ${files}`];
  return [...said, ...unreadIn(treeOf(place), linked)];
}

/** `--max-warnings` as a number, null where it is not given. */
function mostWarnings(invocation: Invocation): number | null {
  const text = textOption(invocation, "maxWarnings");
  if (text === null) return null;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`\`${text}\` is no number of warnings`, "Say `--max-warnings 10`.");
  return Number(text);
}

/** Other formats are read by programs, to whom the exit code says it. */
function sayTooMany({ global }: Invocation, most: number | null): string {
  return (global.reporter ?? "pretty") === "pretty"
    ? `this fails: more than ${most} ${most === 1 ? "warning" : "warnings"}\n`
    : "";
}

/** Formats that are a list of lines; of nothing they are empty. Others are whole documents, which say that there is nothing. */
const LISTS: readonly string[] = ["compact", "github"];

function textOf(invocation: Invocation, checked: Checked): string {
  const { reporter, quiet } = invocation.global;
  const { root } = checked.compiled;
  const { findings } = checked;
  if (reporter !== null && reporter !== "pretty") {
    if (findings.length === 0 && LISTS.includes(reporter)) return "";
    return report(invocation, root, { findings, documents: checked.documents.map((one) => one.file) });
  }
  const { shown, unbound } = shownOf(invocation, checked);
  const sorted = mostImportantFirst(shown);
  const parts = [shown.length > 0 ? report(invocation, root, { findings: sorted }) : "", sayUnbound(unbound)];
  return [...parts, quiet ? "" : summaryOf(checked)].filter(Boolean).join("\n");
}

/** What is shown one by one, and what only is counted. */
function shownOf(invocation: Invocation, { findings, compiled }: Checked): ReturnType<typeof foldUnbound> {
  if (invocation.global.verbose || flag(invocation, "strict")) return { shown: [...findings], unbound: [] };
  return foldUnbound(findings, compiled.accounting.found === 0 ? 0 : undefined);
}

/** The check as a part of a job's summary: one line where nothing is wrong. */
function summaryMarkdown(invocation: Invocation, checked: Checked, budget: number): string {
  const { compiled, documents } = checked;
  const { shown, unbound } = shownOf(invocation, checked);
  const verdicts = documents.flatMap((one) => one.verdicts);
  const counts = hostedText(`${sayCoverage(coverageOf(verdicts))}; ${sayRuns(compiled.experiments)}`);
  if (checked.findings.length === 0) return `✅ Nothing is wrong. ${counts}\n`;
  const isWrong = exitCodeOf(checked.findings, flag(invocation, "strict")) !== 0;
  const link = placeLinks(invocation, compiled.root);
  const findings = mostImportantFirst(shown);
  const table = markdown({ findings, source: () => null, color: false, link, budget: budget - 10_000 });
  const folded = sayUnbound(unbound)
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => `- ${hostedSentence(shortened(line, 300))}`);
  return [`### ${isWrong ? "❌" : "⚠️"} docs check\n`, `${counts}\n`, table, ...folded, ""].join("\n");
}

function summaryOf({ compiled, documents, generated, missing, unread, next }: Checked): string {
  const verdicts = documents.flatMap((one) => one.verdicts);
  const lines = [sayRuns(compiled.experiments)];
  if (compiled.accounting.found === 0) {
    lines[0] += `: they are looked for in <experiment>/runs/<run>/ below ${compiled.root}`;
    lines.push(...unread);
  }
  lines.push(...sayClaims(verdicts, generated));
  if (missing.length > 0)
    lines.push(`not made yet: ${missing.slice(0, 5).join(", ")}${missing.length > 5 ? " …" : ""}`);
  const [first] = next;
  if (first !== undefined) lines.push(`next: \`${first.command}\` ${first.why}`);
  return `${lines.join("\n")}\n`;
}

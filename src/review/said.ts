import type { Outcome } from "../model/contest.ts";
import type { ReviewRule } from "../model/review.ts";
import { sayDeclarations } from "./declared.ts";
import type { Found } from "./found.ts";
import { isGone } from "./found.ts";

/** What there is to say by rule, each as a clause. */
export function saidOf(found: Found): Map<ReviewRule, string> {
  const { runs, experiments, outOfDate, findings } = found;
  const said = new Map<ReviewRule, string>();
  const say: Say = (rule, count, text) => {
    if (count > 0) said.set(rule, text(count));
  };
  const winners = experiments.filter(
    ({ kind, selected }) => kind !== "added" && kind !== "removed" && selected.base !== selected.head,
  );
  const lost = runs.filter(
    ({ kind, bucket, decided }) => decided && kind === "counted otherwise" && bucket === "ignored",
  );
  sayEvidence(found, say);
  const only =
    new Set([...found.experiments, ...found.runs].map((one) => ("id" in one ? one.id : one.experiment))).size < 2;
  say("ignored-winner", lost.length, () => `${names(lost)}, which was selected, is ignored now`);
  say("rewritten-runs", count(runs, "rewritten"), (n) =>
    n === 1 ? "1 run was rewritten" : `${n} runs were rewritten`,
  );
  say("removed-runs", count(runs, "removed"), (n) => (n === 1 ? "1 run is gone" : `${n} runs are gone`));
  say("winner", winners.length, () => winners.map((one) => sayWinner(one, only)).join(", "));
  const asked = experiments.flatMap((one) => sayHypothesis(one, only));
  say("hypothesis", asked.length, () => asked.join(", "));
  const escalated = experiments.reduce((sum, one) => sum + one.escalations.length, 0);
  say("escalations", escalated, (n) =>
    n === 1
      ? "1 thing has to be looked at before relying on it"
      : `${n} things have to be looked at before relying on them`,
  );
  say("out-of-date", new Set(outOfDate.map(({ file }) => file)).size, (n) =>
    n === 1 ? "1 file is out of date" : `${n} files are out of date`,
  );
  const errors = findings.filter(({ severity }) => severity === "error");
  say("errors", errors.length, (n) => (n === 1 ? (shortMessage(errors) ?? "1 error is new") : `${n} errors are new`));
  return said;
}

type Say = (rule: ReviewRule, count: number, text: (n: number) => string) => void;

/** What became of claims and of what they cite. */
function sayEvidence({ claims, tampered }: Found, say: Say): void {
  const cited = tampered.reduce((sum, one) => sum + one.lines.length, 0);
  say("false-claims", claims.broken.length, (n) => (n === 1 ? "1 claim is false now" : `${n} claims are false now`));
  say("tampered-evidence", cited, (n) =>
    n === 1 ? "1 cited log line was rewritten" : `${n} cited log lines were rewritten`,
  );
  const gone = claims.moved.filter(isGone).length;
  say("lost-evidence", gone, (n) =>
    n === 1 ? "the evidence of 1 claim is gone" : `the evidence of ${n} claims is gone`,
  );
  say("moved-evidence", claims.moved.length - gone, (n) =>
    n === 1 ? "the evidence of 1 claim moved or changed" : `the evidence of ${n} claims moved or changed`,
  );
}

/** What one error says, where that fits into the verdict. */
function shortMessage([one]: Found["findings"]): string | null {
  return one === undefined || one.message.length > 120 ? null : `${code(one.file)}: ${one.message}`;
}

function count(runs: Found["runs"], kind: Found["runs"][number]["kind"]): number {
  return runs.filter((one) => one.kind === kind).length;
}

function names(runs: Found["runs"]): string {
  return runs.map(({ name }) => code(name)).join(", ");
}

/** What its journal declares otherwise, and another answer. `only`: no other experiment changed. */
function sayHypothesis({ kind, title, hypothesis, declared }: Found["experiments"][number], only: boolean): string[] {
  const of = only ? "" : ` of “${title}”`;
  const said = declared.length === 0 ? [] : [sayDeclarations(declared, of)];
  if (kind !== "changed" || hypothesis.base === hypothesis.head) return said;
  return [...said, `the hypothesis${of} is ${hypothesis.head ?? "gone"}`];
}

/** What is selected now, and what a test says of it against what was. `only`: no other experiment changed. */
function sayWinner({ title, selected, rows }: Found["experiments"][number], only: boolean): string {
  const where = only ? "" : ` in “${title}”`;
  if (selected.head === null) return `no row${only ? "" : ` of “${title}”`} is selected any more`;
  if (selected.base === null) return `${code(selected.head)} is selected${where}`;
  const contest = rows.find(({ name, against }) => name === selected.head && against === selected.base);
  const outcome = contest?.outcome ?? null;
  return `${code(selected.head)} is selected instead of ${code(selected.base)}${where}${outcome === null ? "" : OUTCOMES[outcome]}`;
}

const OUTCOMES: Record<Outcome, string> = {
  better: ", better beyond noise",
  worse: ", worse beyond noise",
  equivalent: ", though equivalent to it",
  "within noise": ", though the difference is within noise",
  "not decidable": ", though no test can tell them apart",
};

/** A name as code. */
function code(name: string): string {
  return `\`${name.replaceAll("`", "'")}\``;
}

/** What changed and holds. */
export function restOf({ claims, runs, experiments }: Found, said: number): string[] {
  const parts: string[] = [];
  const say = (n: number, one: string, many: string) => {
    if (n > 0) parts.push(n === 1 ? `1 ${one}` : `${n} ${many}`);
  };
  parts.push(...told(experiments));
  say(count(runs, "added"), "run is new", "runs are new");
  say(count(runs, "grown"), "run has grown", "runs have grown");
  const otherwise = runs.filter(
    ({ kind, decided, bucket }) => kind === "counted otherwise" && !(decided && bucket === "ignored"),
  );
  say(otherwise.length, "run counts otherwise", "runs count otherwise");
  say(claims.added.length, "new claim holds", "new claims hold");
  const removed = claims.removed.reduce((sum, one) => sum + one.claims, 0);
  const from = claims.removed.length === 1 ? code(claims.removed[0]?.file ?? "") : `${claims.removed.length} documents`;
  say(removed, `claim was taken out of ${from}`, `claims were taken out of ${from}`);
  say(claims.mended.length, "claim was mended", "claims were mended");
  say(count(runs, "renamed"), "run was renamed", "runs were renamed");
  const of = (kind: Found["experiments"][number]["kind"]) => experiments.filter((one) => one.kind === kind).length;
  say(of("added"), "experiment is new", "experiments are new");
  say(of("removed"), "experiment is gone", "experiments are gone");
  say(of("renamed"), "experiment moved", "experiments moved");
  if (parts.length + said === 0) say(of("changed"), "comparison changed", "comparisons changed");
  return parts;
}

/** New rows that a test tells from what they are set against, where they are not what is selected now. */
function told(experiments: Found["experiments"]): string[] {
  const rows = experiments.flatMap(({ rows, selected }) =>
    rows.filter(({ name, wasN }) => wasN === null && name !== selected.head),
  );
  const apart = rows.filter(({ outcome }) => outcome === "better" || outcome === "worse");
  const said = apart
    .slice(0, TOLD)
    .map(({ name, against, outcome }) => `${code(name)} is ${outcome} than ${code(against ?? "")} beyond noise`);
  return apart.length > TOLD ? [...said, `so are ${apart.length - TOLD} more rows better or worse`] : said;
}

const TOLD = 2;

import type { Outcome } from "../model/contest.ts";
import type { ReviewRule } from "../model/review.ts";
import { hasLostEvidence } from "../model/review.ts";
import { sayAlarms } from "./alarms.ts";
import { inCode } from "./code.ts";
import { sayDeclarations } from "./declared.ts";
import type { BothStates, Found } from "./found.ts";

type Changed = Found["experiments"][number];

/** What there is to say by rule, each as a clause. */
export function saidOf(found: Found, states: BothStates): Map<ReviewRule, string> {
  const { runs, experiments, outOfDate, findings } = found;
  const said = new Map<ReviewRule, string>();
  const say: Say = (rule, count, text) => {
    if (count > 0) said.set(rule, text(count));
  };
  const winners = experiments.filter(hasOtherWinner);
  const lost = runs.filter(
    ({ kind, bucket, decided }) => decided && kind === "counted otherwise" && bucket === "ignored",
  );
  sayEvidence(found, say);
  const only = isOnlyOne(found);
  say("ignored-winner", lost.length, (n) =>
    n > FEW ? `${n} runs of what was selected are ignored now` : `${names(lost)}, which was selected, is ignored now`,
  );
  say("rewritten-runs", count(runs, "rewritten"), (n) =>
    n === 1 ? "1 run was rewritten" : `${n} runs were rewritten`,
  );
  say("removed-runs", count(runs, "removed"), (n) => (n === 1 ? "1 run is gone" : `${n} runs are gone`));
  say("winner", winners.length, () => winners.map((one) => sayWinner(one, states, only)).join(", "));
  const asked = experiments.flatMap((one) => sayHypothesis(one, { only, isAlone: runs.length === 0 }));
  say("hypothesis", asked.length, () => asked.join(", "));
  const alarms = sayAlarms(experiments, states);
  say("escalations", alarms === null ? 0 : 1, () => alarms ?? "");
  say("out-of-date", new Set(outOfDate.map(({ file }) => file)).size, (n) =>
    n === 1 ? "1 file is out of date" : `${n} files are out of date`,
  );
  const errors = findings.filter(({ severity }) => severity === "error");
  say("errors", errors.length, (n) => sayErrors(n, shortMessage(errors)));
  return said;
}

type Say = (rule: ReviewRule, count: number, text: (n: number) => string) => void;

/** So many things of a kind are named; more are counted. */
const FEW = 2;

/** Whether all that changed belongs to one experiment, so that it need not be named. */
function isOnlyOne({ experiments, runs }: Found): boolean {
  return new Set([...experiments.map(({ id }) => id), ...runs.map(({ experiment }) => experiment)]).size < 2;
}

/** Whether another row is selected in an experiment that both states have. */
export function hasOtherWinner({ kind, selected }: Changed): boolean {
  return kind !== "added" && kind !== "removed" && selected.base !== selected.head;
}

/** What became of claims and of what they cite. */
function sayEvidence({ claims, tampered }: Found, say: Say): void {
  const cited = tampered.reduce((sum, one) => sum + one.lines.length, 0);
  const added = claims.broken.filter(({ was }) => was === null).length;
  say("false-claims", claims.broken.length, (n) => sayFalse(n, added));
  say("tampered-evidence", cited, (n) =>
    n === 1 ? "1 cited log line was rewritten" : `${n} cited log lines were rewritten`,
  );
  const gone = claims.moved.filter(hasLostEvidence).length;
  say("lost-evidence", gone, (n) =>
    n === 1 ? "the evidence of 1 claim is gone" : `the evidence of ${n} claims is gone`,
  );
  say("moved-evidence", claims.moved.length - gone, (n) =>
    n === 1 ? "the evidence of 1 claim moved or changed" : `the evidence of ${n} claims moved or changed`,
  );
}

/** What the change wrote wrongly is not what it made false. */
function sayFalse(n: number, added: number): string {
  if (added === n) return n === 1 ? "1 new claim is false" : `${n} new claims are false`;
  const said = n === 1 ? "1 claim is false now" : `${n} claims are false now`;
  return added === 0 ? said : `${said}, ${added} of them new`;
}

function sayErrors(n: number, first: string | null): string {
  if (n === 1) return first ?? "1 error is new";
  return `${n} errors are new${first === null ? "" : `, the first in ${first}`}`;
}

/** What the first error says, where that fits into the verdict. */
function shortMessage([one]: Found["findings"]): string | null {
  return one === undefined || one.message.length > 120 ? null : `${inCode(one.file)}: ${one.message}`;
}

function count(runs: Found["runs"], kind: Found["runs"][number]["kind"]): number {
  return runs.filter((one) => one.kind === kind).length;
}

function names(runs: Found["runs"]): string {
  return runs.map(({ name }) => inCode(name)).join(" and ");
}

/** What its journal declares otherwise, and another answer. `only`: no other experiment changed; `isAlone`: and no run did. */
function sayHypothesis(
  { kind, title, hypothesis, declared }: Changed,
  { only, isAlone }: { only: boolean; isAlone: boolean },
): string[] {
  const of = only ? "" : ` of “${title}”`;
  const said = declared.length === 0 ? [] : [sayDeclarations(declared, of)];
  if (kind !== "changed" || hypothesis.base === hypothesis.head) return said;
  const answer = `the hypothesis${of} is ${hypothesis.head ?? "gone"}`;
  const [first] = said;
  // Without another run nothing but what was declared can have turned the answer.
  return isAlone && first !== undefined ? [`${first}, so ${answer}`] : [...said, answer];
}

/** What is selected now, and what a test says of it against what was. `only`: no other experiment changed. */
function sayWinner({ id, title, selected }: Changed, { base, head }: BothStates, only: boolean): string {
  const where = only ? "" : ` in “${title}”`;
  if (selected.head === null) return `no row${only ? "" : ` of “${title}”`} is selected any more`;
  if (selected.base === null) return `${inCode(selected.head)} is selected${where}`;
  const now = head.experiments.find((one) => one.id === id);
  const was = base.experiments.find((one) => one.id === id);
  const row = now?.rows.find(({ name, against }) => name === selected.head && against === selected.base);
  const isOther = was?.metric != null && now?.metric != null && was.metric !== now.metric;
  const by = isOther ? `, since ${inCode(now.metric ?? "")} decides in place of ${inCode(was.metric ?? "")}` : "";
  const outcome = row?.outcome ?? null;
  const how = outcome === null ? "" : outcome === "not decidable" && row?.n === 1 ? ONE_RUN : OUTCOMES[outcome];
  return `${inCode(selected.head)} is selected instead of ${inCode(selected.base)}${where}${how}${by}`;
}

const ONE_RUN = ", though it is one run and no test can tell them apart";

const OUTCOMES: Record<Outcome, string> = {
  better: ", better beyond noise",
  worse: ", though worse beyond noise",
  equivalent: ", though equivalent to it",
  "within noise": ", though the difference is within noise",
  "not decidable": ", though no test can tell them apart",
};

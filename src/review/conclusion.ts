import type { Outcome } from "../model/contest.ts";
import type { Review, ReviewedClaim, ReviewRule, ReviewStep } from "../model/review.ts";

/** What a review found, before it is said what that comes to. */
export type Found = Omit<Review, "mood" | "verdict" | "fails" | "steps">;

/** Which of the things that a review can find fail it, and which only ask for a look. */
export interface Thresholds {
  fail: readonly ReviewRule[];
  alert: readonly ReviewRule[];
}

/** What a review comes to. */
export function conclude(found: Found, thresholds: Thresholds): Pick<Review, "mood" | "verdict" | "fails" | "steps"> {
  const said = saidOf(found);
  const fails = thresholds.fail.flatMap((rule) => said.get(rule) ?? []);
  const looks = thresholds.alert.flatMap((rule) => said.get(rule) ?? []);
  const rest = restOf(found, looks.length + fails.length);
  const { broken, moved } = found.claims;
  const isWrong = broken.length > 0 || moved.some(isGone);
  const isFalse = isWrong || found.findings.some(({ severity }) => severity === "error");
  const mood = isFalse ? "false" : looks.length + fails.length > 0 ? "look" : rest.length > 0 ? "fine" : "quiet";
  const wrong = isFalse ? WRONG.flatMap((rule) => said.get(rule) ?? []) : [];
  const parts = [...new Set([...wrong, ...fails, ...looks])];
  const verdict =
    mood === "quiet" ? "Nothing that the documents rest on changed" : capital([...parts, ...rest].join("; "));
  return { mood, verdict: [`${verdict}.`], fails, steps: stepsOf(found) };
}

/** What is wrong, however the thresholds are set. */
const WRONG: readonly ReviewRule[] = ["false-claims", "lost-evidence", "errors"];

/** What there is to say by rule, each as a clause. */
function saidOf(found: Found): Map<ReviewRule, string> {
  const { claims, tampered, runs, experiments, outOfDate, findings } = found;
  const said = new Map<ReviewRule, string>();
  const say = (rule: ReviewRule, count: number, text: (n: number) => string) => {
    if (count > 0) said.set(rule, text(count));
  };
  const cited = tampered.reduce((sum, one) => sum + one.lines.length, 0);
  const winners = experiments.filter(
    ({ kind, selected }) => kind !== "added" && kind !== "removed" && selected.base !== selected.head,
  );
  const lost = runs.filter(
    ({ kind, bucket, decided }) => decided && kind === "counted otherwise" && bucket === "ignored",
  );
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
  const only =
    new Set([...found.experiments, ...found.runs].map((one) => ("id" in one ? one.id : one.experiment))).size < 2;
  say("ignored-winner", lost.length, () => `${names(lost)}, which was selected, is ignored now`);
  say("rewritten-runs", count(runs, "rewritten"), (n) =>
    n === 1 ? "1 run was rewritten" : `${n} runs were rewritten`,
  );
  say("removed-runs", count(runs, "removed"), (n) => (n === 1 ? "1 run is gone" : `${n} runs are gone`));
  say("winner", winners.length, () => winners.map((one) => sayWinner(one, only)).join(", "));
  const verdicts = experiments.filter(
    ({ kind, hypothesis }) => kind === "changed" && hypothesis.base !== hypothesis.head,
  );
  say("hypothesis", verdicts.length, () =>
    verdicts
      .map(({ title, hypothesis }) => `the hypothesis${only ? "" : ` of “${title}”`} is ${hypothesis.head ?? "gone"}`)
      .join(", "),
  );
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
  say("errors", errors.length, (n) => (n === 1 ? "1 error is new" : `${n} errors are new`));
  return said;
}

function count(runs: Found["runs"], kind: Found["runs"][number]["kind"]): number {
  return runs.filter((one) => one.kind === kind).length;
}

function names(runs: Found["runs"]): string {
  return runs.map(({ name }) => code(name)).join(", ");
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

/** Whether a claim has nothing left to stand on in this state. */
function isGone({ verdict, excerpt }: ReviewedClaim): boolean {
  return excerpt === null && ["attested", "source-missing", "unreadable", "unsupported-format"].includes(verdict);
}

/** What changed and holds. */
function restOf({ claims, runs, experiments }: Found, said: number): string[] {
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

function stepsOf({ claims, tampered, outOfDate }: Found): ReviewStep[] {
  const steps: ReviewStep[] = [];
  if (claims.moved.some(isGone))
    steps.push({ text: "Restore what was cited, link where it is now, or take the claim out.", command: null });
  const [log] = tampered;
  if (log !== undefined)
    steps.push({
      text: "See what was changed in a log that is cited, and say why.",
      command: `git log -p -- ${argument(log.file)}`,
    });
  const [broken] = claims.broken;
  if (broken !== undefined) {
    const many = claims.broken.length === 1 ? "how the false claim came about" : "how the first false claim came about";
    steps.push({
      text: `See ${many}, then correct the text or the run.`,
      command: `docs explain ${argument(`${broken.file}:${broken.line}`)}`,
    });
    const files = [...new Set(claims.broken.filter(({ help }) => help?.includes("--accept")).map(({ file }) => file))];
    const ids = claims.broken.filter(({ help }) => help?.includes("--accept")).map(({ id }) => id);
    if (ids.length > 0) {
      const text =
        log === undefined
          ? "Or take the logged values into the text, if it is the text that is wrong."
          : "Only when the logs are right: take the logged values into the text.";
      steps.push({ text, command: `docs cite ${files.map(argument).join(" ")} --accept ${ids.join(" ")} --write` });
    }
  }
  const shifted = [...new Set(claims.moved.filter(({ verdict }) => verdict === "supported").map(({ file }) => file))];
  if (shifted.length > 0)
    steps.push({
      text: "Link the lines where they stand now.",
      command: `docs cite ${shifted.map(argument).join(" ")} --write`,
    });
  if (outOfDate.length > 0)
    steps.push({ text: "Bring generated text up to date, and commit it.", command: "docs sync" });
  return steps;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A word as a shell takes it. */
function argument(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

import { plainSentence } from "../../model/comparison.ts";
import { lineOf } from "../../model/evidence.ts";
import type { Finding, Severity } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Quantity } from "../../model/quantity.ts";
import type { EscalationKind } from "../../model/recommendation.ts";
import type { Alarm, DeclarationChange, ExperimentChange, Review, ReviewRule, RunChange } from "../../model/review.ts";
import type { RuleId } from "../../model/rule.ts";
import type { Thresholds } from "./about.ts";
import { windowsOf } from "./window.ts";

/** A line of a log in a note. */
const WIDEST = 160;

/** So many names stand in a message. */
const NAMED = 3;

/** The rule of an escalation. */
const OF_ALARM: Record<EscalationKind, RuleId> = {
  "data-version": "review/other-data",
  "data-drift": "review/other-data",
  environment: "review/other-environment",
  hardware: "review/other-environment",
  "post-hoc-criterion": "review/late-criterion",
  "late-ignore": "review/late-ignore",
  regression: "review/reservation",
  survivors: "review/reservation",
  "unequal-tuning": "review/reservation",
  "test-set-reuse": "review/reservation",
  peeking: "review/reservation",
};

/** How bad it is when a review finds something: what fails it is an error, what asks for a look a warning, all else a note. */
export function severityOf(rule: ReviewRule, { fail, alert }: Pick<Thresholds, "fail" | "alert">): Severity {
  return fail.includes(rule) ? "error" : alert.includes(rule) ? "warning" : "note";
}

/**
 * What became of runs and comparisons, each where its cause stands: a line of a log that is new or another, of the journal, of the list
 * of ignored runs.
 */
export function changeFindings(review: Review, { fail, alert, rules }: Thresholds): Finding[] {
  const { runs, experiments, tampered } = review;
  const told = new Set(tampered.map(({ file }) => file));
  const removed = runs.filter(({ kind }) => kind === "removed");
  const gone = Map.groupBy(removed, ({ experiment }) => experiment);
  const found = [
    ...experiments.flatMap((change) => ofExperiment(change, runs)),
    ...runs.filter((run) => isRewritten(run, told)).map((run) => under("rewritten-runs", ofRewritten(run))),
    ...[...gone.values()].map((some) => under("removed-runs", ofRemoved(some))),
  ];
  return found.flatMap(({ rule, one }) => {
    const severity = rules[one.code] ?? severityOf(rule, { fail, alert });
    return severity === "off" ? [] : [{ ...one, severity }];
  });
}

/** A finding, and the name by which thresholds know of it. */
interface Ruled {
  rule: ReviewRule;
  one: Finding;
}

function under(rule: ReviewRule, one: Finding): Ruled {
  return { rule, one };
}

/** What became of one experiment. What an escalation adds to something that is told anyway is a note of that. */
function ofExperiment(change: ExperimentChange, runs: readonly RunChange[]): Ruled[] {
  const ignored = runs.filter((run) => run.experiment === change.id && isIgnoredWinner(run));
  const found = [
    ...ignored.map((run) => under("ignored-winner", ofIgnoredWinner(run))),
    ...(hasOtherWinner(change) ? [under("winner", ofWinner(change, runs))] : []),
    ...change.declared.map((one) => under("hypothesis", ofDeclaration(one))),
    ...(hasOtherAnswer(change) ? [under("hypothesis", ofAnswer(change, runs))] : []),
  ];
  change.escalations.forEach((sentence, at) => {
    const alarm = change.alarms[at];
    if (alarm === undefined) return;
    const said = plainSentence(sentence).replace(/[.\s]+$/, "");
    const told = found.find(({ one }) => one.code === TOLD_WITH[alarm.kind])?.one;
    if (told === undefined) found.push(under("escalations", ofAlarm(alarm, said, { change, runs })));
    else told.notes.push(said);
  });
  return found;
}

/** Escalations that say more of something that has a finding of its own. */
const TOLD_WITH: Partial<Record<EscalationKind, RuleId>> = {
  "post-hoc-criterion": "review/declared-otherwise",
  "late-ignore": "review/ignored-winner",
};

function isIgnoredWinner({ kind, bucket, decided }: RunChange): boolean {
  return decided && kind === "counted otherwise" && bucket === "ignored";
}

function hasOtherWinner({ kind, selected }: ExperimentChange): boolean {
  return kind !== "added" && kind !== "removed" && selected.base !== selected.head;
}

/** The first answer to what is asked for the first time is no other one. */
function hasOtherAnswer({ kind, hypothesis, declared }: ExperimentChange): boolean {
  const isFirst = hypothesis.base === null && declared.length > 0;
  return kind === "changed" && hypothesis.base !== hypothesis.head && !isFirst;
}

/** A cited line that was rewritten is told with what cites it. */
function isRewritten({ kind, files, altered }: RunChange, told: ReadonlySet<string>): boolean {
  if (kind !== "rewritten") return false;
  return altered === null ? !files.some((file) => told.has(file)) : !told.has(altered.file);
}

function ofIgnoredWinner({ name, reason, reasonPlace, place, files }: RunChange): Finding {
  return finding({
    code: "review/ignored-winner",
    file: reasonPlace?.file ?? files[0] ?? place,
    line: reasonPlace?.line ?? null,
    message: `${inCode(name)}, which was selected, is ignored now${reason === null ? ", without a reason" : `: ${reason}`}`,
  });
}

function ofWinner(change: ExperimentChange, runs: readonly RunChange[]): Finding {
  const { selected, rows } = change;
  const { base, head } = selected;
  const row = rows.find(({ name }) => name === head);
  const isTested = row?.outcome != null && row.against !== null;
  const message =
    head === null
      ? `no row of ${titleOf(change)} is selected any more; it was ${inCode(base ?? "")}`
      : base === null
        ? `${inCode(head)} is selected in ${titleOf(change)}; no row was`
        : `${inCode(head)} is selected instead of ${inCode(base)} in ${titleOf(change)}`;
  const stated = [row?.value, row?.delta].flatMap((one) => one ?? []);
  return finding({
    code: "review/other-winner",
    ...placeIn(change, { runs, stated }),
    message,
    expected: base,
    found: head,
    notes: isTested ? [`against ${inCode(row.against ?? "")}: ${row.outcome}${differenceOf(row)}`] : [],
  });
}

/** ` (+2.29 pp, 95 % interval +1.25 pp to +3.34 pp)` */
function differenceOf({ delta, interval }: ExperimentChange["rows"][number]): string {
  if (delta === null) return "";
  const range = interval === null ? "" : `, 95 % interval ${interval.low.text} to ${interval.high.text}`;
  return ` (${delta.text}${range})`;
}

function ofDeclaration({ what, base, head, file, line }: DeclarationChange): Finding {
  const became =
    base === null
      ? `is new: ${inCode(head ?? "")}`
      : head === null
        ? `was taken out: ${inCode(base)}`
        : `was changed from ${inCode(base)} to ${inCode(head)}`;
  return finding({
    code: "review/declared-otherwise",
    file,
    line: head === null ? null : line,
    message: `the ${what} ${became}`,
    expected: base,
    found: head,
  });
}

function ofAnswer(change: ExperimentChange, runs: readonly RunChange[]): Finding {
  const { base, head } = change.hypothesis;
  const now = head === null ? "has no answer any more" : `is ${head}`;
  const was = base === null ? "it had none" : `it was ${base}`;
  return finding({
    code: "review/other-answer",
    ...placeIn(change, { runs, stated: [] }),
    message: `the hypothesis of ${titleOf(change)} ${now}; ${was}`,
    expected: base,
    found: head,
  });
}

function ofRewritten({ name, altered, files, place }: RunChange): Finding {
  if (altered === null) {
    const message = `what ${inCode(name)} recorded was rewritten`;
    return finding({ code: "review/rewritten-log", file: files[0] ?? place, message });
  }
  const { file, line, before, after, lines } = altered;
  // Of long lines the part that differs.
  const shown = windowsOf(before.trim(), after?.trim() ?? "", WIDEST);
  const now = after === null ? "nothing stands there now" : `it says “${shown.after}” now`;
  return finding({
    code: "review/rewritten-log",
    file,
    line: after === null ? null : line,
    message: `the log of ${inCode(name)} was rewritten; ${lines === 1 ? "1 line differs" : `${lines} lines differ`}`,
    expected: before,
    found: after,
    notes: [`line ${line} said “${shown.before}”, ${now}`],
  });
}

function ofRemoved(runs: readonly RunChange[]): Finding {
  const [first] = runs as [RunChange, ...RunChange[]];
  const more = runs.length - NAMED;
  const names = runs.slice(0, NAMED).map(({ name }) => inCode(name));
  const said = `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return finding({
    code: "review/removed-run",
    file: first.files[0] ?? first.place,
    message: runs.length === 1 ? `the run ${said} is gone` : `${runs.length} runs are gone: ${said}`,
    notes: first.reason === null ? [] : [first.reason],
  });
}

function ofAlarm(
  { kind, places }: Alarm,
  said: string,
  { change, runs }: { change: ExperimentChange; runs: readonly RunChange[] },
): Finding {
  const own = changedFiles(change, runs);
  const place = places.find(({ file }) => own.has(file)) ?? places[0] ?? placeIn(change, { runs, stated: [] });
  return finding({ code: OF_ALARM[kind], ...place, message: `${said} (${titleOf(change)})` });
}

/**
 * Where something that a comparison says comes from: of the evidence of `stated` and of its sentences what this change brought; else the
 * journal's line that is another, or why a run that decided does not count; else the evidence, or the comparison itself.
 */
function placeIn(
  change: ExperimentChange,
  { runs, stated }: { runs: readonly RunChange[]; stated: readonly Quantity[] },
): { file: string; line: number | null } {
  const { sentences, declared, comparison, place } = change;
  const said = sentences.flat().filter((part) => typeof part !== "string");
  const evidence = [...stated, ...said].flatMap((one) => one.evidence);
  const own = changedFiles(change, runs);
  const brought = evidence.find(({ file }) => own.has(file));
  if (brought !== undefined) return { file: brought.file, line: lineOf(brought) };
  const named = declared.find(({ head }) => head !== null);
  if (named !== undefined) return { file: named.file, line: named.line };
  const decided = runs.find((one) => one.experiment === change.id && one.decided && one.reasonPlace !== null);
  if (decided?.reasonPlace) return decided.reasonPlace;
  const [any] = evidence;
  if (any !== undefined) return { file: any.file, line: lineOf(any) };
  return { file: comparison ?? place, line: null };
}

/** The files of its runs that are new or others. */
function changedFiles({ id }: ExperimentChange, runs: readonly RunChange[]): Set<string> {
  const kept = runs.filter(({ experiment, kind }) => experiment === id && kind !== "removed" && kind !== "renamed");
  return new Set(kept.flatMap(({ files }) => files));
}

function titleOf({ title, id }: ExperimentChange): string {
  return `“${title || id}”`;
}

function inCode(name: string): string {
  return `\`${name.replaceAll("`", "'")}\``;
}

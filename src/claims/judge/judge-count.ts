import { bucketOf } from "../../model/accounting.ts";
import type { Verdict } from "../../model/claim.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { Run } from "../../model/run.ts";
import type { Binding } from "../bind/binding.ts";
import { MOST_CHANCE } from "../bind/chance.ts";
import { statesLimit, statesNoResult } from "../bind/wording.ts";
import type { Numeral } from "../text/numeral.ts";
import type { Judging } from "./judging.ts";
import { verdictOf } from "./judging.ts";

/** What became of runs, in words, and which runs that is; null for a word that says only that there are runs. */
const STATES: [RegExp, ((run: Run) => boolean) | null][] = [
  [/^(?:diverged|became nan|went nan)$/i, (run) => run.diverged !== null],
  [/^(?:failed|crashed)$/i, (run) => bucketOf(run) === "failed"],
  [/^(?:ignored|excluded|discarded)$/i, (run) => bucketOf(run) === "ignored"],
  [/^(?:used|counted|count)$/i, (run) => bucketOf(run) === "used"],
  [/^pruned$/i, (run) => bucketOf(run) === "pruned"],
  [/^(?:running|unfinished)$/i, (run) => bucketOf(run) === "running"],
  [/^(?:finished|completed)$/i, (run) => run.status.value === "finished" && bucketOf(run) !== "failed"],
  [/^found$/i, null],
];

const COUNTED =
  /^[`*_]*\s+(?:of (?:them|the runs|our runs)\s+)?(?:(?:runs?|seeds?|trials?)\s+)?(?:(?:were|was|are|is|have|has|had been|did)\s+)?(diverged|became nan|went nan|failed|crashed|pruned|ignored|excluded|discarded|used|counted|count|running|unfinished|finished|completed|found)\b/i;

/**
 * Judges how many runs the words say failed, were ignored, count …: `2 ignored`, `12 of 14 runs diverged`, `22 runs found`.
 * It is derived where the experiment at hand has as many and chance does not explain it, contradicted where the words clearly
 * speak of all its runs and it has another number of them; null for any other number.
 */
export function judgeCount(judging: Judging, { around, reading }: Binding, numeral: Numeral): Verdict | null {
  const [compiled, ...others] = around.experiments;
  const text = around.said.text.slice(reading.own.end);
  const state = COUNTED.exec(text)?.[1];
  const isWhole = numeral.decimals === 0 && numeral.unit === null && numeral.sign === "" && !numeral.approximate;
  if (compiled === undefined || others.length > 0 || !isWhole) return null;
  if (state === undefined) return judgeSize(judging, { around, reading }, numeral);
  const { experiment } = compiled;
  const is = STATES.find(([pattern]) => pattern.test(state))?.[1] ?? (() => true);
  const runs = experiment.runs.filter(is);
  const { found } = experiment.accounting;
  const [part, whole] = numeral.kind === "fraction" ? numeral.parts : [numeral];
  if (part === undefined || (numeral.kind !== "value" && numeral.kind !== "fraction")) return null;
  const agrees = part.value === countOf(experiment, runs, state) && (whole === undefined || whole.value === found);
  const said = `of ${found} runs found, ${runs.length} ${state === "found" ? "could be read" : state.toLowerCase()}`;
  if (!agrees) {
    const ending = text.slice(COUNTED.exec(text)?.[0].length ?? 0);
    const isClear =
      (whole === undefined ? ENDS.test(ending) : whole.value === found) && isOfAll(judging, around, reading);
    if (isClear) return verdictOf(judging.found.claim, { verdict: "contradicted", value: runs.length, reason: said });
    return judging.found.exempt === null ? verdictOf(judging.found.claim, { verdict: "unbound", reason: said }) : null;
  }
  // Any number from none to all could have stood there.
  const chance = 1 / (found + 1) ** (whole === undefined ? 1 : 2);
  if (chance > MOST_CHANCE) return null;
  const evidence = runs.flatMap((run) => run.metrics[0]?.last.evidence ?? []);
  return verdictOf(judging.found.claim, {
    verdict: "derived",
    value: part.value,
    evidence,
    score: 1 - chance,
    reason: said,
  });
}

/** Where nothing follows that a count could be of only some runs for (`2 failed on the small GPU`). */
const ENDS = /^[`*_]*\s*(?:[.,;:)]|$|and\s+\d)/i;

/** The sentence stands in a document of the experiment, names no run and states no limit, plan or earlier state. */
function isOfAll(
  { scope }: Judging,
  { said, linked, sentence }: Binding["around"],
  { clause }: Binding["reading"],
): boolean {
  const { before, after } = clause;
  const isStated = !statesLimit(before) && !statesNoResult(`${before} ${after}`) && !PART.test(said.text);
  return (
    scope.near !== null && sentence.context !== "cell" && said.names.length === 0 && linked.length === 0 && isStated
  );
}

/** Words with which a sentence speaks of some runs only, of another time or of another experiment. */
const PART =
  /\b(?:first|initial\w*|later|earlier|previous\w*|before|yesterday|today|another|other|these|those|this|per|each|further|additional|more|until|so far|still|seeds?|folds?)\b/i;

/** `(n = 5)`, or a column `n`: how many runs the row has that the words name. */
function judgeSize(
  judging: Judging,
  { around, reading }: Pick<Binding, "around" | "reading">,
  numeral: Numeral,
): Verdict | null {
  const head = around.sentence.columnHead ?? "";
  const isSize = /\bn\s*=\s*$/i.test(reading.clause.before) || /^[\s`*]*(?:n|#?\s*(?:runs|seeds))[\s`*]*$/i.test(head);
  const [run, ...others] = reading.runs;
  if (!isSize || run === undefined || others.length > 0 || numeral.kind !== "value") return null;
  const { compiled, runs } = run.what;
  const { found } = compiled.experiment.accounting;
  if (runs.length !== numeral.value || 1 / (found + 1) > MOST_CHANCE) return null;
  const evidence = runs.flatMap((one) => one.metrics[0]?.last.evidence ?? []);
  const score = 1 - 1 / (found + 1);
  return verdictOf(judging.found.claim, {
    verdict: "derived",
    value: runs.length,
    evidence,
    score,
    reason: `${run.why}, ${runs.length} of ${found}`,
  });
}

function countOf({ accounting }: Experiment, runs: readonly Run[], state: string): number {
  return /^found$/i.test(state) ? accounting.found : runs.length;
}

import type { Row } from "../../../model/comparison.ts";
import type { Run } from "../../../model/run.ts";
import { paramOf } from "../../../model/run.ts";
import { valueKey } from "../../../model/value-key.ts";
import { splitParams } from "../../table/params.ts";
import { count } from "../../table/sentence.ts";
import type { EscalationInput, Found } from "./escalation.ts";
import { NOTHING } from "./escalation.ts";

/** From this many times as many settings on, the other arm did not get the same chance. */
const RATIO = 2;

/**
 * How many settings were tried for each arm, whatever became of them. The arms are told apart by the one param that differs
 * between the two rows and is a word (`augment: shift` against `none`): numbers are what is tuned within an arm. Where no
 * one such param tells, and the row was selected for its value, it is set against the baseline as the best of all tried.
 */
export function unequalTuning(input: EscalationInput): Found {
  const { against, subject } = input;
  if (against === null) return NOTHING;
  const tried = input.experiment.runs.filter(
    (run) => !run.deleted && run.duplicateOf === null && run.holds === undefined,
  );
  const settings = (runs: readonly Run[]) => new Set(runs.map((run) => settingOf(run, differing))).size;
  const { differing } = splitParams(tried, input.settings.repeatParams);
  const arm = armParam(subject, against);
  if (arm === null) return NOTHING;
  const [own, other] = [subject, against].map((row) => {
    const value = valueKey(row.params[arm]?.value);
    return tried.filter((run) => valueKey(paramOf(run, arm)?.value) === value);
  });
  if (own === undefined || other === undefined) return NOTHING;
  const [a, b] = [settings(own), settings(other)];
  const say = (row: Row, n: number, runs: number) => `${count(n, "setting")} in ${count(runs, "run")} for ${row.name}`;
  const sentence = [
    `Tried: ${say(subject, a, own.length)}, ${say(against, b, other.length)} (arms told apart by ${arm}).`,
  ];
  const isUnequal = Math.max(a, b) >= RATIO * Math.min(a, b) && Math.abs(a - b) > 1;
  if (!isUnequal) return { escalations: [], facts: [sentence] };
  const more = a > b ? subject : against;
  const escalated = [`Unequal tuning: ${sentence[0]?.replace("Tried: ", "") ?? ""} More was tried for ${more.name}.`];
  return { escalations: [{ kind: "unequal-tuning", sentence: escalated, places: [] }], facts: [] };
}

/** The only param with words for values in which two rows differ. */
function armParam(a: Row, b: Row): string | null {
  const names = Object.keys(a.params).filter((name) => {
    const [x, y] = [a.params[name]?.value, b.params[name]?.value];
    return (
      valueKey(x) !== valueKey(y) && [x, y].every((value) => typeof value === "string" || typeof value === "boolean")
    );
  });
  return names.length === 1 ? (names[0] ?? null) : null;
}

function settingOf(run: Run, differing: readonly string[]): string {
  return JSON.stringify(differing.map((name) => valueKey(paramOf(run, name)?.value)));
}

import { byName } from "../../model/by-name.ts";
import type { Comparison, Row } from "../../model/comparison.ts";
import { lineOf } from "../../model/evidence.ts";
import { compareText } from "../../model/finding.ts";
import type { Param, ParamValue, Run } from "../../model/run.ts";

/** Params of an experiment's runs, split into those that differ and those that are the same everywhere. */
export interface ParamSplit {
  differing: string[];
  constants: Comparison["constants"];
}

/** Names of what is particular to one run and no setting of it. Seeds and folds are what repeats are made of. */
const OF_ONE_RUN =
  /^(?:id|uuid|(?:run|exp|experiment|trial|job|wandb|trainer)_?(?:id|name|uuid|number|dir)?|name|(?:log|out|output|save|checkpoint|ckpt|work|working|run|results?|tensorboard)_?(?:dir|path|folder|file|root)|timestamp|datetime|date|start(?:ed)?(?:_?(?:at|time))?|host(?:name)?|pid|port)$/;

/** Whether a param repeats a run (`seed`, `random_state`, `fold`) instead of configuring it. */
export function isRepeatParam(name: string): boolean {
  const last = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return /(?:^|[_-])(?:seed|fold|random_state|replicate|repeat_index)s?$/.test(last);
}

/** Whether two runs that differ in this param only still answer the same question. */
export function isIncidental(name: string): boolean {
  const last = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return isRepeatParam(name) || OF_ONE_RUN.test(last);
}

/**
 * Splits params by whether all runs have the same value; numbers by value, so that `1e-1` is `0.1`. Params that some
 * runs lack differ. Seeds and other particulars of single runs are in neither list, unless a seed is the same throughout.
 */
export function splitParams(runs: readonly Run[]): ParamSplit {
  const seen = new Map<string, { first: Param; count: number; same: boolean }>();
  for (const run of runs) {
    for (const param of run.params) {
      const known = seen.get(param.name);
      if (known === undefined) seen.set(param.name, { first: param, count: 1, same: true });
      else {
        known.count += 1;
        known.same &&= sameValue(known.first.value, param.value);
      }
    }
  }
  const differing: string[] = [];
  const constants: Comparison["constants"] = [];
  for (const [name, { first, count, same }] of seen) {
    if (same && count === runs.length) {
      if (!isIncidental(name) || isRepeatParam(name)) constants.push({ name, ...shownParam(first) });
    } else if (!isIncidental(name)) differing.push(name);
  }
  return { differing: differing.sort(compareText), constants: constants.sort((a, b) => compareText(a.name, b.name)) };
}

/** A run's params of some names, as a row shows them. */
export function paramsOf(run: Run, names: ReadonlySet<string>): Row["params"] {
  const shown = run.params.filter((param) => names.has(param.name));
  return byName(shown.map((param) => [param.name, shownParam(param)]));
}

/** A text that is the same for equal values of a param and different for different ones. */
export function valueKey(value: ParamValue | undefined): string {
  return value === undefined ? "" : typeof value === "string" ? `"${value}"` : String(value === 0 ? 0 : value);
}

function sameValue(a: ParamValue, b: ParamValue): boolean {
  return a === b || valueKey(a) === valueKey(b);
}

/** A value that is written as nothing (`key:` in YAML) is shown as what it means: there would be nothing to click. */
function shownParam(param: Param) {
  const { file } = param.evidence;
  const literal = param.evidence.literal || (param.value === null ? "null" : '""');
  return { value: param.value, literal, file, line: lineOf(param.evidence) };
}

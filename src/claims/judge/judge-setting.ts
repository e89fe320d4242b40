import { sentenceAt } from "../../markdown/sentence.ts";
import type { Verdict } from "../../model/claim.ts";
import { usedRuns } from "../../model/experiment.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Param, Run } from "../../model/run.ts";
import { metricsIn } from "../bind/mention.ts";
import type { Numeral } from "../text/numeral.ts";
import type { Setting } from "../text/setting.ts";
import { couldBeSet, settingAt, settingKey } from "../text/setting.ts";
import { agrees, logged } from "../value/interval.ts";
import { countsSeeds } from "./count-seeds.ts";
import type { Judging } from "./judging.ts";
import { excerptOf, verdictOf } from "./judging.ts";
import type { SettingValue } from "./setting-value.ts";
import { isMetricName, valuesOfSetting } from "./setting-value.ts";

/** A number that states a setting; `named`: the runs that its sentence or row names, empty for none. */
export interface StatedSetting {
  numeral: Numeral;
  experiments: CompiledExperiment[];
  named?: readonly Run[];
}

/**
 * `lr = 1e-3`, `a batch size of 64`, `64 epochs`, or a cell below `lr`: compared with the params of that name. Null when
 * it states no setting, or none that a run has. Supported where a run (one that is named, if any) has the value;
 * contradicted only where the setting is stated as a fact, all these runs have it, and none has a value like this; else
 * exempt.
 */
export function judgeSetting(judging: Judging, stated: StatedSetting & { name?: string }): Verdict | null {
  const { found, document } = judging;
  const sentence = sentenceAt(document, found.claim.span.start);
  const start = found.claim.span.start - sentence.start;
  const inSentence = { start, end: start + found.claim.text.length };
  const setting = settingAt(sentence.text, inSentence) ?? named(stated.name);
  if (!couldBeSet(stated.numeral)) return null;
  // `the weakest seed: 0.875 test accuracy` says of what the number is.
  const [behind] = setting === null ? [] : metricsIn(sentence.text.slice(inSentence.end), stated.experiments);
  if (behind !== undefined && /^[\s`*]*$/.test(sentence.text.slice(inSentence.end).slice(0, behind.start))) return null;
  const ofHead = sentence.context === "cell" ? settingOfHead(judging, stated) : null;
  if (setting !== null && (setting.known || !isMetricName(stated.experiments, setting.name))) {
    const isFact = statesFact(setting, sentence.text, inSentence) && isAtHome(judging, stated);
    const verdict = judgeValue(judging, { ...stated, setting, isFact });
    if (verdict !== null) return verdict;
  }
  if (ofHead === null) return null;
  const runs = stated.named ?? [];
  return judgeValue(judging, { ...stated, setting: ofHead, isFact: runs.length > 0 && isAtHome(judging, stated) });
}

function named(name: string | undefined): Setting | null {
  return name === undefined ? null : { name, key: settingKey(name), known: false, counts: false, form: "words" };
}

/** The setting that the head of a cell's column or row names, where no metric has that name. */
function settingOfHead({ found, document }: Judging, { experiments }: StatedSetting): Setting | null {
  const { columnHead, rowHead } = sentenceAt(document, found.claim.span.start);
  for (const head of [columnHead, rowHead]) {
    if (head === null || isMetricName(experiments, head)) continue;
    const key = settingKey(head.replace(/\(.*\)|\[.*\]/g, ""));
    if (key !== "" && valuesOfSetting(experiments, key).length > 0) {
      return { name: head.trim(), key, known: true, counts: false, form: "equals" };
    }
  }
  return null;
}

/** Only what is said of the project's one experiment at hand is said of its runs. */
function isAtHome({ scope }: Judging, { experiments }: StatedSetting): boolean {
  return experiments.length === 1 && (scope.near !== null || scope.catalog.ids.length === 1);
}

/** Words with which a sentence speaks of other settings than those of the runs: others' work, plans, changes, sweeps. */
const NO_FACT =
  /\b(?:et al|defaults?|instead|would|should|could|might|may|if|tr(?:y|ied|ies|ying)|sweeps?|swept|search\w*|grid|var(?:y|ied|ies|ying)|between|ranges?|decay(?:s|ed|ing)|anneal\w*|schedul\w*|start\w*|final\w*|reduc\w*|lower\w*|higher|larger|smaller|bigger|rais\w*|increas\w*|decreas\w*|halv\w*|doubl\w*|e\.g|example|recommend\w*|papers?|original\w*|previous\w*|earlier|old|next|future|plan\w*|todo|not|never|unlike|whereas|than|divid\w*|multipl\w*|every|each|after|until|before|suggest\w*|expect\w*|except|peak|maximum|minimum|least|most|up to|others?|fine-?tun\w*|pre-?train\w*)\b|n[’']t\b|→|->/i;

const TRAINED_FOR = /\b(?:train(?:s|ed|ing)?|run|runs|ran|running)\b[^.;]{0,30}\bfor \S*$/i;

/** Is the setting stated as a fact, with one value? */
function statesFact({ form, known, key }: Setting, text: string, at: { start: number; end: number }): boolean {
  if (NO_FACT.test(text)) return false;
  const [before, after] = [text.slice(0, at.start), text.slice(at.end)];
  if (/^[`*"$)]*\s*(?:,|or|and|to|–|-|\/|\|)\s*[`*"$]*[\d.]/.test(after) || /[\d]\s*(?:,|or|and|\/)\s*$/.test(before))
    return false;
  if (form === "noun") return key === "epochs" && TRAINED_FOR.test(before);
  return form === "equals" || known;
}

interface Judged extends StatedSetting {
  setting: Setting;
  isFact: boolean;
}

function judgeValue(
  judging: Judging,
  { setting, numeral, experiments, named: runs = [], isFact }: Judged,
): Verdict | null {
  if (setting.form === "noun" && (numeral.decimals > 0 || numeral.percent)) return null;
  if (setting.form === "noun" && setting.key === "seeds") return judgeSeeds(judging, numeral, experiments);
  const all = valuesOfSetting(experiments, setting.key);
  const values = runs.length === 0 ? all : all.filter((value) => runs.some((run) => value.runs.has(run)));
  const shown = values.find(({ param }) => numberOf(param) !== null);
  if (shown === undefined) return null;
  const same = values.find(({ param }) => states(numeral, param));
  // What is said roughly is meant of all runs: one that happens to lie within it proves nothing.
  const isRough = numeral.kind === "range" || numeral.approximate;
  const isHeld = same !== undefined && (!isRough || values.every(({ param }) => states(numeral, param)));
  if (isHeld) return supported(judging, same, { setting, values });
  const base = verdictOf(judging.found.claim, { verdict: "exempt", reason: "setting" });
  const known = withEvidence(judging, base, shown.param);
  const isWrong = isFact && numeral.kind === "value" && !numeral.approximate && numeral.worded == null;
  const atHand = runs.length > 0 ? runs : experiments.flatMap(({ experiment }) => usedRuns(experiment));
  const everyRun = atHand.length > 0 && atHand.every((run) => values.some((value) => value.runs.has(run)));
  if (!isWrong || !everyRun || values.some(({ param }) => !isUnlike(numeral, param))) return known;
  if (!values.some(({ param }) => isComparable(numeral, param))) return known;
  return { ...known, verdict: "contradicted", reason: sayWrong(numeral, values, runs) };
}

function supported(
  judging: Judging,
  same: SettingValue,
  { setting, values }: { setting: Setting; values: SettingValue[] },
): Verdict {
  const { param, runs } = same;
  const base = verdictOf(judging.found.claim, { verdict: "supported", reason: sayHeld(param, runs.size, values) });
  // `to 64` beside an unknown word may mean anything; it has to be a setting that is known by this name.
  const isSure = setting.known || setting.form === "equals" || settingKey(param.name) === setting.key;
  return withEvidence(judging, isSure ? base : { ...base, verdict: "exempt", reason: "setting" }, param);
}

/** Settings are chosen, so one that is printed with few digits still has them all: 1e-3 is not a rounded 1.4e-3. */
function states(numeral: Numeral, param: Param): boolean {
  const value = numberOf(param);
  if (value === null || !agrees(numeral, logged(value, null))) return false;
  const own = [numeral.value, (numeral.printed[0] + numeral.printed[1]) / 2];
  return (
    numeral.kind !== "value" ||
    numeral.approximate ||
    own.some((one) => Math.abs(one - value) <= 0.05 * Math.abs(value))
  );
}

function isUnlike(numeral: Numeral, param: Param): boolean {
  const value = numberOf(param);
  return value !== null && !agrees(numeral, logged(value, null));
}

/** A number of quite another size is likely to be about something else. */
function isComparable(numeral: Numeral, param: Param): boolean {
  const [own, value] = [Math.abs(numeral.value), Math.abs(numberOf(param) ?? 0)];
  return own > 0 && value > 0 && own / value <= 10 && value / own <= 10;
}

function numberOf({ value }: Param): number | null {
  const number = typeof value === "string" && /^[-+]?[\d.]+(?:e[-+]?\d+)?$/i.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

function judgeSeeds(judging: Judging, numeral: Numeral, experiments: readonly CompiledExperiment[]): Verdict | null {
  const evidence = countsSeeds(experiments, numeral.value);
  if (evidence === null) return null;
  const base = verdictOf(judging.found.claim, { verdict: "supported", value: numeral.value, evidence });
  return { ...base, excerpt: excerptOf(judging.context, evidence[0]) };
}

function withEvidence({ context }: Judging, verdict: Verdict, param: Param): Verdict {
  return {
    ...verdict,
    value: numberOf(param),
    evidence: [param.evidence],
    excerpt: excerptOf(context, param.evidence),
  };
}

function sayHeld({ name, evidence }: Param, runs: number, values: readonly SettingValue[]): string | null {
  const all = new Set(values.flatMap((value) => [...value.runs])).size;
  return `${name} = ${evidence.literal} in ${runs === all ? "" : `${runs} of `}${all} ${all === 1 ? "run" : "runs"}`;
}

function sayWrong(numeral: Numeral, values: readonly SettingValue[], runs: readonly Run[]): string {
  const name = values[0]?.param.name ?? "";
  const held = [...new Set(values.map(({ param }) => param.evidence.literal))].slice(0, 3).join(" or ");
  const [run, ...others] = runs;
  const who = run === undefined || others.length > 0 ? "no run" : run.name;
  const has = who === "no run" ? "no run has" : `${who} does not have`;
  return `${has} ${name} = ${numeral.text.trim()}: it is ${held}`;
}

import type { CompiledExperiment } from "../../model/project.ts";
import type { Binding } from "../bind/binding.ts";
import type { Said } from "../bind/surroundings.ts";
import { spoken, vocabularyOf } from "../bind/vocabulary.ts";
import { settingAt } from "../text/setting.ts";
import { readUnit } from "../text/unit.ts";
import { agrees, logged } from "../value/interval.ts";
import { valuesOfSetting } from "./setting-value.ts";

/**
 * Does the sentence say under which condition its number holds, and is that none that the experiment knows (`on weekends`, `for
 * the digit 8`, `quantised to 8 bits`, a batch size that the run does not have)? Then the logged value says nothing against it.
 */
export function speaksOfOther({ around, reading }: Binding): boolean {
  const { sentence, said, experiments, heads } = around;
  const isKnown = (word: string) => experiments.some((compiled) => wordsOf(compiled).has(word));
  if (sentence.context === "cell") return heads.some((head) => saysMore(head, isKnown));
  if (reading.runs.some(({ what }) => what.group) && OF_SOME.test(said.text)) return true;
  if (FOLD.test(said.text)) return true;
  const changed = [...said.text.matchAll(CHANGED)].some(([word]) => !isKnown(word.toLowerCase()));
  const phrases = [...said.text.matchAll(PHRASE)].map(([, words = ""]) => spoken(words).split(" "));
  return changed || phrases.some((words) => isStrange(words, isKnown)) || hasOtherSetting({ around, reading });
}

/** A name in the head of a row or column has something added to it, or in brackets: `shift + TTA`, `baseline (library)`. */
function saysMore({ text, names, metrics }: Said, isKnown: (word: string) => boolean): boolean {
  const rest = names.reduce(
    (left, { start, end }) => left.slice(0, start) + " ".repeat(end - start) + left.slice(end),
    text,
  );
  const isAdded = names.length > 0 && /^\W*\s(?:\+|&|w\/|with|without)\s*[\p{L}\p{N}]/u.test(rest);
  const inside = [...text.matchAll(/(?<!\])\(([^()]+)\)/g)].flatMap(([, words = ""]) => (isUnit(words) ? [] : [words]));
  if (names.length + metrics.length === 0) return false;
  return isAdded || inside.some((words) => isStrange(spoken(words).split(" "), isKnown));
}

function isUnit(words: string): boolean {
  return (
    readUnit(words.trim(), 0) !== null ||
    /^[^\p{L}]*$|\b(?:nats?|bits?|higher|lower|mean|average|median|std|sd|se|n)\b/iu.test(words)
  );
}

/** A mean that is not over all runs of a row. */
const OF_SOME =
  /\bseeds?\s+#?\d|\b(?:best|worst|first|last|other|remaining|good)\s+(?:\w+\s+)?(?:seeds|runs)\b|\b(?:without|except|excluding|leaving out|but)\s+(?:(?:the|one|its)\s+)?(?:\w+\s+)?(?:seed|run)s?\b/i;

/** One part of a cross-validation. */
const FOLD = /\bfold\b/i;

/** Words for what was done to a model after its run, or for what makes another metric of one. */
const CHANGED =
  /\b(?:(?:ensembl|quanti[sz]|prun(?:ed|ing)|distil|recalibrat|retrain|fine-?tun|rerun|deploy)\w*|reran|re-ran|re-run|tuned|test-time|tta|top-?\d+|balanced|macro|micro|per-class|class-wise|smoothed|adjusted|another|removed|removing)\b/gi;

/** What stands behind `on`, `for` and the like, up to the next mark. */
const PHRASE =
  /(?<!\b(?:depend\w*|based|and so|rel(?:y|ies)|ends?|ended|compared|together) )\b(?:on|for|without|after)\s+((?:[\p{L}\p{N}_’'-]+[ \n]*)+)/giu;

/** The first words of a phrase that say something are known to nobody; a word that is known ends it. */
function isStrange(words: readonly string[], isKnown: (word: string) => boolean): boolean {
  const first = words.find((word) => !FILL.test(word) && !/^\d/.test(word));
  return first !== undefined && first.length > 2 && !COMMON.test(first) && !isKnown(first);
}

const FILL =
  /^(?:the|a|an|its|their|our|my|your|his|her|all|both|each|every|any|this|these|that|those|such|same|other|own|only|just|even|about|almost|nearly|exactly|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|last|final|best|worst|full|whole|entire|complete|official|standard|separate|unseen|clean|held|hold|out|new|more|less|s)$/i;

/** What every experiment has, and turns of phrase. */
const COMMON =
  /^(?:averages?|hand|top|par|examples?|instances?|comparison|reference|now|short|free|good|it|them|us|me|which|what|whom|times?|twice|once|long|longer|seconds?|minutes?|hours?|days?|gpus?|cpus?|cores?|machines?|laptops?|hardware|devices?|runs?|seeds?|epochs?|steps?|iterations?|models?|networks?|nets?|methods?|approach|variants?|versions?|experiments?|configurations?|configs?|settings?|setups?|arms?|rows?|groups?|baselines?|data|datasets?|sets?|splits?|folds?|images?|samples?|points?|records?|items?|texts?|sentences?|inputs?|batch(?:es)?|test\w*|valid\w*|val|dev|train\w*|eval\w*|tasks?|benchmarks?|problems?|purpose|reasons?|metrics?|scores?|logs?|results?|total|sum|how|when|where|is|was|are|were|has|had)$/i;

/** The words of an experiment's runs, metrics, settings and place. */
function wordsOf(compiled: CompiledExperiment): ReadonlySet<string> {
  const made = WORDS.get(compiled);
  if (made !== undefined) return made;
  const { names, words } = vocabularyOf(compiled);
  const { runs, id, dir } = compiled.experiment;
  const params = runs.flatMap(({ params }) => params.flatMap(({ name, value }) => [name, String(value)]));
  const spokenOnes = [...names.keys(), ...[id, dir, ...params, ...runs.flatMap(({ tags }) => tags)].map(spoken)];
  const all = new Set([...words.keys(), ...spokenOnes.flatMap((one) => one.split(" "))]);
  // `shifting` is said of what is called `shift`.
  const known = new Set([...all].flatMap((word) => [word, `${word}s`, `${word}ing`, `${word}ed`]));
  WORDS.set(compiled, known);
  return known;
}

// The experiment is the key, so what is made for it goes when it goes.
const WORDS = new WeakMap<CompiledExperiment, ReadonlySet<string>>();

/** The sentence states a setting that the run which it names has with another value. */
function hasOtherSetting({ around, reading }: Pick<Binding, "around" | "reading">): boolean {
  const meant = reading.runs.flatMap(({ what }) => what.runs);
  return around.numbers.some((numeral) => {
    if (numeral.start === reading.own.start) return false;
    const setting = settingAt(around.said.text, numeral);
    if (setting === null || !setting.known || setting.form === "noun") return false;
    const values = valuesOfSetting(around.experiments, setting.key).filter(({ runs }) =>
      meant.some((run) => runs.has(run)),
    );
    const numbers = values.map(({ param }) => Number(param.value)).filter(Number.isFinite);
    return numbers.length > 0 && numbers.every((value) => !agrees(numeral, logged(value, null)));
  });
}

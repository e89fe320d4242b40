import type { Numeral } from "./numeral.ts";

/**
 * A setting that a numeral is the value of.
 *
 * - `name`: as written, of at most three words; `key`: what all names of one setting share (`lr` for `learning rate`).
 * - `known`: is it a name that many projects use for a setting? `counts`: a word such as `epochs`, which says something
 *   else too.
 * - `form`: `equals` (`lr = 0.1`, `dropout: 0.2`), `words` (`a batch size of 64`, `dropout 0.2`), `noun` (`64 epochs`).
 */
export interface Setting {
  name: string;
  key: string;
  known: boolean;
  counts: boolean;
  form: "equals" | "words" | "noun";
}

/** The setting whose value a numeral of a text states, by the words before it or the noun behind it; null for none. */
export function settingAt(text: string, numeral: Pick<Numeral, "start" | "end">): Setting | null {
  const setting = namedAt(text, numeral);
  // `the weakest seed: 0.875` is no seed.
  return setting?.key === "seed" && /\d[.,]\d/.test(text.slice(numeral.start, numeral.end)) ? null : setting;
}

function namedAt(text: string, numeral: Pick<Numeral, "start" | "end">): Setting | null {
  const before = text.slice(Math.max(0, numeral.start - 60), numeral.start);
  const named = NAMED.exec(before);
  // `learning rate times weight decay is 2` computes something of settings.
  if (named !== null && COMPUTED.test(before)) return null;
  if (named !== null) {
    const form = /[=:]/.test(named[2] ?? "") ? "equals" : "words";
    const setting = keyOf(named[1] ?? "");
    // `in 5 epochs to 0.87` sets no epochs.
    return setting.counts && /^(?:of|to)$/.test(named[2] ?? "") ? null : { ...setting, form };
  }
  const beside = keyOf(BESIDE.exec(before)?.[1] ?? "");
  if (beside.known && !beside.counts) return { ...beside, form: "words" };
  const noun = NOUN.exec(text.slice(numeral.end, numeral.end + 40))?.[1];
  return noun === undefined ? null : { ...keyOf(noun), form: "noun" };
}

/** Can a numeral state a setting? What is measured in seconds or bytes, or is a change, was not set. */
export function couldBeSet({ kind, unit, unitFrom }: Numeral): boolean {
  if (kind === "spread" || kind === "fraction") return false;
  return unit === null || unitFrom === "head" || unit.dimension === "count" || unit.dimension === "fraction";
}

/** What all names of a setting share: `lr` for `optimizer.learning_rate`; letters and digits alone for unknown names. */
export function settingKey(name: string): string {
  const plain = plainOf(name);
  return KEYS.get(plain) ?? plain;
}

/** The longest run of words at the end of a name that is a known setting; its last word where none is. */
function keyOf(words: string): Omit<Setting, "form"> {
  const parts = words.split(/\s+/);
  for (let from = 0; from < parts.length; from += 1) {
    const name = parts.slice(from).join(" ");
    const key = KEYS.get(plainOf(name));
    if (key !== undefined) return { name, key, known: true, counts: COUNTS.test(name) };
  }
  const name = parts.at(-1) ?? "";
  return { name, key: plainOf(name), known: false, counts: false };
}

function plainOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

const WORD = "[\\p{L}_][\\p{L}\\p{N}_.-]*";
const NAMED = new RegExp(
  `(${WORD}(?: ${WORD}){0,2})[\`*"]*\\s*(=|:|\\bof\\b|\\bto\\b|\\bset (?:to|at)\\b|\\bis\\b|\\bwas\\b)\\s*[\`*"$]*$`,
  "u",
);
const BESIDE = new RegExp(`(${WORD}(?: ${WORD}){0,2})[\`*"]*\\s+[\`*"(]*$`, "u");
const COMPUTED =
  /(?:\b(?:times|divided by|multiplied by|plus|minus|over)|[×·*/+])\s+(?:the\s+)?[\p{L}_]+(?:[ _][\p{L}_]+){0,2}[`*"]*\s*(?:=|:|\b(?:is|was|of)\b)\s*[`*"$]*$/iu;
const NOUN =
  /^[ \u00a0\u202f-]((?:training |full |total )?epochs?|(?:training |optimi[sz]er |gradient |warm-?up )?(?:steps|iterations)|(?:hidden |encoder |decoder |transformer )?layers?|(?:attention )?heads?|(?:hidden )?units|(?:random )?seeds|folds|trees|estimators|workers|neighbou?rs|factors)(?![\p{L}\p{N}-])/iu;

/** Words that name a setting only behind a number or an equals sign; before a number they may mean anything. */
const COUNTS =
  /^(?:batch|epochs?|steps|iterations|layers?|heads?|units|hidden|seeds|folds|trees|estimators|workers|neighbou?rs|factors|resolution|vocab|reg|alpha|lambda|threshold|cutoff)$/i;

/** Names of one setting, in letters and digits alone; the first is the one they are compared as. */
const SAME: string[][] = [
  ["lr", "learningrate", "lrate", "baselr", "initiallr", "initlr", "baselearningrate", "initiallearningrate"],
  ["weightdecay", "wd", "l2regularization"],
  ["batchsize", "bs", "batch", "trainbatchsize", "minibatchsize", "perdevicetrainbatchsize", "batchsizetrain"],
  [
    "epochs",
    "epoch",
    "nepochs",
    "numepochs",
    "maxepochs",
    "numtrainepochs",
    "nbepochs",
    "trainingepochs",
    "trainepochs",
  ],
  ["maxsteps", "steps", "numsteps", "nsteps", "totalsteps", "trainsteps", "trainingsteps", "numtrainsteps", "maxiters"],
  ["iterations", "niterations", "numiterations", "niter", "maxiter", "numiters", "nbiterations", "trainingiterations"],
  ["warmupsteps", "numwarmupsteps", "warmup", "warmupiterations", "warmupiters"],
  ["dropout", "dropoutrate", "dropoutprob", "pdropout", "dropoutp", "dropoutprobability"],
  ["hidden", "hiddensize", "hiddendim", "hiddenunits", "nhidden", "numhidden", "units", "hiddendimension", "dhidden"],
  ["layers", "layer", "nlayers", "numlayers", "nlayer", "numhiddenlayers", "hiddenlayers", "transformerlayers"],
  ["heads", "head", "nheads", "numheads", "nhead", "numattentionheads", "attentionheads"],
  ["momentum"],
  ["temperature", "temp", "tau", "samplingtemperature"],
  ["topp", "nucleussampling"],
  ["topk"],
  ["seed", "randomseed", "randomstate", "rngseed"],
  ["nestimators", "estimators", "trees", "numtrees", "ntrees", "numboostround", "numberoftrees"],
  ["maxdepth", "treedepth", "maximumdepth"],
  ["gamma", "discount", "discountfactor"],
  ["gradclip", "gradientclipping", "maxgradnorm", "clipnorm", "gradclipnorm", "gradientclip", "clipgradnorm"],
  ["nneighbors", "neighbors", "neighbours", "numneighbors", "nneighbours", "kneighbors"],
  ["blocksize", "contextlength", "seqlen", "sequencelength", "maxlength", "maxseqlen", "maxseqlength", "contextsize"],
  ["vocabsize", "vocabularysize", "vocab"],
  ["embeddingdim", "embdim", "nembd", "embeddingsize", "embeddingdimension", "dmodel", "modeldim", "embeddim"],
  ["kernelsize"],
  ["imagesize", "imgsize", "imgsz", "resolution", "inputsize"],
  ["numworkers", "workers", "nworkers"],
  ["labelsmoothing"],
  ["beta1", "β1"],
  ["beta2", "β2"],
  ["patience", "earlystoppingpatience"],
  ["gradaccum", "gradientaccumulationsteps", "gradientaccumulation", "accumulatesteps", "accumulategradbatches"],
  ["nfolds", "folds", "kfolds", "nsplits", "numfolds"],
  ["nfactors", "factors", "latentfactors", "latentdim", "latentdimension", "numfactors"],
  ["seeds", "randomseeds", "nseeds", "numseeds"],
  ["threshold", "cutoff"],
  ["alpha"],
  ["lambda", "lam", "reg", "regularization"],
  ["epsilon", "eps"],
];

const KEYS = new Map(SAME.flatMap(([key = "", ...others]) => [key, ...others].map((name) => [name, key] as const)));

import type { PointReduction } from "../../model/cited-reduction.ts";

/** Which value of a series, or of several runs, the words ask for. `any`: they do not say. */
export type Asked = PointReduction | { kind: "mean" | "median" | "std" | "se" } | { kind: "any" };

/** The words around one number of a sentence, cut where another clause begins. */
export interface Clause {
  before: string;
  after: string;
}

/** Where a clause ends: another number takes over there. */
const BORDER = /[;:(]|,\s|\s[–—]\s|\b(?:and|but|while|whereas|though|although)\b/gi;

/** The clause around a stretch of a sentence; a sentence of one number is one clause. */
export function clauseAround(
  text: string,
  own: { start: number; end: number },
  numbers: readonly { start: number; end: number }[],
): Clause {
  const earlier = numbers.filter(({ end }) => end <= own.start).at(-1);
  const later = numbers.find(({ start }) => start >= own.end);
  const strong = [...text.slice(0, own.start).matchAll(/[;:]\s/g)].at(-1);
  let from = earlier === undefined && numbers.length > 1 && strong !== undefined ? strong.index : 0;
  if (earlier !== undefined) {
    const between = text.slice(earlier.end, own.start);
    const [border] = [...between.matchAll(BORDER)].slice(-1);
    from = border === undefined ? earlier.end : earlier.end + border.index;
  }
  let to = text.length;
  if (later !== undefined) {
    const between = text.slice(own.end, later.start);
    const [border] = between.matchAll(BORDER);
    to = border === undefined ? later.start : own.end + border.index;
  }
  return { before: text.slice(from, own.start), after: text.slice(own.end, to) };
}

const NUMBER = "(\\d+(?:[,_]\\d{3})*)(k?)(?![\\d.]*\\d)";
const STEP = new RegExp(
  `\\b(?:at|after|by|on|in|until)?\\s*(?:the\\s+)?(steps?|epochs?|iterations?|iters?)\\s*[=:#]?\\s*${NUMBER}`,
  "i",
);
const AFTER_STEPS = new RegExp(`\\b(?:at|after|by)\\s+${NUMBER}\\s*(steps?|epochs?|iterations?|iters?)\\b`, "i");

/** The point of a series that words name: `at step 2000`, `after 10 epochs`; null for none. */
export function stepIn(text: string): { name: string; step: number } | null {
  const at = STEP.exec(text);
  const after = at === null ? AFTER_STEPS.exec(text) : null;
  const [name, digits, thousand] = at !== null ? [at[1], at[2], at[3]] : [after?.[3], after?.[1], after?.[2]];
  if (name === undefined || digits === undefined) return null;
  const step = Number(digits.replace(/[,_]/g, "")) * (thousand ? 1000 : 1);
  return {
    name: name
      .toLowerCase()
      .replace(/s$/, "")
      .replace(/^iter(?:ation)?$/, "step"),
    step,
  };
}

const ASKED: [Exclude<Asked["kind"], "at" | "any">, RegExp][] = [
  ["std", /\b(?:std|sd|standard deviation|s\.d\.)\b/i],
  ["se", /\b(?:[Ss]tandard [Ee]rror|SEM?|sem)\b/],
  ["median", /\bmedian\b/i],
  ["mean", /\b(?:mean|average[ds]?|avg|averaging)\b/i],
  ["max", /\b(?:max(?:imum|imal)?|highest|peak(?:s|ed)?)\b/i],
  ["min", /\b(?:min(?:imum|imal)?|lowest)\b/i],
  ["best", /\bbest\b/i],
  ["first", /\b(?:initial(?:ly)?|at first|starts? at|started at|begins? at)\b/i],
  [
    "last",
    /\b(?:final(?:ly)?|last|ends? (?:at|with)|ended (?:at|with)|finish(?:es|ed) (?:at|with)|in the end|at the end)\b/i,
  ],
];

/** What the words ask for: the nearest clause decides, then the heads. */
export function askedIn(texts: readonly string[]): Asked {
  for (const text of texts) {
    const step = stepIn(text);
    if (step !== null) return { kind: "at", ...step };
    const found = ASKED.find(([, pattern]) => pattern.test(text));
    if (found !== undefined) return { kind: found[0] };
  }
  return { kind: "any" };
}

/** Words with which a sentence states what should be or what others report, and no result of its own. */
const NO_RESULT =
  /\b(?:target\w*|goals?|threshold\w*|expect\w*|expected|would|should|could|might|may|must|wants?|wanted|wish(?:es|ed)?|desired|(?:needs?|needed|has|have|had|ought|try|tries|tried) to|if|unless|budget\w*|aims?|aiming|hope|hoping|suppose\w*|plan(?:ned|s)?|rule|et al|claim(?:s|ed)|papers?|published|literature|reported|original(?:ly)? (?:paper|results?|implementation)|state[- ]of[- ]the[- ]art|sota|chance level|random guess\w*|human(?:[- ]level)?|replication)\b/i;

/** Does the clause say that the number is no result of a run? */
export function statesNoResult(text: string): boolean {
  return NO_RESULT.test(text);
}

const LIMIT =
  /\b(?:above|below|over|under|at (?:least|most)|(?:more|less|fewer|better|worse|higher|lower) than|up to|exceed\w*|beyond|within|no (?:more|less) than)\s+(?:the\s+)?[`*_$]*$/i;

/** Do the words before a number make it a limit of a value (`below 0.43`) and not the value? */
export function statesLimit(before: string): boolean {
  return LIMIT.test(before);
}

/** Words with which a sentence states a change, a bound or a part instead of a value. */
const NOT_A_LEVEL =
  /\b(?:by|than|difference|gap|delta|margin|change\w*|gain\w*|improv\w*|drop\w*|increase\w*|decrease\w*|reduc\w*|from|above|below|over|under|within|up to|least|most|more|fewer|less|every|each|std|deviation|error bars?|range\w*|between|per|variance|spread|outlier\w*|first|initial\w*|started?|starts?|initially|early|earlier|previous\w*|prior|old|original\w*|used to|was at|before|until|still|already|almost|nearly|about|around|approximately|roughly|close to|ca|saves?|saving|saved|additional\w*|extra)\b/i;

/** `averaged over five seeds` says of what the mean is. */
const MEAN_OVER = /\b(?:averaged?|averages|mean|median)\s+(?:(?:is|taken|computed)\s+)?over\b/gi;

/** May a clause state something else than a value of a run? Then no value of the run contradicts it. */
export function mayBeNoLevel(text: string): boolean {
  return NOT_A_LEVEL.test(text.replace(MEAN_OVER, " ")) || /[Δ∆±]|\+\/-/.test(text) || statesNoResult(text);
}

const CHANGE =
  /\b(?:by|than|over|difference|gap|delta|margin|improv\w*|gain\w*|drop\w*|fell|falls?|increas\w*|decreas\w*|reduc\w*|better|worse|higher|lower|faster|slower|quicker|smaller|larger|fewer|more|less|speed-?ups?|sav\w*|rel(?:ative)?|ahead|behind|outperform\w*|beats?|degrad\w*|rises?|rose|cuts?|behind|points?)\b/i;

/** Does the clause speak of a difference between two things? */
export function speaksOfChange(text: string): boolean {
  return CHANGE.test(text);
}

const SUPERLATIVE = /\b(?:best|highest|lowest|fastest|smallest|largest|top|peak|maximum|minimum|max|min|record)\b/i;

/** Does the clause speak of the best of all? */
export function speaksOfBest(text: string): boolean {
  return SUPERLATIVE.test(text);
}

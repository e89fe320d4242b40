/** A phrase that says on which data something was measured, where it stands in a text. */
export interface SplitPhrase {
  start: number;
  end: number;
  splits: ReadonlySet<string>;
}

const TEST = "test(?:ing)?|held[- ]out test";
const VALIDATION = "validation|valid|val|dev|development|held[- ]out validation";
const TRAINING = "training|train";
const HELD_OUT = "held[- ]out|hold[- ]?out";
const UNSEEN = "unseen|never[- ]seen|out[- ]of[- ]sample";
const WORDS = [TEST, VALIDATION, TRAINING, HELD_OUT, UNSEEN].join("|");
const DATA =
  "(?:set|split|images?|data|examples?|samples?|rows|partition|fold|portion|part|points|corpus|sentences|documents|inputs|items|questions|instances|texts|pictures|records|cases|digits|half)";
const MEASURED = "(?:score|performance|results?|value|number|figure|numbers)";

/** What is done with data is no measurement on it: `trained on the training images`, `selected on validation data`. */
const PROCESS =
  /\b(?:train\w*|fit\w*|tun\w+|select\w*|chos\w+|choos\w+|pick\w*|learn\w*|calibrat\w*|stopp\w+|stops|shift\w*|augment\w*|chang\w+|overfit\w*|optimi[sz]\w+|adapt\w*|searched|early stopping|decided|copied|taken|drawn|split) $/i;

const FORMS: RegExp[] = [
  // `on the held-out test images`, `at validation time`.
  new RegExp(
    `\\b(?:on|over|for|in|at|across|against|from|using|of|with) (?:(?:the|our|its|all|these|those|its own|whole|full|clean|very|same|entire|official|standard|\\d+|small|large) )*(?<split>${WORDS})(?:[ -](?:test|validation|val|dev|training))?[ -]${DATA}\\b`,
    "giu",
  ),
  // `on test`, `on dev,`, with nothing behind it that it could belong to.
  /\b(?:on|in) (?:the )?(?<split>test|validation|val|dev|train)(?=\s*(?:[,.;:)!]|$)| (?:it|we|the|they|is|was)\b)/giu,
  /\b(?:at|during|in) (?<split>test|testing|validation|training)[ -](?:time|phase)\b/giu,
  /\b(?:at|during|in|under) (?<split>validation|testing|test)(?=\s*(?:[,.;:)!]|$)| (?:it|we|the|they|is|was)\b)/giu,
  /\b(?<split>out[- ]of[- ]sample|in[- ]sample)\b/giu,
  /\b(?:on|for|over) (?:the )?(?:images|data|examples|samples|digits|inputs|texts|rows|what|those|points)(?: that| which)? (?:it|the (?:model|network)|they|the run) (?:has |had |have )?(?<split>(?:not|never)(?: been)?(?: \w+)? (?:seen|saw)|never saw|did not see)\b/giu,
  /\b(?:on|for|over) (?:the )?(?:images|data|examples|samples|digits|inputs|texts|rows|what|those|points)(?: that| which)? (?:it|the (?:model|network)|they|the run) (?:was|were|has been|had been) (?<split>trained) on\b/giu,
  new RegExp(`(?<!\\b(?:by|to|with) (?:the |its )?)\\b(?<split>${WORDS})[ -](?:set |split )?${MEASURED}\\b`, "giu"),
  // `0.91 (test)`, `Test: 0.91`.
  new RegExp(`\\((?:on )?(?:the )?(?<split>${WORDS})(?: ${DATA})?\\)`, "giu"),
  new RegExp(`^\\s*(?:On )?(?:(?:The|the) )?(?<split>${WORDS})(?:[ -]${DATA})?:`, "giu"),
];

/** All phrases that say on which data something was measured, from left to right. */
export function splitPhrasesIn(text: string): SplitPhrase[] {
  const found: SplitPhrase[] = [];
  for (const form of FORMS) {
    for (const match of text.matchAll(form)) {
      const [start, end] = [match.index, match.index + match[0].length];
      const splits = splitsOfWord(match.groups?.split ?? "", match[0]);
      if (splits === null || PROCESS.test(text.slice(Math.max(0, start - 24), start))) continue;
      if (found.some((one) => one.start < end && start < one.end)) continue;
      found.push({ start, end, splits });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Unseen data may be those of the validation as well as those of the test. */
function splitsOfWord(word: string, phrase: string): ReadonlySet<string> | null {
  if (/\b(?:test|testing)\b/i.test(phrase) && !/\b(?:validation|val|dev)\b/i.test(phrase)) return new Set(["test"]);
  if (new RegExp(`^(?:${VALIDATION})$`, "i").test(word) || /\b(?:validation|val|dev)\b/i.test(phrase))
    return new Set(["validation"]);
  if (/^(?:training|train|trained|in[- ]sample)$/i.test(word)) return new Set(["training"]);
  if (new RegExp(`^(?:${HELD_OUT})$`, "i").test(word)) return new Set(["test"]);
  return word === "" ? null : new Set(["test", "validation"]);
}

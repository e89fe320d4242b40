import type { Direction } from "../../model/direction.ts";
import { metricWords } from "../../model/metric-name.ts";

/**
 * What a word says of its subject against another thing.
 *
 * - `level`: a higher or lower number. `quality`: better or worse, which depends on the metric. `speed`: of times and rates.
 */
export interface DirectionWord {
  kind: "level" | "quality" | "speed";
  up: boolean;
}

const LEVEL_UP =
  "higher|gr[eo]wn?|greater|larger|bigger|longer|above|more|up|exceed|exceeds|exceeded|rises?|rose|risen|rising|increases?|increased|increasing|climbs?|climbed|grows?|grew|raises?|raised|boosts?|boosted|lifts?|lifted|jumps?|jumped|adds|added|an? increase|an? rise|increase|rise";
const LEVEL_DOWN =
  "lower|smaller|shorter|below|less|fewer|down|falls?|fell|fallen|falling|drops?|dropped|dropping|decreases?|decreased|decreasing|declines?|declined|shrinks?|shrank|sinks?|sank|reduces?|reduced|lowers|lowered|cuts?|slips?|slipped|shaves?|shaved|dips?|dipped|tumbles?|plunges?|saves?|saved|an? drop|an? decrease|an? fall|an? decline|an? reduction|reduction|drop";
const BETTER =
  "better|improves?|improved|improving|improvement|gains?|gained|an? gain|outperforms?|outperformed|outperforming|beats?|beating|surpass(?:es|ed)?|edges? out|edged out|outdoes|outdid|outscores?|outscored|tops|topped|bests|bested|more accurate|stronger|a lead|an? advantage|superior|ahead|wins?|leads?|an? improvement|advantage";
const WORSE =
  "worse|degrades?|degraded|degrading|degradation|loses?|lost|losing|underperforms?|underperformed|underperforming|inferior|behind|trails?|lags?|lagged|lagging|trailed|falls? short|fell short|gives? up|gave up|less accurate|weaker|worsens?|worsened|deteriorates?|deteriorated|hurts?|costs?|deficit";
const FASTER = "faster|quicker|as fast|speeds? up|a speed-?up|speed-?up";
const SLOWER = "slower|as slow|as long|slows? down|a slow-?down|slow-?down";

/** The words that set one value against another, for patterns. */
export const DIRECTION_WORDS = [LEVEL_UP, LEVEL_DOWN, BETTER, WORSE, FASTER, SLOWER].join("|");

const KINDS: [RegExp, DirectionWord][] = [
  [new RegExp(`^(?:${LEVEL_UP})$`, "i"), { kind: "level", up: true }],
  [new RegExp(`^(?:${LEVEL_DOWN})$`, "i"), { kind: "level", up: false }],
  [new RegExp(`^(?:${BETTER})$`, "i"), { kind: "quality", up: true }],
  [new RegExp(`^(?:${WORSE})$`, "i"), { kind: "quality", up: false }],
  [new RegExp(`^(?:${FASTER})$`, "i"), { kind: "speed", up: true }],
  [new RegExp(`^(?:${SLOWER})$`, "i"), { kind: "speed", up: false }],
];

/** What a direction word says; null for another word. */
export function directionWord(word: string): DirectionWord | null {
  const bare = word.trim().toLowerCase();
  return KINDS.find(([pattern]) => pattern.test(bare))?.[1] ?? null;
}

/**
 * Whether the word says that its subject has the higher number of a metric; null where that depends on what nobody stated:
 * which way the metric is better, or whether it is a time.
 */
export function meansHigher(
  { kind, up }: DirectionWord,
  metric: string,
  direction: Direction | undefined,
): boolean | null {
  if (kind === "level") return up;
  const better = direction?.better ?? "unknown";
  if (kind === "quality") return better === "unknown" ? null : up === (better === "higher");
  if (isTime(metric)) return !up;
  return isRate(metric) ? up : null;
}

/** Whether a metric is a time: less of it is faster. */
export function isTime(metric: string): boolean {
  return metricWords(metric).some((word) => TIMES.test(word)) && !isRate(metric);
}

/** Whether a metric counts what is done in a time: more of it is faster. */
export function isRate(metric: string): boolean {
  const words = metricWords(metric);
  return words.includes("throughput") || words.includes("fps") || words.includes("per") || /\/s(?:ec)?$/.test(metric);
}

const TIMES = /^(?:latency|time|duration|runtime|elapsed|seconds?|secs?|ms|s|minutes|hours|walltime)$/;

/** Whether the words before a place turn what follows into its opposite, or doubt it. */
export function isNegated(text: string, at: number): boolean {
  return NEGATION.test(text.slice(Math.max(0, at - 50), at));
}

const NEGATION =
  /\b(?:not|no|nor|neither|never|none|nothing|hardly|barely|scarcely|cannot|without|nobody|rather than|instead of|far from|fails? to|failed to|\w+n['’]t)\b(?:[^,;:.]|\.\d)*$/i;

/** Whether a sentence says what is not, or not yet: a question, a wish, a condition, a plan, a report of others. */
export function isUnreal(text: string): boolean {
  return /\?["”’)\s]*$/.test(text) || UNREAL.test(text);
}

const UNREAL =
  /\b(?:if|whether|would|could|should|may|might|must|can|will|shall|unless|until|suppose\w*|assum\w+|expect\w*|hypothes\w+|predict(?:s|ed)? that|hope\w*|hoping|plan(?:s|ned)? to|goals?|aims?|wants?|wanted|wish\w*|asks?|asked|questions?|criteri\w+|require[sd]?|needs? to|supposed|believe\w*|suspect\w*|guess\w*|probably|perhaps|maybe|possibly|likely|seems?|appears? to|imagine|e\.g\.|for example|for instance|such as|et al|in theory|in principle|let us|let's|to see|to test|todo|hunch|claims?|claimed|reported (?:by|in)|according to (?!(?:the )?(?:mean |test|val|train|accuracy|loss|f1|auc))|literature|published|paper|authors?|previous work|prior work|myth|argu\w+)\b/i;

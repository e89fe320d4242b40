import type { DirectionWord } from "./direction-word.ts";
import { directionWord } from "./direction-word.ts";

/** All forms of regular verbs, for patterns: `outperform` also as `outperforms`, `outperformed`, `outperforming`. */
function forms(verbs: string): string {
  return verbs
    .split(" ")
    .map((verb) => (verb.endsWith("e") ? `${verb.slice(0, -1)}(?:e|es|ed|ing)` : `${verb}(?:s|es|ed|ing)?`))
    .join("|");
}

const IS =
  "(?:is|was|are|were|stays|stayed|remains|remained|sits|sat|lies|lay|lands|landed|ends up|ended up|comes out)";
const DOES =
  "(?:does|did|do|performs|performed|perform|fares|fared|scores|scored|works|worked|ranks|ranked|finishes|finished|places|placed|comes in|came in|comes out|came out|generalizes|generalizes|generalises|generalised)";
const HOLDS = "(?:has|had|holds|held|keeps|kept|enjoys|enjoyed|shows|showed|takes|took)";

/** Verbs and what stands for them, with the one that it is better than right behind. */
const BETTER_THAN = [
  forms("outperform surpass outdo outscore outrank outclass eclipse defeat dominate overtake outmatch outstrip top"),
  "beat|beats|beating|outdid|bests|bested|topped|has beaten|had beaten",
  "edg(?:es|ed|ing) (?:out|past)|pull(?:s|ed) ahead of|nos(?:es|ed) out|wins? (?:over|against|out over)|won (?:over|against)|prevail(?:s|ed) over",
  "improve(?:s|d)? (?:on|upon|over)|is an improvement (?:on|over)|was an improvement (?:on|over)",
  `${IS} (?:well |far |just |slightly |clearly |narrowly |comfortably )?(?:ahead of|superior to|preferable to)`,
  `${DOES} (?:\\w+ly |much |far |well |a bit )?(?:better than|ahead of|above)`,
  `${HOLDS} (?:a |an |the )(?:\\w+ )?(?:lead|edge|advantage|margin) (?:over|on)`,
];
const WORSE_THAN = [
  forms("underperform trail"),
  "underperform(?:s|ed)? relative to|lag(?:s|ged|ging)?(?: behind)?|trail(?:s|ed) behind|los(?:es|t|ing) (?:out )?(?:to|against)",
  "f(?:alls|ell) (?:short of|behind)|c(?:omes|ame) (?:up )?short of|drops behind|dropped behind|slips behind|slipped behind|yields to|is no match for|was no match for",
  `${IS} (?:well |far |just |right |close |slightly |clearly |narrowly )?(?:behind|inferior to)`,
  `${DOES} (?:\\w+ly |much |far |well |a bit |right |just )?(?:worse than|behind|below)`,
];
const FASTER_THAN = ["outpac(?:es|ed)|outr[ua]ns?|takes less time than|took less time than|needs less time than"];
const SLOWER_THAN = [
  "takes longer than|took longer than|takes more time than|took more time than|needs more time than",
];
/** Of numbers, where a metric is named; else of quality. */
const EXCEEDS = ["exceed(?:s|ed)?"];

const TABLE: [string[], string][] = [
  [BETTER_THAN, "better"],
  [WORSE_THAN, "worse"],
  [FASTER_THAN, "faster"],
  [SLOWER_THAN, "slower"],
  [EXCEEDS, "exceeds"],
];

/** Everything that stands between two names and sets the first against the second, for patterns. */
export const RELATIONS = TABLE.flatMap(([phrases]) => phrases).join("|");

/** What a passive is made of: `is outperformed by`. */
export const PASSIVES =
  "outperformed|beaten|surpassed|topped|bested|outdone|outscored|outranked|outclassed|eclipsed|defeated|dominated|overtaken|outmatched|outstripped|edged out|trailed";

/** Adjectives that compare, with `than` behind them. */
export const ADJECTIVES =
  "better|worse|faster|slower|quicker|speedier|higher|lower|superior|inferior|stronger|weaker|more accurate|less accurate|larger|smaller|greater|bigger|longer|shorter";

/** Verbs of a metric that rises or falls from one thing to another. */
export const MOVES =
  "improves|improved|degrades|degraded|raises|raised|lowers|lowered|increases|increased|reduces|reduced|boosts|boosted|cuts|decreases|decreased|hurts|worsens|worsened|rises|rose|falls|fell|drops|dropped|climbs|climbed|grows|grew|declines|declined|shrinks|shrank|slips|slipped|deteriorates|deteriorated|gains|gained|loses|lost";

/** What a matched phrase says of its subject; null where it depends. `hasMetric`: a metric is named with it. */
export function relationOf(phrase: string, hasMetric: boolean): DirectionWord | null {
  const bare = phrase.trim().toLowerCase();
  const passive = new RegExp(`^(?:${PASSIVES})$`).test(bare);
  if (passive) return directionWord(bare === "trailed" ? "worse" : "better");
  const [, word] = TABLES.find(([pattern]) => pattern.test(bare)) ?? [];
  if (word === "exceeds") return directionWord(hasMetric ? "higher" : "better");
  if (word !== undefined) return directionWord(word);
  const like = LIKE[bare];
  return directionWord(like ?? bare);
}

const TABLES = TABLE.map(([phrases, word]): [RegExp, string] => [new RegExp(`^(?:${phrases.join("|")})$`, "i"), word]);

const LIKE: Record<string, string> = {
  stronger: "better",
  weaker: "worse",
  "more accurate": "better",
  "less accurate": "worse",
  speedier: "faster",
  worsens: "worse",
  worsened: "worse",
};

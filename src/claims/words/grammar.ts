/** The characters that stand for names and for metrics in a coded sentence. */
export const [FIRST_NAME, FIRST_METRIC] = [0xe000, 0xe400];
const NAME = "[\\uE000-\\uE3FF]";
/** A metric of a coded sentence, for patterns. */
export const METRIC = "[\\uE400-\\uE7FF]";

const LEAD = `(?:(?:Overall|In total|In short|In sum|In the end|Clearly|Again|Here|Still|Thus|So|Hence|Therefore|Also|Then|However|Finally|On average|As a result|(?:Of|Among|Out of) (?:the |all )?(?:the )?(?:two|three|four|five|six)(?: \\w+)?|(?:Of|Among|Out of) all(?: (?!the)\\w+)?|Of them|W[eE] (?:find|see|found|observe|saw|conclude) that|(?:In|By|On|For|in|by|on|In terms of|With respect to|According to|Looking at|As for|(?:Measured|Ranked|Sorted|Ordered|Judged|Compared|measured|ranked|sorted|ordered|judged) (?:by|on|in)) (?:the )?${METRIC}|and|but),?\\s+)*`;
const TAIL = `(?:,?\\s+(?:in|by|on|in terms of|for|with respect to|measured by) (?:the )?${METRIC})?(?:\\s+(?:overall|on average|clearly|in the end))?\\s*[.!]?\\s*`;
const ADVERBS =
  "(?:(?:clearly|slightly|much|far|a bit|a little|consistently|statistically|significantly|substantially|considerably|somewhat|marginally|also|again|even|still|now) )*";
const THE = "(?:[tT]he |[rR]un |[tT]he (?:model|run|variant|arm) )?";
const VERB =
  "outperforms|outperformed|beats|beat|surpasses|surpassed|underperforms|underperformed|loses to|lost to|trails|trailed|falls behind|fell behind|is ahead of|is behind|was ahead of|was behind|is superior to|is inferior to|does better than|does worse than|comes out ahead of|came out ahead of|lags behind|lagged behind|wins over|wins against|won against|loses against|lost against|exceeds|tops|improves on|improves upon|improves over";
const HAS = "has|had|gets|got|reaches|reached|achieves|achieved|shows|obtains|obtained|yields|gives|attains|attained";
const GROUP = "(?: (?:run|runs|model|models|one|variant|variants|arm|row|configuration|experiment))?";
const AMONG =
  "(?: (?:(?:of|among|out of) (?:all(?: (?!the)\\w+)?|(?:all |the )+(?:two|three|four|five|six)(?: \\w+)?|them)|overall))?";
const RANK = "first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th";

const pattern = (body: string) => new RegExp(`^\\s*${LEAD}${body}${TAIL}$`, "u");

/** `b is outperformed by a`. */
const PASSIVE = pattern(
  `${THE}(?<b>${NAME}) (?:is|was) (?<adverbs>${ADVERBS})(?<word>outperformed|beaten|surpassed|topped) by ${THE}(?<a>${NAME})`,
);

/** `a is better than b`: groups a, b, word, adverbs and, where it is denied, not. */
export const COMPARISONS = [
  PASSIVE,
  pattern(`${THE}(?<a>${NAME}) (?<adverbs>${ADVERBS})(?<word>${VERB}) ${THE}(?<b>${NAME})`),
  pattern(
    `${THE}(?<a>${NAME}) (?:is|was|does|did|performs|performed|works|worked|scores|scored|runs|ran|trains|trained) (?<not>not |no |never )?(?<adverbs>${ADVERBS})(?<word>better|worse|faster|slower|quicker|higher|lower|superior|inferior)(?: in ${METRIC})? than ${THE}(?<b>${NAME})`,
  ),
  pattern(
    `${THE}(?<a>${NAME}) (?:${HAS}) an? (?<adverbs>${ADVERBS})(?<word>better|worse|higher|lower) ${METRIC} than (?:that of )?${THE}(?<b>${NAME})`,
  ),
  pattern(
    `(?:The |the )?${METRIC} of ${THE}(?<a>${NAME}) (?:is|was) (?<not>not |no )?(?<adverbs>${ADVERBS})(?<word>better|worse|higher|lower|above|below) ?(?:than )?(?:that of |the one of )?${THE}(?<b>${NAME})`,
  ),
  pattern(
    `${THE}(?<a>${NAME})['’]s ${METRIC} (?:is|was) (?<not>not |no )?(?<adverbs>${ADVERBS})(?<word>better|worse|higher|lower) than (?:that of )?${THE}(?<b>${NAME})(?:['’]s)?(?: ${METRIC})?`,
  ),
  pattern(
    `${THE}(?<a>${NAME}) (?<adverbs>${ADVERBS})(?<word>improves|improved|degrades|degraded|raises|raised|lowers|lowered|increases|increased|reduces|reduced) (?:the )?${METRIC} (?:over|compared (?:to|with)|against|relative to) ${THE}(?<b>${NAME})`,
  ),
];

const TOP =
  "winner|best|better|worst|worse|fastest|slowest|top|runner-up|second-best|second best|strongest|most accurate|weakest|least accurate";
const OF_THEM = "(?: (?:performer|result))?";

/** `a is the best`, `b ranks second`: groups a and word. */
export const PLACES = [
  pattern(
    `${THE}(?<a>${NAME}) (?:${HAS}) the (?<word>highest|lowest|best|worst|better|worse|second[- ]best) ${METRIC}${AMONG}`,
  ),
  pattern(
    `[Tt]he (?<word>highest|lowest|best|worst|better|worse) ${METRIC}${AMONG} (?:is that of|belongs to|comes from|is reached by|is achieved by|was reached by|was achieved by|goes to|is from) ${THE}(?<a>${NAME})`,
  ),
  pattern(
    `(?:[Tt]he )?(?:overall |clear )?(?<word>${TOP}|Best|Winner)${OF_THEM}${GROUP}${AMONG}(?: (?:by|in) ${METRIC})?(?: is| was|:) ${THE}(?<a>${NAME})`,
  ),
  pattern(
    `${THE}(?<a>${NAME}) (?:is|was|remains|comes out as) (?:the|our) (?:overall |clear )?(?<word>${TOP})${OF_THEM}${GROUP}${AMONG}`,
  ),
  pattern(
    `${THE}(?<a>${NAME}) (?:is|was|performs|performed|does|did|works|worked|scores|scored) (?<word>best|worst|second best)${AMONG}`,
  ),
  pattern(
    `${THE}(?<a>${NAME}) ${ADVERBS}(?<word>wins|won|tops|leads|is on top|is in the lead|comes out on top|came out on top|comes out ahead|takes the lead)(?: the (?:table|ranking|list|field|board))?`,
  ),
  pattern(
    `${THE}(?<a>${NAME}) (?:ranks|ranked|is ranked|was ranked|comes in|came in|finishes|finished|ends up|lands|landed|places|placed|is placed) (?:in |as |only |just )?(?:the )?(?:place |number |no\\. |#)?(?<word>${RANK}|\\d)(?: place)?${AMONG}`,
  ),
  // “Comes first” may as well be an order in time; “comes second” in a comparison is not.
  pattern(
    `${THE}(?<a>${NAME}) (?:is|was|comes|came) (?:only |just )?(?<word>second|third|fourth|fifth|2nd|3rd|4th|5th)${AMONG}`,
  ),
  pattern(
    `${THE}(?<a>${NAME}) (?:takes|took|is in|was in|comes in|came in|comes|came|gets|got|holds|occupies|sits in|ends up in|lands in|ends in|finishes in) (?:in )?(?:the )?(?<word>${RANK}) (?:place|rank|position)${AMONG}`,
  ),
  pattern(
    `(?:[Tt]he )?(?<word>${RANK}|First|Second|Third|Last) (?:place|rank) (?:goes to|is taken by|is held by|is|belongs to) ${THE}(?<a>${NAME})`,
  ),
  pattern(`(?<word>Second|Third|Fourth|Fifth|Last) (?:is|comes|was|came) ${THE}(?<a>${NAME})`),
  pattern(
    `${THE}(?<a>${NAME}) (?:comes out|came out|emerges|emerged|turns out|turned out|ends up)(?: as| to be)?(?: the)? (?<word>best|winner|worst|strongest|weakest|ahead)${AMONG}`,
  ),
  pattern(`[Ii]n (?<word>${RANK}) place (?:is|comes|follows) ${THE}(?<a>${NAME})`),
];

/** `no difference between a and b`: groups a and b. */
export const SAME = [
  pattern(
    `(?:[Tt]here (?:is|was) |[Ww]e (?:see|find|found|saw) )?(?:no|No) (?:statistically )?(?:significant )?difference(?: in ${METRIC})? between ${THE}(?<a>${NAME}) and ${THE}(?<b>${NAME})`,
  ),
  pattern(`${THE}(?<a>${NAME}) and ${THE}(?<b>${NAME}) do not differ(?: significantly)?`),
  pattern(
    `${THE}(?<a>${NAME}) and ${THE}(?<b>${NAME}) are (?:(?:statistically )?indistinguishable|not significantly different)`,
  ),
];

/** `a diverged`: group a. */
export const DIVERGED = [pattern(`(?:[Tt]raining of )?${THE}(?<a>${NAME}) diverged(?: to NaN)?`)];

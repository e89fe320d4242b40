import { ADVERBS, HAS, METRIC, NAME, named, pattern, SEVERAL } from "./grammar.ts";
import { ADJECTIVES, MOVES, PASSIVES, RELATIONS } from "./relation.ts";

const IS =
  "(?:is|was|are|does|did|performs|performed|works|worked|scores|scored|runs|ran|trains|trained|fares|fared|comes out|came out|ends up|ended up|turns out|turned out|finishes|finished|remains|stays|proves|proved)";
const NOT = "(?<not>not |no |never )?";
const WORD = `(?<adverbs>${ADVERBS})(?<word>${ADJECTIVES})`;
const AGAINST =
  "(?:than|over|compared (?:to|with)|in comparison (?:to|with)|against|relative to|versus|vs\\.?|with respect to)";
const COMPARED =
  "(?:(?:As )?[Cc]ompared (?:to|with|against)|In comparison (?:to|with)|Relative to|Versus|Vs\\.?|Against|Measured against|Next to|Set against)";
const THAT = "(?:that of |the one of |those of |with |for |in |of |the )?";
const GO = "(?:(?:Going|Moving|Switching|Changing|Stepping|Passing) )?(?:[Ff]rom)";

/** `a is better than b`: groups a, b, c, d, word, adverbs and, where it is denied, not. */
export const COMPARISONS = [
  pattern(
    `${named("b")} (?:is|was|gets|got|has been) (?<adverbs>${ADVERBS})(?<word>${PASSIVES}) by (?:both )?${named("a")}`,
  ),
  pattern(`${named("a")} (?<adverbs>${ADVERBS})(?<word>${RELATIONS}) ${SEVERAL}`),
  pattern(`${named("a")} ${IS} ${NOT}${WORD}(?: (?:in|on|by) (?:the )?${METRIC})? than ${SEVERAL}`),
  pattern(
    `${named("a")} ${HAS} (?:an? |the )?${WORD} ${METRIC}(?: score| value)? ${AGAINST} ${THAT}${SEVERAL}(?: (?:has|does|did|reaches|gets))?`,
  ),
  pattern(
    `(?:The |the )?${METRIC} (?:of|for|with|in) ${named("a")} ${IS} ${NOT}(?<adverbs>${ADVERBS})(?<word>${ADJECTIVES}|above|below) ?(?:than )?${THAT}${named("b")}(?:['’]s)?`,
  ),
  pattern(
    `${named("a")}['’]s ${METRIC} ${IS} ${NOT}(?<adverbs>${ADVERBS})(?<word>${ADJECTIVES}|above|below) ?(?:than )?${THAT}${named("b")}(?:['’]s)?(?: ${METRIC})?`,
  ),
  pattern(
    `(?:The |the )?${METRIC} ${IS} ${NOT}${WORD} (?:for|with|in|of|under) ${named("a")} than (?:for |with |in |of |under )?${named("b")}`,
  ),
  pattern(
    `(?:The |the )?${METRIC} of ${named("a")} (?<adverbs>${ADVERBS})(?<word>exceeds|exceeded) (?:that of |the one of )?${named("b")}`,
  ),
  pattern(
    `${named("a")} (?<adverbs>${ADVERBS})(?<word>${MOVES}) (?:the )?${METRIC} (?:over|compared (?:to|with)|against|relative to|versus|vs\\.?) ${named("b")}`,
  ),
  pattern(
    `${COMPARED} ${named("b")},? ${named("a")} ${IS} ${NOT}(?<adverbs>${ADVERBS})(?<word>${ADJECTIVES}|ahead|behind)(?: (?:in|on|by) (?:the )?${METRIC})?`,
  ),
  pattern(`${COMPARED} ${named("b")},? ${named("a")} ${HAS} (?:an? |the )?${WORD} ${METRIC}`),
  pattern(`${COMPARED} ${named("b")},? ${named("a")} (?<adverbs>${ADVERBS})(?<word>${MOVES}) (?:the |in )?${METRIC}`),
  pattern(`${COMPARED} ${named("b")},? (?:the )?${METRIC} (?:of|for|with) ${named("a")} ${IS} ${NOT}${WORD}`),
  pattern(`${GO} ${named("b")} to ${named("a")},? (?:the )?${METRIC} (?<adverbs>${ADVERBS})(?<word>${MOVES})`),
  pattern(`${GO} ${named("b")} to ${named("a")} (?<adverbs>${ADVERBS})(?<word>${MOVES}) (?:the )?${METRIC}`),
  pattern(
    `(?:Replacing|Swapping|Exchanging) ${named("b")} (?:with|by|for) ${named("a")} (?<adverbs>${ADVERBS})(?<word>${MOVES}) (?:the )?${METRIC}`,
  ),
  pattern(
    `(?:There is|There was|We see) an? (?:\\w+ )?(?<word>improvement|degradation|increase|decrease|drop|rise|gain)(?<adverbs>) in ${METRIC} (?:of|for|with|by) ${named("a")} ${AGAINST} ${named("b")}`,
  ),
];

/** An order from the best on: `a > b > c`, `The ranking is a, b, c`. Groups a to e. */
export const ORDERS = [
  pattern(
    `(?:(?:[Tt]he |[Oo]ur )?(?:(?:final|overall|resulting) )?(?:[Rr]anking|[Ss]tandings|[Ll]eaderboard)(?: (?:by|in|on) (?:the )?${METRIC})?(?: \\(?(?:from )?best (?:to worst|first)\\)?)?(?: is| was| reads|:)?|(?:Ordered |Ranked |Sorted )?[Ff]rom best to worst(?: (?:by|in|on) ${METRIC})?(?: they are| come|:|,)|Best to worst:|In order of ${METRIC}:|Best first:)[:,]? ${list("(?:, | > | ≻ |, then |, and | and |, followed by |, and then | then )")}`,
  ),
  pattern(
    `${named("a")} (?:is|was|comes|came|ranks|ranked|finishes|finished|places|placed) (?:in )?(?:first|best|ahead)(?: place)?,? (?:followed by|then|before|ahead of) ${named("b")}(?:,? (?:and then|then|and|followed by|before) ${named("c")})?`,
  ),
  pattern(
    `${named("a")} (?:is|was|comes|came|ranks|ranked|finishes|finished) first, (?:with )?${named("b")} (?:in )?(?:is |was |comes |came |ranks |finishes )?second(?:,? (?:and )?${named("c")} (?:is |was |comes |came |ranks |finishes )?(?:third|last))?`,
  ),
  pattern(
    `(?:Best|First|Top)(?: is| was| comes|:)? ${named("a")},? (?:followed by|then) ${named("b")}(?:,? (?:and then|then|and|followed by|and finally) ${named("c")})?`,
  ),
  pattern(`(?:best|first) (?:is|was) ${named("a")},? then ${named("b")}`),
];

function list(separator: string): string {
  const more = ["c", "d", "e"].map((group) => `(?:${separator}(?<${group}>${NAME}))?`).join("");
  return `(?<a>${NAME})${separator}(?<b>${NAME})${more}`;
}

const NOISE = "within (?:the )?(?:run-to-run |seed |seed-to-seed )?noise";

/** `no difference between a and b`: groups a and b. */
export const SAME = [
  pattern(
    `(?:[Tt]here (?:is|was) |[Ww]e (?:see|find|found|saw) )?(?:no|No|little|hardly any) (?:clear |real |measurable |statistically |meaningful )*(?:significant )?(?:difference|gap)(?: in (?:the )?${METRIC})? between ${named("a")} and ${named("b")}`,
  ),
  pattern(
    `${named("a")} and ${named("b")} (?:do not|don['’]t|did not|didn['’]t) differ(?: significantly| measurably)?`,
  ),
  pattern(
    `${named("a")} and ${named("b")} (?:are|were) (?:(?:statistically )?(?:indistinguishable|tied|equal|identical|on par|level|neck and neck|equally good)|not (?:significantly|statistically|measurably) different)`,
  ),
  pattern(`${named("a")} and ${named("b")} (?:tie|tied)`),
  pattern(
    `(?:The |the )?(?:difference|gap)(?: in (?:the )?${METRIC})? between ${named("a")} and ${named("b")} (?:is|was|lies|stays|remains) (?:well |still |clearly )?(?:not (?:statistically )?significant|(?:statistically )?insignificant|${NOISE})`,
  ),
  pattern(`${named("a")} and ${named("b")} (?:are|were|lie|stay) (?:well |still )?${NOISE}`),
  pattern(
    `${named("a")} (?:is|was|lies|stays) (?:well |still )?(?:within (?:the )?(?:run-to-run |seed )?noise of|not (?:statistically )?(?:significantly )?different from) ${named("b")}`,
  ),
  pattern(
    `${named("a")} (?:matches|matched|equals|equalled|ties with|tied with|ties|is on par with|is tied with|is level with|performs the same as|performs as well as|does as well as|is as good as|is (?:statistically )?indistinguishable from|does not differ (?:significantly )?from) ${named("b")}`,
  ),
];

/** `a diverged`: group a. */
export const DIVERGED = [
  pattern(`(?:[Tt]raining of )?${named("a")} (?:diverged|blew up|went to NaN|ended in NaN)(?: to NaN)?`),
];

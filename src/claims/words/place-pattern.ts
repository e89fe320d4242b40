import { ADVERBS, AMONG, GROUP, HAS, METRIC, named, pattern, REST } from "./grammar.ts";
import { ANY_COUNT, COUNT, ORDINAL, PLAIN_SUPERLATIVE, RANK, SUPERLATIVE, TITLE } from "./place-word.ts";

/** `second, behind a`, `third after a and b`: the rank decides. */
const BESIDE = `(?:,? (?:and )?(?:(?:right|just|close|closely|only|shortly) )?(?:behind|after|ahead of|before|following) ${named("x")}(?:(?:,| and|, and) ${named("y")})?|,? between ${named("z")} and ${named("w")})?`;
const WITHIN = `(?: (?:of|out of|among) (?:the |all |our |all the )?(?<n2>${COUNT}))?`;
const IS =
  "(?:is|was|remains|remained|comes out as|came out as|becomes|became|emerges as|emerged as|stands as|proves to be|proved|turns out|turns out to be|turned out to be|ends up|ended up)";
const BE =
  "(?:is|was|performs|performed|does|did|works|worked|scores|scored|fares|fared|comes off|came off|came out|comes out|ends up|ended up|remains)";
const ARTICLE = "(?:[tT]he |[oO]ur |an? )?(?:overall |clear |undisputed |current |new )*";
const GOES =
  "(?:is|was|goes to|went to|belongs to|belonged to|is that of|was that of|comes from|came from|is from|is (?:reached|achieved|held|taken|obtained|attained|set|scored|posted|delivered) by|was (?:reached|achieved|held|taken|obtained|attained|set|scored|posted|delivered) by|is had by|comes with|is due to|is seen (?:for|with|in)|is found in|is)";
const RANKS =
  "(?:ranks|ranked|is ranked|was ranked|comes in|came in|finishes|finished|ends up|ended up|ends|ended|lands|landed|places|placed|is placed|was placed|sits|sat|stands|stood|comes out|came out|rates|is rated|reaches|reached|takes|took|gets|got|holds|occupies|occupied|claims the|secures|secured|earns|earned|slots in|settles for|settled for|has to settle for|rounds out|lies|lay|follows|followed|trails|trailed|stays|remains|settled|slots|comes home|is to be found|is found)";
/** A figure is a rank only where a word says so: “gets 2” says nothing. */
const FIGURE =
  "(?<=#|umber |[oO]\\. |rank |place |position |spot |ranks |ranked |places |placed |at )(?:\\d{1,2}|one|two|three|four)";
const SPOT = "(?:place|rank|position|spot|slot)";
/** Verbs of having won, with nothing behind them. */
const WINS = `wins(?: it)?|won(?: it)?|tops|topped|leads|led|takes it|took it|takes (?:the )?(?:lead|crown|gold|prize|win|cake|top spot|title|victory)|took (?:the )?(?:lead|crown|gold|prize|win|cake|top spot|title|victory)|comes out (?:on top|ahead|in front)|came out (?:on top|ahead|in front)|ends up on top|finishes (?:on top|ahead)|prevails|prevailed|triumphs|stands out as best|dominates|has the (?:lead|edge|upper hand)|is (?:on top|in the lead|in front|unbeaten|unmatched|unsurpassed|second to none|the one to beat|at the top|out in front)|was (?:on top|in the lead|in front|unbeaten|unmatched|second to none|the one to beat|at the top)|heads|headed|comes top|came top|sets the state of the art|performs best|scores best|does best`;
const LOSES =
  "brings up the rear|brought up the rear|is at the bottom|was at the bottom|props up|is in last place|takes last place|finishes at the bottom|comes bottom|has the wooden spoon";
const BOARD =
  "(?: (?:of )?(?:the |our )(?:table|ranking|rankings|list|field|board|leaderboard|comparison|pack|chart|charts|standings|race|way|contest))?";
const BEATS =
  "beats|beat|outperforms|outperformed|surpasses|surpassed|tops|exceeds|outscores|is better than|was better than|does better than|did better than|is ahead of|was ahead of|wins (?:over|against)|leads|performs better than|scores better than|scores higher than|edges out|improves on|improves upon|dominates|outclasses|is superior to|stays ahead of|finishes ahead of|ranks above";
const TRAILS =
  "trails|trailed|lags behind|lags|loses to|lost to|loses against|is worse than|was worse than|does worse than|did worse than|is behind|was behind|underperforms|underperformed|falls behind|is inferior to|performs worse than|finishes behind|ranks below|is beaten by|is outperformed by|was beaten by|was outperformed by";
const NONE = `(?:[Nn]othing|[Nn]obody|[Nn]o one|[Nn]o other(?: (?:run|model|variant|arm|configuration|one|setting|method))?|[Nn]one of ${REST}|[Nn]one of the (?:others|other (?:runs|models|variants|arms))|[Nn]o (?:run|model|variant|arm|configuration))`;

/** `a is the best`, `b ranks second`: groups a, word, and n or n2 where it is said how many there are. */
export const PLACES = [
  pattern(`${named("a")} ${HAS} (?:the |our |a )?(?<word>${SUPERLATIVE}) ${METRIC}(?: score| value| result)?${AMONG}`),
  pattern(`${named("a")}['’]s ${METRIC} (?:is|was|ranks as) (?:the )?(?<word>${SUPERLATIVE})${AMONG}`),
  pattern(`(?:The |the )?${METRIC} of ${named("a")} (?:is|was) (?:the )?(?<word>${SUPERLATIVE})${AMONG}`),
  pattern(`(?:The |the )?${METRIC} (?:is|was) (?:the )?(?<word>${SUPERLATIVE}) (?:for|with|in|of|under) ${named("a")}`),
  pattern(
    `(?:[Tt]he |[Oo]ur )?(?<word>${SUPERLATIVE}|Best|Worst|Highest|Lowest|Top|Fastest|Slowest) ${METRIC}(?: score| value| result)?${AMONG}(?: ${GOES}|:) ${named("a")}(?:['’]s)?`,
  ),
  pattern(
    `${ARTICLE}(?<word>${TITLE}|${PLAIN_SUPERLATIVE}|Best|Worst|Winner|Fastest|Slowest|Runner-up|Strongest|Weakest)${GROUP}${AMONG}(?: (?:by|in|on) (?:the )?${METRIC})?(?: is| was| remains| turned out to be| turns out to be| here is|:| –| —| =) ${named("a")}`,
  ),
  pattern(
    `${named("a")} ${IS} (?:the |our |a )(?:overall |clear |undisputed |current )*(?<word>${TITLE}|${PLAIN_SUPERLATIVE})${GROUP}${AMONG}`,
  ),
  pattern(`${named("a")} ${IS} (?:the )?(?<word>${SUPERLATIVE}) (?:in|on|by) (?:the )?${METRIC}${AMONG}`),
  pattern(`${named("a")} ${BE} (?:the )?${ADVERBS}(?<word>${PLAIN_SUPERLATIVE})${AMONG}`),
  pattern(`${named("a")}(?: ${IS}|:) ${ARTICLE}(?<word>winner|runner-up|state of the art)${AMONG}`),
  pattern(
    `${named("a")} (?:is|was|comes|came)(?: in)? (?<word>(?:${ORDINAL}|next)[- ]to[- ]last|last but one)${AMONG}`,
  ),
  pattern(`${named("a")} (?:is|was|comes|came) (?:dead )?(?<word>first|last) (?:in|on|by) (?:the )?${METRIC}`),
  pattern(`${named("a")} ${ADVERBS}(?<word>${WINS})${BOARD}${AMONG}`),
  pattern(`${named("a")} ${ADVERBS}(?<last>${LOSES})${BOARD}${AMONG}`),
  pattern(`${named("a")} ${ADVERBS}(?<first>${BEATS}) ${REST}`),
  pattern(`${named("a")} ${ADVERBS}(?<last>${TRAILS}) ${REST}`),
  pattern(
    `${REST} (?:are|is|were)? ?${ADVERBS}(?<first>beaten by|outperformed by|behind|worse than|surpassed by) ${named("a")}`,
  ),
  pattern(
    `${REST} ${ADVERBS}(?<first>trail|trails|lag behind|lags behind|lose to|loses to|underperform|fall behind) ${named("a")}`,
  ),
  pattern(
    `${REST} (?:are |is |were )?${ADVERBS}(?<last>beat|beats|outperform|outperforms|better than|do better than|ahead of|surpass|surpasses) ${named("a")}`,
  ),
  pattern(
    `${NONE} (?:${ADVERBS})?(?<first>${BEATS}|beat|outperform|comes close to|came close to|matches|reaches|tops) ${named("a")}`,
  ),
  pattern(`${NONE} (?:${ADVERBS})?(?<last>${TRAILS}) ${named("a")}`),
  pattern(
    `${named("a")} (?:only |just |again |still )?${RANKS} (?:in |as |at |only |just )*(?:the )?(?:a )?(?:(?:distant|close|clear|solid|narrow|respectable|dead) )?(?:${SPOT} |[nN]umber |[nN]o\\. |#)?(?<word>${RANK}|${FIGURE})(?: ${SPOT})?${WITHIN}${AMONG}${BESIDE}`,
  ),
  // “Comes first” may as well be an order in time; “comes second” in a comparison is not.
  pattern(
    `${named("a")} (?:is|was|comes|came) (?:only |just |a |a close |a distant |at |[nN]umber |[nN]o\\. |#)*(?<word>second|third|fourth|fifth|sixth|\\d(?:st|nd|rd|th)|(?<=#|[oO]\\. |umber )\\d)${WITHIN}${AMONG}${BESIDE}`,
  ),
  pattern(`${named("a")} (?:is|was|comes|came) (?:in |only |dead )*(?<word>first|last|${ORDINAL})${withCount()}`),
  pattern(
    `${named("a")} (?:comes|came|is|was|comes in|sits|lands|ends|ends up|finishes|follows|falls|drops) (?:only |just )?(?:in|at|to|on) (?:the )?(?<word>${RANK}) ${SPOT}${WITHIN}${AMONG}${BESIDE}`,
  ),
  pattern(
    `${named("a")} (?:is|was) (?:in |at )?(?:${SPOT} |rank |[nN]umber |[nN]o\\. |#)(?<word>\\d{1,2}|one|two|three)${WITHIN}${AMONG}`,
  ),
  pattern(
    `(?:[Tt]he )?(?<word>${RANK}) (?:${SPOT})(?: (?:in|by|on) (?:the )?${METRIC})?(?: ${GOES}| is taken by| goes to|:) ${named("a")}`,
  ),
  pattern(
    `(?<word>Second|Third|Fourth|Fifth|Last) (?:best |of (?:the )?(?:${COUNT}) )?(?:after |behind |to )${named("x")} (?:is|comes) ${named("a")}`,
  ),
  pattern(
    `${named("a")} (?:is|was) the (?<word>second|third|fourth|fifth|last) of (?:the |all |our )*(?<n2>${COUNT})(?: \\w+)?`,
  ),
  pattern(`${named("a")}, (?:which|who|that) (?:is|comes|ranks) (?<word>second|third|last)`),
  pattern(`(?<word>Second|Third|Fourth|Fifth|Last) (?:is|comes|was|came|in line is|follows) ${named("a")}`),
  pattern(`${named("a")}(?: has| is|:|,| gets) rank (?<word>\\d{1,2}|one|two|three)${WITHIN}${AMONG}`),
  pattern(`${named("a")} (?:is|was|comes|sits|ranks|ranked) (?<word>${ORDINAL}) from the (?:top|front)${AMONG}`),
  pattern(
    `${named("a")} (?:takes|took|gets|got|wins|won|earns|earned) (?:the )?(?<word>gold|silver|bronze)(?: medal)?${AMONG}`,
  ),
  pattern(`(?:The |the )?(?<word>[Gg]old|[Ss]ilver|[Bb]ronze)(?: medal)? goes to ${named("a")}`),
  pattern(
    `(?:The |the )?rank of ${named("a")}(?: (?:in|by|on) ${METRIC})? is (?<word>\\d{1,2}|one|two|three|${ORDINAL})`,
  ),
  pattern(`${named("a")}, (?:in|on|at) (?<word>${RANK}) ${SPOT}`),
  pattern(`Rank (?<word>\\d{1,2}|one|two|three)(?: is|:| goes to| –) ${named("a")}`),
  pattern(`(?<word>1st|2nd|3rd|4th|5th|#\\d)(?::| is| was| –| —) ${named("a")}`),
  pattern(
    `${named("a")} (?:comes out|came out|emerges|emerged|turns out|turned out|ends up)(?: as| to be)?(?: the)? (?<word>best|winner|worst|strongest|weakest|ahead)${AMONG}`,
  ),
  pattern(`(?:[Ii]n|[Oo]n|[Aa]t) (?<word>${RANK}) ${SPOT} (?:is|comes|follows|we find|sits|stands|was) ${named("a")}`),
  pattern(
    `(?:The |the )?(?<word>${RANK}) (?:${SPOT} )?in (?:the |our )(?:ranking|table|list|leaderboard) is ${named("a")}`,
  ),
];

const MANY = `(?:[Oo]nly |[Jj]ust |[Ee]xactly )?(?<ahead>${ANY_COUNT})(?: others| of the others| of ${REST}|(?: other)? (?:runs?|models?|variants?|arms?|rows?|configurations?|methods?|settings?))?`;

/** `two runs beat a`, so that a is third: groups a and ahead. */
export const COUNTED = [
  pattern(
    `${MANY} (?:(?:is|are|was|were|does|do|did|performs?|scores?|ranks?) (?:better|higher) than|(?:is|are) ahead of|${BEATS}|beat|outperform) ${named("a")}`,
  ),
  pattern(`${named("a")} (?:is|was) (?:beaten|outperformed|surpassed|topped) by ${MANY}`),
  pattern(`${named("a")} (?:beats|outperforms|is better than|is ahead of) all but ${MANY}`),
];

/** `b is beaten only by a`, so that b is second: groups a and b. */
export const ONLY_BEHIND = [
  pattern(
    `${named("b")} (?:is |was )?(?:second only to|(?:beaten|outperformed|surpassed|topped|bested|outdone) only by|only (?:beaten|outperformed|surpassed|topped|bested|outdone) by|behind only|only behind|trails only|loses only to|lost only to|only trails|only loses to|only lost to) ${named("a")}`,
  ),
  pattern(`(?:[Oo]nly|[Nn]one but|[Nn]othing but) ${named("a")} (?:${BEATS}|beat) ${named("b")}`),
  pattern(
    `${named("b")} (?:comes|came|is|was|finishes|finished|ranks|ranked) (?:in )?second(?: place)?,? (?:behind|after|to|just behind|right behind) ${named("a")}`,
  ),
];

/** With `of three` behind it, “comes first” and “is last” are no order in time. */
function withCount(): string {
  return ` (?:of|out of|among) (?:the |all |our |all the )?(?<n2>${COUNT})(?: \\w+)?`;
}

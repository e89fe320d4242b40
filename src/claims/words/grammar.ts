import { COUNT } from "./place-word.ts";

/** The characters that stand for names, metrics, splits, numbers and “all others” in a coded sentence. */
export const [FIRST_NAME, FIRST_METRIC, FIRST_SPLIT] = [0xe000, 0xe400, 0xe800];
/** A name of a coded sentence, for patterns. */
export const NAME = "[\\uE000-\\uE3FF]";
/** A metric of a coded sentence, for patterns. */
export const METRIC = "[\\uE400-\\uE7FF]";
/** A phrase such as `on the test set`, for patterns. */
export const SPLIT = "[\\uE800-\\uE80F]";
/** A number with its unit. */
export const NUMBER = "\uE900";
/** `all others`, `the rest`, `every other run`. */
export const REST = "\uE901";

const OF = "(?:of|among|amongst|out of|from|in)";
const THINGS =
  "(?:runs|models|variants|arms|rows|configurations|configs|settings|setups|experiments|methods|approaches|candidates|systems|networks|versions|entries|contenders|competitors|ones)";
const TRIED =
  "(?: (?:we |that we |I )?(?:tried|tested|compared|trained|ran|evaluated|have|here|in (?:the|this) (?:table|comparison|experiment|study)))?";
/** `of the three runs`, `overall`, `in the table`. */
export const AMONG = `(?:,? (?:${OF} (?:all|(?:all |the |our |these |those )*(?<n>${COUNT})(?: (?!the|other|in|by|on|is|was)\\w+)?|all (?!the|other)\\w+|the (?:bunch|lot|pack|field|table|ranking|list|group|comparison)|our (?:runs|experiments|comparison)|(?:all |the |our |these )+${THINGS}|them(?: all)?|all of them|those compared)(?: ${THINGS})?${TRIED}|(?:that )?(?:we|I) (?:tried|tested|compared|trained|ran|evaluated|have)|overall|here))?`;

const ABOUT = `(?:(?:[Ii]n|[Bb]y|[Oo]n|[Ff]or|[Ii]n terms of|[Ww]ith respect to|[Ww]ith regard to|[Rr]egarding|[Aa]ccording to|[Ll]ooking at|[Aa]s for|[Ww]hen it comes to|[Mm]easured (?:by|in|on)|[Aa]s measured by|[Rr]anked by|[Ss]orted by|[Oo]rdered by|[Jj]udged (?:by|on)|[Cc]ompared (?:by|on)|[Oo]n the metric of|(?:[Ss]orting|[Rr]anking|[Oo]rdering|[Cc]omparing)(?: (?:the |all )?(?!by)\\w+)? (?:by|on|in)|[Ii]n the (?:order|ranking) (?:of|by)) (?:the |its )?${METRIC})`;
const ADVERB =
  "Overall|In total|In short|In sum|In summary|To sum up|In conclusion|In the end|At the end|Clearly|Again|Here|Still|Thus|So|Hence|Therefore|Also|Then|However|Finally|Indeed|In fact|In practice|Notably|Surprisingly|Interestingly|Unsurprisingly|Once more|On average|As a result|On the whole|All in all|By contrast|In contrast|Conversely|Meanwhile|Currently|There";
const FOUND =
  "(?:W|w)e (?:find|see|found|observe|observed|saw|conclude|concluded|note|noted|measured)(?: that)?|(?:It|it) turns out that|(?:The|Our|the|our) (?:results|numbers|logs|table|data|runs) (?:show|shows|say|says|confirm|confirms|indicate|indicates)(?: that)?|Result|Results|Conclusion|Summary|Verdict|Outcome|TL;DR|Finding";
/** What may stand before a statement without changing it. */
const LEAD = `(?:(?:${ADVERB}|${FOUND}|(?:Of|Among|Out of|From) (?:the |all |our |these )*(?:${COUNT})(?: (?!the)\\w+)?|(?:Of|Among) all (?!the)\\w+|(?:In|On) (?:the|our) (?:ranking|table|comparison|leaderboard|list)(?: (?:by|of|on|for) (?:the )?${METRIC})?|(?:Of|Among) (?:them|all ${THINGS}|our ${THINGS}|the ${THINGS})|${ABOUT}|${SPLIT}|(?:[Bb]ehind|[Aa]fter|[Nn]ext to|[Ff]ollowing) (?:the )?${NAME}(?:(?: and |, |, and )(?:the )?${NAME})?|and|but|it is|It is)[,:]?\\s+)*`;
const MARGIN =
  "by (?:far|a (?:\\w+ )?(?:margin|hair|whisker|landslide|bit|nose)|(?:about |roughly |some |only )?NUMBER)|hands down|overall|on average|clearly|narrowly|comfortably|easily|again|too|in the end|at the end|once more|as well|here|to date";
const WITH = `(?:(?:with|at|reaching|scoring|achieving|having|on) )?(?:an? |its |the )?(?:${METRIC}(?: of)? )?NUMBER(?: ${METRIC})?(?: (?:against|versus|vs\\.?|to|and|compared (?:to|with)) NUMBER)?`;
/** What may stand behind a statement without changing it. */
const TAIL = `(?:,? (?:${ABOUT}|${SPLIT}|${MARGIN}|${WITH}))*\\s*[.!]?\\s*`.replaceAll("NUMBER", NUMBER);

/** Words of degree before a comparing word. */
export const ADVERBS =
  "(?:(?:clearly|slightly|much|far|a bit|a little|a lot|consistently|statistically|significantly|substantially|considerably|noticeably|somewhat|marginally|narrowly|comfortably|easily|decisively|handily|barely|just|only|also|again|even|still|now|actually|well|markedly|by far|strictly|NUMBER) )*".replaceAll(
    "NUMBER",
    NUMBER,
  );
const KIND =
  "run|model|variant|arm|configuration|config|setting|setup|version|network|system|method|approach|row|one|experiment|option|choice|recipe|group|strategy|technique|algorithm|optimizer|architecture|classifier|agent|solution|design|alternative|scheme|policy|condition|treatment|trial|attempt";
const ARTICLE = `(?:[tT]he |[oO]ur |[rR]un |[mM]odel |[tT]he (?:${KIND}) |[oO]ur (?:${KIND}) )?`;
/** A name with what may stand around it: `the shift run`. */
export const named = (group: string): string => `${ARTICLE}(?<${group}>${NAME})(?: (?:${KIND})(?:s)?)?`;
/** `b`, `b and c`, `both b and c`. */
export const SEVERAL = `(?:both )?${named("b")}(?:(?:, | and | or |, and |, or )${named("c")})?(?:(?: and | or |, and |, or )${named("d")})?`;

export const HAS =
  "(?:has|had|have|gets|got|reaches|reached|achieves|achieved|shows|showed|obtains|obtained|yields|yielded|gives|gave|attains|attained|posts|posted|delivers|delivered|records|recorded|produces|produced|ends with|ended with|ends up with|finishes with|finished with|comes with|boasts|scores|scored|hits|hit|holds|sets)";
export const GROUP = `(?: (?:${KIND}|performer|result|scorer|candidate|arm|entry|choice|checkpoint|contender))?`;

const BEGIN = `^\\s*${LEAD}`;
const FINISH = `${TAIL}$`;

/** A pattern of a whole clause. */
export function pattern(body: string): RegExp {
  return new RegExp(BEGIN + body + FINISH, "u");
}

/** One pattern that matches where any of some patterns of a whole clause does; what may stand before it is read only once. */
export function anyOf(patterns: readonly RegExp[]): RegExp {
  // As the engine writes them, with more escapes.
  const [begin, finish] = [BEGIN, FINISH].map((part) => new RegExp(part, "u").source.length);
  const bodies = patterns.map(({ source }) => source.slice(begin, source.length - (finish ?? 0)));
  // A group of one name may stand in a pattern once.
  const nameless = `${BEGIN}(?:${bodies.join("|")})${FINISH}`.replace(/\(\?<[a-z]\w*>/gi, "(?:");
  return new RegExp(nameless, "u");
}

import { unescapeUrl } from "../markdown/escape.ts";
import { spanBetween } from "../markdown/place.ts";
import { sentenceAt } from "../markdown/sentence.ts";
import type { Document, Span } from "../model/document.ts";
import { regionAt } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Ignore, Run } from "../model/run.ts";
import { baseName, resolvePath } from "../model/tree.ts";
import type { Check, CheckInput } from "./check.ts";
import { ignoredBy, placeOf } from "./check.ts";
import { isReport, reportSectionAt } from "./report.ts";

/** The narrative names no ignored run, unless to say that it is ignored. */
export const narrativeWithoutIgnoredRuns: Check = { codes: ["report/ignored-run"], check };

const SECTIONS = new Set(["Abstract", "Results", "Discussion", "Conclusion"]);
const SAYS_SO =
  /\b(?:ignor|exclud|discard|omit|invalid|left out|leave[sd]? out|set aside|(?:does|do|did) not count|not counted|not included)/i;

/** An ignored run with the words that mean it. A plain word such as `full` means a run only in code. */
interface Ignored {
  run: Run & { ignored: Ignore };
  words: string[];
  pattern: RegExp | null;
}

function check(input: CheckInput): Finding[] {
  const { document, compiled, verdicts } = input;
  if (compiled === null || !isReport(document)) return [];
  const ignored = ignoredIn(compiled.experiment.runs);
  if (ignored.length === 0) return [];
  const judged = new Set(verdicts.filter((v) => v.verdict === "ignored-run").map((v) => v.claim.span.start));
  const uses = [...inProse(document, ignored), ...inCode(document, ignored), ...inLinks(document, ignored)];
  return uses
    .filter(({ span }) => {
      const section = reportSectionAt(document, span.start);
      const isNarrative = section !== null && SECTIONS.has(section) && regionAt(document, span.start) === null;
      return isNarrative && !judged.has(span.start) && !SAYS_SO.test(sentenceAt(document, span.start).text);
    })
    .map(({ run, span }) => {
      const message = `The text uses “${run.name}”, which is ignored: ${run.ignored.reason || "no reason given"}.`;
      return finding({
        code: "report/ignored-run",
        ...placeOf(document, span),
        message,
        related: ignoredBy(run, run.ignored),
      });
    });
}

type Use = { run: Ignored["run"]; span: Span };

function ignoredIn(runs: readonly Run[]): Ignored[] {
  const counting = new Set(runs.filter((run) => run.ignored === null).map((run) => run.name));
  return runs.flatMap((run) => {
    const { ignored } = run;
    if (ignored === null) return [];
    const words = [...new Set([run.name, baseName(run.dir)])].filter((word) => word !== "" && !counting.has(word));
    const telling = words.filter((word) => /[\d_.-]/.test(word)).map((word) => escapePattern(word));
    const pattern = telling.length === 0 ? null : new RegExp(`(?<![\\w-])(?:${telling.join("|")})(?![\\w-])`, "g");
    return [{ run: { ...run, ignored }, words, pattern }];
  });
}

function inProse(document: Document, ignored: readonly Ignored[]): Use[] {
  return document.prose.flatMap(({ span, text }) =>
    ignored.flatMap(({ run, pattern }) =>
      pattern === null
        ? []
        : [...text.matchAll(pattern)].map((match) => {
            const start = span.start + match.index;
            return { run, span: spanBetween(document.text, start, start + match[0].length) };
          }),
    ),
  );
}

function inCode(document: Document, ignored: readonly Ignored[]): Use[] {
  return (document.codeSpans ?? []).flatMap(({ span, text }) => {
    const last = baseName(text.trim().replace(/\/+$/, ""));
    const found = ignored.find(
      ({ words, pattern }) => words.includes(last) || (pattern !== null && text.search(pattern) >= 0),
    );
    return found === undefined ? [] : [{ run: found.run, span }];
  });
}

function inLinks(document: Document, ignored: readonly Ignored[]): Use[] {
  return document.links.flatMap(({ span, text, url }) => {
    const path = resolvePath(document.file, unescapeUrl(url) ?? "");
    const found = ignored.find(({ run, pattern }) => {
      const isInside = path !== null && run.dir !== "" && (path === run.dir || path.startsWith(`${run.dir}/`));
      return isInside || (pattern !== null && text.search(pattern) >= 0);
    });
    return found === undefined ? [] : [{ run: found.run, span }];
  });
}

/** The word as a pattern; authors and tools write its underscores with a back-slash at times. */
function escapePattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("_", "\\\\?_");
}

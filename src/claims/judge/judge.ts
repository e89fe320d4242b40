import { codeOf } from "../../errors.ts";
import type { Verdict } from "../../model/claim.ts";
import type { Document } from "../../model/document.ts";
import type { Region } from "../../model/evidence.ts";
import { parseAddress } from "../text/address.ts";
import { findClaims } from "../text/claims.ts";
import { createScope, runsOfFile } from "../value/scope.ts";
import { parseExpression } from "../value/selector.ts";
import { findWordClaims } from "../words/word-claim.ts";
import { judgeBare, wrongByWords } from "./judge-bare.ts";
import { judgeCite, judgeDerived } from "./judge-derived.ts";
import { judgeEvidence } from "./judge-evidence.ts";
import { judgeSpan } from "./judge-span.ts";
import { checkWords, judgeWords } from "./judge-words.ts";
import type { JudgeContext, Judging } from "./judging.ts";
import { restingOnExcerpt, sayingWhere, verdictOf } from "./judging.ts";
import { WHOLE_FILE } from "./whole-file.ts";

export type { JudgeContext } from "./judging.ts";

/** Judges every claim of a document, in the order of the text. Never throws for what a document says. */
export function judgeDocument(document: Document, given: JudgeContext): Verdict[] {
  const context = readingOnce(given);
  const claims = findClaims(document, context.bareSections);
  if (claims.length === 0 && context.bareSections === "none") return [];
  const scope = createScope(context);
  const words = findWordClaims(document, context.bareSections, { scope, linked: claims });
  const entries = context.lock.claims.filter((entry) => entry.file === document.file);
  const locked = new Map(entries.map((entry) => [entry.id, entry]));
  const verdicts = claims.map((found) => {
    const entry = locked.get(found.claim.id) ?? null;
    const isSame = found.claim.kind === "derived" || entry?.target === found.claim.target;
    const judging = { context, document, scope, found, entry: isSame ? entry : null };
    return readable(judging, () => restingOnExcerpt(judging, sayingWhere(checkWords(judging, judge(judging)))));
  });
  if (words.length === 0) return verdicts;
  return [...verdicts, ...words.map(judgeWords)].sort((a, b) => a.claim.span.start - b.claim.span.start);
}

/** The same context, which looks up lines and files once: many claims cite the same, and each is asked for several times. */
function readingOnce(context: JudgeContext): JudgeContext {
  const regions = new Map<string, Region | null>();
  const files = new Map<string, boolean>();
  return {
    ...context,
    region: (place) => once(regions, `${place.line} ${place.endLine} ${place.file}`, () => context.region(place)),
    isFile: (path) => once(files, path, () => context.isFile(path)),
  };
}

function once<T>(known: Map<string, T>, key: string, look: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = look();
  known.set(key, made);
  return made;
}

/** A file that the system does not let us read leaves its claims undecided, and only those. */
function readable({ found }: Judging, decide: () => Verdict): Verdict {
  try {
    return decide();
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    const file = parseAddress(found.claim.file, found.claim.target ?? "")?.file ?? "its evidence";
    return verdictOf(found.claim, { verdict: "unreadable", reason: `${file} could not be read (${code})` });
  }
}

function judge(judging: Judging): Verdict {
  const { kind } = judging.found.claim;
  if (kind === "evidence" && !isByName(judging)) return byWords(judging, judgeEvidence(judging));
  if (kind === "derived" || kind === "evidence") return judgeDerived(judging);
  if (kind === "cite") return judgeCite(judging);
  return kind === "span" ? judgeSpan(judging) : judgeBare(judging);
}

/** Where a link names a file and no line of it, the words may still say clearly which of its values is meant. */
function byWords(judging: Judging, verdict: Verdict): Verdict {
  return verdict.reason === WHOLE_FILE ? (wrongByWords(judging) ?? verdict) : verdict;
}

/** A number whose title names run and metric, but whose link goes to a page of no run: only the title can be judged. */
function isByName({ found, scope }: Judging): boolean {
  const { file, target, selector } = found.claim;
  const address = parseAddress(file, target ?? "");
  const expression = selector === null ? null : parseExpression(selector);
  if (address === null || address.line !== null || expression?.kind !== "selector" || expression.place !== null)
    return false;
  if (expression.path.some((part) => /\s/.test(part))) return false;
  return runsOfFile(scope, address.file).length === 0;
}

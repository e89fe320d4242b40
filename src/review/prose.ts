import { isDeepStrictEqual } from "node:util";
import { sentenceAt } from "../markdown/sentence.ts";
import type { Verdict } from "../model/claim.ts";
import { compareText } from "../model/finding.ts";
import type { JudgedDocument } from "../model/project.ts";
import type { ClaimChanges } from "../model/review.ts";
import { documentOf } from "../project/claim-record.ts";
import type { Compiled } from "../project/compilation.ts";
import { judge } from "../project/judge.ts";
import { textOf } from "../project/outputs.ts";
import { isFalse, reviewed } from "./claim-changes.ts";
import { documentState } from "./claim-state.ts";
import type { FileChanges } from "./file-changes.ts";
import type { Former } from "./former-prose.ts";
import { authoredLines, formerProse, sayings } from "./former-prose.ts";
import type { ClaimState, ReviewState } from "./state.ts";

/** The head as it was compiled and as it is told, what differs from the base, and the repository that has the base. */
export interface ProseInput {
  compiled: Compiled;
  head: ReviewState;
  changes: FileChanges;
  repository: string;
}

/**
 * Claims with those numbers added that nobody linked and that are surely false: every number that the change wrote is judged as
 * `docs check <file>` does, in whatever section it stands. What stood in the base already, there or elsewhere, is not told; nor
 * is a number whose meaning is in doubt, and one that holds is no news.
 */
export function withFalseProse(claims: ClaimChanges, input: ProseInput): ClaimChanges {
  const told = new Set(input.head.documents.flatMap((one) => one.claims.map(placeOf)));
  const found = falseProse(input).filter((claim) => !told.has(placeOf(claim)));
  if (found.length === 0) return claims;
  const broken = [...claims.broken, ...found.map((claim) => reviewed(claim, null, { kind: "broken" }))];
  broken.sort((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column);
  return { ...claims, broken };
}

function placeOf({ file, line, column }: Pick<ClaimState, "file" | "line" | "column">): string {
  return `${file}:${line}:${column}`;
}

/** The false numbers on lines that the change wrote, by document. */
function falseProse(input: ProseInput): ClaimState[] {
  const { compiled, changes } = input;
  const edited = compiled.documents.map(({ file }) => file).filter((file) => changes.byHead.has(file));
  const former = formerProse(changes, input.repository);
  const wrong = edited.flatMap((file) => wrongIn(file, input, former) ?? []);
  if (wrong.length === 0) return [];
  const before = countsOf(former.all().flatMap(({ file, text }) => falseIn(compiled, file, text)));
  // What is as false on a line that nobody touched accounts for itself.
  for (const one of wrong.flatMap(({ untouched }) => untouched)) take(before, one);
  return wrong.flatMap(({ file, judged, written }) => {
    const isTold = (one: Verdict) =>
      one.evidence.some((evidence) => changes.byHead.has(evidence.file)) || !take(before, one);
    const verdicts = written.filter(isTold);
    const { claims } = documentState(compiled.root, { ...judged, file, verdicts }, null);
    return claims.filter(({ why }) => why !== "");
  });
}

interface Wrong {
  file: string;
  judged: JudgedDocument;
  written: Verdict[];
  untouched: Verdict[];
}

/** What is false in a document, by whether the change wrote its line; null where it wrote nothing that is false. */
function wrongIn(file: string, { compiled }: ProseInput, former: Former): Wrong | null {
  const text = textOf(compiled.root, file);
  const known = former.linesOf(file);
  if (text === null || !authoredLines(text, file).some((line) => line !== "" && !known.has(line))) return null;
  const lines = text.split("\n").map(sayings);
  const isNew = ({ claim: { span, text: said } }: Verdict) => {
    const own = lines.slice(span.line - 1, span.line + said.split("\n").length - 1);
    return own.some((line) => !known.has(line));
  };
  const judged = judgeAll(compiled, file, text);
  const wrong = judged.verdicts.filter(isWrong);
  const { true: written = [], false: untouched = [] } = Object.groupBy(wrong, (one) => `${isNew(one)}` as const);
  const document = written.length === 0 ? null : documentOf(compiled.root, file);
  if (document === null) return null;
  const isSaid = ({ claim }: Verdict) => {
    const { text: sentence, context } = sentenceAt(document, claim.span.start);
    return context !== "cell" && former.says(sentence);
  };
  const fresh = written.filter((one) => !isSaid(one) && !sharesLine(one, judged.verdicts, lines));
  return fresh.length === 0 ? null : { file, judged, written: fresh, untouched };
}

/**
 * Whether one line of a log is what several rows of a table are held against: all but one of them are of runs that are not here,
 * whatever the line says.
 */
function sharesLine({ claim, evidence }: Verdict, all: readonly Verdict[], lines: readonly string[]): boolean {
  const [first] = evidence;
  if (first === undefined || evidence.length > 1) return false;
  const isNear = (line: number) => {
    const [from, to] = [Math.min(line, claim.span.line), Math.max(line, claim.span.line)];
    return from < to && lines.slice(from - 1, to).every((text) => text !== "");
  };
  const isSame = ({ file, locator }: typeof first) => file === first.file && isDeepStrictEqual(locator, first.locator);
  return all.some((one) => isNear(one.claim.span.line) && one.evidence.length === 1 && one.evidence.some(isSame));
}

function falseIn(compiled: Compiled, file: string, text: string): Verdict[] {
  return judgeAll(compiled, file, text).verdicts.filter(isWrong);
}

/** A document with every number in it judged, against the logs of the head. */
function judgeAll({ catalog, lock, ownership }: Compiled, file: string, text: string): JudgedDocument {
  const document = { file, text, after: text, everything: true, authored: true };
  return judge(document, { catalog, lock, ownership, planned: new Set() }).judged;
}

/** Numbers and words without a link that are surely false; those of generated regions are told elsewhere. */
function isWrong({ claim, verdict }: Verdict): boolean {
  return (claim.kind === "bare" || claim.kind === "words") && claim.region === null && isFalse(verdict);
}

function countsOf(verdicts: readonly Verdict[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of verdicts) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}

/** Whether there is one more of what is as false as this, which is then used up. */
function take(counts: Map<string, number>, verdict: Verdict): boolean {
  const left = counts.get(keyOf(verdict)) ?? 0;
  counts.set(keyOf(verdict), left - 1);
  return left > 0;
}

function keyOf({ claim, verdict, value }: Verdict): string {
  return [claim.kind, sayings(claim.text), verdict, value].join("\0");
}

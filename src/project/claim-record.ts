import { sentenceOf } from "../claims/text/sentence.ts";
import { readText } from "../disk/file.ts";
import { parseDocument } from "../markdown/document.ts";
import type { Claim, Verdict } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import type { JudgedDocument } from "../model/project.ts";

/** A claim as `docs check --json` prints it: its verdict, where it begins and ends (exclusive), and the sentence around it. */
export type ClaimRecord = Omit<Claim, "span"> &
  Omit<Verdict, "claim"> & {
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
    sentence: string | null;
  };

/** The claims of a judged document as records. The file is parsed again; without it there are no sentences. */
export function claimRecords(root: string, { file, verdicts }: JudgedDocument): ClaimRecord[] {
  const document = verdicts.length === 0 ? null : documentOf(root, file);
  return verdicts.map(({ claim: { span, ...claim }, ...verdict }) => {
    const lines = document?.text.slice(span.start, span.end).split("\n") ?? [];
    const last = lines.at(-1) ?? claim.text;
    const isOne = lines.length < 2;
    return {
      ...claim,
      line: span.line,
      column: span.column,
      endLine: span.line + (isOne ? 0 : lines.length - 1),
      endColumn: (isOne ? span.column : 1) + last.length,
      sentence: document === null ? null : sentenceOf(document, span.start).trim(),
      ...verdict,
    };
  });
}

/** A document as it lies there, or null when it cannot be read. */
export function documentOf(root: string, file: string): Document | null {
  try {
    return parseDocument(readText(root, file), file).document;
  } catch {
    return null;
  }
}

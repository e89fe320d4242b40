import { conflictFinding } from "../experiments/conflict.ts";
import { looksConflicted } from "../markdown/conflict.ts";
import { healRegions } from "../markdown/heal.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { DocumentResult } from "./document.ts";

/**
 * The result of a document with what a merge left in it. Of markers of regions that a conflict runs through nothing is said:
 * they are whole again once it is resolved.
 */
export function withConflicts(document: { file: string; text: string }, result: DocumentResult): DocumentResult {
  const { file, text } = document;
  if (!looksConflicted(text)) return result;
  const { mended, left } = healRegions(text);
  if (mended.length + left.length === 0) return result;
  const others = result.findings.filter((one) => !one.code.startsWith("region/"));
  const [first] = mended;
  const generated = first === undefined ? [] : [inRegions(file, first, mended.length)];
  return { ...result, findings: [...generated, ...left.map((line) => conflictFinding(file, line)), ...others] };
}

function inRegions(file: string, line: number, count: number): Finding {
  const many = count === 1 ? "a merge left a conflict" : `a merge left ${count} conflicts`;
  const help = "Run `docs sync`, which makes the text again.";
  return finding({ code: "document/conflict", file, line, column: 1, message: `${many} in generated text`, help });
}

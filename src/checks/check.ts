import type { Drawing } from "../charts/metadata.ts";
import type { Verdict } from "../model/claim.ts";
import type { Document, Span } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import type { Catalog, CompiledExperiment } from "../model/project.ts";
import type { RuleId } from "../model/rule.ts";
import type { Ignore, Run } from "../model/run.ts";

/**
 * All that a check may look at. What lies on disk is asked for.
 *
 * - `compiled`: the experiment that the document belongs to, or null.
 * - `exists`: tells whether a file is there, by its project path.
 * - `drawing`: what an SVG of ours says of itself; null for any other file.
 * - `isIgnored`: git ignores a file of that path, so that it may be in other checkouts.
 * - `redraws`: the figures are drawn again by the same compile, so that they need not be compared.
 * - `isElsewhere`: a file of another project, which keeps it current.
 * - `movedTo`: where a file that is gone lies now; several places where that is not clear.
 */
export interface CheckInput {
  document: Document;
  verdicts: readonly Verdict[];
  compiled: CompiledExperiment | null;
  catalog: Catalog | null;
  exists: (path: string) => boolean;
  drawing?: (path: string) => Drawing | null;
  isIgnored?: (path: string) => boolean;
  redraws?: boolean;
  isElsewhere?: (path: string) => boolean;
  movedTo?: (path: string) => string[];
}

/**
 * One truth that a document must keep. To add one: make a file named for the truth that exports a `Check`, and add it
 * to the list in index.ts. A check is pure, and keeps silent where it has nothing to go by.
 */
export interface Check {
  codes: RuleId[];
  check: (input: CheckInput) => Finding[];
}

/** The place of a span as a finding states it; `endColumn` only where the span ends on its line. */
export function placeOf(document: Document, span: Span): Pick<Finding, "file" | "line" | "column" | "endColumn"> {
  const isOneLine = !document.text.slice(span.start, span.end).includes("\n");
  const endColumn = isOneLine ? span.column + span.end - span.start : null;
  return { file: document.file, line: span.line, column: span.column, endColumn };
}

/** The line that ignores a run, for a finding to show beside the text. */
export function ignoredBy(run: Run, ignored: Ignore): Finding["related"] {
  return [{ file: ignored.file, line: ignored.line, text: ignored.reason, label: `${run.name} is ignored here` }];
}

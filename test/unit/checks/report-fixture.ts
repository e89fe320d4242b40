import type { Drawing } from "../../../src/charts/metadata.ts";
import { checkDocument } from "../../../src/checks/index.ts";
import { parseDocument } from "../../../src/markdown/document.ts";
import type { Verdict } from "../../../src/model/claim.ts";
import type { Document } from "../../../src/model/document.ts";
import type { Experiment } from "../../../src/model/experiment.ts";
import type { CompiledExperiment, Figure } from "../../../src/model/project.ts";
import type { Metric, Run } from "../../../src/model/run.ts";

/** A report with all sections, some of them with a text. */
export function report(sections: Partial<Record<string, string>> = {}): string {
  const names = ["Abstract", "Introduction", "Methods", "Results", "Discussion", "Conclusion"];
  return `# Title\n\n${names.map((name) => `## ${name}\n\n${sections[name] ?? "Text."}\n`).join("\n")}`;
}

interface Situation {
  file?: string;
  runs?: Run[];
  figures?: Pick<Figure, "id" | "sources">[];
  files?: string[];
  verdicts?: (document: Document) => Verdict[];
  drawing?: (path: string) => Drawing | null;
  whole?: string;
}

/** The findings of a text as the report of the experiment `exp/a`. */
export function check(text: string, situation: Situation = {}) {
  const { file = "exp/a/report.md", runs = [run("used")], figures = [], files = [] } = situation;
  const { document } = parseDocument(text, file);
  const experiment = { id: "exp/a", dir: "exp/a", runsDir: "exp/a/runs", runs } as unknown as Experiment;
  return checkDocument({
    document,
    verdicts: situation.verdicts?.(document) ?? [],
    compiled: { experiment, figures } as unknown as CompiledExperiment,
    catalog: null,
    exists: (path) => files.includes(path),
    ...(situation.drawing && { drawing: situation.drawing }),
    ...(situation.whole !== undefined && { text: situation.whole }),
  });
}

/** The same, as `code: message` only. */
export function messages(text: string, situation: Situation = {}): string[] {
  return check(text, situation).map((one) => `${one.code}: ${one.message}`);
}

/** A run with one metric; ignored when a reason is given. */
export function run(name: string, reason: string | null = null, dir = `exp/a/runs/2026-01-01T00-00-00-${name}`): Run {
  const ignored = reason === null ? null : { reason, file: "exp/a/IGNORED_RUNS.md", line: 3 };
  return { id: dir, name, dir, ignored, metrics: [{ name: "val/loss" } as Metric] } as unknown as Run;
}

/** A verdict on every link of a document; `value` is its text as a number. */
export function supported(document: Document): Verdict[] {
  return document.links.map(({ span, text, url, title }) => ({
    claim: {
      id: `${span.start}`,
      kind: url.startsWith("cite:") ? "cite" : (title ?? "").includes("(") ? "derived" : "evidence",
      file: document.file,
      span,
      text,
      target: url,
      selector: url.startsWith("cite:") ? url.slice("cite:".length) : title,
      section: null,
      region: null,
    },
    verdict: "supported",
    value: Number(text),
    evidence: [],
    excerpt: null,
    candidates: [],
    score: null,
    diagnosis: null,
    reason: null,
  }));
}

import type { Config } from "../config.ts";
import { findRegions } from "../markdown/region.ts";
import type { OwnedRegion } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import type { PlannedWrite } from "../model/project.ts";
import type { Tree } from "../model/tree.ts";
import { baseName, parentOf } from "../model/tree.ts";
import type { Digest } from "./digest-shape.ts";
import { comparisonsIn, openGone, withoutRegions } from "./gone.ts";
import { mixedRegions } from "./mixed-regions.ts";
import { plan, textOf, unreadable } from "./outputs.ts";
import type { Fill } from "./refresh.ts";
import { refresh } from "./refresh.ts";

/** A document with owned regions, one for each experiment it covers. */
export interface LivingDoc {
  file: string;
  region: "experiments" | "models" | "training-runbook";
  scope: "increments" | "others" | "all";
}

interface Contribution {
  id: string;
  increment: string | null;
  body: string;
}

/** The document that experiments outside of increments are listed in by default. */
export const EXPERIMENTS_FILE = "docs/experiments.md";

const ARCHITECTURE = ".specweave/docs/internal/architecture";
const RUNBOOK = ".specweave/docs/internal/operations/runbook-model-training.md";

/**
 * The living documents of a project: those of the configuration, else for SpecWeave increments `ml-experiments.md` (made if
 * missing), `ml-models.md` and the training runbook (only where they exist), and docs/experiments.md for other experiments.
 */
export function livingDocsOf(config: Config, tree: Tree): LivingDoc[] {
  if (config.livingDocs !== undefined) {
    return config.livingDocs.flatMap(({ file, region }) =>
      region === "progress" ? [] : [{ file, region, scope: "all" }],
    );
  }
  const docs: LivingDoc[] = [
    { file: `${ARCHITECTURE}/ml-experiments.md`, region: "experiments", scope: "increments" },
    { file: EXPERIMENTS_FILE, region: "experiments", scope: "others" },
  ];
  const optional: LivingDoc[] = [
    { file: `${ARCHITECTURE}/ml-models.md`, region: "models", scope: "increments" },
    { file: RUNBOOK, region: "training-runbook", scope: "increments" },
  ];
  const isThere = (file: string) => tree.listings.get(parentOf(file))?.files.includes(baseName(file)) ?? false;
  return [...docs, ...optional.filter((doc) => isThere(doc.file))];
}

/** Whether an experiment belongs into a living document. */
export function covers(doc: Pick<LivingDoc, "scope">, experiment: { increment: string | null }): boolean {
  return doc.scope === "all" || (doc.scope === "increments") === (experiment.increment !== null);
}

/**
 * Fills the living documents: one region for each experiment, found by increment number or experiment id wherever the author
 * has moved it, appended in order when it is new. A document nobody contributes to is not made.
 */
export function fillLivingDocs(
  root: string,
  docs: readonly LivingDoc[],
  input: { digests: ReadonlyMap<string, Digest>; restore: ReadonlySet<string> },
): { writes: PlannedWrite[]; findings: Finding[] } {
  const filled = docs.map((doc) => {
    const contributions = [...input.digests.values()].flatMap((digest) => contributionsTo(doc, digest));
    return fill(root, doc, { contributions, restore: input.restore });
  });
  return { writes: filled.flatMap((one) => one.writes), findings: filled.flatMap((one) => one.findings) };
}

/** The key of an experiment's part in a living document. */
export function sectionKey(doc: LivingDoc): string {
  return `${doc.region} ${doc.file}`;
}

function contributionsTo(doc: LivingDoc, digest: Digest): Contribution[] {
  const body = covers(doc, digest.summary) ? digest.sections[sectionKey(doc)] : undefined;
  return body === undefined ? [] : [{ id: digest.summary.id, increment: digest.summary.increment, body }];
}

function fill(
  root: string,
  doc: LivingDoc,
  input: { contributions: readonly Contribution[]; restore: ReadonlySet<string> },
): { writes: PlannedWrite[]; findings: Finding[] } {
  let before: string | null;
  try {
    before = textOf(root, doc.file);
  } catch (error) {
    return { writes: [], findings: [unreadable(doc.file, error)] };
  }
  if (before === null && input.contributions.length === 0) return { writes: [], findings: [] };
  const fills = input.contributions.map((one) => ({
    name: doc.region,
    attributes: attributesOf(one),
    body: one.body,
  }));
  const text = before ?? `# ${titleOf(doc)}\n`;
  const merged = mixedRegions(root, doc.file, text);
  const options = { restore: input.restore.has(doc.file), append: true, merged };
  const { text: filled, findings } = refresh({ file: doc.file, text }, fills, options);
  const after = withoutGone(root, { ...doc, text: filled }, fills);
  return { writes: plan(doc.file, before, after), findings };
}

/** The text without the sections of experiments that git knows were removed; one that was edited by hand stays. */
function withoutGone(root: string, doc: LivingDoc & { text: string }, fills: readonly Fill[]): string {
  const isGone = openGone(root);
  const { regions } = findRegions(doc.text, doc.file);
  const isFilled = ({ attributes }: OwnedRegion) =>
    fills.some((one) => Object.entries(one.attributes).every(([key, value]) => attributes[key] === value));
  return withoutRegions(doc.text, regions, (region) => {
    if (region.name !== doc.region || region.edited || isFilled(region)) return false;
    const pages = comparisonsIn(doc.file, region);
    return pages.length > 0 && pages.every(isGone);
  });
}

function attributesOf(one: Contribution): Record<string, string> {
  return one.increment === null ? { experiment: one.id } : { increment: one.id.replace(/^increment:/, "") };
}

function titleOf(doc: LivingDoc): string {
  return doc.region === "experiments" ? "Experiments" : doc.region === "models" ? "Models" : "Model training";
}

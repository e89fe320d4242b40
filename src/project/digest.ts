import { factsOf } from "../compare/progress/facts.ts";
import { mentionsOf } from "../experiments/mention.ts";
import { derivationOf } from "../markdown/derivation.ts";
import type { Finding } from "../model/finding.ts";
import type { CompiledExperiment, PlannedWrite } from "../model/project.ts";
import { knownSecrets } from "../redaction/known.ts";
import { renderRegion } from "../report/region.ts";
import { TemplateError } from "../report/template-error.ts";
import type { Digest } from "./digest-shape.ts";
import type { LivingDoc } from "./living-docs.ts";
import { covers, sectionKey } from "./living-docs.ts";
import type { OutputContext } from "./outputs.ts";
import { outputsOf } from "./outputs.ts";

/** The digests of some experiments, in order, and the writes that their own files need. */
export interface Digests {
  byId: Map<string, Digest>;
  writes: PlannedWrite[];
  findings: Finding[];
}

/** What digesting needs. */
export interface DigestContext extends OutputContext {
  livingDocs: readonly LivingDoc[];
}

/** Digests some experiments, one after the other. */
export async function digestSome(context: DigestContext, ids: readonly string[]): Promise<Digests> {
  const digests: Digests = { byId: new Map(), writes: [], findings: [] };
  for (const id of ids) {
    const compiled = context.catalog.get(id);
    const outputs = await outputsOf(compiled, context);
    const sections = await sectionsOf(compiled, context);
    const project = context.catalog.projectOf(compiled.experiment);
    const undrawn = context.draw || project !== null ? [] : compiled.figures.map((figure) => figure.id);
    const findings = [...outputs.findings, ...sections.findings];
    const pending = [...undrawn, ...outputs.writes.map((one) => one.path), ...findings.map((one) => one.file)];
    digests.writes.push(...outputs.writes);
    digests.findings.push(...findings);
    digests.byId.set(id, digestOf({ ...compiled, project }, sections.bodies, pending));
  }
  return digests;
}

async function sectionsOf(
  compiled: CompiledExperiment,
  context: DigestContext,
): Promise<{ bodies: Record<string, string>; findings: Finding[] }> {
  const bodies: Record<string, string> = {};
  const findings: Finding[] = [];
  for (const doc of context.livingDocs.filter((one) => covers(one, compiled.experiment))) {
    const request = {
      name: doc.region,
      attributes: {},
      experiments: [compiled],
      file: doc.file,
      shared: true,
      templates: context.templates,
    };
    try {
      bodies[sectionKey(doc)] = (await renderRegion(request)) ?? "";
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      findings.push(error.finding);
    }
  }
  return { bodies, findings };
}

function digestOf(
  compiled: CompiledExperiment & { project: string | null },
  sections: Record<string, string>,
  pending: string[],
): Digest {
  const { experiment, comparison, project } = compiled;
  const { id, name, title, dir, increment, accounting } = experiment;
  const row = comparison.rows.find((one) => one.id === comparison.selection?.row);
  const selected = row?.name ?? null;
  const verdict = comparison.hypothesis?.verdict ?? null;
  const summary = {
    id,
    name,
    title,
    dir,
    ...(project === null ? {} : { project }),
    increment,
    accounting,
    selected,
    verdict,
  };
  const asksHistory = comparison.ignored.length > 0 || (comparison.hypothesis?.judged.length ?? 0) > 0;
  const progress = factsOf(compiled, derivationOf([compiled]));
  return {
    summary,
    findings: experiment.findings,
    progress,
    sections,
    pending,
    secrets: [...knownSecrets(experiment.runs)],
    mentions: mentionsOf(experiment),
    history: comparison.history,
    asksHistory,
  };
}

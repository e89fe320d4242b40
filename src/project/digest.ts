import type { Finding } from "../model/finding.ts";
import { outputPaths } from "../model/output.ts";
import type { CompiledExperiment, PlannedWrite } from "../model/project.ts";
import { renderRegion } from "../report/region.ts";
import { TemplateError } from "../report/template-error.ts";
import type { ProjectCatalog } from "./catalog.ts";
import type { Digest } from "./digest-shape.ts";
import type { LivingDoc } from "./living-docs.ts";
import { covers, sectionKey } from "./living-docs.ts";
import type { OutputContext } from "./outputs.ts";
import { outputsOf } from "./outputs.ts";

/** The digests of all experiments, in order, and the writes that their own files need. */
export interface Digests {
  byId: Map<string, Digest>;
  writes: PlannedWrite[];
  findings: Finding[];
}

/** Digests every experiment; those that did not change since `previous` are taken from it, unless forced. */
export async function digestAll(
  input: OutputContext & {
    catalog: ProjectCatalog;
    livingDocs: LivingDoc[];
    previous: ReadonlyMap<string, Digest> | null;
    changed: ReadonlySet<string> | null;
    force: boolean;
  },
): Promise<Digests> {
  const digests: Digests = { byId: new Map(), writes: [], findings: [] };
  for (const id of input.catalog.ids) {
    const known = input.previous?.get(id);
    if (known !== undefined && isCurrent(input, id, known)) {
      digests.byId.set(id, known);
      continue;
    }
    const compiled = input.catalog.get(id);
    const outputs = await outputsOf(compiled, input);
    digests.writes.push(...outputs.writes);
    digests.findings.push(...outputs.findings);
    const undrawn = input.draw ? [] : compiled.figures.map((figure) => figure.id);
    const pending = [
      ...undrawn,
      ...outputs.writes.map((write) => write.path),
      ...outputs.findings.map((one) => one.file),
    ];
    const sections = await sectionsOf(compiled, input);
    digests.findings.push(...sections.findings);
    pending.push(...sections.findings.map((one) => one.file));
    digests.byId.set(id, digestOf(compiled, sections.bodies, pending));
  }
  return digests;
}

function isCurrent(input: Parameters<typeof digestAll>[0], id: string, known: Digest): boolean {
  const plan = input.catalog.plans.get(id);
  if (plan === undefined || input.catalog.touched.has(id) || known.pending.length > 0) return false;
  const paths = outputPaths(plan.place);
  if (
    input.force ||
    input.livingDocs.some((doc) => covers(doc, known.summary) && !(sectionKey(doc) in known.sections))
  ) {
    return false;
  }
  for (const path of input.changed ?? []) {
    if (path.startsWith("templates/") || path === paths.comparison || path === paths.report) return false;
    if (path === paths.plots || path.startsWith(`${paths.plots}/`)) return false;
  }
  return true;
}

async function sectionsOf(
  compiled: CompiledExperiment,
  input: Parameters<typeof digestAll>[0],
): Promise<{ bodies: Record<string, string>; findings: Finding[] }> {
  const bodies: Record<string, string> = {};
  const findings: Finding[] = [];
  for (const doc of input.livingDocs.filter((one) => covers(one, compiled.experiment))) {
    const request = {
      name: doc.region,
      attributes: {},
      experiments: [compiled],
      file: doc.file,
      templates: input.templates,
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

function digestOf(compiled: CompiledExperiment, sections: Record<string, string>, pending: string[]): Digest {
  const { experiment, comparison } = compiled;
  const { id, name, title, dir, increment, accounting } = experiment;
  const row = comparison.rows.find((one) => one.id === comparison.selection?.row);
  const selected = row?.name ?? null;
  const verdict = comparison.hypothesis?.verdict ?? null;
  const summary = { id, name, title, dir, increment, accounting, selected, verdict };
  return { summary, findings: experiment.findings, sections, pending };
}

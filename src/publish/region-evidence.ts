import { resolveSelector } from "../claims/value/resolve.ts";
import { createScope } from "../claims/value/scope.ts";
import { formatExpression, parseExpression, selectorsOf } from "../claims/value/selector.ts";
import type { Evidence } from "../model/evidence.ts";
import { lineOf } from "../model/evidence.ts";
import type { Catalog, CompiledExperiment } from "../model/project.ts";

/**
 * What a generated number that links to a file without lines rests on, by the file and the link's title. Null where nothing that
 * was compared has that title there.
 */
export type RegionEvidence = (file: string, title: string) => Evidence | null;

/** In a project with more experiments than this only the one that owns a file is asked about it. */
const MOST_ASKED = 200;

/** Looks up the evidence of generated numbers in binary files: their links cannot say the record, the comparison knows it. */
export function openRegionEvidence(catalog: Catalog): RegionEvidence {
  const known = new WeakMap<CompiledExperiment, Map<string, Evidence>>();
  const answers = new Map<string, Evidence | null>();
  const compared = (compiled: CompiledExperiment, key: string): Evidence | null => {
    const places = known.get(compiled) ?? placesOf(compiled);
    known.set(compiled, places);
    return places.get(key) ?? null;
  };
  const look = (file: string, title: string): Evidence | null => {
    const owner = catalog.at(file);
    const own = owner === null ? null : compared(owner, keyOf(file, title));
    return own ?? sharedEvidence(file, title) ?? namedEvidence(file, title);
  };
  /** A database, or a folder, may hold the runs of several experiments. */
  const sharedEvidence = (file: string, title: string): Evidence | null => {
    if (catalog.ids.length > MOST_ASKED) return null;
    for (const id of catalog.ids) {
      const compiled = catalog.get(id);
      const isIn = compiled.experiment.runs.some((run) => run.files.includes(file));
      const found = isIn ? compared(compiled, keyOf(file, title)) : null;
      if (found !== null) return found;
    }
    return null;
  };
  /** What stands over all experiments names runs by their experiment. */
  const namedEvidence = (file: string, title: string): Evidence | null => {
    const expression = parseExpression(title);
    const owner = catalog.at(file);
    const scope = createScope({ catalog, near: owner?.experiment.id ?? null });
    for (const selector of expression === null ? [] : selectorsOf(expression)) {
      // The owner's comparison says the same without the experiment in front.
      const path = formatExpression(selector).split("/");
      for (let from = 1; owner !== null && from < path.length; from += 1) {
        const rest = path.slice(from).join("/");
        const found = compared(owner, keyOf(file, rest)) ?? sharedEvidence(file, rest);
        if (found !== null) return found;
      }
      const resolved = resolveSelector(selector, scope);
      const operand = resolved.ok ? resolved.operands.find(({ point }) => point.evidence.file === file) : undefined;
      if (operand !== undefined) return operand.point.evidence;
    }
    return null;
  };
  return (file, title) => {
    const key = keyOf(file, title);
    const answer = answers.has(key) ? (answers.get(key) ?? null) : look(file, title);
    answers.set(key, answer);
    return answer !== null && lineOf(answer) === null ? answer : null;
  };
}

/** Every value of a comparison that is kept in a binary file, wherever it stands. */
function placesOf({ comparison }: CompiledExperiment): Map<string, Evidence> {
  const places = new Map<string, Evidence>();
  const pending: unknown[] = [comparison];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isBacked(next)) {
      const [first] = next.evidence;
      const key = first === undefined || lineOf(first) !== null ? null : keyOf(first.file, next.selector);
      if (first !== undefined && key !== null && !places.has(key)) places.set(key, first);
    } else if (typeof next === "object" && next !== null) {
      for (const value of Object.values(next)) if (typeof value === "object" && value !== null) pending.push(value);
    }
  }
  return places;
}

function isBacked(value: unknown): value is { selector: string; evidence: Evidence[] } {
  if (typeof value !== "object" || value === null) return false;
  return (
    "selector" in value && typeof value.selector === "string" && "evidence" in value && Array.isArray(value.evidence)
  );
}

function keyOf(file: string, title: string): string {
  return `${file}\n${title}`;
}

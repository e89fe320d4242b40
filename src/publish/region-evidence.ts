import type { Evidence } from "../model/evidence.ts";
import { lineOf } from "../model/evidence.ts";
import type { Catalog, CompiledExperiment } from "../model/project.ts";

/**
 * What a generated number that links to a file without lines rests on, by the file and the link's title. Null where nothing that
 * was compared has that title there.
 */
export type RegionEvidence = (file: string, title: string) => Evidence | null;

/** Looks up the evidence of generated numbers in binary files: their links cannot say the record, the comparison knows it. */
export function openRegionEvidence(catalog: Pick<Catalog, "at">): RegionEvidence {
  const known = new WeakMap<CompiledExperiment, Map<string, Evidence>>();
  return (file, title) => {
    const compiled = catalog.at(file);
    if (compiled === null) return null;
    const places = known.get(compiled) ?? placesOf(compiled);
    known.set(compiled, places);
    return places.get(keyOf(file, title)) ?? null;
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

import type { Evidence } from "../../model/evidence.ts";
import type { Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import type { ReadResult, Source } from "../reader.ts";

export function detectLocal(_listing: Listing, _tree: Tree): Source[] {
  return [];
}
export function readLocal(_source: Source, _root: string): ReadResult {
  return { runs: [], findings: [], unreadable: [] };
}
export function readLocalSeries(_run: Run, _root: string, _metrics: readonly string[] | null): Series[] {
  return [];
}
export function showLocal(_evidence: Evidence, _root: string): string | null {
  return null;
}

import { hashText } from "../disk/hash.ts";
import { findRegions } from "../markdown/region.ts";
import type { VerdictName } from "../model/claim.ts";
import type { OwnedRegion } from "../model/document.ts";
import type { JudgedDocument } from "../model/project.ts";
import { textOf } from "../project/outputs.ts";
import type { Outdated } from "./state.ts";

const FINE: ReadonlySet<VerdictName> = new Set(["supported", "derived", "attested", "exempt", "unbound"]);

/**
 * Generated regions of which nothing is left that would fill them: an experiment that was renamed or deleted. Nobody wrote the
 * numbers in them. Only documents in which something is wrong are looked into.
 */
export function orphansIn(root: string, { file, verdicts }: JudgedDocument): OwnedRegion[] {
  const own = verdicts.filter(({ claim, verdict }) => claim.region === null && !FINE.has(verdict));
  const text = own.length === 0 ? null : textOf(root, file);
  if (text === null) return [];
  return findRegions(text, file).regions.filter(
    (region) => !region.edited && own.some(({ claim }) => holds(region, claim.span.start)),
  );
}

/** Whether an offset lies in a region. */
export function holds(region: OwnedRegion, offset: number): boolean {
  return region.bodyStart <= offset && offset < region.bodyEnd;
}

/** An orphan as something that is out of date. */
export function orphaned(file: string, { name, line, hash }: OwnedRegion): Outdated {
  const found = "what it was made of is not here any more, so no sync fills it: delete it with its markers";
  return { file, line, region: name, wanted: hashText(`${name}\0${hash}`), found, expected: null };
}

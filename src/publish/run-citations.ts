import type { SiteLink } from "../contract/index.ts";
import type { Verdict } from "../model/claim.ts";
import type { Evidence } from "../model/evidence.ts";
import type { Run } from "../model/run.ts";
import { sayCount } from "./say.ts";
import { placeKey } from "./view.ts";

/** A document with what its claims rest on. `isShown`: the claim stands in the evidence below the document. */
export interface CitingDocument {
  file: string;
  verdicts: readonly { claim: Pick<Verdict["claim"], "id">; evidence: readonly Evidence[]; isShown?: boolean }[];
}

/**
 * The documents that cite a value of a run, or of any of some runs, with how many claims; each leads to the first of them. A file that several runs were read from (`shared`) tells
 * nothing by itself: there the place inside of it has to be one of the run's.
 */
export type RunCitations = (cited: Run | readonly Run[], shared: ReadonlySet<string>) => SiteLink[];

/** Looks through the claims of all documents once. `pageOf`: the address of a document. */
export function openCitations(
  documents: readonly CitingDocument[],
  pageOf: (file: string) => string | null,
): RunCitations {
  const shown = new Map(
    documents.map(({ file, verdicts }) => [file, verdicts.flatMap((one) => (one.isShown ? [one.claim.id] : []))]),
  );
  const files = new Map<string, Map<string, Set<string>>>();
  const places = new Map<string, Map<string, Set<string>>>();
  for (const document of documents) {
    for (const { claim, evidence } of document.verdicts) {
      for (const one of evidence) {
        note(files, one.file, { document: document.file, claim: claim.id });
        note(places, placeKey(one), { document: document.file, claim: claim.id });
      }
    }
  }
  const citing = (run: Run, shared: ReadonlySet<string>) => {
    const own = run.files.filter((file) => !shared.has(file)).map((file) => files.get(file));
    const isInside = run.files.some((file) => shared.has(file) && files.has(file));
    return isInside ? [...own, ...placesOf(run).map((key) => places.get(key))] : own;
  };
  return (cited, shared) => {
    if (files.size === 0) return [];
    const found = new Map<string, Set<string>>();
    for (const one of [cited].flat().flatMap((run) => citing(run, shared))) {
      for (const [document, claims] of one ?? []) {
        found.set(document, new Set([...(found.get(document) ?? []), ...claims]));
      }
    }
    return [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([document, claims]) => {
        const href = pageOf(document);
        const first = shown.get(document)?.find((id) => claims.has(id));
        const place = first === undefined ? "" : `#evidence-${first}`;
        return href === null
          ? []
          : [{ text: `${document} (${sayCount(claims.size, "claim")})`, href: `${href}${place}` }];
      });
  };
}

function note(
  book: Map<string, Map<string, Set<string>>>,
  key: string,
  { document, claim }: { document: string; claim: string },
): void {
  const documents = book.get(key) ?? new Map<string, Set<string>>();
  const claims = documents.get(document) ?? new Set<string>();
  book.set(key, documents.set(document, claims.add(claim)));
}

function placesOf(run: Run): string[] {
  const points = run.metrics.flatMap(({ last, min, max }) => [last, min, max]);
  const stated: Evidence[] = points.flatMap((point) => (point === null ? [] : point.evidence));
  stated.push(...run.params.map((one) => one.evidence), ...run.environment.map((one) => one.evidence));
  return stated.map(placeKey);
}

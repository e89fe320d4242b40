import { largestOfKind } from "./page-walk.ts";
import type { ExampleSite } from "./site-example.ts";
import { buildExample } from "./site-example.ts";

const EXPERIMENT = "experiments/augment-shift/";
const RUNS = "runs/augment-shift/";

/** Both examples with a page of each kind that they have, and what is special about some of a kind. */
export interface Kinds {
  digits: ExampleSite;
  recommender: ExampleSite;
  /** The site's folder and the page's address, by what it is. */
  pages: Map<string, { out: string; address: string }>;
  remove(): void;
}

/** Builds both examples. */
export async function buildKinds(): Promise<Kinds> {
  const [digits, recommender] = [await buildExample("digits"), await buildExample("recommender")];
  const pages: Kinds["pages"] = new Map();
  for (const { out } of [recommender, digits])
    for (const [kind, address] of largestOfKind(out)) pages.set(kind, { out, address });
  const special = {
    "diverged run": `${RUNS}2026-11-21T16-42-12-decay-nan-seed0/`,
    "ignored run": `${RUNS}2026-11-21T16-40-54-baseline-leak-seed0/`,
    notes: `documents/${EXPERIMENT}notes/`,
  };
  for (const [name, address] of Object.entries(special)) pages.set(name, { out: digits.out, address });
  const remove = () => {
    digits.remove();
    recommender.remove();
  };
  return { digits, recommender, pages, remove };
}

/** What `buildKinds` gives a page of, so that each can be a test of its own. */
export const KINDS = [
  "home",
  "about",
  "compare",
  "comparison",
  "document",
  "documents",
  "experiment",
  "experiments",
  "file",
  "increments",
  "journal",
  "progress",
  "run",
  "runs",
  "search",
  "diverged run",
  "ignored run",
  "notes",
] as const;

import { loadCache, saveCache } from "../disk/cache.ts";
import { readText } from "../disk/file.ts";
import { identities } from "../disk/snapshot.ts";
import { findRegions } from "../markdown/region.ts";
import { splice } from "../markdown/splice.ts";
import { outputPaths } from "../model/output.ts";
import type { Compiled } from "../project/compilation.ts";
import { textOf } from "../project/outputs.ts";

/** A generated document of more regions than this would be a page of megabytes that says what the list of experiments says. */
const MOST_REGIONS = 50;

/** Regions whose content the list of experiments and the page of the series have. */
const LISTED = /^(?:experiments|progress)\b/;

/**
 * Documents that get no page, since people wrote nothing in them and another page says the same: each comparison.md as it is made,
 * with the id of its experiment; and documents of a great many regions and nothing else, with null for the list of experiments.
 */
export function standInsOf(compiled: Compiled, key: string): Map<string, string | null> {
  const { root, catalog, documents } = compiled;
  const looked = openLooked(compiled, key);
  const comparisons = new Map([...catalog.plans].map(([id, { place }]) => [outputPaths(place).comparison, id]));
  const standIns = new Map<string, string | null>();
  for (const { file, regions = [], verdicts } of documents) {
    const id = comparisons.get(file);
    const isMany = regions.length > MOST_REGIONS && regions.every(({ region }) => LISTED.test(region));
    if (verdicts.length > 0 || (id === undefined && !isMany)) continue;
    const look = () => isGenerated(readText(root, file), file, regions.length);
    if (looked.is(file, regions.length, look)) standIns.set(file, id ?? null);
  }
  for (const [file, id] of comparisons)
    if (catalog.project(file) !== null && isWhole(root, file)) standIns.set(file, id);
  looked.save();
  return standIns;
}

/** What was found of files, each with its identity and how many of its regions were current. */
type Looked = Map<string, [of: string, isIt: boolean]>;

/** Remembers what was found of files: most are the same as last time, and need not be read again. */
function openLooked({ root, snapshot, writes }: Compiled, key: string) {
  const identity = identities(snapshot);
  const written = new Set(writes.map(({ path }) => path));
  const last = loadCache<Looked>(root, NAME, key) ?? new Map();
  const now: Looked = new Map();
  let isNew = false;
  return {
    is: (file: string, regions: number, look: () => boolean): boolean => {
      const own = written.has(file) ? null : identity(file);
      const of = `${own} ${regions}`;
      const known = last.get(file);
      if (own !== null && known?.[0] === of) now.set(file, known);
      const isIt = own !== null && known?.[0] === of ? known[1] : look();
      if (own !== null && known?.[0] !== of) {
        now.set(file, [of, isIt]);
        isNew = true;
      }
      return isIt;
    },
    save: () => {
      if (isNew || now.size !== last.size) saveCache(root, NAME, { key, value: now });
    },
  };
}

const NAME = "stand-ins";

/** Whether a comparison that another project made holds nothing else: what it says stands on the experiment's page. */
function isWhole(root: string, file: string): boolean {
  const text = textOf(root, file);
  return text !== null && isGenerated(text, file, 1);
}

/** Whether a text is nothing but a heading and as many regions as are current. */
function isGenerated(text: string, file: string, current: number): boolean {
  const { regions } = findRegions(text, file);
  if (regions.length !== current || regions.some((region) => region.edited)) return false;
  const blank = regions.map(({ bodyStart, bodyEnd }) => ({ start: bodyStart, end: bodyEnd, text: "" }));
  const rest = splice(text, blank).replace(/<!-- docs:[^>]*-->/g, "");
  return /^\s*(?:# [^\n]*)?\s*$/.test(rest);
}

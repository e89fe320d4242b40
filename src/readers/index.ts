import { messageOf } from "../errors.ts";
import { compareText, finding } from "../model/finding.ts";
import type { Run, Tracker } from "../model/run.ts";
import type { Series } from "../model/series.ts";
import type { Tree } from "../model/tree.ts";
import type { Reader, ReadResult, Source } from "./reader.ts";
import { specweaveReader } from "./specweave.ts";
import { treeReader } from "./tree.ts";

/** Every format that is read. When two see the same folder, the earlier one gets it. */
const readers: readonly Reader[] = [specweaveReader, treeReader];

/** Finds what can be read in a project, sorted by id. No file is opened. */
export function detectSources(tree: Tree): Source[] {
  const found: Source[] = [];
  const claimed = new Set<string>();
  for (const reader of readers) {
    const before = found.length;
    for (const listing of tree.listings.values()) {
      for (const source of reader.detect(listing, tree)) {
        if (claimed.size === 0 || !claimed.has(source.id)) found.push(source);
      }
    }
    if (reader !== readers.at(-1)) for (const source of found.slice(before)) claimed.add(source.id);
  }
  return found.sort((a, b) => compareText(a.id, b.id));
}

/** Reads a source. Bad data is a finding; a source that cannot be read at all is counted as unreadable. Never throws. */
export function readSource(source: Source, root: string): ReadResult {
  try {
    return readerOf(source.reader).read(source, root);
  } catch (error) {
    const reason = messageOf(error);
    const problem = finding({
      code: "source/unreadable",
      file: source.dir,
      message: `this run could not be read (${reason})`,
    });
    return { runs: [], findings: [problem], unreadable: [{ path: source.dir, reason }] };
  }
}

/** Every point of some metrics of a run (all of its metrics for null), in the order asked for; what is not there is left out. */
export function readSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  return readerOf(run.tracker).series(run, root, metrics);
}

function readerOf(name: Tracker): Reader {
  const reader = readers.find((one) => one.name === name);
  if (reader === undefined) throw new Error(`no reader is called ${name}`);
  return reader;
}

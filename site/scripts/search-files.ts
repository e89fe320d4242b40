import type { SegmentHead, StoredEntry, TermFile } from "../../src/contract/search.ts";
import { searchFile } from "../../src/contract/search.ts";

/** A segment of the index: its number, and what is said of each of its entries. */
export interface Segment {
  number: number;
  head: SegmentHead;
  kinds: number[];
  experiments: number[];
  states: number[];
}

/** The files of the index, loaded when they are first asked for. A script that cannot be loaded rejects, and is tried again when asked for again. */
export interface SearchFiles {
  segments(): Promise<Segment[]>;
  terms(segment: Segment, index: number): Promise<TermFile>;
  entries(segment: Segment, index: number): Promise<StoredEntry[]>;
}

type Callback = (name: string, body: unknown) => void;

/** Opens the index in a folder. Its files are scripts that call back: from a disk, and under a strict policy, pages may load nothing else. */
export function openSearchFiles(folder: URL): SearchFiles {
  const loading = new Map<string, Promise<unknown>>();
  const arrived = new Map<string, (body: unknown) => void>();
  (window as unknown as { labdocsSearch: Callback }).labdocsSearch = (name, body) => arrived.get(name)?.(body);

  const load = <T>(name: string, version: string | null): Promise<T> => {
    const known = loading.get(name);
    if (known !== undefined) return known as Promise<T>;
    const promise = new Promise<unknown>((resolve, reject) => {
      const script = document.createElement("script");
      const url = new URL(`${name}.js`, folder);
      // Files of one version belong together; a cache may still hold others.
      if (version !== null) url.searchParams.set("v", version);
      arrived.set(name, resolve);
      script.onerror = () => reject(new Error(`search/index/${name}.js`));
      script.onload = () => {
        script.remove();
        reject(new Error(`search/index/${name}.js`));
      };
      script.src = url.href;
      document.head.append(script);
    });
    loading.set(name, promise);
    promise.catch(() => loading.delete(name));
    return promise as Promise<T>;
  };

  const segmentOf = async (number: number): Promise<Segment> => {
    const head = await load<SegmentHead>(searchFile(number, "head"), null);
    const { kinds, experiments, states } = head;
    return { number, head, kinds: spread(kinds), experiments: spread(experiments), states: spread(states) };
  };
  return {
    segments: async () => {
      const { segments } = await load<{ segments: number }>("head", null);
      return Promise.all(Array.from({ length: segments }, (_, number) => segmentOf(number)));
    },
    terms: ({ number, head }, index) => load(searchFile(number, "t", index), head.version),
    entries: ({ number, head }, index) => load(searchFile(number, "e", index), head.version),
  };
}

/** Pairs of a value and how often it stands, one after the other. */
function spread(pairs: readonly number[]): number[] {
  const values: number[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    for (let left = pairs[at + 1] ?? 0; left > 0; left -= 1) values.push(pairs[at] ?? 0);
  }
  return values;
}

import type { CompareIndex } from "../../src/contract/index.ts";
import { plainName } from "./compare-chosen.ts";

/** A run that can be found: `text` is what words are looked for in. */
export interface Entry {
  id: string;
  name: string;
  title: string;
  text: string;
}

/** The entries in which every word comes up, in the order given. */
export function entriesWith(words: string, all: readonly Entry[]): Entry[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ text }) => wanted.every((word) => text.includes(word)));
}

/** All runs of the index as entries. */
export function entriesOf(index: CompareIndex): Entry[] {
  return index.flatMap(({ slug, title, runs, names }) =>
    runs.map((run, at) => {
      const name = names[at] || plainName(run);
      const id = `${slug}/${run}`;
      return { id, name, title, text: `${id} ${name} ${title}`.toLowerCase() };
    }),
  );
}

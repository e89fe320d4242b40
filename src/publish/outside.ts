import type { PageOf } from "../contract/index.ts";
import type { Bucket } from "../model/accounting.ts";
import { outsideRuns } from "../report/outside-runs.ts";
import type { PhraseWriter } from "./phrase-writer.ts";
import type { View } from "./view.ts";

/** In this order: what went wrong first, then what someone left out, then what counts elsewhere. */
const TITLES: [Bucket, string][] = [
  ["failed", "Failed"],
  ["ignored", "Ignored"],
  ["unreadable", "Unreadable"],
  ["pruned", "Pruned"],
  ["running", "Still running"],
  ["duplicate", "Duplicates"],
  ["deleted", "Deleted"],
  ["parent", "Only hold other runs"],
];

/** Every run that does not count, by what became of it, with the reason and the line that says so. */
export function outsideOf(view: View, { links, phrase }: PhraseWriter): PageOf<"experiment">["outside"] {
  const byBucket = Map.groupBy(outsideRuns(view.compiled, links), ({ bucket }) => bucket);
  return TITLES.flatMap(([bucket, title]) => {
    const runs = byBucket.get(bucket) ?? [];
    const items = runs.map(({ name, reason }) => ({ subject: phrase(name), reason: phrase(reason) }));
    return items.length === 0 ? [] : [{ id: bucket, title, items }];
  });
}

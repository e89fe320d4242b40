import type { PageOf, Phrase } from "../contract/index.ts";
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
    // A reason that names no place says the same of each run: it is said once.
    const byReason = Map.groupBy(runs, ({ name, reason }) => (reason.includes("](") ? name : reason));
    const items = [...byReason.values()].map((some) => ({
      subject: some.flatMap(({ name }, at): Phrase => [...(at === 0 ? [] : [", "]), ...phrase(name)]),
      reason: phrase(some[0]?.reason ?? ""),
    }));
    return items.length === 0 ? [] : [{ id: bucket, title, items }];
  });
}

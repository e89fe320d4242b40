import type { CitingDocument } from "./run-citations.ts";

/** An experiment that another one speaks of. */
export interface TiedExperiment {
  id: string;
  name: string;
  title: string;
  increment: string | null;
}

/** One experiment speaks of another. `by`: the document whose claims rest on its runs; null for the journal, which links to it. */
export interface Tie {
  from: TiedExperiment;
  to: TiedExperiment;
  by: string | null;
}

/** What is looked through: `mentions` are the paths that journals link to, by experiment; `owner` says whose a path is. */
export interface Speaking {
  experiments: readonly TiedExperiment[];
  mentions: ReadonlyMap<string, readonly string[]>;
  citing: readonly CitingDocument[];
  owner(path: string): string | null;
}

/** Every experiment that another one speaks of, each way once: in the order of experiments, journals first. */
export function tiesOf({ experiments, mentions, citing, owner }: Speaking): Tie[] {
  const byId = new Map(experiments.map((one) => [one.id, one]));
  const ties = new Map<string, Tie>();
  const add = (from: string | null, to: string | null, by: string | null) => {
    const [one, other] = [from === null ? undefined : byId.get(from), to === null ? undefined : byId.get(to)];
    if (one === undefined || other === undefined || one === other) return;
    const key = JSON.stringify([one.id, other.id]);
    if (!ties.has(key)) ties.set(key, { from: one, to: other, by });
  };
  for (const { id } of experiments) for (const path of mentions.get(id) ?? []) add(id, owner(path), null);
  for (const { file, verdicts } of citing) {
    const from = owner(file);
    if (from === null) continue;
    for (const to of new Set(verdicts.flatMap(({ evidence }) => evidence.map((one) => owner(one.file))))) {
      add(from, to, file);
    }
  }
  return [...ties.values()];
}

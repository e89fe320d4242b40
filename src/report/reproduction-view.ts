import type { CompiledExperiment } from "../model/project.ts";
import type { LinkWriter } from "./link-writer.ts";

const MOST_SHOWN = 20;

/** Runs that claim to be the same: the verdict with its sentence; and how many more there are than the first that are shown. */
export interface ReproductionsView {
  shown: { verdict: string; because: string }[];
  more: string | null;
}

/** The reproductions of a comparison, those that differ first; null without any. */
export function reproductionsView({ comparison }: CompiledExperiment, links: LinkWriter): ReproductionsView | null {
  const { reproductions } = comparison;
  if (reproductions.length === 0) return null;
  const shown = reproductions.slice(0, MOST_SHOWN).map(({ verdict, because }) => {
    return { verdict, because: links.sentence(because) };
  });
  const rest = reproductions.slice(MOST_SHOWN);
  const count = (verdict: string) => rest.filter((one) => one.verdict === verdict).length;
  const verdicts = ["differs", "agrees", "identical"].filter((verdict) => count(verdict) > 0);
  const more = verdicts.map((verdict) => `${count(verdict)} ${verdict}`).join(", ");
  return { shown, more: rest.length === 0 ? null : `${rest.length} more sets: ${more}` };
}

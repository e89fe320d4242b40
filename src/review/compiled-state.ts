import type { Compiled } from "../project/compilation.ts";
import { LOCK_FILE } from "../project/lock-file.ts";
import { documentState } from "./claim-state.ts";
import { experimentState } from "./experiment-state.ts";
import { outdatedIn } from "./outdated.ts";
import type { ReviewState } from "./state.ts";

/**
 * What is known of a compile before it is looked at: the state that it differs from, which experiments differ, and which
 * documents have another text. Only those are looked into.
 */
export interface Known {
  state: ReviewState;
  isChanged(document: string): boolean;
  touched: ReadonlySet<string>;
}

/** What is kept of a compile for a review. */
export function stateOf(compiled: Compiled, known: Known | null): ReviewState {
  const { catalog, root, accounting, coverage } = compiled;
  const experiments = new Map(known?.state.experiments.map((one) => [one.id, one]));
  const documents = new Map(known?.state.documents.map((one) => [one.file, one]));
  const judged = compiled.documents.map((one) => {
    const same = known?.isChanged(one.file) === false ? documents.get(one.file) : undefined;
    return documentState(root, one, same ?? null);
  });
  const made = compiled.writes.filter(({ path }) => path !== LOCK_FILE);
  return {
    experiments: catalog.ids.map((id) => {
      const same = known?.touched.has(id) === false ? experiments.get(id) : undefined;
      return same ?? experimentState(catalog.get(id));
    }),
    documents: judged,
    accounting,
    coverage,
    findings: compiled.findings.filter(({ severity }) => severity !== "note"),
    outdated: [...outdatedIn(made, compiled.findings), ...judged.flatMap(({ orphans }) => orphans)],
  };
}

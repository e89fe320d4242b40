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
  return {
    experiments: catalog.ids.map((id) => {
      const same = known?.touched.has(id) === false ? experiments.get(id) : undefined;
      return same ?? experimentState(catalog.get(id));
    }),
    documents: compiled.documents.map((judged) => {
      const same = known?.isChanged(judged.file) === false ? documents.get(judged.file) : undefined;
      return documentState(root, judged, same ?? null);
    }),
    accounting,
    coverage,
    findings: compiled.findings.filter(({ severity }) => severity !== "note"),
    outdated: outdatedIn(
      compiled.writes.filter(({ path }) => path !== LOCK_FILE),
      compiled.findings,
    ),
  };
}

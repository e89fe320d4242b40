import type { Finding } from "../model/finding.ts";

/** A command and what it is good for. */
export interface NextStep {
  command: string;
  why: string;
}

/**
 * What helps most after a check, the most useful first: what the findings themselves ask for, then links for numbers that
 * clearly mean a logged value, then a look at what was found. Every command works as it stands. `missing`: files that a sync
 * would make; `logs`: something lies here that looks like runs; `whole`: the project was checked, and it has a README.md;
 * `linkable`: a document in which numbers without a link are supported.
 */
export function nextSteps(
  findings: readonly Finding[],
  state: { runs: number; missing: readonly string[]; logs: boolean; whole: boolean; linkable: string | null },
): NextStep[] {
  const steps: NextStep[] = [];
  const add = (command: string, why: string) => void steps.push({ command, why });
  const has = (...codes: Finding["code"][]) => findings.find((one) => codes.includes(one.code));
  const wrong = has("claim/contradicted", "claim/wrong-run", "claim/ignored-run", "claim/stale");
  if (wrong !== undefined)
    add(`docs explain ${argument(`${wrong.file}:${wrong.line}`)}`, "shows how the first of these came about");
  if (has("region/out-of-date", "figure/out-of-date") !== undefined || state.missing.length > 0)
    add("docs sync", state.missing.length > 0 ? "makes what is not there yet" : "brings generated text up to date");
  const typed = has("claim/unresolved", "claim/moved");
  if (typed !== undefined) add(`docs cite ${argument(typed.file)} --write`, "writes the links");
  if (state.linkable !== null) add(`docs cite ${argument(state.linkable)}`, "shows the links that it would write");
  const proposed = findings.find((one) => one.code === "claim/unbound" && one.related.length > 0);
  if (proposed !== undefined)
    add(`docs cite ${argument(proposed.file)} --list`, "shows what numbers without a link could mean");
  if (state.runs === 0 && state.logs) add("docs doctor", "says what lies here, and what of it is read");
  else if (state.runs === 0) add("docs new experiment <name>", "makes the folders that runs go into");
  else if (steps.length === 0 && state.whole) add("docs check README.md", "looks at every number of it");
  return steps;
}

/** A word as a shell takes it. */
function argument(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDocumentProject } from "./generated-documents.ts";
import type { Alarms } from "./kill-table.ts";
import { alarmsOf, sayTable } from "./kill-table.ts";
import { randomOf } from "./random.ts";
import type { Outcome, Patient } from "./trial.ts";
import { admit, chooseMutations, tryMutation } from "./trial.ts";

/*
 * Mutation testing of prose: npm run bench:claims
 *
 * A quick partial run (seconds instead of minutes):
 *   node bench/claims.ts --projects 3 --limit 1                   three generated projects, one mutation of each kind
 *   node bench/claims.ts --projects 4 --kind "words only"         only the kinds that match a pattern
 *   node bench/claims.ts --projects 4 --kind rank --verbose       and what survived or was not named, line by line
 */
const word = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};
const projects = Number(word("projects", "20"));
const limit = Number(word("limit", "4"));
const kinds = new RegExp(word("kind", ""), "i");
const folder = mkdtempSync(join(tmpdir(), "labdocs-claims-"));
try {
  const outcomes: Outcome[] = [];
  const alarms: Alarms[] = [];
  const run = async (root: string, chance: number, most: number) => {
    const patient = await admit(root);
    alarms.push(alarmsOf(patient.compiled));
    outcomes.push(...(await corrupt(patient, chance, most)));
  };
  for (const name of ["digits", "recommender"]) await run(example(name), 0, 2 * limit);
  for (let seed = 1; seed <= projects; seed += 1) await run(makeDocumentProject(folder, seed), seed, limit);
  // More documents that stay as they are: false alarms are rare, so that many are needed to count them.
  for (let seed = projects + 1; seed <= 3 * projects; seed += 1) await run(makeDocumentProject(folder, seed), seed, 0);
  console.log(sayTable(outcomes, alarms));
  if (process.argv.includes("--verbose")) for (const outcome of outcomes) tell(outcome);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function corrupt(patient: Patient, seed: number, most: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const mutation of chooseMutations(patient, randomOf(seed + 1000), most)) {
    if (kinds.test(mutation.kind)) outcomes.push(await tryMutation(patient, mutation));
  }
  return outcomes;
}

/** A copy of an example without what was built from it. */
function example(name: string): string {
  const root = join(folder, name);
  const from = join(import.meta.dirname, "..", "examples", name);
  if (!existsSync(from)) throw new Error(`there is no example ${name}`);
  cpSync(from, root, { recursive: true, filter: (path) => !/[\\/](?:docs-site|\.docs)(?:[\\/]|$)/.test(path) });
  return root;
}

/** What survived though it can be seen, and what was not named though it has a name. */
function tell({ mutation, verdict, killed, named, listed }: Outcome): void {
  const { kind, visible, expected, subject, text } = mutation;
  if (!visible ? !killed : killed && (expected === null || named)) return;
  const how = !visible ? "killed though not visible" : !killed ? "survived" : listed ? "listed" : "not named";
  const was = `[${subject?.text}](… ${subject?.title})`;
  const said = `${verdict?.verdict} ${verdict?.diagnosis ?? ""} ${verdict?.reason ?? ""}`;
  console.log(`${how} | ${kind} | ${was} → ${text} | ${said} | expected ${expected}`);
}

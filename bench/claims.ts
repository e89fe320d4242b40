import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { Style } from "./generated-documents.ts";
import { makeDocumentProject } from "./generated-documents.ts";
import type { Alarms, Result } from "./kill-table.ts";
import { alarmsOf, resultOf, sayTable } from "./kill-table.ts";
import { randomOf } from "./random.ts";
import type { Patient } from "./trial.ts";
import { admit, chooseMutations, tryMutation } from "./trial.ts";

/*
 * Mutation testing of prose: npm run bench:claims [-- --held-out]
 *
 * A quick partial run (seconds instead of minutes):
 *   node bench/claims.ts --projects 3 --limit 1                   three projects of each set, one mutation of each kind
 *   node bench/claims.ts --projects 4 --set bare                  only documents without links (examples, linked, bare)
 *   node bench/claims.ts --projects 4 --kind "words only"         only the kinds that match a pattern
 *   node bench/claims.ts --projects 4 --kind rank --verbose       and what survived or was not named, line by line
 *
 * --held-out adds the sets whose phrasings, names and tables are only ever measured. Their cases are never shown: who reads
 * them while writing rules spoils them.
 */
interface Cell {
  results: Result[];
  alarms: Alarms[];
}

type Cells = Record<string, Cell>;

const word = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};
const has = (name: string) => process.argv.includes(`--${name}`);
const projects = Number(word("projects", "12"));
const limit = Number(word("limit", "4"));
const kinds = new RegExp(word("kind", ""), "i");
const sets = word("set", "examples,linked,bare").split(",");
const jobs = Number(word("jobs", String(Math.min(4, availableParallelism()))));
const part = word("part", "");

if (part !== "") process.stdout.write(JSON.stringify(await measure(Number(part))));
else {
  const parts = await Promise.all(Array.from({ length: jobs }, (_, index) => inOwnProcess(index)));
  for (const set of new Set(parts.flatMap((one) => Object.keys(one)))) {
    const results = parts.flatMap((one) => one[set]?.results ?? []);
    const alarms = parts.flatMap((one) => one[set]?.alarms ?? []);
    console.log(`\n### ${set}\n\n${sayTable(results, alarms)}`);
    if (!has("verbose") || set.includes("held-out")) continue;
    for (const story of alarms.flatMap((one) => one.stories)) console.log(`false alarm | ${story}`);
    for (const result of results) tell(result);
  }
}

/** Every `jobs`-th project of each set, beginning with the given one. */
async function measure(first: number): Promise<Cells> {
  const folder = mkdtempSync(join(tmpdir(), "labdocs-claims-"));
  const cells: Cells = {};
  let turn = 0;
  const isOurs = () => turn++ % jobs === first;
  const take = async (set: string, patient: Patient, most: { seed: number; limit: number }) => {
    cells[set] ??= { results: [], alarms: [] };
    cells[set].alarms.push(alarmsOf(patient));
    cells[set].results.push(...(await corrupt(patient, most)));
  };
  try {
    for (const name of sets.includes("examples") ? ["digits", "recommender"] : []) {
      if (isOurs()) await take("linked", await admit(example(name, folder)), { seed: 0, limit: 2 * limit });
    }
    for (const style of stylesOf()) {
      const set = `${style.as}${style.isHeldOut ? ", held-out" : ""}`;
      // More documents that stay as they are: false alarms are rare, so that many are needed to count them.
      for (let seed = 1; seed <= 3 * projects; seed += 1) {
        if (!isOurs()) continue;
        const { root, ...generated } = makeDocumentProject(folder, seed, style);
        const patient = await admit(root, { ...generated, as: style.as });
        await take(set, patient, { seed, limit: seed <= projects ? limit : 0 });
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return cells;
}

function stylesOf(): Style[] {
  const styles = (["linked", "bare"] as const).filter((as) => sets.includes(as));
  return (has("held-out") ? [false, true] : [false]).flatMap((isHeldOut) => styles.map((as) => ({ as, isHeldOut })));
}

async function corrupt(patient: Patient, { seed, limit: most }: { seed: number; limit: number }): Promise<Result[]> {
  const results: Result[] = [];
  for (const mutation of chooseMutations(patient, randomOf(seed + 1000), most)) {
    if (kinds.test(mutation.kind)) results.push(resultOf(await tryMutation(patient, mutation)));
  }
  return results;
}

function inOwnProcess(index: number): Promise<Cells> {
  const args = [...process.argv.slice(1), "--jobs", String(jobs), "--part", String(index)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Cells);
      else reject(new Error(`part ${index} ended with ${code}`));
    });
  });
}

/** A copy of an example without what was built from it. */
function example(name: string, folder: string): string {
  const root = join(folder, name);
  const from = join(import.meta.dirname, "..", "examples", name);
  if (!existsSync(from)) throw new Error(`there is no example ${name}`);
  cpSync(from, root, { recursive: true, filter: (path) => !/[\\/](?:docs-site|\.docs)(?:[\\/]|$)/.test(path) });
  return root;
}

/** What survived though it can be seen, and what was not named though it has a name. */
function tell({ kind, visible, nameable, killed, proven, named, listed, story }: Result): void {
  if (!visible ? !killed : killed && (!nameable || named)) return;
  const how = !visible
    ? "killed though not visible"
    : !killed
      ? proven
        ? "still right"
        : "survived"
      : listed
        ? "listed"
        : "not named";
  console.log(`${how} | ${kind} | ${story}`);
}

import type { Compiled, Run } from "../src/index.ts";
import type { Random } from "./random.ts";
import { randomOf } from "./random.ts";
import { meanOf } from "./statistic.ts";

/** An experiment of a project, with what a document says of it. */
interface Told {
  name: string;
  runs: Run[];
  rows: ReadonlyMap<string, Run[]>;
  random: Random;
}

/**
 * A report on a generated project with about `claims` numbers, some 100 bytes each: by turns linked values, derived ones with
 * their expression, bare sentences that name run and metric, and bare tables. `compiled`: the project without it.
 */
export function reportOf(compiled: Compiled, claims: number): string {
  const random = randomOf(claims);
  const told = compiled.catalog.ids.map((id) => toldOf(compiled, id, random));
  const sections = told.map((one) => [`## ${one.name}\n`]);
  let made = 0;
  for (let turn = 0; made < claims; turn += 1) {
    const one = told[turn % told.length];
    if (one === undefined) throw new Error("the project has no experiment");
    const part = PARTS[Math.floor(turn / told.length) % PARTS.length]?.(one) ?? { text: "", claims: 0 };
    sections[turn % told.length]?.push(part.text);
    made += part.claims;
  }
  return `# Results\n\n${sections.map((parts) => parts.join("\n")).join("\n\n")}\n`;
}

interface Part {
  text: string;
  claims: number;
}

/** Each makes about the same number of claims, so that taking turns mixes them evenly. */
const PARTS: ((told: Told) => Part)[] = [linked, derived, bare, bare, table];

function toldOf(compiled: Compiled, id: string, random: Random): Told {
  const { experiment, comparison } = compiled.catalog.get(id);
  const byId = new Map(experiment.runs.map((run) => [run.id, run]));
  const rows = comparison.rows.filter((row) => row.runs.length > 1);
  const named = rows.map((row): [string, Run[]] => [row.name, row.runs.flatMap((one) => byId.get(one) ?? [])]);
  return { name: id, runs: experiment.runs, rows: new Map(named), random };
}

function lastOf(run: Run | undefined, metric: string): number {
  return run?.metrics.find(({ name }) => name === metric)?.last.value ?? Number.NaN;
}

function linked({ runs, random }: Told): Part {
  const lines = Array.from({ length: 5 }, () => {
    const run = random.pick(runs);
    const last = run.metrics.find(({ name }) => name === "accuracy")?.last;
    const line = last !== undefined && "line" in last.evidence.locator ? `#L${last.evidence.locator.line}` : "";
    const value = lastOf(run, "accuracy").toFixed(4);
    return `The run ${run.name} ends at [${value}](${last?.evidence.file}${line} "accuracy").`;
  });
  return { text: `\n${lines.join("\n")}\n`, claims: 5 };
}

function derived({ name: experiment, rows, random }: Told): Part {
  const names = [...rows.keys()];
  const lines = Array.from({ length: 5 }, () => {
    const [name, other] = random.shuffled(names);
    const of = (row = "") => meanOf((rows.get(row) ?? []).map((run) => lastOf(run, "test/accuracy")));
    const file = rows.get(name ?? "")?.[0]?.files[0] ?? "";
    if (random.next() < 0.5) {
      return `Over its seeds ${name} has a mean of [${of(name).toFixed(4)}](${file} "mean(${experiment}/${name}/test/accuracy)").`;
    }
    const gain = (of(name) - of(other)) * 100;
    const text = `${gain < 0 ? "−" : "+"}${Math.abs(gain).toFixed(2)} pp`;
    return `Against ${other}, ${name} is at [${text}](${file} "pp(mean(${experiment}/${name}/test/accuracy), mean(${experiment}/${other}/test/accuracy))").`;
  });
  return { text: `\n${lines.join("\n")}\n`, claims: 5 };
}

function bare({ runs, random }: Told): Part {
  const lines = Array.from({ length: 5 }, () => {
    const run = random.pick(runs);
    const [metric, words] = random.pick([
      ["test/accuracy", "test accuracy"],
      ["test/loss", "test loss"],
      ["accuracy", "accuracy"],
      ["loss", "loss"],
    ] as const);
    const verb = random.pick(["reached", "ended at", "was left with"]);
    return `With its own settings and no other change, ${run.name} ${verb} a ${words} of ${lastOf(run, metric).toFixed(4)} in the end.`;
  });
  return { text: `\n${lines.join("\n")}\n`, claims: 5 };
}

function table({ runs, random }: Told): Part {
  const some = random.shuffled(runs).slice(0, 3);
  const rows = some.map(
    (run) => `| ${run.name} | ${lastOf(run, "test/accuracy").toFixed(4)} | ${lastOf(run, "test/loss").toFixed(3)} |`,
  );
  return { text: `\n| Run | test accuracy | test loss |\n| --- | --: | --: |\n${rows.join("\n")}\n`, claims: 6 };
}

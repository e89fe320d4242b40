// How often does a number that means nothing get supported? Run by hand: node bench/chance.ts [trials]
import type { Candidate } from "../src/model/claim.ts";
import { makeProject } from "../test/unit/claims/project.ts";
import type { Random } from "./random.ts";
import { randomOf } from "./random.ts";

/**
 * What came of random numbers in the place of true ones, for one way to say it.
 *
 * - `estimated`: the mean chance that the checker states for the true numbers of such sentences.
 * - `agreeing`: the share of random numbers of the same format, drawn evenly from the range that the estimate speaks of,
 *   that agree with a value that the words leave open; `supported`: those that are called supported.
 */
export interface Calibration {
  form: string;
  decimals: number;
  trials: number;
  estimated: number;
  agreeing: number;
  supported: number;
}

/** Sentences that leave more or less open; `{}` stands for the number. */
const FORMS: Record<string, (run: string) => string> = {
  "run, metric, reduction": (run) => `The final test accuracy of ${run} is {}.`,
  "run, metric": (run) => `The test accuracy of ${run} is {}.`,
  "run, metric without its split": (run) => `The accuracy of ${run} is {}.`,
  "two runs, metric": (run) => `Of run-0 and ${run} we take the test accuracy, {}.`,
};

/** Puts random numbers into generated sentences and counts what is said of them. */
export function calibrate(seed: number, trials: number): Calibration[] {
  return Object.entries(FORMS).flatMap(([form, say]) =>
    [2, 3, 4].map((decimals) => calibrateOne({ form, say, decimals, random: randomOf(seed + decimals) }, trials)),
  );
}

interface Setting {
  form: string;
  say: (run: string) => string;
  decimals: number;
  random: Random;
}

function calibrateOne({ form, say, decimals, random }: Setting, trials: number): Calibration {
  const estimates: number[] = [];
  let [agreeing, supported] = [0, 0];
  const perProject = 25;
  for (let done = 0; done < trials; done += perProject) {
    const { project, truth, range } = makeRuns(random);
    for (let trial = 0; trial < perProject; trial += 1) {
      const run = `run-${1 + random.below(5)}`;
      const check = (text: string) => project.check(say(run).replace("{}", text), { bareSections: "all" }).at(-1);
      const right = check((truth.get(run) ?? 0).toFixed(decimals));
      const known = right?.candidates.find((one: Candidate) => one.run === run);
      if (known !== undefined) estimates.push(known.chance);
      const random2 = range[0] + random.next() * (range[1] - range[0]);
      const verdict = check(random2.toFixed(decimals));
      const isBound = verdict?.candidates.some((one: Candidate) =>
        one.why.some((why) => why.includes("a random number agrees")),
      );
      if (isBound) agreeing += 1;
      if (verdict?.verdict === "supported" || verdict?.verdict === "ambiguous") supported += 1;
    }
  }
  const estimated = estimates.reduce((a, b) => a + b, 0) / Math.max(1, estimates.length);
  return { form, decimals, trials, estimated, agreeing: agreeing / trials, supported: supported / trials };
}

/** Six runs with a series each; the range is that of everything logged, stretched to half and twice the typical value. */
function makeRuns(random: Random) {
  const truth = new Map<string, number>();
  const names = Array.from({ length: 6 }, (_, n) => `run-${n}`);
  const logs = Object.fromEntries(
    names.map((name) => {
      const records = Array.from({ length: 8 }, (_, step) => ({
        step: (step + 1) * 100,
        "test/accuracy": 0.45 + 0.04 * step + 0.25 * random.next(),
        "val/accuracy": 0.45 + 0.04 * step + 0.25 * random.next(),
      }));
      truth.set(name, records.at(-1)?.["test/accuracy"] ?? 0);
      return [name, records];
    }),
  );
  const values = Object.values(logs).flatMap((records) => records.map((record) => record["test/accuracy"]));
  const range: [number, number] = [Math.min(...values, Math.max(...values) / 2), 1];
  return { project: makeProject(logs), truth, range };
}

/** The table that is printed. */
export function sayCalibration(rows: readonly Calibration[]): string {
  const cell = (share: number) => share.toFixed(4).padStart(9);
  const lines = rows.map(
    (row) =>
      `${row.form.padEnd(32)} ${row.decimals}  ${cell(row.estimated)} ${cell(row.agreeing)} ${cell(row.supported)}`,
  );
  return [`${"the words name".padEnd(32)} decimals estimate agreeing supported`, ...lines].join("\n");
}

if (import.meta.main) console.log(sayCalibration(calibrate(1, Number(process.argv[2] ?? 2000))));

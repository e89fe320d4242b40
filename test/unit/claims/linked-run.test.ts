import { afterAll, expect, test } from "vitest";
import { logText, makeFolder } from "./experiment-folder.ts";

// Two experiments that both have a run called `full`: 0.8612 in `e`, 0.6012 in `f`.
const folder = makeFolder();
const other = "experiments/f/runs/full";
folder.write(`${other}/logs/eval.log`, logText(0.5512, 0.6012));
folder.write("experiments/f/runs/wide/logs/eval.log", logText(0.7, 0.71));
afterAll(() => folder.remove("."));

async function verdictOf(sentence: string): Promise<string[]> {
  folder.write("NOTES.md", `# Notes\n\n## Results\n\n${sentence}\n`);
  const claims = await folder.claims("NOTES.md");
  return claims.filter(({ verdict }) => verdict !== "exempt").map(({ text, verdict }) => `${text} ${verdict}`);
}

test.each([
  ["full ends with a test accuracy of 0.8812.", "unbound"],
  [`[full](${other}/) ends with a test accuracy of 0.6012.`, "supported"],
  [`[full](${other}/) ends with a test accuracy of 0.6312.`, "contradicted"],
  [`[full](${other}/logs/eval.log) ends with a test accuracy of 0.6312.`, "contradicted"],
  [`full ([log](${other}/logs/eval.log)) ends with a test accuracy of 0.6312.`, "contradicted"],
])("of runs that share a name the linked one is meant: %s", async (sentence, verdict) => {
  expect(await verdictOf(sentence)).toEqual([expect.stringMatching(` ${verdict}$`)]);
});

test.each([
  [`wide ends with a test accuracy of [0.7400](experiments/f/runs/wide/logs/eval.log).`, "contradicted"],
  [`wide ends with a test accuracy of [0.7100](experiments/f/runs/wide/logs/eval.log).`, "unbound"],
  [`wide has a test accuracy of [0.7000](experiments/f/runs/wide/logs/eval.log).`, "unbound"],
  [`The target is a test accuracy of [0.7400](experiments/f/runs/wide/logs/eval.log).`, "unbound"],
  [`wide took [0.7400](experiments/f/runs/wide/logs/eval.log) hours.`, "unbound"],
  [`base ends with a test accuracy of [0.9](experiments/f/runs/wide/logs/eval.log).`, "unbound"],
])("words that name run and metric decide where a link names a whole file: %s", async (sentence, verdict) => {
  expect(await verdictOf(sentence)).toEqual([expect.stringMatching(` ${verdict}$`)]);
});

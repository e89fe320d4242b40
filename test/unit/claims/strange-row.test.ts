import { expect, test } from "vitest";
import { findingsOf } from "../../../src/claims/verdict-finding.ts";
import { makeProject } from "./project.ts";

const project = makeProject({ full: [{ step: 100, "test/auc": 0.8612 }] });

function found(head: string, rows: string) {
  const text = `# N\n\n## Results\n\n| ${head} | test/auc |\n|---|---|\n${rows}`;
  const verdicts = project.check(text, { bareSections: "all" }).filter(({ verdict }) => verdict !== "exempt");
  const notes = findingsOf(project.document(text), verdicts).flatMap((one) => one.notes ?? []);
  return { verdicts: verdicts.map(({ claim, verdict }) => [claim.text, verdict]), notes };
}

test("a row that names a run which is not there is not about the only run", () => {
  const { verdicts, notes } = found("run", "| full | 0.8612 |\n| ghost-3 | 0.8612 |\n| `ghost-4` | 0.91 |\n");
  expect(verdicts).toEqual([
    ["0.8612", "supported"],
    ["0.8612", "unbound"],
    ["0.91", "unbound"],
  ]);
  expect(notes).toEqual(["no run called ghost-3 was found", "no run called ghost-4 was found"]);
});

test.each([
  ["run", "| mean | 0.8612 |\n"],
  ["seed", "| seed-3 | 0.8612 |\n"],
  ["model", "| resnet-50 | 0.8612 |\n"],
])("a row of %s is about the only run where its head is no run's name", (head, rows) => {
  expect(found(head, rows).notes.join()).not.toContain("was found");
  expect(found(head, rows).verdicts).toEqual([["0.8612", "supported"]]);
});

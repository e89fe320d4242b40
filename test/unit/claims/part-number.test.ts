import { expect, test } from "vitest";
import { makeProject } from "./project.ts";

const project = makeProject({ full: [{ step: 1, auc: 0.8712 }] });

/** The bare numbers of a whole document with what they are. */
function said(text: string): string[] {
  return project
    .check(text, { bareSections: "all" })
    .filter(({ claim }) => claim.kind === "bare")
    .map(({ claim, verdict, reason }) => `${claim.text} ${verdict}${verdict === "exempt" ? `: ${reason}` : ""}`);
}

test("the number that opens a heading is the section's, and one beside the name of software is a version", () => {
  expect(said("# Report\n## Results\n### 1. Dendrites\n### 2.3 Baseline\n")).toEqual([
    "1 exempt: numbered part",
    "2.3 exempt: numbered part",
  ]);
  const table = "| what | needed |\n| --- | --- |\n| Python | ≥ 3.10 |\n";
  expect(said(`# Report\n## Results\n${table}`)).toEqual(["≥ 3.10 exempt: version"]);
});

test("a result in a heading stays one", () => {
  expect(said("# Report\n## Results\n### The auc of full is 0.871\n").join()).not.toContain("exempt");
});

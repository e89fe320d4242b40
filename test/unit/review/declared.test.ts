import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { plainSentence } from "../../../src/model/comparison.ts";
import type { Declaration } from "../../../src/model/review.ts";
import { declarationChanges, sayDeclarations } from "../../../src/review/declared.ts";
import { docs } from "../../host.ts";
import type { Repository } from "./repository.ts";
import { makeRepository, run, twoArms } from "./repository.ts";

const JOURNAL = "experiments/e/JOURNAL.md";
const TEXT = `# Journal

## Hypothesis

The first arm is better.

- Success criterion: test/accuracy of a minus b >= 0.05
- Failure criterion: test/accuracy of a minus b <= 0
- Primary metric: test/accuracy (higher is better)
- Baseline: b
- Candidate: a
`;

describe("what a journal declares", () => {
  let project: Repository;

  beforeEach(async () => {
    project = makeRepository();
    project.write({ ...twoArms(), [JOURNAL]: TEXT });
    await project.sync();
    project.commit("the base");
    project.git("checkout", "-q", "-b", "change");
  });
  afterEach(() => rmSync(project.root, { recursive: true, force: true }));

  const edited = (from: string, to: string) => project.write({ [JOURNAL]: TEXT.replace(from, to) });

  test("a criterion that was relaxed is told, though the answer is the same", async () => {
    edited(">= 0.05", ">= 0.01");
    await project.sync();
    const { experiments, verdict, mood } = await project.review();
    expect(experiments).toHaveLength(1);
    expect(experiments[0]).toMatchObject({ hypothesis: { base: "confirmed", head: "confirmed" }, rows: [] });
    expect(experiments[0]?.declared).toEqual([
      {
        what: "success criterion",
        base: "test/accuracy of a minus b >= 0.05",
        head: "test/accuracy of a minus b >= 0.01",
        file: JOURNAL,
        line: 7,
      },
    ]);
    expect([plainSentence(verdict), mood]).toEqual(["The success criterion was changed.", "look"]);
    const { stdout } = await docs(project.project, ["review", "--base", "main", "--reporter", "comment"]);
    expect(stdout).toContain(
      "- ⚠️ The success criterion was changed: `test/accuracy of a minus b >= 0.05` → `test/accuracy of a minus b >= 0.01` (",
    );
    expect(stdout).toMatch(/JOURNAL\.md:7/);
    const text = await docs(project.project, ["review", "--base", "main"]);
    expect(text.stdout.replace(/\s+/g, " ")).toContain(
      `The success criterion was changed: “test/accuracy of a minus b >= 0.05” → “test/accuracy of a minus b >= 0.01” (${JOURNAL}:7)`,
    );
  });

  test("metric, baseline and candidate, at their lines, and once", async () => {
    edited(
      "test/accuracy (higher is better)\n- Baseline: b\n- Candidate: a",
      "val/accuracy (higher is better)\n- Baseline: a\n- Candidate: b",
    );
    const [one] = (await project.review()).experiments;
    expect(one?.declared.map(({ what, base, head, line }) => [what, base, head, line])).toEqual([
      ["primary metric", "test/accuracy (higher is better)", "val/accuracy (higher is better)", 9],
      ["baseline", "b", "a", 10],
      ["candidate", "a", "b", 11],
    ]);
    expect(one?.sentences.map(plainSentence).filter((text) => /that decides|The baseline is/.test(text))).toEqual([]);
  });

  test("margin, reductions and objectives, from what to what and where", async () => {
    const front = (lines: string) => project.write({ [JOURNAL]: `---\n${lines}---\n\n${TEXT}` });
    front("margin: 0.005\nobjectives: [test/accuracy, latency]\nreductions:\n  test/accuracy: best\n");
    project.commit("what counts");
    project.git("checkout", "-q", "-B", "main");
    project.git("checkout", "-q", "-B", "change");
    front(
      "margin: 2 pp\nobjectives: [test/accuracy]\nreductions:\n  test/accuracy: mean of last 3\n  test/loss: best\n",
    );
    const [one] = (await project.review()).experiments;
    expect(one?.declared.map(({ what, base, head, file, line }) => [what, base, head, `${file}:${line}`])).toEqual([
      ["margin", "0.005", "0.02", `${JOURNAL}:2`],
      ["reduction", "test/accuracy: best", "test/accuracy: mean of last 3; test/loss: best", `${JOURNAL}:5`],
      ["set of objectives", "test/accuracy, latency", "test/accuracy", `${JOURNAL}:3`],
    ]);
    const { stdout } = await docs(project.project, ["review", "--base", "main"]);
    expect(stdout.replace(/\s+/g, " ")).toContain(`The margin was changed: “0.005” → “0.02” (${JOURNAL}:2)`);
  });

  test("a journal without a hypothesis declares a margin too, and one that is taken out is told at its former place", async () => {
    project.write({ [JOURNAL]: "---\nmargin: 0.005\n---\n\n# Journal\n" });
    project.commit("only a margin");
    project.git("checkout", "-q", "-B", "main");
    project.git("checkout", "-q", "-B", "change");
    project.write({ [JOURNAL]: "# Journal\n" });
    const [one] = (await project.review()).experiments;
    expect(one?.declared).toEqual([{ what: "margin", base: "0.005", head: null, file: JOURNAL, line: 2 }]);
  });

  test("where it stands and how it is wrapped is no matter", async () => {
    edited("The first arm is better.", "The first arm is better.\n\nIt has more of everything.");
    await project.sync();
    expect(await project.review()).toMatchObject({ mood: "quiet", experiments: [] });
  });

  test("a copy of a run says of which run it is one", async () => {
    const copy = Object.entries(run("a", 0.91)).map(([path, text]) => [path.replace("-a-seed0", "-again-seed0"), text]);
    project.write(Object.fromEntries(copy));
    const { runs } = await project.review();
    expect(runs.map(({ name, bucket, reason }) => [name, bucket, reason])).toEqual([
      ["again-seed0", "duplicate", "a copy of a-seed0"],
    ]);
  });
});

describe("in words", () => {
  const at = (what: Declaration["what"], text: string): Declaration => ({ what, text, file: "JOURNAL.md", line: 1 });
  const said = (was: Declaration[], now: Declaration[], of?: string) =>
    sayDeclarations(declarationChanges(was, now), of);

  test("what was changed, added and taken out", () => {
    const was = [at("success criterion", "x > 1"), at("failure criterion", "x < 0"), at("baseline", "b")];
    expect(said(was, was)).toBe("");
    expect(said(was, [at("success criterion", "x > 0"), at("failure criterion", "x < -1"), at("baseline", "c")])).toBe(
      "the success criterion, the failure criterion and the baseline were changed",
    );
    expect(said(was, [at("success criterion", "x > 0"), at("candidate", "a")], " of “E”")).toBe(
      "the success criterion of “E” was changed, the failure criterion and the baseline of “E” were taken out, the candidate of “E” was added",
    );
  });
});

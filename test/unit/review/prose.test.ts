import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Repository } from "./repository.ts";
import { logOf, makeRepository, run, twoArms } from "./repository.ts";

// Numbers without a link, in sections that `docs check` passes over unless the document is named.

const RIGHT = "The test accuracy of b-seed1 is 0.82.";
const WRONG = "The test accuracy of a-seed0 is 0.95.";
const NOTES = `# Notes\n\n## Outlook\n\n${RIGHT}\n\n${WRONG}\n\n## Later\n\nWe go on with both of the arms.\n`;

let project: Repository;

beforeEach(async () => {
  project = makeRepository();
  project.write({ ...twoArms(), "notes.md": NOTES });
  await project.sync();
  project.commit("the base");
  project.git("checkout", "-q", "-b", "change");
});
afterEach(() => rmSync(project.root, { recursive: true, force: true }));

function edit(file: string, from: string, to: string): void {
  const text = project.read(file);
  expect(text).toContain(from);
  project.write({ [file]: text.replace(from, to) });
}

/** What is false in the working tree, and the same once it is committed. */
async function told(): Promise<string[]> {
  const say = async (...args: string[]) => {
    const { claims, exit } = await project.review(...args);
    expect(exit).toBe(claims.broken.length > 0 ? 1 : 0);
    return claims.broken.map(({ file, line, text }) => `${file}:${line} ${text}`);
  };
  const dirty = await say();
  project.commit();
  expect(await say()).toEqual(dirty);
  expect(await say("--head", "change")).toEqual(dirty);
  return dirty;
}

describe("told", () => {
  test("an added line, with what the log says", async () => {
    edit("README.md", "The other one", "The test accuracy of a-seed1 is 0.97.\n\nThe other one");
    const { claims, mood } = await project.review();
    expect(claims.broken).toMatchObject([
      {
        file: "README.md",
        line: 5,
        text: "0.97",
        verdict: "contradicted",
        was: null,
        logged: "0.92",
        sentence: "The test accuracy of a-seed1 is 0.97.",
        evidence: [{ file: logOf("a", 1) }],
        excerpt: { line: 1 },
      },
    ]);
    expect(mood).toBe("false");
    expect(await told()).toEqual(["README.md:5 0.97"]);
  });

  test("an edited line, where it was right before, and where it was wrong in another way", async () => {
    edit("notes.md", "b-seed1 is 0.82", "b-seed1 is 0.88");
    edit("notes.md", "a-seed0 is 0.95", "a-seed0 is 0.96");
    expect(await told()).toEqual(["notes.md:5 0.88", "notes.md:7 0.96"]);
  });

  test("a new document, in whatever section; what holds or means nothing certain is not told", async () => {
    const lines = [RIGHT, "The test accuracy of b-seed0 is 0.93.", "Something is 0.77 there.", "Thanks to 3 people."];
    project.write({ "docs/summary.md": `# Summary\n\n${lines.map((line) => `- ${line}`).join("\n")}\n` });
    expect(await told()).toEqual(["docs/summary.md:4 0.93"]);
  });

  test("a row that is added to a table", async () => {
    const head = "| run | test accuracy |\n| --- | --- |\n";
    project.write({ "table.md": `# Table\n\n${head}| a-seed0 | 0.95 |\n` });
    project.git("checkout", "-q", "main");
    project.commit("a table");
    project.git("checkout", "-q", "-B", "change");
    project.write({
      "table.md": `# Table\n\n| run       | test accuracy |\n| --------- | ------------- |\n| a-seed0   | 0.95          |\n| b-seed1   | 0.89          |\n`,
    });
    expect(await told()).toEqual(["table.md:6 0.89"]);
  });

  test("a false sentence that is said once more of something else", async () => {
    edit("notes.md", "We go on", "Again, the test accuracy of a-seed0 is 0.95. We go on");
    expect(await told()).toEqual(["notes.md:11 0.95"]);
  });

  test("a line that was edited beside the log that it is about", async () => {
    project.write(run("b", 0.86, { seed: 1 }));
    edit("notes.md", "The test accuracy of b-seed1", "The test accuracy of the run b-seed1");
    const { claims } = await project.review();
    expect(claims.broken).toMatchObject([{ file: "notes.md", line: 5, text: "0.82", logged: "0.86" }]);
  });
});

describe("not told", () => {
  const quiet: [string, () => void][] = [
    ["a wrong line that nobody touched", () => edit("notes.md", "We go on", "We shall go on")],
    ["a line above it", () => edit("notes.md", "## Outlook", "Hello there.\n\n## Outlook")],
    ["a typo in a wrong sentence", () => edit("notes.md", "The test accuracy of a", "The test-accuracy of a")],
    ["another sentence on its line", () => edit("notes.md", WRONG, `${WRONG} It stays like that for now.`)],
    ["a wrapped line", () => edit("notes.md", "of a-seed0 is", "of\na-seed0 is")],
    ["stressed words", () => edit("notes.md", "a-seed0 is 0.95", "`a-seed0` is **0.95**")],
    ["line ends and white space", () => project.write({ "notes.md": NOTES.replaceAll("\n", "  \r\n") })],
    [
      "a moved paragraph",
      () => project.write({ "notes.md": NOTES.replace(`${WRONG}\n\n`, "").replace("arms.", `arms.\n\n${WRONG}`) }),
    ],
    [
      "a paragraph that moved to another document",
      () => project.write({ "notes.md": NOTES.replace(`${WRONG}\n\n`, ""), "other.md": `# Other\n\n${WRONG}\n` }),
    ],
    ["a renamed document", () => project.move("notes.md", "docs/notes.md")],
    [
      "a document that was renamed and edited",
      () => {
        project.move("notes.md", "docs/later.md");
        edit("docs/later.md", "We go on", "We shall go on");
      },
    ],
    [
      "journals and change logs, which are not checked",
      () =>
        project.write({
          "CHANGELOG.md": `# Changes\n\n- ${WRONG}\n`,
          "experiments/e/JOURNAL.md": `# Journal\n\n${WRONG}\n`,
        }),
    ],
    ["a block of code", () => edit("notes.md", "We go on", "```\nepochs: 95\na_seed0 = 0.95\n```\n\nWe go on")],
    [
      "rows of runs that are not here",
      () => {
        const rows = ["0cf91274", "14564bfb", "1dd117ff"].map((id, at) => `| ${id} | 0.9${at} |`);
        project.write(run("z", 0.9, { folder: "experiments/z" }));
        project.write({
          "experiments/z/statistics.md": `# Statistics\n\n| Run | test accuracy |\n|---|---|\n${rows.join("\n")}\n`,
        });
      },
    ],
    ["a number that holds", () => edit("notes.md", "We go on", "The test accuracy of b-seed2 is 0.83. We go on")],
    ["a threshold", () => edit("notes.md", "We go on", "The test accuracy of b-seed2 should reach 0.99. We go on")],
  ];

  test.each(quiet)("%s", async (_, change) => {
    change();
    expect(await told()).toEqual([]);
    expect((await project.review()).claims.added).toEqual([]);
  });

  test("the base is kept whatever the change is", async () => {
    await project.review();
    const before = project.git("-C", project.project, "status", "--porcelain");
    edit("notes.md", "b-seed1 is 0.82", "b-seed1 is 0.88");
    const { claims } = await project.review();
    expect(before).toBe("");
    expect(claims).toMatchObject({ broken: [{ text: "0.88" }], removed: [], still: 0 });
  });
});

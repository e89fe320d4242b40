import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RULES } from "../../../src/model/rule.ts";
import { docs } from "../../host.ts";

const LOG = "e/runs/full/logs/eval.log";
const root = mkdtempSync(join(tmpdir(), "labdocs-explain-"));

beforeAll(() => {
  write(LOG, '2026-11-21 16:38:53 | INFO | metric {"step":100,"split":"test","auc":0.8612}\n');
  write(
    "README.md",
    `# Results\n\nAUC is [0.89](${LOG}#L1 "test/auc"), it was [0.86](${LOG}#L1 "test/auc").\n\nThe test AUC of full is 0.8612.\n\nIt takes 1.5, 2.5, 3.5 or 4.5 ms.\n`,
  );
});
afterAll(() => rmSync(root, { recursive: true }));

describe("a claim", () => {
  test("by its place: the sentence, the evidence with its hash, the verdict and what to do", async () => {
    const { stdout, exit } = await docs(root, ["explain", "README.md:3:10"]);
    expect(exit).toBe(0);
    for (const part of [
      /^claim +[0-9a-f]{8} in README\.md:3:8, a number with a link to a file$/m,
      /^sentence +AUC is \[0\.89\]/m,
      /^stands in +section “Results”$/m,
      /^evidence +e\/runs\/full\/logs\/eval\.log:1 {2}0\.8612$/m,
      /^hash +[0-9a-f]{16} /m,
      /^verdict +contradicted \(claim\/contradicted: README says 0\.89, the log says 0\.8612\)$/m,
      /^help +run `docs cite --accept [0-9a-f]{8} --write`/m,
    ])
      expect(stdout).toMatch(part);
    expect(stdout.match(/^claim /gm)).toHaveLength(1);
  });

  test("by its id, also a bare number's, which only a document asked for by name has", async () => {
    const listed = JSON.parse((await docs(root, ["explain", "README.md", "--json"])).stdout).claims;
    const bare = listed.find((one: { text: string }) => one.text === "0.8612");
    const { stdout } = await docs(root, ["explain", bare.id]);
    expect(stdout).toMatch(/^text +0\.8612$/m);
    expect(stdout).toMatch(/^candidates +full\/test\/auc = 0\.8612 \(score [01]\.\d\d/m);
  });

  test("all of a line, a list where there are many, and the nearest lines where there is none", async () => {
    expect((await docs(root, ["explain", "README.md:3"])).stdout.match(/^claim /gm)).toHaveLength(2);
    const { stdout } = await docs(root, ["explain", "README.md:7"]);
    expect(stdout.split("\n").slice(2, -1)).toHaveLength(4);
    expect(stdout).toMatch(/^[0-9a-f]{8} {2}README\.md:7:\d+ +unbound +1\.5$/m);
    const none = await docs(root, ["explain", "README.md:4"]);
    expect(none.exit).toBe(2);
    expect(none.stderr).toContain("no claim stands on README.md:4");
    expect(none.stderr).toMatch(/nearest stand on lines 3, 5, 7/);
  });

  test("a file that does not exist, and an id that nothing has", async () => {
    expect((await docs(root, ["explain", "REEDME.md:3"])).stderr).toContain("Did you mean `README.md`?");
    expect((await docs(root, ["explain", "0000dead"])).stderr).toContain("no claim has the id `0000dead`");
  });
});

test("--list: every rule with its title, by group", async () => {
  const { stdout } = await docs(root, ["explain", "--list"]);
  const lines = stdout.split("\n");
  for (const [id, { title }] of Object.entries(RULES))
    expect(lines.some((line) => line.startsWith(`${id} `) && line.endsWith(`  ${title}`))).toBe(true);
});

test("a finding's head can be pasted", async () => {
  expect((await docs(root, ["explain", "error[claim/stale]"])).stdout).toMatch(/^claim\/stale \(error\)/);
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import { docs } from "../../host.ts";

const input = join(import.meta.dirname, "../../fixtures/claims/input");
const root = mkdtempSync(join(tmpdir(), "labdocs help "));
let findings: Finding[] = [];

const BARE = `# Numbers without links

On the test set wide-seed0 reaches an accuracy of 0.861. The test accuracy of wide-seed1 is 0.869, and its latency 12.5 ms.

- wide-seed0 reaches [0.861](e/runs/2026-01-02T12-00-00-wide-seed0/logs/eval.log#L1).
- wide-seed0 reaches [0.871](e/runs/2026-01-02T12-00-00-wide-seed0/logs/eval.log).
- Over all seeds it is [0.870 ± 0.005](e/comparison.md "mean(wide/test/accuracy)"), so [88 %](e/comparison.md "mean(wide/test/accuracy)").
- The loss of wide-seed0 is [0.871](e/runs/2026-01-02T12-00-00-wide-seed0/logs/eval.log#L1 "test/accuracy").
`;

beforeAll(async () => {
  cpSync(input, root, { recursive: true });
  writeFileSync(join(root, "plain notes.md"), BARE);
  await docs(root, ["sync"]);
  const said = await Promise.all([docs(root, ["check", "--json"]), docs(root, ["check", "plain notes.md", "--json"])]);
  findings = said.flatMap(({ stdout }) => JSON.parse(stdout).findings);
});
afterAll(() => rmSync(root, { recursive: true }));

test("every command that a help names does something here", async () => {
  const commands = new Set(
    findings.flatMap((one) => [...one.help.matchAll(/`docs ([^`]+)`/g)].map((match) => match[1] ?? "")),
  );
  const whole = [...commands].filter((command) => !command.includes("<"));
  expect(whole.length).toBeGreaterThan(5);
  for (const command of whole) {
    const argv = command.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", "")) ?? [];
    const ran = await docs(
      root,
      argv.filter((word) => word !== "--write"),
    );
    expect(`${command}: ${ran.stderr}`).toBe(`${command}: `);
    if (argv[0] === "cite") expect(`${command}: ${ran.stdout}`).toMatch(/\d+ (?:accepted|linked|resolved|re-pinned)/);
  }
});

test("what a help writes for a link is a link that holds", async () => {
  const links = findings.flatMap((one) =>
    [...one.help.matchAll(/`(\[[^`]+\]\([^`]+#L\d+\))`/g)].map((match) => match[1]),
  );
  const real = links.filter((link) => link !== undefined && !/path\/to|<|#L42/.test(link));
  expect(real.length).toBeGreaterThan(0);
  writeFileSync(join(root, "mended.md"), real.map((link) => `- It is ${link}.\n`).join(""));
  const { claims } = JSON.parse((await docs(root, ["check", "mended.md", "--json"])).stdout);
  for (const one of claims) expect(["supported", "derived", "ambiguous"]).toContain(one.verdict);
});

test("what text and log say is never called an expectation where both are the same", () => {
  for (const one of findings) expect(one.expected === null || one.expected !== one.found).toBe(true);
});

import { join } from "node:path";
import { expect, test } from "vitest";
import { docs } from "../../host.ts";

test("the numbers of this repository's README are those of the examples' logs", async () => {
  const { exit, stdout } = await docs(join(import.meta.dirname, "../../.."), ["check", "README.md", "--json"]);
  const { claims, coverage } = JSON.parse(stdout);
  expect(exit).toBe(0);
  expect(coverage).toMatchObject({ derived: 2, contradicted: 0, stale: 0, unbound: 0 });
  expect(claims.filter((claim: { kind: string }) => claim.kind === "derived")).toMatchObject([
    { text: "0.891", selector: "mean(shift/test/accuracy)" },
    { text: "0.971", selector: "mean(baseline/test/accuracy)" },
  ]);
});

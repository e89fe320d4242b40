import { join } from "node:path";
import { expect, test } from "vitest";
import * as api from "../../../src/index.ts";

test("the package exports this and nothing else", () => {
  expect(Object.keys(api).sort()).toEqual([
    "UsageError",
    "buildProject",
    "compile",
    "findProject",
    "loadConfig",
    "synchronize",
  ]);
});

test("a program can compile a project and look at what was judged", async () => {
  const setup = api.findProject(join(import.meta.dirname, "../../../examples/recommender"), null);
  const config = await api.loadConfig(setup);
  const compiled = await api.compile({ setup, config, judge: "before" });
  expect(compiled.findings).toEqual([]);
  expect(compiled.accounting).toMatchObject({ found: 8, used: 8 });
  expect(compiled.documents.flatMap((one) => one.verdicts).filter((one) => one.verdict === "supported")).toHaveLength(
    4,
  );
});

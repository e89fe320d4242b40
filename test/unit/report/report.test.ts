import { expect, test } from "vitest";
import { planFigures } from "../../../src/charts/figure.ts";
import { findRegions } from "../../../src/markdown/region.ts";
import type { CompiledExperiment } from "../../../src/model/project.ts";
import { renderReport } from "../../../src/report/report.ts";
import { builtIn } from "./built-in-templates.ts";
import { compiledOf } from "./compiled-example.ts";
import { digitsExample } from "./digits-example.ts";

const report = (compiled: CompiledExperiment) => {
  compiled.figures = planFigures(compiled.experiment, compiled.comparison);
  return renderReport(compiled, { templates: builtIn });
};

test("has the six sections, facts in prose and the rest in regions", async () => {
  await expect(await report(digitsExample())).toMatchFileSnapshot("expected/report.md");
});

test("every number outside a region is an evidence link", async () => {
  const text = await report(digitsExample());
  expect(
    authored(text)
      .replaceAll(/\[[^\]]*\]\([^)]*?"[^"]*"\)/g, "")
      .replaceAll(/`[^`]*`/g, ""),
  ).not.toMatch(/\d/);
});

test("has the recommendation, and what to look at before it is relied on", async () => {
  const compiled = digitsExample();
  const sentence = ["Only what survived is compared."];
  const escalations = [{ kind: "survivors" as const, sentence, places: [] }];
  const recommendation = {
    action: "promote" as const,
    row: null,
    reasons: [["It is better."]],
    escalations,
    facts: [],
  };
  compiled.comparison = { ...compiled.comparison, recommendation };
  const text = await report(compiled);
  const verdict = text.slice(text.indexOf("docs:begin verdict"), text.indexOf("docs:end verdict"));
  expect(verdict).toContain(
    "**Promote.**\n- It is better.\n\nBefore you rely on this:\n- Only what survived is compared.\n",
  );
});

test("the conclusion states no number that the results lack", async () => {
  const text = authored(await report(digitsExample()));
  const results = text.slice(text.indexOf("## Results"), text.indexOf("## Discussion"));
  const conclusion = text.slice(text.indexOf("## Conclusion"));
  const links = conclusion.match(/\[[^\]]*\]\([^)]*?"[^"]*"\)/g) ?? [];
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect(results).toContain(link);
});

test("says what is missing instead of leaving it out", async () => {
  const run = { name: "a", arm: "a", seed: 0, values: {}, overrides: { dataVersion: null, gitCommit: null } };
  const text = await report(compiledOf({ dir: "experiments/bare", title: "Bare", primary: "m", runs: [run] }));
  expect(text).toContain("There is no JOURNAL.md, so no hypothesis was stated.");
  expect(text).toContain("No baseline was named");
  expect(text).toContain("Data version: not recorded");
  expect(text).toContain("Git commit: not recorded");
  expect(text).toContain("There is no JOURNAL.md.");
  expect(text).toContain("there is nothing to draw");
  expect(text).toContain("No run is ignored.");
});

function authored(text: string): string {
  const { regions } = findRegions(text, "report.md");
  return regions.reduceRight((rest, region) => rest.slice(0, region.start) + rest.slice(region.end), text);
}

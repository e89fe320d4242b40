import { expect, test } from "vitest";
import type { CompiledExperiment } from "../../../src/model/project.ts";
import { renderRegion } from "../../../src/report/region.ts";
import { builtIn, withTemplates } from "./built-in-templates.ts";
import { digitsExample } from "./digits-example.ts";
import { recommenderExample } from "./recommender-example.ts";

const FILE = ".specweave/docs/internal/architecture/ml-experiments.md";
const section = async (compiled: CompiledExperiment, level = 2) => {
  const attributes = { level: String(level) };
  const request = { name: "experiments", attributes, experiments: [compiled], file: FILE, templates: builtIn };
  return (await renderRegion(request)) ?? "";
};
const region = (name: string, experiments: CompiledExperiment[]) =>
  renderRegion({ name, attributes: {}, experiments, file: FILE, templates: builtIn });

test("lists the experiments of an increment, why one was selected and its hyperparameters", async () => {
  await expect(await section(recommenderExample())).toMatchFileSnapshot("expected/experiments.md");
});

test("takes its heading level from the document", async () => {
  const heads = (text: string) => text.match(/^#+/gm);
  expect(heads(await section(recommenderExample()))).toEqual(["##", "###", "###", "###"]);
  expect(heads(await section(recommenderExample(), 4))).toEqual(["####", "#####", "#####", "#####"]);
});

test("has nothing that the SpecWeave validator would rewrite", async () => {
  for (const text of [await section(recommenderExample()), await section(digitsExample())]) {
    expect(text).not.toMatch(/<[a-z]/i);
    expect(text).not.toMatch(/\s\w+=\w/);
    expect(text).not.toMatch(/\{\{[A-Z_]+\}\}/);
  }
});

test("models: a line for each experiment", async () => {
  await expect(await region("models", [recommenderExample(), digitsExample()])).toMatchFileSnapshot(
    "expected/models.md",
  );
  expect(await region("models", [])).toBe("No experiments were found.");
});

test("training-runbook: how the selected run was made", async () => {
  await expect(await region("training-runbook", [digitsExample()])).toMatchFileSnapshot("expected/training-runbook.md");
});

test("a region without a template is null, one of the project is filled", async () => {
  expect(await region("no-such-region", [digitsExample()])).toBeNull();
  const request = { name: "mine", attributes: {}, experiments: [digitsExample()], file: FILE };
  const templates = withTemplates({ "regions/mine": "{{#each comparison.rows}}{{code name}} {{/each}}" });
  expect(await renderRegion({ ...request, templates })).toBe("`baseline` `shift` `nan-lr` `leak`");
});

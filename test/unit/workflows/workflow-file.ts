import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { ciFiles } from "../../../src/project/ci-files.ts";

export const repository = join(import.meta.dirname, "../../..");

/** A step of a job or of the action. */
export interface Step {
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  shell?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
  "working-directory"?: string;
}

/** A workflow of GitHub, as far as the tests look at it. */
export interface Workflow {
  on: unknown;
  permissions: Record<string, string>;
  jobs: Record<string, { if?: string; permissions?: Record<string, string>; steps: Step[] }>;
}

/** The action of this repository. */
export interface Action {
  inputs: Record<string, { default: string }>;
  runs: { using: string; steps: Step[] };
}

/** A file's name and text. */
export interface Named {
  name: string;
  text: string;
}

/** The repository's own workflows, and those that `docs init` writes at a repository's root and in a folder of it. */
export function workflowFiles(): Named[] {
  const folder = join(repository, ".github", "workflows");
  const own = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  const written = ["", "my project"].flatMap((place) =>
    ciFiles("github", { folder: place, version: "0.1.0" }, true).map(({ path, after }) => ({
      name: `${place === "" ? "root" : "folder"}-${path.split("/").at(-1)}`,
      text: after,
    })),
  );
  return [...own, ...written];
}

export function workflowOf({ text }: Named): Workflow {
  return load(text) as Workflow;
}

export const actionText = readFileSync(join(repository, "action.yml"), "utf8");

export function readAction(): Action {
  return load(actionText) as Action;
}

/** The workflow that documents give to be pasted. */
export function pastedWorkflow(document: string): string {
  const text = readFileSync(join(repository, document), "utf8");
  const blocks = [...text.matchAll(/^```yaml\n(# \.github\/workflows\/docs-review\.yml\n[\s\S]*?)^```$/gm)];
  return blocks[0]?.[1] ?? "";
}

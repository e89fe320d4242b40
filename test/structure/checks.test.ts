// Each check is shown sources that it must refuse, so that none can pass because it sees nothing.
import { describe, expect, test } from "vitest";
import { checks } from "./checks.ts";
import { parseSource } from "./parse.ts";

type Files = Record<string, string>;
const lines = (count: number) => "\n".repeat(count);

const right: Files = {
  "src/cli.ts": `const run = () => import("./commands/build.ts"); process.exitCode = 0;`,
  "src/model/run.ts": `/** A run. */ export interface Run { id: string; process: string }`,
  "src/contract/index.ts": `import type { Run } from "../model/run.ts"; import { z } from "zod"; export const run = z.object({});`,
  "src/disk/read.ts": `import { readFile as read } from "node:fs/promises";\n/** Reads. */\nexport async function readFile(path: string) { return read(path); }`,
  "src/readers/reader.ts": `import type { Run } from "../model/run.ts"; export interface Reader { name: string }`,
  "src/readers/index.ts": `import { mlflow } from "./mlflow/index.ts"; export const readers = [mlflow];`,
  "src/readers/mlflow/index.ts": `import type { Reader } from "../reader.ts"; import { parse } from "./parse.ts"; export const mlflow: Reader = { name: parse("mlflow") };`,
  "src/readers/mlflow/parse.ts": `/** Overloaded. */ export function parse(a: string): string; export function parse(a: string) { return a; }`,
  "src/commands/build.ts": `import type { Command } from "commander"; const settings = { process: 1 }; settings.process = 2;`,
  "src/markdown/parse.ts": `import { unified } from "unified"; import type { Root } from "mdast";`,
  "site/data.ts": `import { run } from "../src/contract/index.ts"; export default run;`,
  "site/pages/index.astro": `---\nimport { run } from "../../src/contract/index.ts";\nimport "../style.css";\nif (!run) return;\n---\n<p>{run}</p>\n<script>const a = 1</script>\n`,
};

const wrong: Record<keyof typeof checks, { files: Files; says: string[] }[]> = {
  "every import of ours is a file": [
    { files: { "src/model/run.ts": `import { a } from "./gone";` }, says: ["src/model/run.ts:1 imports ./gone"] },
  ],
  "imports follow the directions between parts": [
    {
      files: { "src/model/a.ts": `\nimport type { z } from "../errors.ts";`, "src/errors.ts": "" },
      says: ["src/model/a.ts:2 imports src/errors.ts"],
    },
    {
      files: { "src/compare/a.ts": `export * from "../charts/b.ts";`, "src/charts/b.ts": "" },
      says: ["src/compare/a.ts:1 imports src/charts/b.ts"],
    },
    {
      files: { "src/disk/a.ts": `type A = import("../config.ts").A;`, "src/config.ts": "" },
      says: ["src/disk/a.ts:1 imports src/config.ts"],
    },
    {
      files: { "src/compile.ts": `await import("./commands/b.ts");`, "src/commands/b.ts": "" },
      says: ["src/compile.ts:1 imports src/commands/b.ts"],
    },
    {
      files: { "src/report/a.ts": `import "../checks/b.ts";`, "src/checks/b.ts": "" },
      says: ["src/report/a.ts:1 imports src/checks/b.ts"],
    },
    { files: { "src/cli.ts": `import "../site/a.ts";`, "site/a.ts": "" }, says: ["src/cli.ts:1 imports site/a.ts"] },
    { files: { "src/extras/a.ts": "" }, says: [`src/extras/a.ts belongs to no known part`] },
  ],
  "site/ imports only the contract": [
    {
      files: { "site/data.ts": `import { a } from "../src/model/a.ts";`, "src/model/a.ts": "" },
      says: ["site/data.ts:1 imports src/model/a.ts"],
    },
    {
      files: { "site/a.astro": `---\n\nimport type { a } from "../src/model/a.ts";\n---\n`, "src/model/a.ts": "" },
      says: ["site/a.astro:3 imports src/model/a.ts"],
    },
    {
      files: { "site/a.astro": `<p>\n<script>\nimport "../src/model/a.ts";\n</script>`, "src/model/a.ts": "" },
      says: ["site/a.astro:3 imports src/model/a.ts"],
    },
  ],
  "the contract stands alone": [
    {
      files: { "src/contract/index.ts": `import { type A } from "../model/a.ts";`, "src/model/a.ts": "" },
      says: ["src/contract/index.ts:1 imports src/model/a.ts at run time"],
    },
  ],
  "things of one folder do not import one another": [
    {
      files: { "src/readers/a.ts": `import type { B } from "./b/index.ts";`, "src/readers/b/index.ts": "" },
      says: ["src/readers/a.ts:1 imports src/readers/b/index.ts"],
    },
    {
      files: { "src/readers/b/c.ts": `import "../index.ts";`, "src/readers/index.ts": "" },
      says: ["src/readers/b/c.ts:1 imports src/readers/index.ts"],
    },
    {
      files: { "src/checks/check.ts": `import "./a.ts";`, "src/checks/a.ts": "" },
      says: ["src/checks/check.ts:1 imports src/checks/a.ts"],
    },
  ],
  "each library has one home": [
    {
      files: { "src/model/a.ts": `import { readFile } from "fs/promises";` },
      says: ["src/model/a.ts:1 imports fs/promises, whose home is src/disk/"],
    },
    {
      files: { "src/cli.ts": `const { spawn } = await import("node:child_process");` },
      says: ["src/cli.ts:1 imports node:child_process"],
    },
    {
      files: { "src/charts/a.ts": `import handlebars from "handlebars/runtime.js";` },
      says: ["src/charts/a.ts:1 imports handlebars/runtime.js"],
    },
    { files: { "src/report/a.ts": `import * as vega from "vega";` }, says: ["src/report/a.ts:1 imports vega"] },
    {
      files: { "src/claims/a.ts": `import type { Plugin } from "unified";` },
      says: ["src/claims/a.ts:1 imports unified"],
    },
    { files: { "src/compare/a.ts": `import { z } from "zod/v4";` }, says: ["src/compare/a.ts:1 imports zod/v4"] },
    {
      files: { "src/disk/a.ts": `import { cwd } from "node:process";` },
      says: ["src/disk/a.ts:1 imports node:process"],
    },
  ],
  "packages that src/ imports are dependencies": [
    {
      files: { "src/model/a.ts": `import fc from "fast-check";` },
      says: ["src/model/a.ts:1 imports fast-check, which is not in"],
    },
  ],
  "globals have one home": [
    { files: { "src/disk/a.ts": `\nexport const a = process.env.HOME;` }, says: ["src/disk/a.ts:2 names `process`"] },
    { files: { "src/disk/a.ts": `export const a = globalThis.process;` }, says: ["src/disk/a.ts:1 names `process`"] },
    { files: { "src/disk/a.ts": `export const a = { process };` }, says: ["src/disk/a.ts:1 names `process`"] },
  ],
  "no import cycle at run time": [
    {
      files: {
        "src/model/a.ts": `import "./b.ts";`,
        "src/model/b.ts": `import "./c.ts";`,
        "src/model/c.ts": `import "./a.ts";`,
      },
      says: ["src/model/a.ts, src/model/b.ts, src/model/c.ts import one another"],
    },
    { files: { "src/model/a.ts": `import "./a.ts";` }, says: ["src/model/a.ts import one another"] },
  ],
  "the import chain is short": [
    {
      files: Object.fromEntries(
        [..."abcdefghij"].map((name, at, all) => [
          `src/model/${name}.ts`,
          all[at + 1] ? `import "./${all[at + 1]}.ts";` : "",
        ]),
      ),
      says: ["src/model/a.ts → src/model/b.ts"],
    },
  ],
  "files are short": [{ files: { "site/long.astro": lines(301) }, says: ["site/long.astro has 301 lines"] }],
  "functions are short": [
    { files: { "src/model/a.ts": `\nfunction a() {${lines(50)}}` }, says: ["src/model/a.ts:2 a has 51 lines"] },
    {
      files: { "src/model/a.ts": `const a = { b: () => {${lines(50)}} };` },
      says: ["src/model/a.ts:1 b has 51 lines"],
    },
  ],
  "functions have few parameters": [
    {
      files: { "src/model/a.ts": `class A { b(c: 1, d: 2, e: 3, ...f: 4[]) {} }` },
      says: ["src/model/a.ts:1 b has 4 parameters"],
    },
  ],
  "names say what is inside": [
    { files: { "src/model/run-utils.ts": "" }, says: [`src/model/run-utils.ts is named "utils"`] },
    { files: { "src/helper/run.ts": "" }, says: [`src/helper/run.ts is named "helper"`] },
    { files: { "src/model/types.ts": "" }, says: [`src/model/types.ts is named "types"`] },
    { files: { "site/RunManager.astro": "" }, says: [`site/RunManager.astro is named "Manager"`] },
  ],
  "exported functions have a doc comment": [
    {
      files: { "src/model/a.ts": `/** A file. */\nimport "./a.ts";\nexport function a() {}` },
      says: ["src/model/a.ts:3 a is exported without"],
    },
    {
      files: { "src/model/a.ts": `// not this\nexport const a = () => 1;` },
      says: ["src/model/a.ts:2 a is exported without"],
    },
    {
      files: { "src/model/a.ts": `function a() {}\nexport { a as b };` },
      says: ["src/model/a.ts:1 a is exported without"],
    },
  ],
  "exports are named": [
    { files: { "src/model/a.ts": `export default 1;` }, says: ["src/model/a.ts:1 has a default export"] },
    {
      files: { "src/model/a.ts": `const a = 1;\nexport { a as default };` },
      says: ["src/model/a.ts:2 has a default export"],
    },
  ],
};

describe.each(Object.entries(checks))("%s", (name, check) => {
  test("accepts what is right", () => {
    expect(check(sourcesOf(right))).toEqual([]);
  });

  test.each(wrong[name] ?? [])("refuses: $says.0", ({ files, says }) => {
    expect(check(sourcesOf(files))).toEqual(says.map((text) => expect.stringContaining(text)));
  });

  test("is shown something to refuse", () => {
    expect(wrong[name]?.length).toBeGreaterThan(0);
  });
});

function sourcesOf(files: Files) {
  const dependencies = ["zod", "unified", "commander", "handlebars", "vega"];
  return { files: Object.entries(files).map(([path, text]) => parseSource(path, text)), dependencies };
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checks } from "./checks.ts";
import { parseSource } from "./parse.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("the structure of src/ and site/", () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const files = ["src", "site"]
    .flatMap(sourcesIn)
    .map((path) => parseSource(path, readFileSync(join(root, path), "utf8")));
  const sources = { files, dependencies: Object.keys(dependencies) };

  test.each(Object.entries(checks))("%s", (_, check) => {
    expect(check(sources)).toEqual([]);
  });
});

/** Paths from the project's root, with `/` on every system. */
function sourcesIn(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  const paths = names.map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
  return paths
    .filter((path) => /\.(ts|mts|js|mjs|tsx|astro)$/.test(path) && !/\/(node_modules|\.astro)\//.test(path))
    .sort();
}

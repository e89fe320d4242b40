import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { walkLinks } from "./link-walk.ts";
import { pagesOf } from "./page-walk.ts";
import { serve } from "./server.ts";
import type { ExampleSite } from "./site-example.ts";
import { buildExample, contentsOf } from "./site-example.ts";

const NAMES = ["digits", "recommender"] as const;
const sites = new Map<string, ExampleSite>();

beforeAll(async () => {
  for (const name of NAMES) sites.set(name, await buildExample(name));
});

afterAll(() => {
  for (const site of sites.values()) site.remove();
});

const outOf = (name: string) => sites.get(name)?.out ?? "";

describe.each(NAMES)("one build of %s", (name) => {
  test.each(["/", "/x/", "/x/y/"])(
    "at %s has no dead link, anchor or asset, and every page is reached",
    async (base) => {
      const server = await serve({ folder: outOf(name), base });
      const { pages, dead } = await walkLinks(server.url);
      await server.close();
      expect(dead).toEqual([]);
      expect([...pages].sort()).toEqual(
        pagesOf(outOf(name))
          .map(({ address }) => address)
          .sort(),
      );
    },
  );

  test("brings a policy with every page that allows nothing unsafe, and nothing from elsewhere", () => {
    for (const [path, html] of contentsOf(outOf(name))) {
      if (!path.endsWith(".html")) continue;
      const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
      const rules = policy.split(";").map((rule) => rule.trim().replaceAll("&#39;", "'"));
      expect(rules, path).toContain("default-src 'none'");
      const allowed = rules.flatMap((rule) => rule.split(/\s+/).slice(1));
      expect(
        allowed.filter((source) => !["'none'", "'self'", "data:"].includes(source)),
        path,
      ).toEqual([]);
      expect(
        rules.filter((rule) => rule.includes("data:") && !rule.startsWith("img-src ")),
        path,
      ).toEqual([]);
    }
  });
});

test("two builds of the same project at different places are the same, byte for byte", async () => {
  const again = await buildExample("recommender");
  expect([...contentsOf(again.out)]).toEqual([...contentsOf(outOf("recommender"))]);
  again.remove();
});

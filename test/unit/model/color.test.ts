import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseConfig } from "../../../src/config.ts";
import { COLORS, contrastOf, PALETTE, parseColor } from "../../../src/model/color.ts";
import { contrastFindings } from "../../../src/project/contrast.ts";
import { colorSheet } from "../../../src/publish/look.ts";

const root = join(import.meta.dirname, "../../..");

function configOf(colors: object) {
  const { config, problems } = parseConfig({ site: { colors } });
  return { config, problems };
}

test("the palette is that of the style sheet, and all of it is explained", () => {
  const css = readFileSync(join(root, "site/styles/theme.css"), "utf8");
  const set = [...css.matchAll(/--([a-z0-9-]+): light-dark\((\S+), (\S+)\);/g)];
  expect(Object.fromEntries(set.map(([, name, light, dark]) => [name, [light, dark]]))).toEqual(PALETTE);
  const guide = readFileSync(join(root, "docs/theme.md"), "utf8");
  for (const name of COLORS) {
    const family = name.replace(/-soft$/, "").replace(/^chart-[2-6]$/, "chart-1");
    expect(guide, name).toContain(`\`${family}\``);
  }
});

test("colours are read as browsers read them", () => {
  expect(parseColor("#1f4fbf")).toEqual([31, 79, 191]);
  expect(parseColor("#14b")).toEqual([17, 68, 187]);
  expect(parseColor("rgb(31 79 191)")).toEqual([31, 79, 191]);
  expect(parseColor("RGB(31, 79, 191)")).toEqual([31, 79, 191]);
  expect(parseColor("hsl(120 100% 25%)")?.map(Math.round)).toEqual([0, 128, 0]);
  for (const text of [
    "red",
    "#12345",
    "#1f4fbf;}",
    "rgb(300 0 0)",
    "rgb(1 2 3 / 0.5)",
    "url(x)",
    "hsl(10 20 30)",
    "",
  ]) {
    expect(parseColor(text), text).toBeNull();
  }
});

test("nothing but a colour gets into the style sheet", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { config } = configOf({ accent: text });
      if (config !== null)
        expect(colorSheet(config.site.colors)).toMatch(/^:root \{\n {2}--accent: [#a-z0-9(), .%]+;\n\}\n$/i);
    }),
  );
  expect(configOf({ acent: "#fff" }).problems).not.toEqual([]);
});

test("contrast is that of WCAG, the same both ways", () => {
  expect(contrastOf([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  expect(contrastOf([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
  expect(contrastOf([1, 2, 3], [200, 100, 50])).toBe(contrastOf([200, 100, 50], [1, 2, 3]));
});

test("text that cannot be read is a finding at its line, with every ground", () => {
  const text = "site:\n  colors:\n    muted: '#aaa'\n";
  const setup = { root: "/", file: "docs.config.yaml", key: "", text };
  const { config } = configOf({ muted: "#aaa" });
  if (config === null) throw new Error("not read");
  const [finding, ...others] = contrastFindings(setup, config);
  expect(finding).toMatchObject({ code: "config/contrast", line: 3, file: "docs.config.yaml" });
  expect(finding?.message).toMatch(/^muted on paper has a contrast of 2\.\d to 1 in light/);
  expect(finding?.notes.length).toBeGreaterThan(0);
  expect(others).toEqual([]);
});

test("the site's own colours can be read", () => {
  const own = Object.fromEntries(Object.entries(PALETTE).map(([name, [light, dark]]) => [name, { light, dark }]));
  const { config } = configOf(own);
  if (config === null) throw new Error("not read");
  expect(contrastFindings({ root: "/", file: "docs.config.yaml", key: "", text: "" }, config)).toEqual([]);
});

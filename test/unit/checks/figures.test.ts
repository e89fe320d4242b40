import { describe, expect, test } from "vitest";
import type { Drawing } from "../../../src/charts/metadata.ts";
import { check, messages, report, run } from "./report-fixture.ts";

const leak = run("leak", "trained on the test images");
const used = run("base");
const runs = [used, leak];
const figures = [{ id: "curves", sources: [{ run: used.id, metric: "val/loss", file: "x", line: null }] }];
const figure = (markdown: string) => report({ Results: markdown });

describe("a figure has data", () => {
  test.each([
    ["a planned figure", "![a](plots/curves.light.svg) ![a](./plots/curves.dark.svg#gh-dark-mode-only)", []],
    ["a plot of a run", `![a](runs/2026-01-01T00-00-00-base/plots/l%20oss.png)`, [`${used.dir}/plots/l oss.png`]],
    ["a source in the title", '![a](p.png "from runs/x.log#L3, val/loss")', ["exp/a/p.png", "exp/a/runs/x.log"]],
    ["a source from the root", '![a](p.png "exp/x.csv")', ["exp/a/p.png", "exp/x.csv"]],
    ["a selector in the title", '![a](p.png "base/val/loss@best")', ["exp/a/p.png"]],
    ["a reference", "![a][r]\n\n[r]: p.png 'x.csv'", ["exp/a/p.png", "exp/a/x.csv"]],
  ])("%s", (_, markdown, files) => {
    expect(check(figure(markdown), { runs, figures, files })).toEqual([]);
  });

  test.each([
    ["![a](p.png)", [], "The image “p.png” does not exist."],
    ['![a](p.png "x.csv")', ["exp/a/p.png"], "The source that the image “p.png” names, “x.csv”, does not exist."],
    [
      '![a](p.png "source: runs/x/log.txt")',
      ["exp/a/p.png"],
      "The source that the image “p.png” names, “runs/x/log.txt”, does not exist.",
    ],
    [
      "![source: runs/x/log.txt](p.png)",
      ["exp/a/p.png"],
      "The source that the image “p.png” names, “runs/x/log.txt”, does not exist.",
    ],
    [
      "![a](p.png)\n\n*Curves. Source: `runs/x/log.txt`.*",
      ["exp/a/p.png"],
      "The source that the image “p.png” names, “runs/x/log.txt”, does not exist.",
    ],
    [
      "![a](p.png) Source: [log](runs/x/log.txt#L3)",
      ["exp/a/p.png"],
      "The source that the image “p.png” names, “runs/x/log.txt”, does not exist.",
    ],
    [
      "[![a](p.png)](runs/x/log.txt)",
      ["exp/a/p.png"],
      "The source that the image “p.png” names, “runs/x/log.txt”, does not exist.",
    ],
    ["![a](plots/other.light.svg)", [], "The image “plots/other.light.svg” does not exist."],
    ["![a](../../../x.png)", [], "The image “../../../x.png” is not a file of the project."],
    ["![a](50%.png)", [], "The image “50%.png” is not a file of the project."],
  ])("%j is without", (markdown, files, message) => {
    expect(messages(figure(markdown), { runs, figures, files })).toEqual([`figure/has-no-data: ${message}`]);
  });

  test.each([
    ["![a](p.png)"],
    ['![a](p.png "p.png")'],
    ['![a](p.png "Accuracy of the small and/or large model")'],
    ["![a](p.png)\n\nThe curves cross at step 300."],
    ["![a](p.png)\n\nThe data source: data/raw.csv, which is not public."],
    ["[![a](p.png)](https://x.de/runs/a.log)"],
    ["![a](https://x.de/a.png)"],
    ["![a](data:image/png;base64,AAAA)"],
  ])("%j is someone's, and that is only noted", (markdown) => {
    expect(check(figure(markdown), { runs, figures, files: ["exp/a/p.png"] })).toMatchObject([
      { code: "figure/no-source", severity: "note" },
    ]);
  });

  const log = `${used.dir}/logs/train.log`;
  const place = log.slice("exp/a/".length);
  test.each([
    [`![a](p.png "source: ${place}#L3-L9, val/loss")`, []],
    [`![a](p.png "source: ${place}, valid_loss of train/val")`, []],
    [`![source: ${place}](p.png)`, []],
    [`![a](p.png)\n\nFigure 1. Source: [the log](${place}#L3), test/accuracy`, ["test/accuracy"]],
    [`![a](p.png "source: ${place} test/accuracy")`, ["test/accuracy"]],
    [`[![a](p.png "val/loss")](${place})`, []],
  ])("%s", (markdown, missing) => {
    const found = messages(figure(markdown), { runs, figures, files: ["exp/a/p.png", log] });
    expect(found).toEqual(
      missing.map((metric) => `figure/has-no-data: The image “p.png” shows ${metric}, which ${log} does not hold.`),
    );
  });

  test("the front matter may name the source", () => {
    const text = (source: string) => `---\ntype: report\nfigures:\n  p.png: ${source}\n---\n${figure("![a](p.png)")}`;
    expect(check(text(place), { runs, figures, files: ["exp/a/p.png", log] })).toEqual([]);
    expect(messages(text("runs/gone/x.log"), { runs, figures, files: ["exp/a/p.png"] })).toEqual([
      "figure/has-no-data: The source that the image “p.png” names, “runs/gone/x.log”, does not exist.",
    ]);
  });

  test("elsewhere only a source that is named as such has to exist", () => {
    const elsewhere = { file: "README.md", runs, figures };
    expect(check("![a](gone.png) ![b](https://x.de/b.svg) ![c](c.png 'runs/gone/x.log')", elsewhere)).toEqual([]);
    expect(messages("![a](a.png 'source: runs/gone/x.log')", elsewhere)).toEqual([
      "figure/has-no-data: The source that the image “a.png” names, “runs/gone/x.log”, does not exist.",
    ]);
  });

  test("the finding marks the image", () => {
    const [found] = check(figure("see ![a](p.png) here"), { runs });
    expect(found).toMatchObject({ line: 17, column: 5, endColumn: 16 });
  });
});

describe("a figure shows runs that count", () => {
  const message = "which is ignored: trained on the test images.";
  test("by what its file records", () => {
    const situation = {
      runs,
      figures,
      drawing: (path: string) => (path.includes("curves") ? drawnFrom(used.id, leak.id) : null),
    };
    expect(messages(figure("![a](plots/curves.light.svg)"), situation)).toEqual([
      `figure/ignored-run: The figure “plots/curves.light.svg” shows “leak”, ${message}`,
    ]);
    const byName = { ...situation, drawing: () => drawnFrom("leak") };
    expect(check(figure("![a](plots/curves.light.svg)"), byName)).toHaveLength(1);
  });

  test("by where it lies and what its title names", () => {
    const file = `${leak.dir}/plots/loss.png`;
    const place = file.slice("exp/a/".length);
    expect(messages(figure(`![a](${place})`), { runs, files: [file] })).toEqual([
      `figure/ignored-run: The figure “${place}” shows “leak”, ${message}`,
    ]);
    const log = `${leak.dir}/logs/train.log`;
    expect(check(figure(`![a](p.png "/${log}")`), { runs, files: ["exp/a/p.png", log] })).toMatchObject([
      { code: "figure/ignored-run", related: [{ file: "exp/a/IGNORED_RUNS.md", line: 3 }] },
    ]);
  });

  test("as it is planned", () => {
    const planned = [{ id: "curves", sources: [{ run: leak.id, metric: "val/loss", file: "x", line: null }] }];
    expect(check(figure("![a](plots/curves.dark.svg)"), { runs, figures: planned })).toHaveLength(1);
    expect(check(figure("![a](plots/curves.dark.svg)"), { runs, figures })).toEqual([]);
  });
});

function drawnFrom(...names: string[]): Drawing {
  const sources = names.map((name) => ({ run: name, metric: "val/loss", file: "x" }));
  return { figure: "curves", data: null, sources, edited: false };
}

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeLatex, latexLabel, latexTable } from "../../../src/reporters/latex.ts";

const hasLatex = spawnSync("pdflatex", ["--version"]).status === 0;

const table = (name: string, source: string | null = null) =>
  latexTable({
    caption: escapeLatex(`Runs of ${name}`),
    label: latexLabel(name),
    columns: ["l", "r"],
    head: ["Run", "$n$"],
    rows: [
      [
        { text: escapeLatex(name), source },
        { text: "1", source: null },
      ],
    ],
  });

test.each([
  ["a_b", "a\\_b"],
  ["50 % & #1 $x$", "50 \\% \\& \\#1 \\$x\\$"],
  ["~^\\{}", "\\textasciitilde{}\\textasciicircum{}\\textbackslash{}\\{\\}"],
  ["0.97 ± 0.01", "0.97 $\\pm$ 0.01"],
  ["−0.5 ≈ ∞", "$-$0.5 $\\approx$ $\\infty$"],
  ["a--b---c", "a-{}-b-{}-{}-c"],
  ["[x] *y", "{[}x{]} {*}y"],
  ["a\n\nb\\\\", "a b\\textbackslash{}\\textbackslash{}"],
])("%j is written so that it prints as it is", (text, latex) => {
  expect(escapeLatex(text)).toBe(latex);
});

test("no name ends a cell, a line, a group or a comment", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 20 }), (name) => {
      const lines = table(name, name).split("\n");
      expect(lines).toHaveLength(15);
      expect(lines.filter((line) => line.endsWith(" \\\\"))).toHaveLength(2);
      const body = lines.filter((line) => !line.trimStart().startsWith("%")).join("\n");
      const plain = body.replace(/\\\\|\\[{}&%$#_]/g, "");
      expect(plain.split("&")).toHaveLength(3);
      expect(plain).not.toMatch(/[%#~^]/);
      expect(plain.replace(/[^{]/g, "").length).toBe(plain.replace(/[^}]/g, "").length);
      expect(plain.replace(/[^$]/g, "").length % 2).toBe(0);
    }),
  );
});

test("a table of more rows than a page holds is a longtable with its head on every page", () => {
  const rows = Array.from({ length: 41 }, () => [{ text: "a", source: null }]);
  const text = latexTable({ caption: "c", label: "tab:c", columns: ["l"], head: ["Run"], rows });
  expect(text).toMatch(
    /\\begin\{longtable\}\{l\}[\s\S]*Run \\\\\n +\\midrule\n +\\endhead[\s\S]*\\end\{longtable\}\n$/,
  );
});

test("a label is short and of letters, digits and hyphens", () => {
  expect(latexLabel("Größe & Läufe")).toBe("tab:gro-e-laufe");
  expect(latexLabel("???")).toBe("tab:comparison");
  expect(latexLabel("a".repeat(90))).toHaveLength(64);
});

// TeX is too large to be a dependency: where it is installed it has the last word.
test.skipIf(!hasLatex)("LaTeX sets it", () => {
  const folder = mkdtempSync(join(tmpdir(), "labdocs-latex-"));
  const name = "a_b 50 % & #1 $x$ ~^\\{} ± − ≈ ∞ – \" ` ' -- [*] <|>";
  const text = `\\documentclass{article}\\usepackage{booktabs}\\begin{document}\n${table(name, name)}\n\\end{document}\n`;
  writeFileSync(join(folder, "a.tex"), text);
  const { status, stdout } = spawnSync("pdflatex", ["-halt-on-error", "-interaction=nonstopmode", "a.tex"], {
    cwd: folder,
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  expect(status, stdout).toBe(0);
});

import { describe, expect, test } from "vitest";
import type { CiteOptions } from "../../../src/claims/cite.ts";
import { citeDocument } from "../../../src/claims/cite.ts";
import { findingsOf } from "../../../src/claims/verdict-finding.ts";
import { splice } from "../../../src/markdown/splice.ts";
import type { Logs } from "./project.ts";
import { logOf, makeProject } from "./project.ts";

const LOGS: Logs = {
  full: [
    { step: 1000, "test/auc": 0.8952 },
    { step: 2000, "test/auc": 0.8612 },
  ],
  base: [
    { step: 1000, "test/auc": 0.7219 },
    { step: 2000, "test/auc": 0.7468 },
  ],
};
const project = makeProject(LOGS);
const full = logOf("full");

function cite(text: string, options: Partial<CiteOptions> = {}) {
  const document = project.document(text);
  const verdicts = project.check(text);
  const near = project.catalog.ids[0] ?? null;
  const cited = citeDocument(document, verdicts, { catalog: project.catalog, near, ...options });
  return { ...cited, text: splice(text, cited.edits) };
}

function idOf(text: string): string {
  return project.check(text)[0]?.claim.id ?? "";
}

describe("citeDocument", () => {
  test.each([
    ["resolved", "It is [0.86](cite:full/test/auc).", `It is [0.86](${full}#L2 "test/auc").`],
    ["filled in", "It is [](cite:full/test/auc@best).", `It is [0.8952](${full}#L1 "test/auc@best").`],
    ["with a blank", "It is [0.86](cite: full/test/auc).", `It is [0.86](${full}#L2 "test/auc").`],
    [
      "at a step",
      "It is [0.722](cite:base/test/auc@step=1000).",
      `It is [0.722](${logOf("base")}#L1 "test/auc@step=1000").`,
    ],
    [
      "a reference",
      "It is [0.86][a].\n\n[a]: cite:full/test/auc\n",
      `It is [0.86](${full}#L2 "test/auc").\n\n[a]: cite:full/test/auc\n`,
    ],
    [
      "derived",
      "By [](cite:rel(full/test/auc,base/test/auc)).",
      `By [+15.3 %](${full}#L2 "rel(full/test/auc, base/test/auc)").`,
    ],
    [
      "in a table, with CRLF",
      "| a | b |\r\n| - | - |\r\n| x | [0.86](cite:full/test/auc) |\r\n",
      `| a | b |\r\n| - | - |\r\n| x | [0.86](${full}#L2 "test/auc") |\r\n`,
    ],
    ["re-pinned", `It is [0.86](${full}#L1 "test/auc step=2000").`, `It is [0.86](${full}#L2 "test/auc step=2000").`],
    ["wrong, so left", "It is [0.87](cite:full/test/auc).", "It is [0.87](cite:full/test/auc)."],
    ["unknown, so left", "It is [0.87](cite:none/test/auc).", "It is [0.87](cite:none/test/auc)."],
  ])("%s", (_, before, after) => {
    expect(cite(before).text).toBe(after);
  });

  test("what is written is then supported", () => {
    const { text } = cite(
      "A [](cite:full/test/auc), B [](cite:pp(full/test/auc,base/test/auc)), C [](cite:rank(full/test/auc)).",
    );
    expect(project.check(text).map((one) => one.verdict)).toEqual(["supported", "derived", "derived"]);
  });

  test.each([
    [`AUC is [**0.87**](${full}#L2 "test/auc").`, `AUC is [**0.86**](${full}#L2 "test/auc").`],
    [`AUC is [87.0 %](${full}#L2 "test/auc").`, `AUC is [86.1 %](${full}#L2 "test/auc").`],
    [
      `It rose by [9.0 pp](${full}#L2 "pp(full/test/auc, base/test/auc)").`,
      `It rose by [11.4 pp](${full}#L2 "pp(full/test/auc, base/test/auc)").`,
    ],
    ["AUC is [0.87](cite:full/test/auc).", `AUC is [0.86](${full}#L2 "test/auc").`],
  ])("accepting %s", (before, after) => {
    const done = cite(before, { accept: [idOf(before)] });
    expect(done.text).toBe(after);
    expect(done.changes).toHaveLength(1);
    expect(cite(before).text).toBe(before);
    expect(project.check(after).every(({ verdict }) => verdict === "supported" || verdict === "derived")).toBe(true);
  });

  test("a bare number gets a link when that is asked for", () => {
    const text = "# Results\n\nThe test AUC of base is 0.7468 now.\n";
    expect(cite(text).text).toBe(text);
    expect(cite(text, { propose: { bound: 0.75, unbound: 0.75 } }).text).toBe(
      text.replace("0.7468", `[0.7468](${logOf("base")}#L2 "base/test/auc")`),
    );
  });

  test("nothing in our regions is touched", () => {
    const text = "<!-- docs:begin x -->\n[0.86](cite:full/test/auc)\n<!-- docs:end x -->\n";
    expect(cite(text).edits).toEqual([]);
  });
});

describe("findingsOf", () => {
  const findings = (text: string) => findingsOf(project.document(text), project.check(text));

  test("a link to a whole file is told to name the line", () => {
    expect(findings(`AUC is [0.86](${logOf("full")}).`)[0]).toMatchObject({
      code: "claim/whole-file",
      help: `add the line to the link, such as \`${logOf("full")}#L42\``,
    });
  });

  test("a name with a number in it is a link like any other", () => {
    expect(findings(`The log of [full, 3B tokens](${logOf("full")}).`)).toEqual([]);
  });

  test("shows the sentence and the log line, and the command that takes the value", () => {
    const text = `Intro.\n\nAUC is [0.87](${full}#L2 "test/auc").`;
    expect(findings(text)).toMatchObject([
      {
        code: "claim/contradicted",
        message: "report says 0.87, the log says 0.8612",
        line: 3,
        column: 9,
        endColumn: 13,
        expected: "0.86",
        found: "0.87",
        help: `run \`docs cite --accept ${idOf(text)} --write\` to change the text to 0.86`,
        related: [{ line: 2, label: "0.8612", text: expect.stringContaining('"test/auc":0.8612') }],
      },
    ]);
  });

  test.each([
    ["[0.86](cite:full/test/auc)", "claim/unresolved"],
    ["[0.86](cite:full/test/aux)", "claim/no-such-value"],
    [`[0.86](${full}#L1 "test/auc step=2000")`, "claim/moved"],
    [`[0.86](${full}#L2 "test/auc")`, null],
    ["# Results\n\nWe got 0.77.\n", "claim/unbound"],
  ])("%s: %s", (text, code) => {
    expect(findings(text)[0]?.code ?? null).toBe(code);
  });
});

test.each([
  ["[x](cite:)", "its `cite:` link names nothing", "`[x](cite:<run>/<metric>)`"],
  ["[0.86](cite: )", "its `cite:` link names nothing", "`[0.86](cite:<run>/<metric>)`"],
  ["[0.86](cite:a//)", "`a//` is no name of a value", "`[0.86](cite:<run>/<metric>)`"],
])("%s says what is missing", (link, why, help) => {
  const text = `It is ${link}.`;
  const [one, ...others] = findingsOf(project.document(text), project.check(text));
  expect(others).toEqual([]);
  expect(one).toMatchObject({ code: "claim/no-such-value", line: 1, column: 7 });
  expect(one?.message).toContain(why);
  expect(one?.help).toContain(help);
});

import { describe, expect, test } from "vitest";
import type { SiteTable } from "../../../src/contract/index.ts";
import { pageSchema } from "../../../src/contract/index.ts";
import type { Param, Run } from "../../../src/model/run.ts";
import { openAddresses } from "../../../src/publish/address.ts";
import { sayApart, sayParams } from "../../../src/publish/run-apart.ts";
import type { RunEntry } from "../../../src/publish/run-entry.ts";
import { runEntry } from "../../../src/publish/run-entry.ts";
import { recentTable, runsPages } from "../../../src/publish/runs-page.ts";
import { viewOf } from "../../../src/publish/view.ts";
import { digitsExample } from "../report/digits-example.ts";

function entries(): RunEntry[] {
  const compiled = digitsExample();
  compiled.comparison.leftOut = [{ name: "seed", because: "repeat", with: null }];
  for (const run of compiled.experiment.runs) {
    const literal = run.name.slice(-1);
    const evidence = { file: "a.json", locator: { kind: "line" as const, line: 1 }, literal };
    run.params = [...run.params.filter((one) => one.name !== "seed"), { name: "seed", value: literal, evidence }];
  }
  const view = viewOf(compiled, openAddresses({ documents: [], isShown: () => true }));
  return compiled.experiment.runs.map((run) => runEntry(run, view));
}

function paramOf(name: string, literal: string): Param {
  return { name, value: literal, evidence: { file: "a.json", locator: { kind: "line", line: 1 }, literal } };
}

const heads = (table: SiteTable | null | undefined) => table?.columns.map(({ text }) => text);
const texts = (table: SiteTable | undefined, column: number) =>
  table?.rows.map(({ cells }) =>
    (cells[column]?.main ?? []).map((part) => (typeof part === "string" ? part : part.text)),
  );

describe("the list of runs", () => {
  test("does not repeat in each row what all have in common", () => {
    const [page] = runsPages(entries(), "");
    expect(pageSchema.parse(page)).toEqual(page);
    expect(heads(page?.table)).toEqual(["Run", "test/accuracy", "Status", "Set apart by", "Started"]);
    expect(page?.table.rows.flatMap(({ cells }) => cells[1]?.below ?? [])).toEqual([]);
  });

  test("says of which experiment and metric a run is where there are several", () => {
    const other = entries().map((run): RunEntry => {
      const result = run.result && { ...run.result, metric: "loss" };
      return { ...run, experiment: { text: "Another", href: "experiments/another/" }, result };
    });
    const [page] = runsPages([...entries(), ...other], "");
    expect(heads(page?.table)).toEqual(["Run", "Result", "Status", "Set apart by", "Experiment", "Started"]);
    expect(page?.table.rows.flatMap(({ cells }) => cells[1]?.below ?? [])).toContain("loss");
    expect(heads(recentTable([...entries(), ...other], 2))).toContain("Experiment");
  });

  test("says in words that can be searched for what sets a run apart, and of repeats which one it is", () => {
    const [page] = runsPages(entries(), "");
    const names = texts(page?.table, 0)?.flat() ?? [];
    const apart = new Map(names.map((name, at) => [name, texts(page?.table, 3)?.[at]?.join("") ?? ""]));
    expect(apart.get("shift-seed0")).toBe("arm=shift seed=0");
    expect(apart.get("baseline-seed1")).toBe("seed=1");
  });

  test("says the rarest value first, then what tells the run from others with it, and counts what cannot be said", () => {
    const compiled = digitsExample();
    const [model] = compiled.experiment.runs;
    if (model === undefined) throw new Error("The example has no runs.");
    const runOf = (name: string, literals: Record<string, string>): Run => {
      const params = Object.entries(literals).map(([key, literal]) => paramOf(key, literal));
      return { ...model, id: name, name, params };
    };
    const runs = [
      runOf("a", { monitor: "valid", text: "two words", model: "nn", n: "1" }),
      runOf("b", { monitor: "valid", text: "two words", model: "nn", n: "2" }),
      runOf("c", { monitor: "train", model: "nn", n: "1" }),
      runOf("d", { monitor: "train", model: "nn", n: "2" }),
      runOf("e", { monitor: "train", model: "tree", n: "1" }),
      runOf("f", { monitor: "train", model: "tree", n: "3" }),
    ];
    compiled.experiment.runs = runs;
    compiled.comparison = { ...compiled.comparison, rows: [], baseline: null, leftOut: [], mixed: [] };
    compiled.comparison.differing = ["monitor", "text", "model", "n"];
    const view = viewOf(compiled, openAddresses({ documents: [], isShown: () => true }));
    expect(runs.map((run) => sayApart(run, view))).toEqual([
      "monitor=valid n=1 model=nn +1",
      "monitor=valid n=2 model=nn +1",
      "n=1 monitor=train model=nn",
      "n=2 monitor=train model=nn",
      "model=tree n=1 monitor=train",
      "n=3 model=tree monitor=train",
    ]);
  });

  test("shows of many params the first, and of a long one that it is long", () => {
    const param = paramOf;
    const many = ["a", "b", "c", "d", "e"].map((name) => param(name, "1"));
    expect(sayParams(many)).toBe("a=1 b=1 c=1 +2");
    expect(sayParams([param("a".repeat(40), "1"), param("b".repeat(40), "1")])).toBe(`${"a".repeat(40)}=1 +1`);
    expect(sayParams([param("key", "k".repeat(30)), param("text", "two words")])).toBe("key=… text=…");
    expect(sayParams([param("key", "k".repeat(30)), param("lr", "1")])).toBe("lr=1 +1");
  });
});

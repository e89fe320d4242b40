import { describe, expect, test } from "vitest";
import type { SiteTable } from "../../../src/contract/index.ts";
import { pageSchema } from "../../../src/contract/index.ts";
import { openAddresses } from "../../../src/publish/address.ts";
import { sayParams } from "../../../src/publish/run-apart.ts";
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
    expect(apart.get("shift-seed0")).toContain("arm=shift");
    expect(apart.get("baseline-seed1")).toBe("seed=1");
  });

  test("shows of many params the first, and of a long one that it is long", () => {
    const param = (name: string, literal: string) => {
      const evidence = { file: "a.json", locator: { kind: "line" as const, line: 1 }, literal };
      return { name, value: literal, evidence };
    };
    const many = ["a", "b", "c", "d", "e"].map((name) => param(name, "1"));
    expect(sayParams(many)).toBe("a=1 b=1 c=1 +2");
    expect(sayParams([param("a".repeat(40), "1"), param("b".repeat(40), "1")])).toBe(`${"a".repeat(40)}=1 +1`);
    expect(sayParams([param("key", "k".repeat(30)), param("text", "two words")])).toBe("key=… text=…");
  });
});

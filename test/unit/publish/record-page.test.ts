import { describe, expect, test } from "vitest";
import { pageSchema } from "../../../src/contract/index.ts";
import { joinRecords } from "../../../src/publish/notebook.ts";
import { recordPages } from "../../../src/publish/record-page.ts";
import type { CitedRecord, RecordLocator } from "../../../src/publish/record-place.ts";
import { anchorOf, partOf, valueAnchor } from "../../../src/publish/record-place.ts";

const record = (number: number, ...literals: string[]): CitedRecord => ({
  locator: { kind: "record", record: number },
  literals,
});
const row = (table: string, key: string, ...literals: string[]): CitedRecord => ({
  locator: { kind: "row", table, key },
  literals,
});

/** A file of 5000 records that say their number. */
function pagesOf(cited: CitedRecord[], isLarge = false) {
  const textOf = (locator: RecordLocator) => {
    if (locator.kind === "row") return locator.key === "gone" ? null : `key: ${locator.key}\nvalue: 0.5`;
    return locator.record > 5000 ? null : `step: ${locator.record}\nvalue: ${locator.record / 10}`;
  };
  const shelf = {
    find: () => ({ isLarge, bytes: 2048 }),
    show: (_file: string, locators: readonly RecordLocator[]) => locators.map(textOf),
  };
  const pages = recordPages(shelf, { path: "a/x.wandb", address: "files/a/x.wandb/", cited, owners: [] });
  return pages.map((page) => pageSchema.parse(page) as typeof page);
}

describe("the page of a binary file", () => {
  test("shows the cited records with their neighbours, and says what is left out", () => {
    const [page] = pagesOf([record(57, "5.7"), record(60, "6"), record(1, "0.1")]);
    const windows = page?.tables[0]?.windows ?? [];
    expect(windows.map((window) => [window.gap, window.records.map((one) => one.id)])).toEqual([
      [null, ["R1", "R2", "R3"]],
      ["51 records left out", ["R55", "R56", "R57", "R58", "R59", "R60", "R61", "R62"]],
    ]);
    const cited = windows[1]?.records.find((one) => one.id === "R57");
    expect(cited).toEqual({
      id: "R57",
      label: "57",
      cited: true,
      lines: [
        { text: "step: 57", hit: false },
        { text: "value: 5.7", hit: true, id: valueAnchor({ kind: "record", record: 57 }, "5.7") },
      ],
      citations: null,
    });
  });

  test("a number has the id of its line where no other line says it, and text goes by the record", () => {
    const locator = { kind: "record", record: 7 } as const;
    const [page] = pagesOf([record(7, "0.7", "7"), record(10, "1"), record(1, "1", "0.1")]);
    const records = page?.tables[0]?.windows.flatMap((window) => window.records) ?? [];
    expect(records.find((one) => one.id === "R7")?.lines.map(({ id }) => id)).toEqual([
      valueAnchor(locator, "7"),
      valueAnchor(locator, "0.7"),
    ]);
    expect(valueAnchor(locator, "0.7")).toMatch(/^R7=[0-9a-f]{6}$/);
    for (const number of ["NaN", "-Infinity", "1e-05", ".5"]) expect(valueAnchor(locator, number)).toMatch(/^R7=/);
    expect(["adam", "", "sk-1234", "1.2.3 4"].map((text) => valueAnchor(locator, text))).toEqual(Array(4).fill("R7"));
    const gone = pagesOf([record(5002, "1")])[0]
      ?.tables[0]?.windows.flatMap((window) => window.records)
      .at(-1);
    expect(gone?.anchors).toEqual([valueAnchor({ kind: "record", record: 5002 }, "1")]);
  });

  test("says so where a record is gone, and does not invent neighbours", () => {
    const [page] = pagesOf([record(5002, "1")]);
    const records = page?.tables[0]?.windows.flatMap((window) => window.records) ?? [];
    expect(records.map((one) => one.id)).toEqual(["R5000", "R5002"]);
    expect(records[1]?.lines[0]?.text).toMatch(/not there/);
  });

  test("shows rows table by table, in the order of their keys", () => {
    const [page] = pagesOf([row("params", "ab/lr", "0.5"), row("metrics", "10", "0.5"), row("metrics", "9")]);
    const shown = page?.tables.map((table) => [table.title, table.windows[0]?.records.map((one) => one.id)]);
    expect(shown).toEqual([
      ["metrics", ["metrics-9", "metrics-10"]],
      ["params", ["params-ab-lr"]],
    ]);
  });

  test("is spread over pages where it is large, and their addresses do not depend on what else is cited", () => {
    const few = pagesOf([record(57, "5.7"), record(4321, "432.1")], true);
    const more = pagesOf([record(57, "5.7"), record(4321, "432.1"), record(1999, "199.9")], true);
    expect(few.map((page) => page.address)).toEqual([
      "files/a/x.wandb/",
      "files/a/x.wandb/records-1/",
      "files/a/x.wandb/records-4001/",
    ]);
    expect(few[0]?.parts.map((part) => part.href)).toEqual(few.slice(1).map((page) => page.address));
    expect(more.map((page) => page.address)).toEqual(expect.arrayContaining(few.map((page) => page.address)));
  });

  test("says of a cited record or row which documents cite it with what verdict, wrong ones first", () => {
    const by = (text: string, verdict: "supported" | "stale" | null) => [{ text, href: `documents/${text}/`, verdict }];
    const [page] = pagesOf(
      joinRecords([
        { ...record(57, "5.7"), by: by("a", "supported") },
        { ...record(57, "5.71"), by: by("b", "stale") },
        record(57, "5.7"),
        record(58, "5.8"),
        {
          ...row("metrics", "9", "0.5"),
          by: [...["a", "b", "c"].flatMap((text) => by(text, null)), ...by("d", "stale")],
        },
      ]),
    );
    const records = page?.tables.flatMap((table) => table.windows.flatMap((window) => window.records)) ?? [];
    const said = records.filter((one) => one.citations !== null).map(({ id, citations }) => [id, citations]);
    expect(said).toEqual([
      ["R57", { links: [...by("b", "stale"), ...by("a", "supported")], more: null }],
      ["metrics-9", { links: [...by("d", "stale"), ...by("a", null), ...by("b", null)], more: "and 1 other document" }],
    ]);
  });

  test("without anything cited says that", () => {
    expect(pagesOf([])[0]).toMatchObject({ tables: [], note: expect.stringMatching(/Nothing in it is cited/) });
  });
});

describe("anchors", () => {
  test("say what they are of", () => {
    expect(anchorOf({ kind: "record", record: 7 })).toBe("R7");
    expect(anchorOf({ kind: "row", table: "params", key: "8f2c/lr" })).toBe("params-8f2c-lr");
  });

  test("are safe in an address whatever the key, and differ where keys differ", () => {
    const keys = ["a b", "a\tb", 'a"b', "a<b>", "a#b", "a/b/c", "é", "è", "x".repeat(500), `${"x".repeat(500)}y`];
    const anchors = keys.map((key) => anchorOf({ kind: "row", table: "params", key }));
    for (const anchor of anchors) expect(anchor).toMatch(/^[\w.-]{1,130}$/);
    expect(new Set(anchors).size).toBe(keys.length);
  });

  test("parts hold a thousand records, and the rows of one run together", () => {
    const part = (key: string) => partOf({ kind: "row", table: "metrics", key });
    expect([part("1"), part("1000"), part("1001")]).toEqual(["metrics-1", "metrics-1", "metrics-1001"]);
    expect(partOf({ kind: "row", table: "params", key: "ab12/lr" })).toBe(
      partOf({ kind: "row", table: "tags", key: "ab12/mlflow.user" }),
    );
  });
});

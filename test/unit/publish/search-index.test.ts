import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SearchEntry } from "../../../src/contract/search.ts";
import { packIds, termsOf, unpackIds, wantedOf } from "../../../src/contract/search.ts";
import { readEntries, segmentFiles, segmentOf, segmentsFor } from "../../../src/publish/search-index.ts";

function entry(given: Partial<SearchEntry>): SearchEntry {
  const owner = given.owner ?? "runs/a/b/";
  return {
    kind: "run",
    title: "baseline-seed0",
    address: owner,
    experiment: null,
    state: null,
    words: "",
    text: "",
    owner,
    ...given,
  };
}

describe("the terms of a text", () => {
  test.each([
    ["augment-shift", ["augment", "shift"]],
    ["lr=0.1 batch_size=32", ["lr", "lr=0.1", "batch", "size", "batch_size=32"]],
    ["lr=1e-3", ["lr", "lr=0.001"]],
    ["optimizer=Adam", ["optimizer", "optimizer=adam", "adam"]],
    ["[WEIRD] the loss is NaN.", ["weird", "the", "loss", "is", "nan"]],
    ["accuracy of 0.976, up", ["accuracy", "of", "0.976", "up"]],
    ["Überraschung", ["uberraschung"]],
    ["学習率", ["学", "習", "率"]],
    ["see https://example.org/x=1", ["see", "https", "example", "org", "x", "1"]],
  ])("%s", (text, terms) => {
    expect([...termsOf(text)].sort()).toEqual([...terms].sort());
  });

  test.each(["lr=0.001", "lr = 1e-3", "lr: 0.001", "lr 0.001"])("a param asked for as %s", (query) => {
    expect(wantedOf(query)).toMatchObject([{ pair: "lr=0.001" }]);
  });

  test("words that follow one another are asked for one by one", () => {
    expect(wantedOf("shift dropout").map((one) => one.parts)).toEqual([["shift"], ["dropout"]]);
    expect(wantedOf("  ?! ")).toEqual([]);
  });

  test("the words of a question are not asked for, unless there is nothing else", () => {
    expect(wantedOf("Has dropout been tried?").map((one) => one.parts)).toEqual([["dropout"]]);
    expect(wantedOf("what if").map((one) => one.parts)).toEqual([["what"], ["if"]]);
    expect(wantedOf("if=3 this")).toMatchObject([{ pair: "if=3" }]);
  });

  test("numbers of entries come back as they were packed", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(5000)), (given) => {
        const ids = [...given].sort((a, b) => a - b);
        expect(unpackIds(packIds(ids))).toEqual(ids);
      }),
    );
    expect(packIds(Array.from({ length: 1000 }, (_, id) => id))).toHaveLength("0-rr".length);
  });
});

describe("a segment", () => {
  const entries = [
    entry({ title: "a", owner: "runs/x/a/", words: "lr=0.1", text: "</script>\u2028 & `x`" }),
    entry({ title: "b", owner: "runs/x/b/", state: "failed", experiment: "X" }),
    entry({ kind: "line", title: "log", address: "files/log/#L3", owner: "documents/x/" }),
  ];

  test("is the same whatever the order of its pages", () => {
    expect(segmentFiles(0, [...entries].reverse())).toEqual(segmentFiles(0, entries));
  });

  test("gives its entries back", () => {
    const read = segmentFiles(0, entries).flatMap(({ path, text }) =>
      /\/e\d+\.js$/.test(path) ? (readEntries(text) ?? []) : [],
    );
    expect(read.sort((a, b) => (a.owner < b.owner ? -1 : 1))).toEqual(
      [...entries].sort((a, b) => (a.owner < b.owner ? -1 : 1)),
    );
    expect(readEntries("not a file of entries")).toBeNull();
  });

  test("is plain script that calls back, in ASCII", () => {
    for (const { text } of segmentFiles(0, entries)) {
      expect(text).toMatch(/^labdocsSearch\("0\/(head|[te]\d+)",[\x20-\x7e]*\)\n$/);
    }
  });

  test("holds all pages of an experiment, and few enough of all", () => {
    const segments = segmentsFor(12_000);
    expect(segments).toBeGreaterThan(1);
    expect(segmentOf("runs/x/a/", segments)).toBe(segmentOf("experiments/x/comparison/", segments));
    expect(segmentsFor(100)).toBe(1);
  });
});

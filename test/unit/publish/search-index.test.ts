import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SearchEntry } from "../../../src/contract/search.ts";
import { joinWords, packIds, termsOf, unpackIds, wantedOf } from "../../../src/contract/search.ts";
import { readEntries, segmentFiles, segmentOf, segmentsFor } from "../../../src/publish/search-index.ts";
import { openTerms, tellShared } from "../../../src/publish/search-terms.ts";

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
    ["augment-shift", ["augment", "shift", "augmentshift"]],
    ["lr=0.1 batch_size=32", ["lr", "lr=0.1", "batch", "size", "batchsize", "batch_size=32"]],
    ["PrefixTokenPrediction", ["prefixtokenprediction", "prefix", "token", "prediction"]],
    ["linSVC__C=1.0", ["linsvc", "lin", "svc", "c", "linsvc__c=1"]],
    [
      "model=RandomForestClassifier()",
      "model model=randomforestclassifier randomforestclassifier random forest classifier".split(" "),
    ],
    ["xTrain 2layers seed0 NaN AdamW", ["xtrain", "train", "2layers", "layers", "seed0", "nan", "adamw"]],
    ["d7ee8d0 deadbeef12 aBcDeFgHiJkLmNoPqRsT", ["d7ee8d0", "deadbeef12", "abcdefghijklmnopqrst"]],
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

  test("words that may be written as one are asked for so, too", () => {
    expect(wantedOf("prefix_token")).toEqual([{ pair: null, parts: ["prefix", "token"], joined: "prefixtoken" }]);
    expect(wantedOf("RandomForest")).toEqual([{ pair: null, parts: ["random", "forest"], joined: "randomforest" }]);
    expect(wantedOf("resnet 50")).toEqual([{ pair: "resnet=50", parts: ["resnet", "50"], joined: "resnet50" }]);
    expect(joinWords(["random", "forest"])).toBe("randomforest");
    expect(joinWords(["a", "b"])).toBeNull();
    expect(wantedOf("leak_eval false")).toMatchObject([{ pair: "leak_eval=false" }]);
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

describe("what runs share", () => {
  const runs = Array.from({ length: 5 }, (_, at) =>
    entry({
      title: `r${at}`,
      owner: `runs/x/r${at}/`,
      experiment: "Shift",
      words: `digits lr=0.1 optimizer=Adam leak_eval=${at === 4} seed=${at}`,
    }),
  );
  const finding = entry({ kind: "finding", title: "Shift", owner: "experiments/x/", experiment: "Shift" });
  const entries = tellShared([finding, ...runs]);
  const terms = openTerms(entries);
  const placed = (at: number) => {
    const { words, aside } = terms(entries[at] as SearchEntry);
    return { words: [...words].sort(), aside: [...aside].sort() };
  };

  test("finds the experiment by a bare word, and the runs by the param with its value", () => {
    expect(entries[0]?.words).toBe("digits lr=0.1 optimizer=Adam leak_eval seed");
    expect(placed(0).aside).toEqual(expect.arrayContaining(["adam", "leak", "lr", "seed"]));
    expect(placed(1)).toEqual({
      words: ["leak_eval=false", "lr=0.1", "optimizer=adam", "seed", "seed=0"],
      aside: ["false", "shift"],
    });
    expect(placed(5).words).toEqual(expect.arrayContaining(["leak", "eval", "true", "leak_eval=true"]));
  });

  test("is told the same of entries that were read back", () => {
    expect(tellShared(entries)).toEqual(entries);
    const fewer = entries.filter(({ title }) => title !== "r4");
    expect(tellShared(fewer)[0]?.words).toBe("digits lr=0.1 optimizer=Adam leak_eval=false seed");
  });

  test("finds a param by the end of its name", () => {
    const run = entry({ words: "data.n_labeled=100" });
    expect([...openTerms([run])(run).words]).toEqual(
      expect.arrayContaining(["data.n_labeled=100", "n_labeled=100", "labeled"]),
    );
  });

  test("finds the runs where there are few, and those of no experiment", () => {
    const two = runs.slice(0, 2);
    expect([...openTerms(two)(two[0] as SearchEntry).words]).toEqual(
      expect.arrayContaining(["adam", "leak", "digits"]),
    );
  });
});

import { describe, expect, it } from "vitest";
import { pack } from "../../../src/disk/cache.ts";
import { fileGroups, selfContained } from "../../../src/edition/file-group.ts";
import { printoutOf } from "../../../src/edition/printout.ts";
import type { Kept } from "../../../src/edition/site-memory.ts";
import { blankMemory } from "../../../src/edition/site-memory.ts";
import type { Citations, ExperimentEntries } from "../../../src/publish/chapter.ts";

type KeptExperiment = Kept<ExperimentEntries>;

function citing(paths: readonly string[], run: number | null): Citations {
  const cited = [{ line: 3, endLine: 3 }];
  return { files: new Map(paths.map((path) => [path, { cited, records: [], run }])), looked: [], media: new Map() };
}

function experiment(key: string, citations: Citations): KeptExperiment {
  const entries = { card: { title: key, href: `experiments/${key}/` }, runs: [] } as unknown as ExperimentEntries;
  return { key, printed: printoutOf([]), outside: [], entries, citations: pack(citations) };
}

const input = {
  places: "here",
  owner: (path: string) => path.split("/")[0] ?? null,
  isOwn: (id: string, path: string) => path.startsWith(`${id}/`),
  identity: (path: string) => `as is: ${path}`,
  signature: (path: string) => `signed: ${path}`,
};

const experiments = new Map([
  ["a", experiment("key of a", citing(["a/train.log"], 0))],
  ["b", experiment("key of b", citing(["b/train.log", "b/eval.log"], 0))],
]);

/** The groups where every group is carried on that has the key that it had before. */
function groups(citations: Citations[], before: Citations[] | null, all = experiments) {
  const contained = selfContained(all, blankMemory(), input);
  const make = (cited: Citations[], known: ReadonlyMap<string, string>) =>
    fileGroups({ citations: cited, experiments: all, contained, input, carryOn: (id, key) => known.get(id) === key });
  const known = before === null ? [] : make(before, new Map()).map(({ id, key }) => [id, key] as const);
  return make(citations, new Map(known));
}

describe("the files of an experiment", () => {
  const document = citing(["a/train.log"], null);

  it("are not asked for where the same is cited of them by others as before", () => {
    expect(groups([], null).map(({ id }) => id)).toEqual(["a", "b"]);
    expect(groups([], [])).toEqual([]);
    expect(groups([document], [document])).toEqual([]);
  });

  it("are asked for where a document begins or ceases to cite one of them, with all that is cited", () => {
    const [begins, ...others] = groups([document], []);
    expect(others).toEqual([]);
    expect(begins).toMatchObject({ id: "a", files: [{ path: "a/train.log", cited: [{ line: 3, endLine: 3 }] }] });
    expect(groups([], [document]).map(({ id }) => id)).toEqual(["a"]);
  });

  it("are asked for where another experiment cites one of them", () => {
    const all = new Map([...experiments, ["c", experiment("key of c", document)] as const]);
    const [own] = groups([], null);
    expect(groups([], null, all).find(({ id }) => id === "a")?.key).not.toBe(own?.key);
  });

  it("are asked for where it cannot be told what the experiment is made from", () => {
    const all = new Map([["a", experiment("", citing(["a/train.log"], 0))]]);
    const contained = selfContained(all, blankMemory(), input);
    expect(fileGroups({ citations: [], experiments: all, contained, input, carryOn: () => true })).toHaveLength(1);
  });
});

describe("what is self-contained", () => {
  it("is known of experiments that stayed as long as none moved", () => {
    const past = { ...blankMemory(), experiments, contained: { places: "here", ids: new Set(["b"]) } };
    expect([...selfContained(experiments, past, input).ids]).toEqual(["b"]);
    const moved = { ...input, places: "elsewhere" };
    expect([...selfContained(experiments, past, moved).ids]).toEqual(["a", "b"]);
  });

  it("is no experiment that cites what its key says nothing of", () => {
    const all = new Map([["a", experiment("key of a", citing(["a/train.log", "b/train.log"], 0))]]);
    expect(selfContained(all, blankMemory(), input).ids.size).toBe(0);
  });
});

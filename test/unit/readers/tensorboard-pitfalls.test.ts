import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortestSingle } from "../../../src/readers/format/metric-track.ts";
import { readSeries } from "../../../src/readers/index.ts";
import { lengthCrc, maskedCrc } from "../../../src/readers/tensorboard/crc32c.ts";
import { shortestSingles } from "../../../src/readers/tensorboard/single.ts";
import { readProject } from "./scratch-project.ts";
import { block, event, eventFile, metadata, scalar, simpleValue, varint } from "./tensorboard-events.ts";

const NAME = "events.out.tfevents.1795279800.host";

/** The runs that are found in a project with these files, each with its metrics. */
function sayRuns(files: Record<string, string | Uint8Array>): Record<string, string[]> {
  const { results } = readProject(files);
  return Object.fromEntries(
    results.flatMap(({ runs }) =>
      runs.map(({ id, metrics }) => [id, metrics.map(({ name, points, last }) => `${name} ${points}× ${last.value}`)]),
    ),
  );
}

function chunksOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}

function readOne(bytes: Uint8Array) {
  const { root, results } = readProject({ [`logs/a/${NAME}`]: bytes });
  const [result] = results;
  return { root, result: result!, run: result!.runs[0]!, codes: result!.findings.map(({ code }) => code) };
}

describe("checksums", () => {
  it("are CRC-32C, masked", () => {
    // RFC 3720, B.4: 32 bytes of zeros, of ones, and counting up.
    const unmasked = (bytes: Uint8Array) => {
      const rotated = (maskedCrc(bytes, 0, bytes.length) - 0xa282ead8) >>> 0;
      return ((rotated >>> 17) | (rotated << 15)) >>> 0;
    };
    expect(unmasked(new Uint8Array(32)).toString(16)).toBe("8a9136aa");
    expect(unmasked(new Uint8Array(32).fill(255)).toString(16)).toBe("62a8ab43");
    expect(unmasked(Uint8Array.from({ length: 32 }, (_, at) => at)).toString(16)).toBe("46dd794e");
    expect(unmasked(Buffer.from("123456789")).toString(16)).toBe("e3069283");
    expect(lengthCrc(24)).toBe(0x224b7fa3);
    expect(lengthCrc(2 ** 40)).not.toBe(lengthCrc(0));
  });
});

describe("single precision", () => {
  it("is printed as shortly as it can be, without making texts", () => {
    fc.assert(
      fc.property(fc.float(), (value) => value === 0 || Object.is(shortestSingles([value])[0], shortestSingle(value))),
      { numRuns: 20_000 },
    );
    for (const value of [0.1, 0.3, 9.9999999, 1e-7, 123456.7, 16777217, 2 ** 24 + 2, 1e10, 3e38, 1e-45, 0.33333334]) {
      const single = Math.fround(value);
      expect(shortestSingles([single])[0]).toBe(shortestSingle(single));
    }
  });
});

describe("folders", () => {
  const file = eventFile(scalar(1, "loss", 0.5));

  it("of one run: train and validation; of several: anything else", () => {
    expect(
      sayRuns({
        [`logs/one/train/${NAME}`]: file,
        [`logs/one/validation/${NAME}`]: file,
        [`logs/two/train/${NAME}`]: file,
      }),
    ).toEqual({ "logs/one": ["train/loss 1× 0.5", "validation/loss 1× 0.5"], "logs/two": ["train/loss 1× 0.5"] });
    expect(Object.keys(sayRuns({ [`logs/train/${NAME}`]: file, [`logs/other/${NAME}`]: file }))).toEqual([
      "logs/other",
      "logs/train",
    ]);
  });

  it("that tools named give a run the name of the one around them", () => {
    const named = (...paths: string[]) => {
      const { results } = readProject(Object.fromEntries(paths.map((path) => [`${path}/${NAME}`, file])));
      return results.flatMap(({ runs }) => runs.map(({ name }) => name));
    };
    expect(named("exp/wide/runs", "exp/deep/runs")).toEqual(["deep", "wide"]);
    expect(named("exp/wide/logs/fit", "exp/deep/catboost_info")).toEqual(["deep", "wide"]);
    expect(named("exp/wide/runs", "exp/wide/tb")).toEqual(["wide/runs", "wide/tb"]);
    expect(named("exp/wide", "exp/wide/tb")).toEqual(["wide", "wide/tb"]);
    expect(named("runs")).toEqual(["runs"]);
  });

  it("with event files of their own around runs are runs beside them, not around them", () => {
    expect(sayRuns({ [`logs/${NAME}`]: file, [`logs/a/${NAME}`]: file, [`logs/b/eval/${NAME}`]: file })).toEqual({
      logs: ["loss 1× 0.5"],
      "logs/a": ["loss 1× 0.5"],
      "logs/b/eval": ["loss 1× 0.5"],
    });
    expect(sayRuns({ [`model/${NAME}`]: file, [`model/eval_holdout/${NAME}`]: file })).toEqual({
      model: ["loss 1× 0.5", "eval_holdout/loss 1× 0.5"],
    });
  });

  it("with another tracker's store in them are runs beside those in it", () => {
    const run = { "config.yaml": "lr:\n  value: 0.1\n" };
    const inner = Object.entries(run).flatMap(([name, text]) =>
      ["a", "b"].map((id) => [`work/wandb/run-20261121_165000-${id}/files/${name}`, text] as const),
    );
    const { sources } = readProject({ [`work/${NAME}`]: file, ...Object.fromEntries(inner) });
    const own = sources.find(({ id }) => id === "work")!;
    expect([own.reader, own.many, own.parts, own.files]).toEqual(["tensorboard", true, undefined, [`work/${NAME}`]]);
  });

  it("at the project's root are a run, too", () => {
    expect(Object.keys(sayRuns({ [NAME]: file }))).toEqual(["."]);
  });

  it("hold event files by any name with tfevents in it, but not marks, pointers and archives", () => {
    expect(
      Object.keys(
        sayRuns({
          "a/copy of tfevents (1)": file,
          "b/events.out.tfevents": file,
          "c/events.out.tfevents.1.h.profile-empty": "",
          "d/events.out.tfevents.1.h.dvc": "outs: []",
        }),
      ),
    ).toEqual(["a", "b"]);
  });

  it("in another tracker's run belong to it; a metric that both have is kept once, and its series is found", () => {
    const folder = "exp/runs/2026-11-21T16-50-00-one";
    const record = (step: number, loss: number) =>
      `2026-11-21 16:50:0${step} | INFO | metric {"step":${step},"loss":${loss}}\n`;
    const { root, sources, results } = readProject({
      [`${folder}/logs/train.log`]: record(1, 0.1) + record(2, 0.7),
      [`${folder}/tb/${NAME}`]: eventFile(
        scalar(1, "train/loss", 0.1),
        scalar(2, "train/loss", 0.7),
        scalar(2, "lr", 0.3),
      ),
    });
    expect(sources.map(({ id }) => id)).toEqual([folder]);
    const { runs, findings } = results[0]!;
    expect([runs.length, findings]).toEqual([1, []]);
    expect(runs[0]!.metrics.map(({ name, reader }) => `${name} by ${reader}`)).toEqual([
      "loss by tree",
      "lr by tensorboard",
    ]);
    expect(readSeries(runs[0]!, root, null).map(({ metric, value }) => [metric, ...value])).toEqual([
      ["loss", 0.1, 0.7],
      ["lr", 0.3],
    ]);
    expect(runs[0]!.artifacts).toEqual([]);
  });
});

describe("events", () => {
  it("may have many values, negative and huge steps, fields of others and any order", () => {
    const value = block(5, block(4, Buffer.alloc(3)), simpleValue("a", 1), simpleValue("b", 2));
    const turned = Buffer.concat([block(5, simpleValue("a", 3)), varint(16), varint(-7), Buffer.from([0xf8, 0x7f, 1])]);
    const { run, root, codes } = readOne(eventFile(event(1, 5, value), turned, scalar(2n ** 53n - 1n, "a", 4)));
    expect(codes).toEqual([]);
    const [a] = readSeries(run, root, ["a"]);
    expect([...a!.step]).toEqual([5, -7, 2 ** 53 - 1]);
    expect([...a!.value]).toEqual([1, 3, 4]);
    expect([...a!.line]).toEqual([2, 3, 4]);
  });

  it("may state a tag's plugin only once, and then the first counts", () => {
    const tensor = (value: number) => {
      const number = Buffer.alloc(4);
      number.writeFloatLE(value);
      return block(8, Buffer.from([8, 1, 18, 0]), block(4, number));
    };
    const file = eventFile(
      event(1, 1, block(5, block(1, block(1, Buffer.from("x")), tensor(0.1), metadata("scalars")))),
      event(1, 2, block(5, block(1, block(1, Buffer.from("x")), tensor(0.2), metadata("images")))),
      event(1, 3, block(5, block(1, block(1, Buffer.from("x")), tensor(0.3)))),
    );
    const { run, root } = readOne(file);
    expect([...readSeries(run, root, ["x"])[0]!.value]).toEqual([0.1, 0.2, 0.3]);
  });

  it("have times that jump: a run lasts from its first to its latest", () => {
    const { run } = readOne(
      eventFile(
        event(1795279900, 1, block(5, simpleValue("a", 1))),
        event(1795279850, 2, block(5, simpleValue("a", 2))),
      ),
    );
    expect([run.startedAt, run.endedAt, run.clock]).toEqual([
      "2026-11-21T16:50:00.000Z",
      "2026-11-21T16:51:40.000Z",
      "utc",
    ]);
  });

  it("that are large are stepped over, and what is small beside them is read", () => {
    const image = block(1, block(1, Buffer.from("pic")), block(4, Buffer.alloc(3 << 20)));
    const tensor = block(1, block(1, Buffer.from("t")), block(8, Buffer.alloc(2 << 20)), metadata("images"));
    const graph = event(1, 0, block(4, Buffer.alloc(5 << 20)));
    const file = eventFile(
      scalar(1, "loss", 1),
      graph,
      event(2, 2, block(5, image, simpleValue("loss", 2), tensor)),
      scalar(3, "loss", 3),
    );
    const { run, root, result, codes } = readOne(file);
    expect(codes).toEqual([]);
    expect([...readSeries(run, root, ["loss"])[0]!.value]).toEqual([1, 2, 3]);
    expect(result.unread!.map(({ reason }) => reason)).toEqual(["2 × images (pic, t) have no numbers to compare"]);
  });

  it("with more tags than can be told apart are read as far as they are, in bounded memory", () => {
    const values = Array.from({ length: 100_010 }, (_, at) => simpleValue(`t${at}`, at));
    const { run, root, result } = readOne(
      eventFile(...chunksOf(values, 500).map((some) => event(1, 1, block(5, ...some)))),
    );
    expect(run.metrics.length).toBe(100_000);
    expect(readSeries(run, root, ["t7", "t99999"]).map(({ value }) => [...value])).toEqual([[7], [99_999]]);
    expect(result.unread!.map(({ reason }) => reason)).toEqual(["more tags than are told apart; the rest is not read"]);
  });

  it("of a Git LFS pointer are said to be away", () => {
    const { codes, result } = readOne(
      Buffer.from("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 10\n"),
    );
    expect(codes).toEqual(["source/bad-record"]);
    expect(result.findings[0]!.message).toContain("Git LFS");
  });
});

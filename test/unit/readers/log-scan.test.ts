import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitLogLine, visibleText } from "../../../src/readers/format/log-line.ts";
import { scanLog } from "../../../src/readers/format/log-scan.ts";
import { metricsOfTable, seriesOfTable } from "../../../src/readers/format/table-metrics.ts";
import { makeProject } from "./scratch-project.ts";

function scan(content: string | Uint8Array, name = "train.log", options: { keep?: boolean; learn?: boolean } = {}) {
  const root = makeProject({ [name]: content });
  const { keep = false, learn = true } = options;
  return summary(scanLog({ root, path: name, keep, learn }));
}

function summary(log: ReturnType<typeof scanLog>) {
  const { records, loose, path: _path, ...rest } = log;
  const locate = ({ line, offset }: { line: number; offset: number }) => ({ kind: "line" as const, line, offset });
  return {
    ...rest,
    count: records.count,
    seed: records.seed,
    params: records.params,
    findings: records.findings,
    codes: records.findings.map((one) => one.code),
    metrics: metricsOfTable(records.table, locate),
    loose: metricsOfTable(loose.table, locate),
    series: seriesOfTable(records.table),
    order: records.table.order,
  };
}

function say(metrics: ReturnType<typeof metricsOfTable>): string[] {
  return metrics.map(
    ({ metric: { name, last, points } }) => `${name}=${last.evidence.literal}@${last.step ?? "-"} (${points})`,
  );
}

const line = (json: string, second = 0) =>
  `2026-11-21 16:38:${String(second % 60).padStart(2, "0")} | INFO | metric ${json}\n`;

describe("log lines", () => {
  it.each([
    ["2026-11-21 16:38:55 | INFO | hi", "2026-11-21 16:38:55", "INFO", "hi"],
    ["2026-11-21 16:38:55.123 | WARNING  | __main__:train:42 - hi: x", "2026-11-21 16:38:55.123", "WARNING", "hi: x"],
    [
      "2026-11-21 16:38:55.123 +01:00 | ERROR    | a.b:<module>:4 - hi",
      "2026-11-21 16:38:55.123 +01:00",
      "ERROR",
      "hi",
    ],
    ["2026-11-21 15:10:41,314 - root - INFO - hi", "2026-11-21 15:10:41,314", "INFO", "hi"],
    ["[2026-11-21 15:10:41,314][my.module][ERROR] - hi", "2026-11-21 15:10:41,314", "ERROR", "hi"],
    ["2026-11-21 15:10:41 INFO hi", "2026-11-21 15:10:41", "INFO", "hi"],
    ["2026-11-21T15:10:41Z hi", "2026-11-21T15:10:41Z", null, "hi"],
    ["INFO:root:hi", null, "INFO", "hi"],
    ["[WARNING] hi", null, "WARNING", "hi"],
    ["[INFO|trainer.py:123] 2026-11-21 15:10:41,302 >> hi", "2026-11-21 15:10:41,302", "INFO", "hi"],
    ["I1121 15:10:41.302000 140 file.py:3] hi", null, "INFO", "hi"],
    ["hi", null, null, "hi"],
  ])("%s", (text, time, level, message) => {
    expect(splitLogLine(text)).toMatchObject({ time, level, message });
  });

  it("shows what a terminal shows at the end", () => {
    expect(visibleText("\u001b[32mgreen\u001b[0m")).toBe("green");
    expect(visibleText(" 10%\r 50%\r100% loss=0.2\r")).toBe("100% loss=0.2");
  });

  it("does not go back and forth in a hostile prefix", () => {
    const dashes = `2026-11-21 16:38:55 ${"-".repeat(1e6)}`;
    expect(splitLogLine(dashes).message.length).toBeGreaterThan(9e5);
    expect(splitLogLine(`2026-11-21 16:38:55 | INFO | ${":".repeat(1e6)}`).level).toBe("INFO");
  });
});

describe("records", () => {
  it("reads metrics with split, step, line, offset and literal", () => {
    const text =
      line('{"epoch":0,"step":100,"split":"val","loss":0.50,"acc":1e-1}') +
      line('{"epoch":1,"step":200,"split":"val","loss":0.4,"acc":0.2}', 1);
    const { metrics, codes, firstTime, lastTime } = scan(text);
    expect(say(metrics)).toEqual(["val/loss=0.4@200 (2)", "val/acc=0.2@200 (2)"]);
    expect(metrics[0]?.metric.max).toEqual({
      value: 0.5,
      step: 100,
      evidence: { file: "train.log", locator: { kind: "line", line: 1, offset: 0 }, literal: "0.50" },
    });
    expect(metrics[0]?.metric).toMatchObject({
      stepName: "step",
      firstStep: 100,
      lastStep: 200,
      nonFinite: 0,
      loose: false,
    });
    expect([codes, firstTime, lastTime]).toEqual([[], "2026-11-21 16:38:00", "2026-11-21 16:38:01"]);
  });

  it("uses the epoch where there is no step, and nothing where there is neither", () => {
    expect(say(scan(line('{"epoch":3,"loss":0.5}')).metrics)).toEqual(["loss=0.5@3 (1)"]);
    expect(say(scan(line('{"loss":0.5}')).metrics)).toEqual(["loss=0.5@- (1)"]);
  });

  it("keeps the epoch beside the step as a series of its own", () => {
    const { series } = scan(line('{"epoch":7,"step":100,"loss":0.5}'), "train.log", { keep: true });
    expect(series.map((one) => [one.metric, [...one.step], [...one.value], [...one.line]])).toEqual([
      ["epoch", [100], [7], [1]],
      ["loss", [100], [0.5], [1]],
    ]);
  });

  it("passes over texts, booleans and null, joins nested names, leaves seed and run_id out", () => {
    const { metrics, seed } = scan(
      line('{"step":1,"note":"x","ok":true,"none":null,"a":{"b":2.0},"list":[1],"seed":3,"run_id":5,"nan":"NaN"}'),
    );
    expect(say(metrics)).toEqual(["a.b=2.0@1 (1)", "nan=NaN@1 (1)"]);
    expect(seed).toBe(3);
  });

  it("reads params lines once, first value first", () => {
    const { params } = scan(
      '2026-11-21 16:38:55 | INFO | params {"lr":1e-4,"opt":{"name":"adam"},"layers":[64,0.10]}\n2026-11-21 16:38:56 | INFO | config {"lr":5}\n',
    );
    expect(params.map((param) => [param.name, param.value, param.evidence.literal])).toEqual([
      ["lr", 1e-4, "1e-4"],
      ["opt.name", "adam", "adam"],
      ["layers", "[64, 0.10]", "[64, 0.10]"],
    ]);
    expect(params[0]?.evidence.locator).toEqual({ kind: "line", line: 1, offset: 0 });
  });

  it("reads what print() makes of a Python dict, bare lines, and bare objects", () => {
    expect(say(scan("metric {'step': 1, 'loss': nan, 'ok': True}\n").metrics)).toEqual(["loss=nan@1 (1)"]);
    expect(say(scan('{"step": 1, "loss": 0.25}\n').metrics)).toEqual(["loss=0.25@1 (1)"]);
    expect(say(scan('INFO:root:metric {"step": 1, "loss": 0.25}\n').metrics)).toEqual(["loss=0.25@1 (1)"]);
    expect(scan("{not json} at all\n").codes).toEqual([]);
  });

  it("gives folds names of their own when there are several", () => {
    const text = [0, 1].map((fold) => line(`{"fold":${fold},"step":1,"acc":0.${fold + 5}}`)).join("");
    expect(say(scan(text).metrics)).toEqual(["fold0/acc=0.5@1 (1)", "fold1/acc=0.6@1 (1)"]);
    expect(say(scan(line('{"fold":3,"step":1,"acc":0.5}')).metrics)).toEqual(["acc=0.5@1 (1)"]);
  });

  it("reads JSON Lines, also the ones loguru serialises and those that name their metric", () => {
    expect(
      say(
        scan(
          '{"step":1,"loss":0.5,"timestamp":"2026-11-21T16:50:00"}\n{"step":2,"loss":0.25,"timestamp":"2026-11-21T16:51:07"}\n',
          "m.jsonl",
        ).metrics,
      ),
    ).toEqual(["loss=0.25@2 (2)"]);
    const serialised = JSON.stringify({
      text: '2026-11-21 16:38:55 | INFO | metric {"step": 4, "loss": 0.10}\n',
      record: { message: "" },
    });
    const read = scan(`${serialised}\n`, "m.jsonl");
    expect([say(read.metrics), read.lastTime]).toEqual([["loss=0.10@4 (1)"], "2026-11-21 16:38:55"]);
    expect(say(scan('{"metric":"val/loss","value":0.3,"step":12}\n', "m.jsonl").metrics)).toEqual([
      "val/loss=0.3@12 (1)",
    ]);
  });

  it("takes wall times in seconds or milliseconds", () => {
    const wall = (stamp: number) =>
      scan(`{"step":1,"loss":1,"timestamp":${stamp}}\n`, "m.jsonl", { keep: true }).series[0]?.wall?.[0];
    expect([wall(1_700_000_000.5), wall(1_700_000_000_500), wall(12)]).toEqual([
      1_700_000_000.5,
      1_700_000_000.5,
      undefined,
    ]);
  });
});

describe("free text", () => {
  const loose = (text: string) => say(scan(text).loose);

  it("counts as a series from three lines of the same form", () => {
    expect(loose("epoch 1 loss=0.5\nepoch 2 loss=0.4\n")).toEqual([]);
    expect(loose("epoch 1 loss=0.5\nepoch 2 loss=0.4\nepoch 3 loss=0.30\n")).toEqual(["loss=0.30@3 (3)"]);
    expect(loose("step:0/62 val_loss:9\nstep:1/62 val_loss:4\nstep:2/62 val_loss:3.28\n")).toEqual([
      "val_loss=3.28@2 (3)",
    ]);
    expect(
      loose("Epoch 1/3 - loss: 0.5 - acc: 0.1\nEpoch 2/3 - loss: 0.4 - acc: 0.2\nEpoch 3/3 - loss: 0.21 - acc: 0.3\n"),
    ).toEqual(["loss=0.21@3 (3)", "acc=0.3@3 (3)"]);
    expect(loose("epoch 1 loss 0.5\nepoch 2 loss 0.4\nepoch 3 loss 0.3\n")).toEqual(["loss=0.3@3 (3)"]);
  });

  it("counts as a final result by itself", () => {
    expect(loose("2026-11-21 16:38:55 | INFO | test accuracy: 0.93\n")).toEqual(["test/accuracy=0.93@- (1)"]);
    expect(loose("best val loss = 0.31\n")).toEqual(["val/best_loss=0.31@- (1)"]);
  });

  it("is not seen in prose, programs or times", () => {
    expect(
      loose(
        "val_loss = 0\nlr = 0.1\nlr = 0.1\nlr = 0.1\nfinished at 16:38:55\nsaved model after epoch 3\nloading 3 files\n",
      ),
    ).toEqual([]);
  });

  it("takes the last state of a progress bar, and Keras' bars with the epoch before them", () => {
    expect(
      loose([1, 2, 3].map((n) => `Epoch ${n}: 10%| 1/9 [loss=0.9]\rEpoch ${n}: 100%| 9/9 [loss=0.${n}]\n`).join("")),
    ).toEqual(["loss=0.3@3 (3)"]);
    expect(loose([1, 2, 3].map((n) => `Epoch ${n}/3\n32/32 ━━━ 1s 12ms/step - accuracy: 0.${n}\n`).join(""))).toEqual([
      "accuracy=0.3@3 (3)",
    ]);
  });

  it("is forgotten where a record is found", () => {
    const { loose: found, count } = scan(line('{"loss":1}') + "test accuracy: 0.93\n");
    expect([found, count]).toEqual([[], 1]);
  });
});

describe("what is wrong with a log", () => {
  it("is empty, binary or not there", () => {
    expect(scan("").codes).toEqual(["source/empty"]);
    expect(scan(Buffer.from([1, 2, 0, 3])).codes).toEqual(["source/binary"]);
    const missing = scanLog({ root: makeProject({}), path: "gone.log", keep: false });
    expect(missing.records.findings.map((one) => one.code)).toEqual(["source/unreadable"]);
  });

  it("is a bad line: a warning with its place, and everything else is read", () => {
    const { codes, findings, metrics } = scan(
      line('{"step":1,"loss":0.5}') + line('{"step":2,"loss":}') + line('{"step":3,"loss":0.25}'),
    );
    expect(codes).toEqual(["source/bad-line"]);
    expect(findings[0]).toMatchObject({ line: 2, column: 54, severity: "warning" });
    expect(say(metrics)).toEqual(["loss=0.25@3 (2)"]);
  });

  it("is many bad lines: twenty of them, and how many more", () => {
    const { findings } = scan(line("{").repeat(50));
    expect(findings).toHaveLength(21);
    expect(findings[20]?.message).toContain("30 more lines");
  });

  it("is a torn last line: a note; a whole last line without newline counts", () => {
    expect(scan(line('{"step":1,"loss":0.5}') + '2026-11-21 16:38:56 | INFO | metric {"step":2,"lo').codes).toEqual([
      "source/torn-line",
    ]);
    const { metrics, codes } = scan(line('{"step":1,"loss":0.5}') + line('{"step":2,"loss":0.25}').trimEnd());
    expect([say(metrics), codes]).toEqual([["loss=0.25@2 (2)"], []]);
  });

  it("is steps that go back or repeat: counted, first line known", () => {
    const steps = [1, 2, 3, 2, 3, 4, 4, 1];
    const { order } = scan(steps.map((step, index) => line(`{"step":${step},"loss":0.${index}}`)).join(""));
    expect(order).toEqual({ decreases: 2, decreaseLine: 4, duplicates: 1, duplicateLine: 7 });
  });

  it("is broken UTF-8, a byte-order mark, CRLF, ANSI codes: none of it matters", () => {
    const record = line('{"step":1,"loss":0.5}');
    const forms: (string | Uint8Array)[] = [
      `\ufeff${record}`,
      record.replace("\n", "\r\n"),
      `\u001b[32m${record.trimEnd()}\u001b[0m\n`,
      Buffer.concat([Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from(record)]),
      record.replace('"step"', '"größe":2,"step"'),
    ];
    for (const form of forms) expect(say(scan(form).metrics)).toContain("loss=0.5@1 (1)");
  });

  it("is NaN and infinities: they are data", () => {
    const { metrics } = scan(
      line('{"step":1,"loss":0.5}') + line('{"step":2,"loss":Infinity}') + line('{"step":3,"loss":NaN}'),
    );
    expect(metrics[0]?.metric).toMatchObject({ points: 3, nonFinite: 2, min: { value: 0.5 }, max: { value: 0.5 } });
    expect(metrics[0]?.bad).toMatchObject({ step: 2, evidence: { literal: "Infinity", locator: { line: 2 } } });
    expect(metrics[0]?.metric.last.value).toBeNaN();
  });

  it("is a line of one megabyte, or of twenty", () => {
    const long = (size: number) => `${"x".repeat(size)}\n${line('{"step":1,"loss":0.5}')}`;
    expect(say(scan(long(1e6)).metrics)).toEqual(["loss=0.5@1 (1)"]);
    const { codes, metrics } = scan(long(20 << 20));
    expect(codes).toEqual(["source/bad-line"]);
    expect(metrics[0]?.metric.last.evidence.locator).toMatchObject({ line: 2, offset: (20 << 20) + 1 });
  });
});

describe("lines of a known form", () => {
  const value = fc.oneof(
    fc
      .double()
      .map((one) =>
        Number.isNaN(one) ? "NaN" : Number.isFinite(one) ? JSON.stringify(one) : one > 0 ? "Infinity" : "-Infinity",
      ),
    fc.integer({ min: -5, max: 5 }).map(String),
    fc.constantFrom(
      "0.10",
      "1e-4",
      "01",
      "+1",
      "1.",
      "nan",
      "null",
      "true",
      '"text"',
      '"NaN"',
      "[1,2]",
      '{"deep":0.5}',
      "",
      "2.362490490078926",
      "12345678901234567890.5",
    ),
  );
  const record = fc
    .record({ step: fc.nat(9), split: fc.constantFrom("train", "val"), a: value, b: value })
    .map(({ step, split, a, b }) => `{"step":${step},"split":"${split}","a":${a},"b":${b}}`);
  const stamp = fc.nat(59).map((second) => `2026-11-21 16:38:${String(second).padStart(2, "0")} | INFO | `);
  const logged = fc.tuple(stamp, record).map(([head, body]) => `${head}metric ${body}`);
  const other = fc.constantFrom(
    "",
    "text",
    "metric {",
    "done",
    "\r",
    "2026-11-21 16:38:55 | ERROR | no",
    '{"step":1,"a":1}',
    'metric {"seed":7,"a":1}',
    'metric {"params":{"x":1},"a":2}',
  );
  const end = fc.constantFrom("\n", "\n", "\n", "\r\n");
  const log = fc.array(fc.tuple(fc.oneof(logged, logged, logged, other, record), end), { maxLength: 40 });

  it.each([false, true])("are read just as if each was parsed (keep: %s)", (keep) => {
    const root = makeProject({});
    const check = (lines: [string, string][], name: string, isTorn: boolean) => {
      const text = lines.map(([body, newline]) => body + newline).join("");
      writeFileSync(join(root, name), isTorn ? text.trimEnd() : text);
      const read = (learn: boolean) => summary(scanLog({ root, path: name, keep, learn }));
      expect({ ...read(true), misses: 0 }).toEqual({ ...read(false), misses: 0 });
    };
    fc.assert(fc.property(log, fc.constantFrom("a.log", "a.jsonl"), fc.boolean(), check), { numRuns: 500 });
  });

  it("are read alike over the edges of chunks", () => {
    const text = Array.from({ length: 40_000 }, (_, step) =>
      line(`{"step":${step},"loss":${1 / (step + 1)},"acc":0.${step}}`, step),
    ).join("");
    const fast = scan(text);
    expect(text.length).toBeGreaterThan(3 << 20);
    expect({ ...fast, misses: 0 }).toEqual({ ...scan(text, "train.log", { learn: false }), misses: 0 });
    expect(fast.metrics[0]?.metric.points).toBe(40_000);
    expect(fast.lastLine).toBe(40_000);
  });
});

describe("a log of 200 MB", () => {
  it("is read in bounded memory", () => {
    const root = makeProject({});
    const block = Array.from({ length: 10_000 }, (_, step) => line(`{"step":${step},"loss":0.${step}}`, step)).join("");
    const path = join(root, "big.log");
    const file = Buffer.from(block.repeat(Math.ceil((200 << 20) / block.length)));
    writeFileSync(path, file);
    const before = process.memoryUsage().rss;
    const { metrics } = summary(scanLog({ root, path: "big.log", keep: false }));
    expect(process.memoryUsage().rss - before).toBeLessThan(64 << 20);
    expect(metrics[0]?.metric.points).toBe(Math.ceil((200 << 20) / block.length) * 10_000);
    truncateSync(path);
  });
});

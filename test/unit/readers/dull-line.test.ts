import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scanLog } from "../../../src/readers/format/log-scan.ts";
import { metricsOfTable, seriesOfTable } from "../../../src/readers/format/table-metrics.ts";
import { makeProject } from "./scratch-project.ts";

function scan(content: string | Uint8Array, options: { keep: boolean; learn: boolean }) {
  const root = makeProject({ "train.log": content });
  const {
    records,
    loose,
    misses: _misses,
    timeAt: _timeAt,
    ...rest
  } = scanLog({
    root,
    path: "train.log",
    ...options,
  }) as ReturnType<typeof scanLog> & { misses: number; timeAt: number };
  const locate = ({ line, offset }: { line: number; offset: number }) => ({ kind: "line" as const, line, offset });
  const read = [records.table, loose.table].map((table) => [metricsOfTable(table, locate), seriesOfTable(table)]);
  return { ...rest, read, params: records.params, count: records.count, findings: records.findings };
}

/** Reads a text by its bytes and by parsing every line. */
function both(content: string | Uint8Array) {
  for (const keep of [false, true]) {
    expect(scan(content, { keep, learn: true })).toEqual(scan(content, { keep, learn: false }));
  }
  return scan(content, { keep: true, learn: true });
}

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer().map(String),
  fc.constantFrom("nan", "NaN", "inf", "-inf", "Infinity", "1.", ".5", "+3", "007", "1e5", "2E-3", "1.5.2", "-0", "5e"),
);
const count = fc.oneof(fc.nat(9999).map(String), fc.constantFrom("1.5", "-3", "1e3", "08", "x"));
const line = fc.oneof(
  fc.tuple(count, number, number).map(([step, a, b]) => `step:${step}/6200 val_loss:${a} train_time:${b}ms`),
  fc.tuple(count, number).map(([step, a]) => `step:${step}/6200 train_time:${a}ms step_avg:${a}ms`),
  fc
    .tuple(count, count, number)
    .map(([epoch, step, a]) => `Epoch ${epoch} step ${step} of 900 loss=${a} eta: 5 lr: 0.1\r`),
  fc.tuple(count, number).map(([step, a]) => `epoch ${step} loss ${a} acc ${a}`),
  fc.tuple(count, number).map(([at, a]) => `2026-11-21 16:38:1${at.at(-1)} | INFO | iter ${at} loss: ${a}%`),
  fc.tuple(count, number).map(([at, a]) => `2026-11-21 16:38:1${at.at(-1)} - root - ERROR - step ${at} loss: ${a}`),
  fc.tuple(count, number).map(([at, a]) => `s:${at} trl:${a} lr:0.1`),
  fc.tuple(number, number).map(([a, b]) => `step 7 training x=${a} is done y=${b}`),
  number.map((value) => `test accuracy: ${value}%`),
  number.map((value) => `  best val_loss = ${value}  `),
  fc.tuple(count, number).map(([at, a]) => `metric {"step": ${at}, "loss": ${a}}`),
  fc.constantFrom(
    ..."Epoch 3/10|12/12 - 3s 4ms/step - loss: 0.5|Training finished|saved the model|Done.|run completed|the model of this run is saved|All Finished|everything: success".split(
      "|",
    ),
    ..."Traceback (most recent call last)|ValueError: no|INFO: step=3 loss=2|I1121 15:10:41.302000 140 f.py:3] x".split(
      "|",
    ),
    ...'params {"lr": 1}|{"step": 1, "loss": 2}|    x = {"a": 1}|f"{step} {loss}"|config={"a": 2}|\t |\r||\v| step 3 a=1'.split(
      "|",
    ),
    ..."def step(self, batch=5):|\u001b[32mstep 3 loss=2\u001b[0m|10%|\rstep 4 loss=1|step 4 löss=1 loss=2|import torch".split(
      "|",
    ),
  ),
  fc.stringMatching(/^[ -~]{0,60}$/),
);

describe("a line that is not parsed", () => {
  it("is read just as if it was", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            line,
            line.map((text) => `${text}\n${text}\n${text}`),
          ),
          { maxLength: 60 },
        ),
        (lines) => {
          both(`${lines.join("\n")}\n`);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("may hold any bytes", () => {
    const bytes = fc.array(
      fc.oneof(
        line.map((text) => Buffer.from(`${text}\n`)),
        fc.uint8Array({ maxLength: 40 }),
      ),
    );
    fc.assert(
      fc.property(bytes, (parts) => {
        both(Buffer.concat(parts));
      }),
    );
  });

  it("keeps the literals without their units, over the edges of chunks", () => {
    const code = "        self.step = step + 1  # batch sizes, compiled once\n".repeat(30_000);
    const lines = Array.from(
      { length: 60_000 },
      (_, at) => `step:${at}/60000 train_time:${at * 3}ms step_avg:5${at % 7}.98ms\n`,
    );
    const { read, lastLine } = both(code + lines.join(""));
    const metrics = (read[1]?.[0] ?? []) as ReturnType<typeof metricsOfTable>;
    expect(
      metrics.map(({ metric: { name, last, points } }) => [name, last.evidence.literal, last.step, points]),
    ).toEqual([
      ["train_time", "179997", 59_999, 60_000],
      ["step_avg", "52.98", 59_999, 60_000],
    ]);
    expect(lastLine).toBe(90_000);
  });
});

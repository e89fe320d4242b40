import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openParquet } from "../../../src/readers/format/parquet.ts";

const folder = mkdtempSync(join(tmpdir(), "labdocs-parquet-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("every flipped sign in a footer ends in an answer or an error", () => {
  const whole = readFileSync(
    join(
      import.meta.dirname,
      "../../../test/fixtures/trackers/neptune/exports/data/ws_pro-cfc5116a2c1cea5d/PRO-1-82ad616a1edfa36c_part_1.parquet",
    ),
  );
  const from = whole.length - 8 - whole.readUInt32LE(whole.length - 8);
  let ended = 0;
  // Numbers are zigzag varints: the lowest bit of a byte that ends one is its sign.
  for (let at = from; at < whole.length - 8; at += 1) {
    const damaged = Buffer.from(whole);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    writeFileSync(join(folder, "a.parquet"), damaged);
    try {
      openParquet(folder, "a.parquet");
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
    ended += 1;
  }
  expect(ended).toBe(whole.length - 8 - from);
});

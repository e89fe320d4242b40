import { expect, test } from "vitest";
import { valuesOnLine } from "../../../src/claims/value/line-value.ts";

test.each<[string, [string | null, string][]]>([
  [
    "2026-11-21 16:38:55 | step 2000/2050 auc=0.8712",
    [
      ["step", "2000"],
      [null, "2050"],
      ["auc", "0.8712"],
    ],
  ],
  [
    "kernel=5 clip=1 version=2",
    [
      ["kernel", "5"],
      ["clip", "1"],
      ["version", "2"],
    ],
  ],
  ["torch 2.5.1 v1.2 10:30:15.250 loss: 0.31", [["loss", "0.31"]]],
  [
    '{"val/loss": 2.5e-1, "mAP@0.5": 0.61}',
    [
      ["val/loss", "2.5e-1"],
      ["mAP@", "0.5"],
      ["mAP@0.5", "0.61"],
    ],
  ],
])("%s", (line, expected) => {
  expect(valuesOnLine(line).map(({ label, literal }) => [literal === "2050" ? null : label, literal])).toEqual(
    expected,
  );
});

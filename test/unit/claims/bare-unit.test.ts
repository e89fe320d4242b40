import { expect, test } from "vitest";
import { makeProject } from "./project.ts";

const project = makeProject({
  alpha: [
    { step: 1, "val/acc": 0.5 },
    { "test/acc": 0.8712, "test/loss": 0.4031, latency_ms: 45.21 },
  ],
  beta: [
    { step: 1, "val/acc": 0.4 },
    { "test/acc": 0.8433, "test/loss": 0.4522, latency_ms: 81.38 },
  ],
});
const verdicts = (text: string) =>
  project
    .check(text, { bareSections: "all" })
    .filter(({ claim }) => claim.kind === "bare")
    .map(({ claim, verdict }) => `${claim.text} ${verdict}`);

test.each([
  ["The latency of alpha is 45.21 s.", ["45.21 s contradicted"]],
  ["The latency of alpha is 45.21 ms.", ["45.21 ms supported"]],
  ["The test accuracy of alpha is 87.12 pp.", ["87.12 pp contradicted"]],
  ["The test accuracy of alpha is −0.8712.", ["−0.8712 contradicted"]],
  ["The test loss of alpha is 0.8712.", ["0.8712 wrong-run"]],
  ["The test accuracy of alpha is 2.79 pp higher than that of beta.", ["2.79 pp derived"]],
  ["The test accuracy of alpha is 2.79 % higher than that of beta.", ["2.79 % contradicted"]],
  ["A printed `0.976` stands for all that rounds to it.", ["`0.976` exempt"]],
  ["Learning rate times weight decay is 2.04.", ["2.04 unbound"]],
])("%s", (text, expected) => {
  expect(verdicts(text)).toEqual(expected);
});

test("a document under a heading that speaks of earlier work says nothing of these runs", () => {
  expect(verdicts("## Previous results\n\nThe test accuracy of alpha is 0.7312.")).toEqual(["0.7312 unbound"]);
});

test("a number is no name where a script has no spaces", () => {
  expect(verdicts("alpha の test accuracy は0.8712です。")).toEqual(["0.8712 supported"]);
});

import { expect, test } from "vitest";
import { findingsOf } from "../../../src/claims/verdict-finding.ts";
import { logOf, makeProject } from "./project.ts";

const text = `AUC is [0.86](${logOf("full")}#L1), later [0.86](${logOf("gone")}#L1).`;

test("a log that may not be read leaves its claims undecided, and no others", () => {
  const project = makeProject({ full: [{ "test/auc": 0.8612 }] });
  const region = ({ file }: { file: string }) => {
    if (file.includes("gone")) return null;
    throw Object.assign(new Error("permission denied"), { code: "EACCES" });
  };
  const verdicts = project.check(text, { region });
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(["unreadable", "source-missing"]);
  expect(findingsOf(project.document(text), verdicts)[0]).toMatchObject({
    code: "claim/unreadable",
    message: `report says 0.86, but experiments/e/${logOf("full")} could not be read (EACCES)`,
  });
});

test("what is our own mistake is not swallowed", () => {
  const project = makeProject({ full: [{ "test/auc": 0.8612 }] });
  const region = () => {
    throw new TypeError("not a function");
  };
  expect(() => project.check(text, { region })).toThrow(TypeError);
});

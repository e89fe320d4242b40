import { describe, expect, test } from "vitest";
import { makeProject } from "./project.ts";

describe("links to files that belong to no run", () => {
  const project = makeProject({ a: [{ acc: 0.5 }] });
  project.files.set("data/scores.csv", ["name,auc,f1", "x,0.8612,0.7", "y,0.9134,0.8"]);
  project.files.set("data/scores.json", ["{", '  "test": {', '    "auc": 0.8612,', '    "f1": 0.7', "  }", "}"]);
  project.files.set("data/notes.md", ["# Notes", "auc 0.8612"]);

  test.each([
    ["[0.86](../../data/scores.csv#L2 'col=auc row=1')", "supported"],
    ["[0.91](../../data/scores.csv 'col=auc row=2')", "supported"],
    ["[0.91](../../data/scores.csv#L2 'col=auc row=1')", "contradicted"],
    ["[0.91](../../data/scores.csv#L2 'col=aux row=1')", "source-missing"],
    ["[0.86](../../data/scores.csv#L2 'auc')", "supported"],
    ["[0.70](../../data/scores.csv#L2 'auc')", "contradicted"],
    ["[0.86](../../data/scores.csv#L2 'aux')", "source-missing"],
    ["[0.86](../../data/scores.csv#L1 'auc')", "source-missing"],
    ["[0.86](../../data/scores.json#L3 '/test/auc')", "supported"],
    ["[0.87](../../data/scores.json#L3 '/test/auc')", "contradicted"],
    ["The AUC is [0.86](../../data/notes.md#L2).", "supported"],
    ["[0.5](../../data/notes.md 'a/acc')", "supported"],
    ["[0.6](../../data/notes.md 'a/acc')", "contradicted"],
    ["[0.5](../../data/scores.csv 'see the table')", "unbound"],
  ])("%s: %s", (text, expected) => {
    expect(project.check(text)[0]?.verdict).toBe(expected);
  });
});

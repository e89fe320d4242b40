import { expect, test } from "vitest";
import type { Addresses } from "../../../src/publish/address.ts";
import { claimCard } from "../../../src/publish/claim-card.ts";
import { logOf, makeProject } from "../claims/project.ts";

const project = makeProject({
  one: [{ step: 1, "test/auc": 0.8612345678 }],
  two: [{ step: 1, "test/auc": 0.87 }],
});
const addresses = {
  evidence: () => "files/x/#L1",
  run: (_, run) => `runs/${run}/`,
  comparison: () => "comparison/",
  group: (row) => row,
} as Partial<Addresses> as Addresses;

function cardOf(text: string) {
  const [verdict] = project.check(text);
  if (verdict === undefined) throw new Error(`no claim in ${text}`);
  return claimCard(verdict, 1, { catalog: project.catalog, addresses, open: () => null });
}

test("a logged value is said to be logged", () => {
  const card = cardOf(`AUC is [0.861](${logOf("one")}#L1 "test/auc").`);
  expect(card).toMatchObject({ logged: "0.8612345678", computed: null, operands: [], run: { text: "one" } });
});

test("a mean is computed, from values that are rounded alike and named by their runs", () => {
  const card = cardOf(`AUC is [0.866](${logOf("one")}#L1 "mean(one/test/auc, two/test/auc)").`);
  expect(card).toMatchObject({ verdict: { name: "derived" }, logged: null, computed: "0.8656", run: null, place: [] });
  const where = `experiments/e/${logOf("one")}:1`;
  const title = `logged as 0.8612345678 · ${where}`;
  expect(card.operands).toMatchObject([
    { run: "one", number: { text: "0.8612", href: "files/x/#L1", title }, logged: "0.8612345678", where },
    { run: "two", number: { text: "0.8700" }, logged: "0.87" },
  ]);
});

test("a difference names the two values that it is of, as the comparison prints them", () => {
  const card = cardOf(`AUC differs by [0.0088](${logOf("one")}#L1 "diff(two/test/auc, one/test/auc)").`);
  expect(card.sides).toMatchObject([
    { name: "two", n: 1, number: { text: "0.8700", href: "files/x/#L1" } },
    { name: "one", n: 1, number: { text: "0.8612" } },
  ]);
  expect(cardOf(`AUC is [0.861](${logOf("one")}#L1 "test/auc").`).sides).toBe(undefined);
});

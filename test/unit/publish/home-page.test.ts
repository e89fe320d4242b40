import { describe, expect, test } from "vitest";
import type { ExperimentCard } from "../../../src/contract/index.ts";
import { pageSchema } from "../../../src/contract/index.ts";
import { account } from "../../../src/model/accounting.ts";
import { homePage } from "../../../src/publish/home-page.ts";
import { incrementsPage } from "../../../src/publish/increments-page.ts";

function card(name: string, more: Partial<ExperimentCard> = {}): ExperimentCard {
  return {
    title: name,
    href: `experiments/${name}/`,
    state: "confirmed",
    question: null,
    verdict: { text: "confirmed", tone: "good" },
    deciding: [],
    outcome: null,
    selected: [],
    accounting: "1 run found: 1 used",
    latest: null,
    kind: "Experiment",
    ...more,
  };
}

function home(cards: ExperimentCard[]) {
  const experiments = cards.map((one) => ({ card: one, accounting: account([], 0) }));
  const rest = { title: "t", description: null, coverage: null, open: [], recent: null, records: [], findings: [] };
  const page = homePage({ ...rest, experiments });
  expect(pageSchema.parse(page)).toEqual(page);
  return page;
}

describe("home", () => {
  test("lists findings by what became of them, the open ones first, the latest first in each", () => {
    const page = home([
      card("old", { latest: "2026-01-01" }),
      card("new", { latest: "2026-02-01" }),
      card("rejected", { state: "rejected" }),
      card("waiting", { state: "open" }),
    ]);
    expect(page.found.map(({ title, cards }) => [title, cards.map((one) => one.title)])).toEqual([
      ["Open", ["waiting"]],
      ["Confirmed", ["new", "old"]],
      ["Rejected", ["rejected"]],
    ]);
    expect(page.more).toBeNull();
  });

  test("shows the newest twenty and says how many there are", () => {
    const page = home(Array.from({ length: 23 }, (_, at) => card(`e${at}`, { latest: `2026-01-${at + 1}` })));
    expect(page.found.flatMap(({ cards }) => cards)).toHaveLength(20);
    expect(page.more).toEqual({ text: "All 23 experiments", href: "experiments/" });
  });

  test("says of which day the latest runs are by the runs alone, and nothing without a time", () => {
    const page = home([card("a", { latest: "2026-03-04 10:00" }), card("b", { latest: "2026-03-03 10:00" })]);
    expect(page.latest[0]).toEqual(["The latest runs are of 2026-03-04, in 1 experiment."]);
    expect(page.latest).toHaveLength(2);
    expect(home([card("a")]).latest).toEqual([]);
  });
});

describe("increments", () => {
  test("stand in their order, the latest first, each with the days of its runs", () => {
    const entry = (increment: string, first: string | null) => ({
      increment,
      first,
      last: first,
      card: card(increment),
    });
    const page = incrementsPage([entry("0007-older-idea", null), entry("0012-new", "2026-01-02T10:00:00")]);
    expect(page?.increments.map(({ number, name, period }) => [number, name, period])).toEqual([
      ["0012", "new", "2026-01-02"],
      ["0007", "older idea", "no run says when it began"],
    ]);
    expect(incrementsPage([])).toBeNull();
  });
});

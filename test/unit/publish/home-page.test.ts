import { describe, expect, test } from "vitest";
import type { ExperimentCard } from "../../../src/contract/index.ts";
import { pageSchema } from "../../../src/contract/index.ts";
import { account } from "../../../src/model/accounting.ts";
import { homePage } from "../../../src/publish/home-page.ts";
import { incrementsPage } from "../../../src/publish/increments-page.ts";
import type { RunEntry } from "../../../src/publish/run-entry.ts";
import { recentTable } from "../../../src/publish/runs-page.ts";

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

function home(cards: ExperimentCard[], runs: RunEntry[] = []) {
  const experiments = cards.map((one) => ({ card: one, accounting: account([], 0) }));
  const rest = { title: "t", description: null, coverage: null, open: [], recent: null, records: [], findings: [] };
  const page = homePage({ ...rest, experiments, runs });
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

  test("says of which day the latest runs are, and what each experiment got on it; nothing without a time", () => {
    const run = (name: string, started: string, status: string): RunEntry => ({
      name,
      href: `runs/${name}/`,
      experiment: { text: name.slice(0, 1), href: `experiments/${name.slice(0, 1)}/` },
      status: { text: status, tone: "plain" },
      tracker: "mlflow",
      result: null,
      note: null,
      apart: "",
      started,
      time: started,
      counts: true,
    });
    const page = home(
      [],
      [
        run("a0", "2026-03-04T10:30:00", "diverged"),
        run("a1", "2026-03-04T10:00:00", "failed"),
        run("a2", "2026-03-04T09:00:00", "finished"),
        run("a3", "2026-03-04T08:00:00", "finished"),
        run("b1", "2026-03-04T11:00:00", "finished"),
        run("b2", "2026-03-03T11:00:00", "finished"),
      ],
    );
    expect(page.latest).toEqual([
      ["The latest runs are of 2026-03-04, in 2 experiments."],
      [{ text: "b", href: "experiments/b/" }, ": 1 run, finished"],
      [{ text: "a", href: "experiments/a/" }, ": 4 runs, 2 failed (1 diverged), 2 finished"],
    ]);
    expect(home([card("a")], [run("a1", "", "finished")]).latest).toEqual([]);
    const mixed = [run("a1", "", "finished"), run("a2", "2026-03-04T09:00:00", "finished")];
    const said = ["The latest runs are of 2026-03-04, in 1 experiment. Of 2 runs 1 does not say when."];
    expect(home([], mixed).latest[0]).toEqual(said);
    expect(recentTable(mixed, 8)?.rows).toHaveLength(1);
    expect(recentTable(mixed.slice(0, 1), 8)).toBeNull();
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

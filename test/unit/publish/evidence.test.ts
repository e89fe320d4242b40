import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page, PageOf } from "../../../src/contract/index.ts";
import { pageSchema } from "../../../src/contract/index.ts";
import { publicationOf } from "../../../src/endings/publication.ts";
import { synchronize } from "../../../src/endings/synchronize.ts";
import { findProject, loadConfig } from "../../../src/project/setup.ts";

const TRACKERS = join(import.meta.dirname, "../../fixtures/trackers");

let root: string;
const pages = new Map<string, Page>();

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "labdocs-evidence-"));
  for (const tracker of readdirSync(TRACKERS)) {
    const isGolden = (path: string) => /expected[^/\\]*\.json$/.test(path);
    cpSync(join(TRACKERS, tracker), join(root, tracker), { recursive: true, filter: (path) => !isGolden(path) });
  }
  writeFileSync(join(root, "docs.config.yaml"), "title: Many trackers\n");
  const setup = findProject(root, null);
  const config = await loadConfig(setup);
  const holder = { pid: process.pid, isAlive: () => false };
  const compiled = await synchronize({ setup, config, write: true, holder });
  const data = publicationOf(compiled, { title: "Many trackers", description: null });
  for await (const page of data.pages) pages.set(page.address, pageSchema.parse(page));
}, 120_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Link {
  text: string;
  href: string | null;
  from: string;
}

/** Every number and link of a page's data. */
function linksIn(value: unknown, from: string): Link[] {
  if (Array.isArray(value)) return value.flatMap((one) => linksIn(one, from));
  if (typeof value !== "object" || value === null) return [];
  const own = value as { text?: unknown; href?: unknown };
  const isLink = typeof own.text === "string" && (typeof own.href === "string" || own.href === null);
  const here = isLink ? [{ text: own.text as string, href: own.href as string | null, from }] : [];
  return [...here, ...Object.values(value).flatMap((one) => linksIn(one, from))];
}

/** The ids of a file's page: lines, ranges, records and rows. */
function idsOf(page: Page | undefined): Set<string> {
  if (page?.kind === "file") {
    const lines = page.windows.flatMap((window) => window.lines);
    return new Set(lines.flatMap((line) => [`L${line.number}`, ...line.ranges]));
  }
  if (page?.kind !== "record") return new Set();
  const windows = page.tables.flatMap((table) => table.windows);
  const records = windows.flatMap((window) => window.records);
  const idsIn = ({ id, lines, anchors = [] }: (typeof records)[number]) => {
    return [id, ...lines.flatMap((line) => line.id ?? []), ...anchors];
  };
  return new Set(records.flatMap(idsIn));
}

describe("a project of many trackers", () => {
  test("has every number on every page lead to its evidence", () => {
    const numbers = [...pages.values()].flatMap((page) => linksIn(page, page.address));
    expect(numbers.length).toBeGreaterThan(5000);
    expect(numbers.filter((one) => one.href === null)).toEqual([]);
  });

  test("shows what is pointed at: each line, record and row is on the page of its file", () => {
    const known = new Map<string, Set<string>>();
    const missing = [...pages.values()].flatMap((page) =>
      linksIn(page, page.address).filter(({ href }) => {
        const [address = "", fragment] = (href ?? "").split("#");
        if (!address.startsWith("files/") || fragment === undefined) return false;
        const ids = known.get(address) ?? idsOf(pages.get(address));
        known.set(address, ids);
        return !ids.has(fragment);
      }),
    );
    expect(missing).toEqual([]);
  });

  test.each([
    ["event file", /tfevents/, /#R\d+=[0-9a-f]{6}$/],
    ["recording of W&B", /\.wandb\//, /#R\d+=[0-9a-f]{6}$/],
    ["Parquet file", /\.parquet\//, /#R\d+=[0-9a-f]{6}$/],
    ["database of MLflow", /mlflow\.db\//, /#metrics-\d+=[0-9a-f]{6}$/],
    ["database of Optuna", /optuna\/study-[\d.]+\.db\//, /#trial_values-\d+=[0-9a-f]{6}$/],
    ["database of Trackio", /trackio\/mnist\.db\//, /#metrics-\d+=[0-9a-f]{6}$/],
  ])("a value in a %s opens the record or row that says it", (_kind, file, anchor) => {
    const runs = [...pages.values()].filter((page): page is PageOf<"run"> => page.kind === "run");
    const hrefs = runs.flatMap((run) => linksIn(run.metrics, run.address)).filter(({ href }) => file.test(href ?? ""));
    const values = hrefs.filter(({ href }) => anchor.test(href ?? ""));
    expect(values.length).toBeGreaterThan(0);
    for (const { href } of values) {
      const [address = "", id] = (href ?? "").split("#");
      const page = pages.get(address) as PageOf<"record">;
      const record = page.tables
        .flatMap((table) => table.windows)
        .flatMap((window) => window.records)
        .find((one) => one.id === id?.split("=")[0]);
      expect(record, href ?? "").toMatchObject({ cited: true });
      const isPlaced = record?.lines.some((line) => line.id === id && line.hit) || record?.anchors?.includes(id ?? "");
      expect(isPlaced, href ?? "").toBe(true);
      expect(
        record?.lines.some((line) => line.hit),
        `${href}: ${JSON.stringify(record?.lines)}`,
      ).toBe(true);
    }
  });
});

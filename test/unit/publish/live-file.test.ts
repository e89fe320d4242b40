import { expect, test } from "vitest";
import type { LiveFigure } from "../../../src/charts/live/live-figure.ts";
import type { Page, SiteFigure } from "../../../src/contract/index.ts";
import { liveOf, takeLiveFiles } from "../../../src/publish/live-file.ts";

const figure = (id: string, live: SiteFigure["live"]): SiteFigure => {
  const data = { caption: "", columns: [], rows: [], note: null };
  return { id, title: id, svg: "<svg></svg>", caption: [], sources: [], data, live: live ?? null };
};
const plain = (title: string): LiveFigure => ({ kind: "plain", title, spec: { mark: "bar" }, spots: [] });
const page = (kind: "experiment" | "run", figures: SiteFigure[]) =>
  ({ kind, ...(kind === "run" ? { curves: figures } : { figures }) }) as unknown as Page;

/** What a browser has after running the files. */
function registered(files: { text: string }[]): Record<string, LiveFigure[]> {
  const self: { labdocsFigures?: Record<string, LiveFigure[]> } = {};
  for (const { text } of files) new Function("self", text)(self);
  return self.labdocsFigures ?? {};
}

test("an experiment's figures have a file each, named by what is in it; the page keeps the address", () => {
  const given = page("experiment", [figure("a", liveOf(plain("Ä</script>\u2028"))), figure("b", null)]);
  const { page: bare, files } = takeLiveFiles(given);
  expect(files).toHaveLength(1);
  expect(files[0]?.text).not.toMatch(/[^\n -~]/);
  const [own, none] = (bare as unknown as { figures: SiteFigure[] }).figures;
  expect(own?.live).toEqual({ kind: "plain", address: files[0]?.path, data: null });
  expect(none?.live).toBeNull();
  const name = files[0]?.path.replace(/^figures\/|\.js$/g, "") ?? "";
  expect(registered(files)[name]).toEqual([plain("Ä</script>\u2028")]);
  expect(takeLiveFiles(given).files).toEqual(files);
});

test("a run's curves share a file, and each says which is its own", () => {
  const given = page("run", [figure("a", liveOf(plain("A"))), figure("x", null), figure("b", liveOf(plain("B")))]);
  const { page: bare, files } = takeLiveFiles(given);
  const addresses = (bare as unknown as { curves: SiteFigure[] }).curves.map(({ live }) => live?.address);
  expect(files).toHaveLength(1);
  expect(addresses).toEqual([files[0]?.path, undefined, `${files[0]?.path}#1`]);
  expect(Object.values(registered(files))[0]?.map(({ title }) => title)).toEqual(["A", "B"]);
});

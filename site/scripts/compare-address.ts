// What the compare page shows, as its address says it. Nothing of the page is touched here.

/** A range that lines have to lie in: a param or metric, and its ends; null for an open one. `is`: any of these texts of a param. */
export interface Range {
  name: string;
  low: number | null;
  high: number | null;
  is: string[] | null;
}

/**
 * Everything that the page can be asked for. What is null is left to the page.
 *
 * - `runs`: as they were asked for: `experiment/run`, `experiment/of-row` for the runs of a configuration, `experiment` for all
 *   that count. `base`: one of these for what the others are set against, or `none`.
 * - `diff`: only what differs. `cols`: metrics of the table. `group`: params whose runs are put together.
 * - `sort`: a metric, with a `-` before it for the highest first. `curves`: metrics whose curves are drawn.
 * - `axes`: of the parallel coordinates. `where`: what lines must lie in. `scatter`, `pareto`: what is drawn across and up.
 */
export interface CompareState {
  runs: string[];
  base: string | null;
  diff: boolean;
  cols: string[] | null;
  group: string[];
  sort: string | null;
  curves: string[] | null;
  axes: string[] | null;
  where: Range[];
  scatter: string[];
  pareto: string[];
}

/** What the drawings of curves say in an address. */
const CHARTS = new Set(["smooth", "y", "x", "spread", "clip", "zoom", "hide"]);

/** Reads the part of an address behind the question mark. What it does not know it leaves aside. */
export function parseState(search: string): CompareState {
  const given = new Map(
    search
      .replace(/^\?/, "")
      .split("&")
      .map((part) => [part.split("=", 1)[0] ?? "", part.slice(part.indexOf("=") + 1)] as const),
  );
  const list = (name: string): string[] | null => {
    const text = given.get(name);
    return text === undefined ? null : text.split(",").map(decode).filter(Boolean);
  };
  const one = (name: string): string | null => decode(given.get(name) ?? "") || null;
  return {
    runs: wholeIds(list("runs") ?? []),
    base: one("base"),
    diff: given.get("diff") !== "0",
    cols: list("cols"),
    group: list("group") ?? [],
    sort: one("sort"),
    curves: list("curves"),
    axes: list("axes"),
    where: (given.get("where") ?? "").split(",").flatMap(parseRange),
    scatter: list("scatter") ?? [],
    pareto: list("pareto") ?? [],
  };
}

/** The shortest address that says the same: what is as it would be anyway is left out. Empty when nothing is asked for. */
export function formatState(state: CompareState): string {
  const parts: [string, string][] = [
    ["runs", shortIds(state.runs).map(encode).join(",")],
    ["base", state.base === null ? "" : encode(state.base)],
    ["diff", state.diff ? "" : "0"],
    ["cols", (state.cols ?? []).map(encode).join(",")],
    ["group", state.group.map(encode).join(",")],
    ["sort", state.sort === null ? "" : encode(state.sort)],
    ["curves", (state.curves ?? []).map(encode).join(",")],
    ["axes", (state.axes ?? []).map(encode).join(",")],
    ["where", state.where.map(formatRange).join(",")],
    ["scatter", state.scatter.map(encode).join(",")],
    ["pareto", state.pareto.map(encode).join(",")],
  ];
  const said = parts.filter(([, text]) => text !== "").map(([name, text]) => `${name}=${text}`);
  return said.length === 0 ? "" : `?${said.join("&")}`;
}

/** What an address says of how curves are drawn, as it says it: that is for the drawings. From `&` on, or empty. */
export function chartPart(search: string): string {
  const parts = search.replace(/^\?/, "").split("&");
  const own = parts.filter((part) => CHARTS.has(part.split("=", 1)[0] ?? ""));
  return own.map((part) => `&${part}`).join("");
}

/** `a/x,y,b/z` is short for `a/x,a/y,b/z`. A first id without a slash stays as it is: it may be an experiment. */
function wholeIds(ids: readonly string[]): string[] {
  let experiment = "";
  return ids.map((id) => {
    const slash = id.indexOf("/");
    if (slash < 0) return experiment === "" ? id : `${experiment}/${id}`;
    experiment = id.slice(0, slash);
    return slash === id.length - 1 ? experiment : id;
  });
}

function shortIds(ids: readonly string[]): string[] {
  let experiment = "";
  return ids.map((id) => {
    const slash = id.indexOf("/");
    const [before, own] = [experiment, slash < 0 ? id : id.slice(0, slash)];
    if (slash >= 0 || before !== "") experiment = own;
    if (slash < 0) return before === "" ? id : `${id}/`;
    return before === own ? id.slice(slash + 1) : id;
  });
}

/** `auc:0.9~1`, `auc:0.9~`, `optimizer:=adam`, `optimizer:=adam=sgd`. */
function parseRange(text: string): Range[] {
  const [, name = "", range = ""] = /^([^:]+):(.*)$/.exec(text) ?? [];
  if (name === "") return [];
  if (range.startsWith("=")) {
    return [{ name: decode(name), low: null, high: null, is: range.slice(1).split("=").map(decode) }];
  }
  const [low = "", high = ""] = range.split("~");
  const ends = { low: parseEnd(low), high: parseEnd(high) };
  return ends.low === null && ends.high === null ? [] : [{ name: decode(name), ...ends, is: null }];
}

function formatRange({ name, low, high, is }: Range): string {
  return `${encode(name)}:${is === null ? `${low ?? ""}~${high ?? ""}` : is.map((one) => `=${encode(one)}`).join("")}`;
}

function parseEnd(text: string): number | null {
  const value = Number(text);
  return text === "" || !Number.isFinite(value) ? null : value;
}

/** Slashes stay readable; what parts one name from another does not. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll("%2F", "/")
    .replaceAll("%40", "@")
    .replaceAll("%20", "+")
    .replaceAll("~", "%7E");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

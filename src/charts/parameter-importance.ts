import type { ChartInput, ChartSpec } from "./chart.ts";
import { linearAxis } from "./drawing/axis.ts";
import { labelsFor, widthOf } from "./drawing/label.ts";
import type { Spot } from "./drawing/spot.ts";

const WIDTH = 420;
const BAND = 28;
const MOST_PARAMS = 12;
const MOST_PAIRS = 4;

interface Bar {
  name: string;
  share: number;
  low: number;
  high: number;
  text: string;
  pair: boolean;
}

/** A level bar for the share of each parameter, with ± standard deviation over trees; pale ones for pairs. */
export function parameterImportance({ comparison, palette }: ChartInput): ChartSpec {
  const bars = barsOf(comparison.importance);
  const names = bars.map((bar) => bar.name);
  const longest = (texts: string[]) => texts.reduce((width, text) => Math.max(width, widthOf(text)), 0);
  const { domain } = linearAxis(
    bars.map((bar) => bar.high),
    true,
  );
  const y = {
    field: "name",
    type: "nominal",
    sort: names,
    title: null,
    axis: { labelLimit: 0, ticks: false, domain: false, grid: false },
  };
  const x = {
    field: "share",
    type: "quantitative",
    title: "share of variance (%)",
    scale: { domain, nice: false },
    axis: { tickCount: 5 },
  };
  const bar = (pair: boolean) => ({
    data: { values: bars.filter((one) => one.pair === pair) },
    mark: { type: "bar", height: 16, opacity: pair ? 0.35 : 0.8, color: palette.series[0] },
    encoding: { x, y },
  });
  return {
    width: WIDTH,
    height: BAND * bars.length,
    padding: { left: longest(names) + 16, top: 44, right: longest(bars.map(({ text }) => text)) + 20, bottom: 46 },
    layer: [
      bar(false),
      bar(true),
      {
        data: { values: bars.filter((one) => one.high > one.low) },
        mark: { type: "rule", strokeWidth: 1.5, color: palette.ink },
        encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, y },
      },
      {
        data: { values: bars },
        mark: { type: "text", align: "left", baseline: "middle" },
        encoding: { x: { value: WIDTH + 8 }, y, text: { field: "text" } },
      },
    ],
  };
}

/** A band for each parameter. */
export function importanceSpots({ comparison }: ChartInput): Spot[] {
  return barsOf(comparison.importance).map(({ name, text }, i): Spot => {
    const said: Spot["said"] = [["share of variance", text]];
    return { x: 0, y: i * BAND, width: WIDTH, height: BAND, row: -1, run: null, name, said };
  });
}

function barsOf(importance: ChartInput["comparison"]["importance"]): Bar[] {
  const params = (importance?.params ?? []).slice(0, MOST_PARAMS);
  const pairs = (importance?.pairs ?? []).slice(0, MOST_PAIRS);
  const names = labelsFor([...params.map(({ name }) => name), ...pairs.map(({ names: [a, b] }) => `${a} with ${b}`)]);
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return [...params, ...pairs].map((one, i) => {
    const spread = "spread" in one ? one.spread : 0;
    return {
      name: names[i] ?? "",
      share: 100 * one.share,
      low: 100 * Math.max(0, one.share - spread),
      high: 100 * (one.share + spread),
      text: percent(one.share),
      pair: i >= params.length,
    };
  });
}

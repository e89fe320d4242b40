import { dashOf } from "../theme.ts";
import { colorsOf, paddingOf } from "./curve-spec.ts";
import type { LiveCurves } from "./live-figure.ts";
import type { Panel } from "./panel.ts";

type Spec = Record<string, unknown>;
type Named = Spec & { name?: string; scale?: string; grid?: boolean };

/**
 * The template of curves made ready for one figure: its size, words, rows and kinds of axes. Where the axes end is left to the
 * signals `xDomain` and `yDomain`, so that zooming does not begin anew. The template is not changed.
 */
export function viewSpec(template: Spec, live: LiveCurves, panel: Panel): Spec {
  const spec = structuredClone(template) as Spec & { scales: Named[]; axes: Named[]; title?: Spec };
  const { box, rows } = live;
  const labels = rows.map(({ label }) => label);
  const scales: Record<string, Spec> = {
    x: { type: panel.axis.id === "wall" ? "utc" : "linear", domain: { signal: "xDomain" } },
    y: { type: panel.log ? "log" : "linear", domain: { signal: "yDomain" } },
    color: { domain: labels, range: colorsOf(rows, "page") },
    strokeDash: { domain: labels, range: rows.map(({ mark }) => dashOf(mark)) },
  };
  // Where no value is finite, an axis would show a range that was never logged.
  const isEmpty = live.lines.every(({ y }) => y.every((value) => typeof value !== "number"));
  const titles: Record<string, string> = {
    x: panel.axis.title,
    y: live.metric + (panel.log ? " (logarithmic)" : ""),
  };
  return {
    ...spec,
    width: box.plotWidth,
    height: box.plotHeight,
    padding: paddingOf(box),
    title: box.named ? { ...spec.title, text: live.title } : undefined,
    signals: [
      { name: "xDomain", value: panel.xDomain },
      { name: "yDomain", value: panel.yDomain },
      { name: "yTicks", value: panel.yTicks },
    ],
    scales: spec.scales.map((scale) => ({ ...scale, ...scales[scale.name ?? ""] })),
    axes: spec.axes.map((axis) => axisFor(axis, { titles, panel, isSmall: !box.named, isEmpty })),
  };
}

/** A small drawing has no room for lines and titles of axes that its frame and caption say. */
const SMALL = {
  x: { domain: false, ticks: false, tickCount: 4, titleAnchor: "end", titleFontSize: 11, titlePadding: 2 },
  y: { domain: false, ticks: false, tickCount: 4, title: undefined },
};

/** SI prefixes would turn half an epoch into "500m". */
function axisFor(
  axis: Named,
  {
    titles,
    panel,
    isSmall,
    isEmpty,
  }: { titles: Record<string, string>; panel: Panel; isSmall: boolean; isEmpty: boolean },
): Named {
  const name = axis.scale === "x" ? "x" : "y";
  const isLarge = name === "x" && panel.axis.id !== "wall" && panel.xDomain[1] >= (isSmall ? 10_000 : 1000);
  return {
    ...axis,
    ...(axis.title === undefined ? {} : { title: titles[name] }),
    ...(isLarge ? { format: "~s", encode: withPlainZero(axis) } : {}),
    ...(name === "y" && panel.log ? { values: { signal: "yTicks" } } : {}),
    ...(name === "y" && isEmpty ? { values: [] } : {}),
    ...(isSmall ? SMALL[name] : {}),
  };
}

/** No thousands are no thousands: without this the first label of an axis would be "0k". */
function withPlainZero({ encode }: Named): Spec {
  const { labels, ...others } = (encode ?? {}) as { labels?: { update?: Spec } };
  const text = { signal: "datum.value === 0 ? '0' : datum.label" };
  return { ...others, labels: { ...labels, update: { ...labels?.update, text } } };
}

import type { Leading } from "../charts/live/figure-data.ts";
import type { LiveFigure } from "../charts/live/live-figure.ts";
import { markOf } from "../charts/theme.ts";
import type { SiteFigure, SiteLink, SiteTable } from "../contract/index.ts";
import type { Figure } from "../model/project.ts";
import { cellOf, numberColumn, textColumn } from "./cell.ts";
import { liveOf } from "./live-file.ts";
import { numberCell } from "./metric-cell.ts";
import { sayCount } from "./say.ts";
import { splitSources } from "./source-list.ts";
import type { View } from "./view.ts";
import { phraseOf, runLink, sourceLink } from "./view.ts";

/** What a figure is drawn as: the drawing of a page without scripts, and the points for one with them. */
export interface Drawn {
  svg: string;
  live: LiveFigure | null;
}

/** A figure's place on a page: the drawing, its caption, where its points were logged, and its values as a table. */
export function siteFigure(figure: Figure, { svg, live }: Drawn, view: View): SiteFigure {
  const sources = new Map(figure.sources.map((source) => [`${source.file}:${source.line}`, source]));
  return {
    id: `figure-${figure.id}`,
    title: figure.title,
    svg,
    caption: phraseOf(figure.caption, view),
    ...foldedSources([...sources.values()].flatMap((source) => sourceLink(source, view) ?? [])),
    data: figureData(figure, view),
    legend: live === null ? [] : legendOf(live),
    live: live && liveOf(live),
  };
}

function foldedSources(links: readonly SiteLink[]): Pick<SiteFigure, "sources" | "otherSources"> {
  const { first, others } = splitSources(links);
  if (others.length === 0) return { sources: first };
  return { sources: first, otherSources: { text: `and ${others.length} more`, links: others } };
}

/** Where things of a figure lead: a run to the line that has its value, a row to its runs. */
export function leadingOf({ metric }: Figure, { compiled, addresses }: View): Leading {
  const rows = new Map(compiled.comparison.rows.map((row) => [row.id, row]));
  return (id, run) => {
    const row = id === null ? undefined : rows.get(id);
    if (row === undefined) return null;
    if (run === null) return `${addresses.comparison(compiled)}#${addresses.group(row.id)}`;
    const quantity = row.cells[metric]?.runs.find((one) => one.run === run)?.quantity;
    const [evidence] = quantity?.evidence ?? [];
    return (evidence === undefined ? null : addresses.evidence(evidence)) ?? addresses.run(compiled, run);
  };
}

/** What the lines of a figure are, with the marks that the drawing gives them. */
export function legendOf(live: LiveFigure): NonNullable<SiteFigure["legend"]> {
  if (live.kind !== "curves") return [];
  return live.rows.map(({ label, runs, mark }) => {
    const { color, dash } = markOf(mark);
    return { text: label, note: runs === 1 ? "" : sayCount(runs, "run"), color, dash };
  });
}

/**
 * A drawing as part of a page: its title and description speak for it as a whole, so the roles that a chart library gives to
 * each group of marks are noise.
 */
export function quietDrawing(svg: string): string {
  return svg.replace(/ role="graphics-[a-z-]+"| aria-roledescription="[^"]*"/g, "");
}

function figureData(figure: Figure, view: View): SiteTable {
  const { comparison } = view.compiled;
  const shown = comparison.rows.filter((row) => figure.rows.includes(row.id));
  const drawn = new Set(figure.sources.map((source) => source.run));
  const rows = shown.flatMap((row) => {
    const cell = row.cells[figure.metric];
    return row.runs
      .filter((id) => drawn.size === 0 || drawn.has(id))
      .map((id) => {
        const quantity = cell?.runs.find((one) => one.run === id)?.quantity;
        const points = view.runs.get(id)?.metrics.find((metric) => metric.name === figure.metric)?.points;
        const value = quantity === undefined ? cellOf(["not logged"], { sort: null }) : numberCell(quantity, view);
        const count = points === undefined ? cellOf(["—"], { sort: null }) : cellOf([String(points)], { sort: points });
        const cells = [cellOf([runLink(id, view)]), cellOf([row.name]), value, count];
        return { id: "", group: null, tone: "plain" as const, cells };
      });
  });
  const columns = [
    textColumn("Run"),
    textColumn("Configuration"),
    numberColumn(figure.metric, "as compared"),
    numberColumn("Points logged"),
  ];
  return { caption: `Values behind: ${figure.title}`, columns, rows, note: null };
}

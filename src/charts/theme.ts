/** What a figure is drawn for: a file on a light or dark page, or inline in a page whose colours it takes. */
export type Theme = FileTheme | "page";

/** The themes that a figure has a file for. */
export const FILE_THEMES = ["light", "dark"] as const;
export type FileTheme = (typeof FILE_THEMES)[number];

/** The colours of one theme. `series`: one for each row, in the order of the table. */
export interface Palette {
  background: string | null;
  ink: string;
  muted: string;
  grid: string;
  series: string[];
}

/** How many rows one figure tells apart. */
export const MOST_SERIES = 7;

/** One dash pattern a row, so that rows are told apart without colour. */
const DASHES = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
  [12, 3],
  [4, 1],
  [3, 2, 1, 2],
];

const FONT = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif";

// Contrast of at least 3 against the background; the order is that of Okabe and Ito, darkened or lightened.
const LIGHT = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#6A3D9A", "#8C510A", "#333333"];
const DARK = ["#56B4E9", "#E69F00", "#44CF9D", "#CC79A7", "#F0E442", "#B39DDB", "#BBBBBB"];

const PALETTES: Record<Theme, Palette> = {
  light: { background: "#ffffff", ink: "#1f2328", muted: "#59636e", grid: "#d8dde3", series: LIGHT },
  dark: { background: "#16181d", ink: "#e6e8eb", muted: "#a0a7b0", grid: "#363b43", series: DARK },
  page: {
    background: null,
    ink: "currentColor",
    muted: "var(--chart-muted, currentColor)",
    grid: "var(--chart-grid, #8b949e)",
    series: LIGHT.map((color, i) => `var(--chart-${i + 1}, ${color})`),
  },
};

/** The colours of a theme; `page` takes them from the page's CSS: `--chart-1` to `--chart-7`, `--chart-muted`, `--chart-grid`. */
export function paletteOf(theme: Theme): Palette {
  return PALETTES[theme];
}

/** The Vega-Lite config of a palette: nothing but axes, grid and text; fonts pinned; no aria noise on marks. */
export function configOf({ background, ink, muted, grid }: Palette): object {
  const axis = {
    domainColor: muted,
    tickColor: muted,
    gridColor: grid,
    gridOpacity: 0.7,
    labelColor: ink,
    titleColor: ink,
  };
  return {
    background,
    font: FONT,
    aria: false,
    view: { stroke: null },
    axis: {
      ...axis,
      labelFontSize: 11,
      titleFontSize: 12,
      titleFontWeight: "normal",
      titlePadding: 8,
      labelPadding: 4,
      labelFlush: false,
    },
    title: {
      color: ink,
      subtitleColor: muted,
      fontSize: 14,
      subtitleFontSize: 11,
      anchor: "start",
      frame: "group",
      offset: 12,
    },
    text: { color: ink, fontSize: 11 },
  };
}

/** What the line of a mark is told from others by: a variable of the page's style and a dash, as CSS and SVG say them. */
export function markOf(mark: number): { color: string; dash: string } {
  const dash = dashOf(mark);
  return { color: `var(--chart-${(mark % LIGHT.length) + 1})`, dash: dash[1] === 0 ? "none" : dash.join(" ") };
}

/** The dash of a mark. Where colours come round again dashes are shifted: 49 marks differ. */
export function dashOf(mark: number): number[] {
  return DASHES[(mark + Math.floor(mark / LIGHT.length)) % DASHES.length] ?? [];
}

/** The colours of a figure's rows: that of its mark for each, or one for all when there are more rows than colours. */
export function rowColors({ series }: Palette, marks: readonly number[]): (string | undefined)[] {
  if (marks.length > MOST_SERIES) return series.slice(0, 1);
  return [...marks.map((mark) => series[mark % series.length]), ...series.slice(marks.length)];
}

/** The dashes of a figure's rows. */
export function rowDashes(marks: readonly number[]): number[][] {
  return [...marks.map(dashOf), ...DASHES.slice(marks.length)];
}

/**
 * The colours of the site that a project may set, each with its value in light and in dark: those of site/styles/theme.css, where
 * they are used. docs/theme.md says what each is for.
 */
export const PALETTE = {
  paper: ["#fdfdfc", "#131519"],
  raised: ["#ffffff", "#1a1d23"],
  sunken: ["#f4f4f1", "#0f1114"],
  ink: ["#1c1f24", "#e7e9ec"],
  muted: ["#5a626d", "#a0a8b3"],
  line: ["#e3e3de", "#2b3038"],
  "line-strong": ["#c9cac4", "#434a55"],
  accent: ["#1f4fbf", "#8fb3ff"],
  "accent-soft": ["#eaf0fd", "#1d2a45"],
  good: ["#14713a", "#6fd394"],
  "good-soft": ["#e6f4ea", "#15301f"],
  bad: ["#b3261e", "#ff9a92"],
  "bad-soft": ["#fcebe9", "#3a1a18"],
  warn: ["#845400", "#f0c05c"],
  "warn-soft": ["#fdf3dc", "#33280f"],
  info: ["#1f4fbf", "#8fb3ff"],
  "info-soft": ["#eaf0fd", "#1d2a45"],
  hit: ["#fff1bd", "#4a3c0c"],
  "chart-muted": ["#5a626d", "#a0a8b3"],
  "chart-grid": ["#dcdcd6", "#363b43"],
  "chart-1": ["#0072b2", "#56b4e9"],
  "chart-2": ["#d55e00", "#e69f00"],
  "chart-3": ["#009e73", "#44cf9d"],
  "chart-4": ["#b85e93", "#cc79a7"],
  "chart-5": ["#6a3d9a", "#f0e442"],
  "chart-6": ["#8c510a", "#b39ddb"],
  "chart-7": ["#333333", "#bbbbbb"],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

/** A colour of the site by its name. */
export type ColorName = keyof typeof PALETTE;

/** Their names, in their order. */
export const COLORS = Object.keys(PALETTE) as [ColorName, ...ColorName[]];

/** Red, green and blue between 0 and 255. */
export type Rgb = readonly [number, number, number];

/** An opaque colour as CSS writes it: `#1f4fbf`, `#14b`, `rgb(31 79 191)`, `hsl(222 72% 43%)`; null for anything else. */
export function parseColor(text: string): Rgb | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1];
  if (hex !== undefined) {
    const digits = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
    return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as unknown as Rgb;
  }
  const [, name, a = "", b = "", c = ""] =
    /^(rgb|hsl)\(\s*([\d.]{1,8})\s*[,\s]\s*([\d.]{1,8}%?)\s*[,\s]\s*([\d.]{1,8}%?)\s*\)$/i.exec(text) ?? [];
  if (name === undefined) return null;
  const isHsl = name.toLowerCase() === "hsl";
  if (isHsl !== b.endsWith("%") || isHsl !== c.endsWith("%")) return null;
  const parts = [a, b, c].map(Number.parseFloat) as unknown as Rgb;
  const limits = isHsl ? [360, 100, 100] : [255, 255, 255];
  if (!parts.every((part, at) => part <= (limits[at] ?? 0))) return null;
  return isHsl ? rgbOf(parts) : parts;
}

/** How far two colours are apart in brightness as WCAG 2 measures it, from 1 to 21; text needs 4.5. */
export function contrastOf(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function rgbOf([hue, saturation, lightness]: Rgb): Rgb {
  const light = lightness / 100;
  const reach = (saturation / 100) * Math.min(light, 1 - light);
  const part = (offset: number) => {
    const at = (offset + hue / 30) % 12;
    return 255 * (light - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1)));
  };
  return [part(0), part(8), part(4)];
}

import type { Config } from "../config.ts";
import type { ColorName, Rgb } from "../model/color.ts";
import { contrastOf, PALETTE, parseColor } from "../model/color.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Setup } from "./setup.ts";

const LEAST = 4.5;
const THEMES = ["light", "dark"] as const;

/** Which colours text has, and what it stands on. */
const PAIRS: [ColorName, ColorName[]][] = [
  ["ink", ["paper", "raised", "sunken", "accent-soft", "good-soft", "bad-soft", "warn-soft", "info-soft", "hit"]],
  ["muted", ["paper", "raised", "sunken"]],
  ["accent", ["paper", "raised", "sunken", "accent-soft"]],
  ["good", ["paper", "raised", "good-soft"]],
  ["bad", ["paper", "raised", "bad-soft"]],
  ["warn", ["paper", "raised", "warn-soft"]],
  ["info", ["paper", "raised", "info-soft"]],
  ["chart-muted", ["paper", "raised"]],
];

/** Finds text that cannot be read in the colours of the configuration: one finding for each colour of text. */
export function contrastFindings({ file, text }: Setup, { site }: Config): Finding[] {
  const names = Object.keys(site.colors);
  if (names.length === 0 || file === null) return [];
  return PAIRS.flatMap(([ink, grounds]): Finding[] => {
    const weak = THEMES.flatMap((theme) =>
      grounds.flatMap((ground) => tooClose(ink, ground, { theme, colors: site.colors })),
    );
    const [first, ...others] = weak;
    if (first === undefined) return [];
    const changed = names.includes(ink) ? ink : names.find((name) => weak.some((one) => one.ground === name));
    const message = `${ink} on ${first.ground} has a contrast of ${first.contrast} to 1 in ${first.theme}; text needs 4.5`;
    const notes = others.map((one) => `on ${one.ground} in ${one.theme}: ${one.contrast} to 1`);
    return [finding({ code: "config/contrast", file, line: lineOf(text, changed ?? ink), message, notes })];
  });
}

/** The two colours where they are too close in one theme and one of them was set. */
function tooClose(
  ink: ColorName,
  ground: ColorName,
  { theme, colors }: { theme: (typeof THEMES)[number]; colors: Config["site"]["colors"] },
): { ground: ColorName; theme: string; contrast: string }[] {
  if (colors[ink] === undefined && colors[ground] === undefined) return [];
  const contrast = contrastOf(colorOf(ink, theme, colors), colorOf(ground, theme, colors));
  // Cut, not rounded: what is printed as 4.5 is enough.
  return contrast >= LEAST ? [] : [{ ground, theme, contrast: (Math.floor(contrast * 10) / 10).toFixed(1) }];
}

function colorOf(name: ColorName, theme: (typeof THEMES)[number], colors: Config["site"]["colors"]): Rgb {
  const own = colors[name];
  const text =
    own === undefined ? PALETTE[name][theme === "light" ? 0 : 1] : typeof own === "string" ? own : own[theme];
  return parseColor(text) ?? [0, 0, 0];
}

/** Where the configuration sets the colour; null when that cannot be told. */
function lineOf(text: string, name: string): number | null {
  const at = text.split("\n").findIndex((line) => new RegExp(`(?<![\\w-])["']?${name}["']?\\s*[:=]`).test(line));
  return at < 0 ? null : at + 1;
}

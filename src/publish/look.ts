import type { Config } from "../config.ts";
import type { Look } from "../contract/index.ts";
import { readBytes } from "../disk/file.ts";
import { hashText } from "../disk/hash.ts";
import { UsageError } from "../errors.ts";
import { COLORS } from "../model/color.ts";

type SiteConfig = Config["site"];

/** A file that a team's site has and others have not. `file`: of the project, copied; else it is made of `text`. */
export type LookFile = { path: string } & ({ file: string } | { text: string });

/** What of the configuration is to be seen on every page, and the files for it; null when that is nothing. */
export function lookOf(root: string, site: SiteConfig): { look: Look; files: LookFile[] } | null {
  const { logo, colors, navigation, footer } = site;
  const sheet = colorSheet(colors);
  if (logo === undefined && sheet === null && navigation.length === 0 && footer === undefined) return null;
  const images = logo === undefined ? [] : [logoFile(root, logo)];
  // Named by their content: what a browser has kept of an earlier build is not shown.
  const sheets = sheet === null ? [] : [{ path: `assets/colors-${hashText(sheet).slice(0, 8)}.css`, text: sheet }];
  const look: Look = {
    logo: images[0]?.path ?? null,
    colors: sheets[0]?.path ?? null,
    links: navigation,
    footer: footer ?? null,
  };
  return { look, files: [...images, ...sheets] };
}

/** The variables of the theme that a project sets, as a style sheet; null without any. */
export function colorSheet(colors: SiteConfig["colors"]): string | null {
  const lines = COLORS.flatMap((name) => {
    const value = colors[name];
    if (value === undefined) return [];
    return [`  --${name}: ${typeof value === "string" ? value : `light-dark(${value.light}, ${value.dark})`};`];
  });
  return lines.length === 0 ? null : `:root {\n${lines.join("\n")}\n}\n`;
}

function logoFile(root: string, file: string): { path: string; file: string } {
  const help = "`site.logo` of the configuration names an image of the project.";
  let bytes: Buffer;
  try {
    bytes = readBytes(root, file);
  } catch {
    throw new UsageError(`the logo ${file} could not be read`, help);
  }
  const extension = file.slice(file.lastIndexOf(".")).toLowerCase();
  const text = extension === ".svg" ? bytes.toString("utf8") : "";
  // A browser runs scripts of a drawing that is opened by its own address.
  if (/<script|\son\w+\s*=|javascript:|<foreignObject/i.test(text)) {
    throw new UsageError(`the logo ${file} has scripts in it`, "Remove them, or use a PNG.");
  }
  return { path: `assets/logo-${hashText(bytes.toString("latin1")).slice(0, 8)}${extension}`, file };
}

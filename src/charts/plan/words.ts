/** A number of things: `1 run`, `1,200 runs`. */
export function count(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** How many rows are shown, of how many: `7 of 20 rows`. */
export function rowsOf(shown: number, all: number): string {
  return shown === all ? count(all, "row") : `${shown} of ${count(all, "row")}`;
}

/** A whole number with its thousands apart. */
export function grouped(n: number): string {
  return String(n).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

/** A metric's name as part of a file name: `val/loss` is `val-loss`. */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
  return slug.replaceAll(/^-|-$/g, "") || "metric";
}

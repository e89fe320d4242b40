const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"];

/** A size in words: `812 bytes`, `20.0 KiB`, `1.4 GiB`. */
export function sayBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}

/** A time as it was recorded, a little easier to read: `2026-11-21 16:38:52`. */
export function sayTime(recorded: string): string {
  return recorded.replace(/^(\d{4}-\d{2}-\d{2})T/, "$1 ").replace(/(:\d{2})\.\d+/, "$1");
}

/** `1 line`, `12 lines`. */
export function sayCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Cuts a text in the middle of nowhere, and says so. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).toWellFormed()} … (${text.length} characters)`;
}

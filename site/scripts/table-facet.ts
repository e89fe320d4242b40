const MOST_VALUES = 8;
const FEWEST_VALUES = 2;

/** What the rows of a table are narrowed by. */
export interface TableFacet {
  name: string;
  group: HTMLElement;
  chosen(): string[];
  /** Presses the buttons of these words alone, and tells nobody. */
  choose(words: readonly string[]): void;
  /** Whether a row has one of the chosen words; every row has while none is chosen. */
  passes(row: HTMLTableRowElement): boolean;
}

/**
 * Buttons for the words of the first column that holds one coloured word a row, such as a status, with how many rows have each;
 * null for a table without such a column. Several that are pressed add up.
 */
export function makeFacet(rows: readonly HTMLTableRowElement[], changed: () => void): TableFacet | null {
  const found = wordsOf(rows);
  if (found === null) return null;
  const chosen = new Set<string>();
  const buttons = new Map<string, HTMLButtonElement>();
  const press = () => {
    for (const [word, button] of buttons) button.setAttribute("aria-pressed", String(chosen.has(word)));
  };
  const group = document.createElement("div");
  group.className = "facet words";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", found.name);
  for (const [word, own] of found.words) {
    const button = document.createElement("button");
    const count = document.createElement("small");
    button.type = "button";
    count.textContent = String(own.size);
    button.append(`${word} `, count);
    button.addEventListener("click", () => {
      if (!chosen.delete(word)) chosen.add(word);
      press();
      changed();
    });
    buttons.set(word, button);
    group.append(button);
  }
  press();
  const passes = (row: HTMLTableRowElement) =>
    chosen.size === 0 || [...chosen].some((word) => found.words.get(word)?.has(row) === true);
  const choose = (words: readonly string[]) => {
    chosen.clear();
    for (const word of words) if (buttons.has(word)) chosen.add(word);
    press();
  };
  return { name: found.name, group, chosen: () => [...chosen], choose, passes };
}

type Words = Map<string, Set<HTMLTableRowElement>>;

/** The most frequent word first. */
function wordsOf(rows: readonly HTMLTableRowElement[]): { name: string; words: Words } | null {
  const width = rows[0]?.cells.length ?? 0;
  for (let at = 1; at < width; at += 1) {
    const words: Words = new Map();
    for (const row of rows) {
      const cell = row.cells[at];
      const badge = cell?.firstElementChild;
      const isWord = badge !== null && badge?.classList.contains("badge") === true;
      const word = isWord ? badge.textContent : "";
      words.set(word, (words.get(word) ?? new Set()).add(row));
    }
    if (words.has("") || words.size < FEWEST_VALUES || words.size > MOST_VALUES) continue;
    const name = rows[0]?.closest("table")?.tHead?.rows[0]?.cells[at]?.textContent.trim() ?? "";
    return { name, words: new Map([...words].sort(([, a], [, b]) => b.size - a.size)) };
  }
  return null;
}

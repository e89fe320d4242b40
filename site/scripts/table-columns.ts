/** With fewer columns there is nothing to choose. */
const FEWEST = 7;

let made = 0;

/**
 * A button that opens the names of a table's columns, each of which can be left out; null for a narrow table. The first column names
 * the rows and always stays. A row with other cells than the head, which spans several, stays as it is.
 */
export function makeColumns(
  heads: readonly HTMLTableCellElement[],
  rows: readonly HTMLTableRowElement[],
): HTMLElement[] | null {
  if (heads.length < FEWEST) return null;
  made += 1;
  const button = document.createElement("button");
  const count = document.createElement("small");
  const list = document.createElement("div");
  list.id = `column-choice-${made}`;
  list.className = "column-choice";
  list.popover = "auto";
  button.type = "button";
  button.className = "column-button";
  button.append("Columns", count);
  button.popoverTargetElement = list;
  const left = new Set<number>();
  for (const [index, head] of heads.entries()) {
    if (index === 0) continue;
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => {
      if (box.checked) left.delete(index);
      else left.add(index);
      for (const { cells } of [...rows, head.parentElement as HTMLTableRowElement]) {
        const cell = cells.length === heads.length ? cells[index] : undefined;
        if (cell !== undefined) cell.hidden = !box.checked;
      }
      count.textContent = left.size === 0 ? "" : ` ${left.size} left out`;
    });
    label.append(box, head.querySelector(".name")?.textContent.trim() || head.textContent.trim());
    list.append(label);
  }
  return [button, list];
}

/** With fewer columns there is nothing to choose. */
const FEWEST = 7;

let made = 0;

/**
 * A button that opens the names of a table's columns, each of which can be left out; nothing for a narrow table. The first column names
 * the rows and always stays. A row with other cells than the head, which spans several, stays as it is.
 */
export function makeColumns(
  heads: readonly HTMLTableCellElement[],
  rows: readonly HTMLTableRowElement[],
): HTMLElement[] {
  if (heads.length < FEWEST) return [];
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
  for (const [index, head] of heads.entries()) {
    if (index === 0) continue;
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => {
      for (const { cells } of [...rows, head.parentElement as HTMLTableRowElement]) {
        const cell = cells.length === heads.length ? cells[index] : undefined;
        if (cell !== undefined) cell.hidden = !box.checked;
      }
      const left = list.querySelectorAll("input:not(:checked)").length;
      count.textContent = left === 0 ? "" : ` ${left} left out`;
    });
    label.append(box, head.querySelector(".name")?.textContent.trim() || head.textContent.trim());
    list.append(label);
  }
  return [button, list];
}

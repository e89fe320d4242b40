/** Rows beyond what is seen, so that scrolling and Tab find the next ones there. */
const BEYOND = 8;
/** On paper nothing is scrolled into sight: so many rows are printed. */
const MOST_PRINTED = 1000;
/** Until a row has been measured. */
const GUESS = 52;

/** A table of which only the rows in sight are in the page. */
export interface VirtualRows {
  /** Shows other rows, from the first one on. */
  show(count: number): void;
}

/** What the rows of a table are drawn into. `rowAt`: makes the row at a place of the list. */
export interface VirtualTable {
  frame: HTMLElement;
  table: HTMLTableElement;
  body: HTMLTableSectionElement;
  rowAt(place: number): HTMLTableRowElement;
}

/**
 * Keeps the rows in sight in the page, all of one height; empty space stands for the others, so that the scroll bar is true.
 * Arrows, Page Up and Down, Home and End go from row to row; a row that is scrolled away gives the focus to the table.
 */
export function openVirtualRows(given: VirtualTable): VirtualRows {
  const { frame, table, body } = given;
  const window = openWindow(given);
  let isDue = false;
  const later = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      window.draw();
    });
  };
  frame.addEventListener("scroll", later, { passive: true });
  new ResizeObserver(later).observe(frame);
  addEventListener("beforeprint", () => window.print(true));
  addEventListener("afterprint", () => window.print(false));
  addKeys(body, window);
  return {
    show: (count) => {
      frame.scrollTop = 0;
      table.setAttribute("aria-rowcount", String(count + 1));
      window.show(count);
    },
  };
}

/**
 * The rows that are in the page. `focusOn`: brings a row into sight; `print`: puts all of them into the page, or takes those out of
 * sight away again; `page`: how many rows there are in sight.
 */
interface RowWindow {
  show(count: number): void;
  draw(): void;
  focusOn(place: number): void;
  print(isPrinting: boolean): void;
  page(): number;
  last(): number;
}

function openWindow({ frame, table, body, rowAt }: VirtualTable): RowWindow {
  const rows = new Map<number, HTMLTableRowElement>();
  const [above, below] = [spacer(), spacer()];
  let count = 0;
  let height = GUESS;
  let isPrinting = false;
  const draw = () => {
    const sight = Math.ceil((frame.scrollTop + frame.clientHeight) / height) + BEYOND;
    const first = isPrinting ? 0 : Math.max(0, Math.floor(frame.scrollTop / height) - BEYOND);
    const last = Math.min(count, isPrinting ? MOST_PRINTED : sight);
    const places = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
    for (const at of places) if (!rows.has(at)) rows.set(at, numbered(rowAt(at), at));
    // Never less than what will be there: a table that is shorter for a moment is scrolled back.
    above.cell.style.height = `${first * height}px`;
    below.cell.style.height = `${(count - last) * height}px`;
    arrange(body, [above.row, ...places.flatMap((at) => rows.get(at) ?? []), below.row]);
    for (const [at, row] of rows) {
      if (at >= first && at < last) continue;
      if (row.contains(document.activeElement)) frame.focus({ preventScroll: true });
      row.remove();
      rows.delete(at);
    }
  };
  const show = (next: number) => {
    count = next;
    for (const row of rows.values()) row.remove();
    rows.clear();
    draw();
    const now = rows.values().next().value?.getBoundingClientRect().height ?? 0;
    if (now === 0 || Math.abs(now - height) <= 0.5) return;
    height = now;
    draw();
  };
  const focusOn = (wanted: number) => {
    const at = Math.min(count - 1, Math.max(0, wanted));
    const room = frame.clientHeight - (table.tHead?.offsetHeight ?? 0) - height;
    frame.scrollTop = Math.min(at * height, Math.max(frame.scrollTop, at * height - room));
    draw();
    rows.get(at)?.querySelector<HTMLElement>("th a")?.focus({ preventScroll: true });
  };
  const print = (is: boolean) => {
    isPrinting = is;
    if (is && count > MOST_PRINTED) frame.dataset.cut = `The first ${MOST_PRINTED} of ${count} are printed.`;
    else delete frame.dataset.cut;
    draw();
  };
  const page = () => Math.max(1, Math.floor(frame.clientHeight / height) - 1);
  return { show, draw, focusOn, print, page, last: () => count - 1 };
}

/** Puts rows in order and touches only those that are not where they should be: a row that is moved loses the focus. */
function arrange(body: HTMLElement, wanted: readonly HTMLElement[]): void {
  const stays = new Set<Element>(wanted);
  let at: Element | null = body.firstElementChild;
  for (const row of wanted) {
    while (at !== null && !stays.has(at)) at = at.nextElementSibling;
    if (row === at) at = at.nextElementSibling;
    else body.insertBefore(row, at);
  }
}

function numbered(row: HTMLTableRowElement, place: number): HTMLTableRowElement {
  row.dataset.place = String(place);
  row.setAttribute("aria-rowindex", String(place + 2));
  return row;
}

/** An empty row as high as those that are not there. It is no row to a screen reader. */
function spacer(): { row: HTMLTableRowElement; cell: HTMLTableCellElement } {
  const row = document.createElement("tr");
  const cell = document.createElement("td");
  row.className = "spacer";
  row.setAttribute("aria-hidden", "true");
  cell.colSpan = 5;
  row.append(cell);
  return { row, cell };
}

function addKeys(body: HTMLElement, { focusOn, page, last }: RowWindow): void {
  body.addEventListener("keydown", (event) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("tr[data-place]") : null;
    if (row === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = Number(row.dataset.place);
    const goals: Record<string, () => number> = {
      ArrowDown: () => at + 1,
      ArrowUp: () => at - 1,
      PageDown: () => at + page(),
      PageUp: () => at - page(),
      Home: () => 0,
      End: last,
    };
    const goal = goals[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    focusOn(goal());
  });
}

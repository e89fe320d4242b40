// Comfort only: without this script every number, table, chart and link is there.

addThemeButton();
for (const table of document.querySelectorAll("table[data-sortable]")) enhanceTable(table);
addFileTools();
addCards();
markLines();
addEventListener("hashchange", markLines);

/** The button goes round: as the system, light, dark. */
function addThemeButton() {
  const place = document.querySelector("[data-tools]");
  if (place === null) return;
  const themes = ["auto", "light", "dark"];
  const root = document.documentElement;
  const button = toolButton("", () => {
    const next = themes[(themes.indexOf(root.dataset.theme ?? "auto") + 1) % themes.length] ?? "auto";
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    try {
      localStorage.setItem("labdocs-theme", next);
    } catch {
      // The choice lasts for this page only.
    }
    label();
  });
  const label = () => {
    button.textContent = `Theme: ${root.dataset.theme ?? "auto"}`;
  };
  label();
  place.append(button);
}

/** Lets a table be sorted by any column, and filtered when it is long. */
function enhanceTable(table) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  if (rows.length < 2) return;
  const original = [...table.tBodies].map((body) => ({ body, rows: [...body.rows] }));
  for (const [index, head] of [...table.tHead.rows[0].cells].entries()) {
    const name = head.querySelector(".name");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name.textContent;
    button.addEventListener("click", () => sortBy({ table, head, index, original }));
    name.replaceChildren(button);
  }
  if (rows.length >= 12) addFilter(table, rows);
}

function sortBy({ table, head, index, original }) {
  const before = head.getAttribute("aria-sort");
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  if (before === "ascending") {
    for (const { body, rows } of original) body.append(...rows);
    return;
  }
  const direction = before === "descending" ? 1 : -1;
  head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
  const rows = original.flatMap((one) => one.rows);
  const keyed = rows.map((row) => ({ row, key: row.cells[index]?.dataset.sort }));
  keyed.sort((a, b) => compareKeys(a.key, b.key, direction));
  // Groups end where a sort begins: all rows move to the first body, the others keep their address.
  original[0].body.append(...keyed.map((one) => one.row));
}

/** Numbers as numbers, text as text, and what has no value last whichever way. */
function compareKeys(a, b, direction) {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const [x, y] = [Number(a), Number(b)];
  if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return direction * (x - y);
  return direction * -1 * (a < b ? -1 : a > b ? 1 : 0);
}

function addFilter(table, rows) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const count = document.createElement("output");
  label.className = "filter";
  input.type = "search";
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = words.length === 0 ? "" : `${shown} of ${rows.length} rows`;
  });
  label.append("Filter", input, count);
  table.closest(".table").before(label);
}

/** Marks `#L42-L48`; a single line is marked by the style sheet. */
function markLines() {
  for (const line of document.querySelectorAll(".line.marked")) line.classList.remove("marked");
  const range = /^#L(\d+)-L(\d+)$/.exec(location.hash);
  if (range === null) return;
  const [first, last] = [Number(range[1]), Number(range[2])];
  for (let at = first; at <= Math.min(last, first + 5000); at += 1) {
    document.getElementById(`L${at}`)?.classList.add("marked");
  }
  document.getElementById(`L${first}`)?.scrollIntoView({ block: "center" });
}

/** Wrapping, the address of the chosen lines, and Shift-click for a range of lines. */
function addFileTools() {
  const place = document.querySelector("[data-file-tools]");
  const text = document.querySelector(".file-text");
  if (place === null || text === null) return;
  const wrap = toolButton("Wrap lines", () => {
    wrap.setAttribute("aria-pressed", String(text.classList.toggle("wrapped")));
  });
  wrap.setAttribute("aria-pressed", "false");
  const copy = toolButton("Copy link", () => copyText(location.href, copy));
  place.append(wrap, copy);
  text.addEventListener("click", (event) => {
    const number = event.target.closest(".line a");
    const start = /^#L(\d+)/.exec(location.hash);
    if (number === null || !event.shiftKey || start === null) return;
    event.preventDefault();
    const ends = [Number(start[1]), Number(number.textContent)].sort((a, b) => a - b);
    location.hash = ends[0] === ends[1] ? `L${ends[0]}` : `L${ends[0]}-L${ends[1]}`;
  });
}

async function copyText(text, button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Copy it from the address bar";
  }
  setTimeout(() => {
    button.textContent = before;
  }, 1500);
}

/** Shows the evidence of a claim beside it while it is pointed at or focused; on touch the first tap shows it. */
function addCards() {
  if (document.querySelector("[data-claim]") === null) return;
  const card = document.createElement("div");
  card.className = "card";
  card.id = "claim-card";
  card.hidden = true;
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", "Evidence");
  document.body.append(card);
  const state = { card, shown: null, timer: 0 };
  const later = (action, delay) => {
    clearTimeout(state.timer);
    state.timer = setTimeout(action, delay);
  };
  const isInCard = (event) => card.contains(event.target);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const claim = claimAt(event);
    if (claim !== null) later(() => showCard(state, claim), 150);
    else if (isInCard(event)) clearTimeout(state.timer);
    else if (state.shown !== null) later(() => hideCard(state), 250);
  });
  document.addEventListener("focusin", (event) => {
    const claim = claimAt(event);
    if (claim !== null) showCard(state, claim);
    else if (!isInCard(event)) hideCard(state);
  });
  document.addEventListener("click", (event) => {
    const claim = claimAt(event);
    if (claim !== null && event.pointerType === "touch" && claim.dataset.tapped !== "yes") {
      event.preventDefault();
      claim.dataset.tapped = "yes";
      showCard(state, claim);
    } else if (claim === null && !isInCard(event)) hideCard(state);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideCard(state);
  });
}

function claimAt(event) {
  return event.target instanceof Element ? event.target.closest("[data-claim]") : null;
}

function showCard(state, claim) {
  const note = document.getElementById(`evidence-${claim.dataset.claim}`);
  clearTimeout(state.timer);
  if (note === null || state.shown === claim) return;
  hideCard(state);
  const copy = document.createElement("div");
  copy.className = note.className;
  copy.append(...[...note.childNodes].map((node) => node.cloneNode(true)));
  state.shown = claim;
  state.card.replaceChildren(copy);
  state.card.hidden = false;
  claim.classList.add("shown");
  claim.setAttribute("aria-describedby", state.card.id);
  placeCard(state.card, claim.getBoundingClientRect());
}

function hideCard(state) {
  clearTimeout(state.timer);
  state.shown?.classList.remove("shown");
  state.shown?.removeAttribute("aria-describedby");
  state.shown = null;
  state.card.hidden = true;
}

function placeCard(card, box) {
  const width = document.documentElement.clientWidth;
  const left = Math.min(Math.max(12, box.left - 16), Math.max(12, width - card.offsetWidth - 12));
  const isRoomBelow = box.bottom + card.offsetHeight + 12 < innerHeight || box.top < card.offsetHeight + 70;
  const top = isRoomBelow ? box.bottom + 6 : box.top - card.offsetHeight - 6;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

function toolButton(text, action) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tool";
  button.textContent = text;
  button.addEventListener("click", action);
  return button;
}

/** What stands in an element: elements, and texts, which are never read as markup. */
export type Content = readonly (Node | string)[];

/** Attributes by name; one that is null or false is left out, one that is true is there without a value. */
export type Attributes = Record<string, string | number | boolean | null>;

/** Makes an element of HTML. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  content: Content = [],
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  fill(made, attributes, content);
  return made;
}

/** Makes an element of SVG. */
export function drawn<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  content: Content = [],
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  fill(made, attributes, content);
  return made;
}

/** A button. `key` tells it from the others when the page is drawn anew, so that it keeps the focus. */
export function button(text: string, attributes: Attributes & { key: string }, press: () => void): HTMLButtonElement {
  const { key, ...others } = attributes;
  const made = element("button", { type: "button", "data-key": key, class: "tool", ...others }, [text]);
  made.addEventListener("click", press);
  return made;
}

/** A choice of one of several, with its label. */
export function choice(
  label: string,
  { key, options, chosen }: { key: string; options: readonly (readonly [string, string])[]; chosen: string },
  choose: (value: string) => void,
): HTMLLabelElement {
  const select = element(
    "select",
    { "data-key": key },
    options.map(([value, text]) => element("option", { value, selected: value === chosen }, [text])),
  );
  select.addEventListener("change", () => choose(select.value));
  return element("label", { class: "choice" }, [element("span", {}, [label]), select]);
}

/** A box that is ticked or not, with its label. */
export function tick(
  label: string,
  { key, on }: { key: string; on: boolean },
  change: (on: boolean) => void,
): HTMLLabelElement {
  const input = element("input", { type: "checkbox", "data-key": key });
  input.checked = on;
  input.addEventListener("change", () => change(input.checked));
  return element("label", { class: "tick" }, [input, element("span", {}, [label])]);
}

/** A section with its heading. */
export function section(id: string, title: string, content: Content): HTMLElement {
  return element("section", { "aria-labelledby": id }, [element("h2", { id }, [title]), ...content]);
}

/** A table that may be wider than the page. */
export function wideTable(
  caption: string,
  head: HTMLTableRowElement,
  rows: readonly HTMLTableRowElement[],
): HTMLElement {
  const table = element("table", {}, [
    element("caption", { class: "unseen" }, [caption]),
    element("thead", {}, [head]),
    element("tbody", {}, rows),
  ]);
  return element("div", { class: "table", role: "group", "aria-label": caption, tabindex: 0 }, [table]);
}

/** What is only said to those who do not see the page. */
export function unseen(text: string): HTMLElement {
  return element("span", { class: "unseen" }, [text]);
}

function fill(made: Element, attributes: Attributes, content: Content): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...content);
}

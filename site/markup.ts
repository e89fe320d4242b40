// What compiled components are made of: the names that Astro's compiler imports, for components that need no waiting, islands,
// middleware or routes. Markup is put together at once, as text; Astro's own runtime makes objects and promises of each part.

/** Markup as it is, which is not escaped again. */
interface Markup {
  html: string;
}

type Slots = Record<string, ((result: unknown) => unknown) | undefined>;
type Component = (result: unknown, props: object, slots: Slots) => Markup;

const ESCAPED = /[&<>'"]/;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
const YES_OR_NO = new Set(
  "allowfullscreen async autofocus autoplay checked controls default defer disabled inert loop muted nomodule novalidate open playsinline readonly required reversed selected".split(
    " ",
  ),
);
/** Attributes that are text, or are there without one. */
const TEXT_OR_NONE = new Set(["download", "hidden", "popover"]);

const NOTHING: Markup = { html: "" };

export const Fragment = Symbol("fragment");

/** The tag of a template: its own text is markup, every value is text unless it is markup itself. */
export function render(parts: TemplateStringsArray, ...values: unknown[]): Markup {
  let html = parts[0] ?? "";
  for (let at = 0; at < values.length; at += 1) html += textOf(values[at]) + parts[at + 1];
  return { html };
}

export function createComponent(component: Component): Component {
  return component;
}

/** What a component asks of Astro besides its own: `Astro.props`. */
export function createAstro(): object {
  return {};
}

/** What the compiler passes: a component, the name of an element or a fragment, with what is written inside of it. */
type Call = [result: unknown, name: string, made: unknown, props: object, slots?: Slots];

export function renderComponent(...[result, name, made, props, slots = {}]: Call): Markup {
  if (typeof made === "function") return (made as Component)(result, props, slots);
  const inside = slots.default === undefined ? "" : textOf(slots.default(result));
  if (made === Fragment) return { html: inside };
  if (typeof made !== "string" || /[^\w-]/.test(made)) throw new Error(`<${name}> is no component`);
  const start = `<${made}${spreadAttributes(props).html}>`;
  return { html: inside === "" && VOID.test(made) ? start : `${start}${inside}</${made}>` };
}

export function renderSlot(result: unknown, slot: Slots[string], fallback?: Slots[string]): unknown {
  return (slot ?? fallback)?.(result);
}

export function addAttribute(value: unknown, name: string): Markup {
  if (value === null || value === undefined) return NOTHING;
  if (name === "class:list") return classes(value);
  if (name === "style" || name.startsWith("set:")) throw new Error(`${name} is not supported`);
  if (YES_OR_NO.has(name) || (typeof value === "boolean" && TEXT_OR_NONE.has(name))) {
    return value ? { html: ` ${name}` } : NOTHING;
  }
  if (value === "") return { html: ` ${name}` };
  return { html: ` ${name}="${quoted(String(value))}"` };
}

export function spreadAttributes(values: object): Markup {
  let html = "";
  for (const [name, value] of Object.entries(values)) {
    if (!/[\s"'>/=]/.test(name)) html += addAttribute(value, name).html;
  }
  return { html };
}

/** Text that is markup already: drawings and prose. */
export function unescapeHTML(text: unknown): Markup {
  return { html: text === null || text === undefined ? "" : String(text) };
}

/** Nothing is added to the head by components. */
export function renderHead(): Markup {
  return NOTHING;
}

export function maybeRenderHead(): Markup {
  return NOTHING;
}

/** The markup of a component. */
export function renderWhole(component: unknown, props: object): string {
  const result = { createAstro: (own: object) => ({ props: own }) };
  return (component as Component)(result, props, {}).html;
}

function classes(list: unknown): Markup {
  const names = [list].flat(3).flatMap((one) => {
    if (typeof one !== "object" || one === null) return one ? [String(one)] : [];
    return Object.entries(one).flatMap(([name, isOn]) => (isOn ? [name] : []));
  });
  return names.length === 0 ? NOTHING : { html: ` class="${quoted(names.join(" "))}"` };
}

function textOf(value: unknown): string {
  if (typeof value === "string") return ESCAPED.test(value) ? escaped(value) : value;
  if (typeof value === "number") return Number.isNaN(value) ? "" : String(value);
  if (!value) return "";
  if (Array.isArray(value)) {
    let html = "";
    for (const one of value) html += textOf(one);
    return html;
  }
  if (typeof value === "object" && "html" in value) return (value as Markup).html;
  if (typeof value === "object" && "then" in value) throw new Error("a component of the site waits for something");
  return textOf(String(value));
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("'", "&#39;")
    .replaceAll('"', "&quot;");
}

function quoted(text: string): string {
  return text.includes("&") || text.includes('"') ? text.replaceAll("&", "&amp;").replaceAll('"', "&quot;") : text;
}

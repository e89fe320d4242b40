// The data of experiments, loaded when they are needed: classic scripts that hand over what they hold, so that it works from a
// disk as well and without any request but for scripts of the site.
import type { CompareCurves, CompareData, CompareIndex } from "../../src/contract/index.ts";

interface Deliveries {
  index: CompareIndex;
  data: CompareData;
  curves: CompareCurves;
}

/** Loads each file once. A file that cannot be loaded rejects with a sentence that says so. */
export interface Store {
  index(): Promise<CompareIndex>;
  data(slug: string): Promise<CompareData>;
  curves(slug: string, part: number): Promise<CompareCurves>;
}

/** Opens the store. `root` leads from the page to the site's root. */
export function openStore(root: string): Store {
  const arrived = new Map<string, unknown>();
  const asked = new Map<string, Promise<unknown>>();
  const keyOf = (kind: string, value: unknown): string => {
    if (kind === "index") return "index";
    const { slug, part } = value as { slug: string; part?: number };
    return [kind, slug, part ?? ""].join(" ");
  };
  (globalThis as { labdocsCompare?: unknown }).labdocsCompare = (kind: string, value: unknown) => {
    arrived.set(keyOf(kind, value), value);
  };
  const load = <Kind extends keyof Deliveries>(path: string, key: string): Promise<Deliveries[Kind]> => {
    const known = asked.get(path) ?? loadScript(root + path).then(() => arrived.get(key));
    asked.set(path, known);
    return known.then((value) => {
      if (value === undefined) throw new Error(`${path} could not be loaded.`);
      return value as Deliveries[Kind];
    });
  };
  return {
    index: () => load<"index">("compare/runs.js", "index"),
    data: (slug) => load<"data">(`compare/data/${slug}.js`, keyOf("data", { slug })),
    curves: (slug, part) => load<"curves">(`compare/curves/${slug}/${part}.js`, keyOf("curves", { slug, part })),
  };
}

/** Resolves whatever comes of it: what did not arrive is noticed by its absence. */
function loadScript(address: string): Promise<void> {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => resolve());
    document.head.append(script);
  });
}

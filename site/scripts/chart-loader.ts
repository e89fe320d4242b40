import type { LiveFigure, LiveOverlay } from "../../src/charts/live/live-figure.ts";

/** What the scripts that are loaded later leave for one another. */
declare global {
  interface Window {
    /** The data of figures, by the name of their files. */
    labdocsFigures?: Record<string, LiveFigure[]>;
    /** Brings a figure to life. `root`: of the site. */
    labdocsEnliven?: (figure: HTMLElement, live: LiveFigure | LiveOverlay, root: URL) => Promise<void>;
  }
}

const loaded = new Map<string, Promise<void>>();

/**
 * Brings figures to life: curves when they come near the part of the page that is seen and the browser has nothing else to do, any
 * figure as soon as it is pointed at or focused. What cannot be loaded leaves the drawing as it is.
 */
export function addLiveCharts(): void {
  const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
  const script = new URL("charts.js", own || document.baseURI).href;
  const figures = [...document.querySelectorAll<HTMLElement>("figure[data-live]")];
  if (figures.length === 0) return;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        observer.unobserve(target);
        whenIdle(() => void enliven(target, script));
      }
    },
    { rootMargin: "200px" },
  );
  for (const figure of figures) {
    const now = () => void enliven(figure, script);
    figure.addEventListener("pointerenter", now, { once: true });
    figure.addEventListener("focusin", now, { once: true });
    if (figure.dataset.kind === "curves") observer.observe(figure);
  }
}

/** Brings a figure that a script made to life when it comes near. `live`: makes its data; `root`: of the site. */
export function enlivenWhenNear(
  figure: HTMLElement,
  { live, root }: { live: () => LiveFigure | LiveOverlay; root: URL },
): void {
  const now = async () => {
    observer.disconnect();
    try {
      await load(new URL("assets/charts.js", root).href);
      await window.labdocsEnliven?.(figure, live(), root);
    } catch {
      // The drawing stays.
    }
  };
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) whenIdle(() => void now());
    },
    { rootMargin: "200px" },
  );
  observer.observe(figure);
}

async function enliven(figure: HTMLElement, script: string): Promise<void> {
  const file = figure.dataset.live;
  if (file === undefined) return;
  // What was asked for once is not asked for again, whatever came of it.
  delete figure.dataset.live;
  try {
    const { href, hash, pathname } = new URL(file, document.baseURI);
    await Promise.all([load(script), load(href.slice(0, href.length - hash.length))]);
    const name = pathname.replace(/^.*\/|\.js$/g, "");
    const live = window.labdocsFigures?.[name]?.[Number(hash.slice(1))];
    if (live !== undefined) await window.labdocsEnliven?.(figure, live, new URL("../", href));
  } catch {
    // The drawing stays.
  }
}

/** Runs a script of the site once. A script element and no fetch: a page that was opened from a disk may do nothing else. */
function load(address: string): Promise<void> {
  const known = loaded.get(address);
  if (known !== undefined) return known;
  const loading = new Promise<void>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error("not loaded")));
    document.head.append(script);
  });
  loaded.set(address, loading);
  return loading;
}

function whenIdle(action: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(action, { timeout: 2000 });
  else setTimeout(action, 200);
}

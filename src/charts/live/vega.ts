import { None, parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";

/** A drawing in a page that follows what it is told. */
export interface LiveView {
  /** Puts in other points and ends of axes. */
  show(data: Record<string, readonly object[]>, signals: Record<string, unknown>): Promise<void>;
  /** A value of the axes at a pixel of the plot, and back. */
  valueAt(axis: "x" | "y", pixel: number): number;
  pixelAt(axis: "x" | "y", value: number): number;
  remove(): void;
}

/**
 * Draws a specification as SVG into an element. Expressions are interpreted, never compiled, as a strict content security policy
 * asks; nothing is loaded, and nothing is printed in the console. Rejects when the specification cannot be drawn.
 */
export async function openView(spec: Record<string, unknown>, element: unknown): Promise<LiveView> {
  const runtime = parse(spec as unknown as Parameters<typeof parse>[0], undefined, { ast: true } as never);
  const view = new View(runtime, {
    renderer: "svg",
    expr: expressionInterpreter,
    logLevel: None,
    hover: false,
    loader: REFUSING,
  } as never);
  await view.initialize(element as never).runAsync();
  const scale = (axis: string) => view.scale(axis) as ((value: number) => number) & { invert(pixel: number): number };
  return {
    show: async (data, signals) => {
      for (const [name, tuples] of Object.entries(data)) view.data(name, [...tuples]);
      for (const [name, value] of Object.entries(signals)) view.signal(name, value);
      await view.runAsync();
    },
    valueAt: (axis, pixel) => Number(scale(axis).invert(pixel)),
    pixelAt: (axis, value) => Number(scale(axis)(value)),
    remove: () => void view.finalize(),
  };
}

/** Figures carry all that they show. */
const refuse = () => Promise.reject(new Error("a figure loads nothing"));
const REFUSING = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

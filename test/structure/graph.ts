import { posix } from "node:path";
import type { SourceFacts } from "./parse.ts";

/** An import of one of our files by another; `to` is undefined when there is no such file. */
export interface Edge {
  from: string;
  to: string | undefined;
  specifier: string;
  line: number;
  typeOnly: boolean;
}

/** All imports between the given files. An import of a file that is no source, such as a style sheet, is left out. */
export function edgesOf(files: SourceFacts[]): Edge[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier }) => /^\.\.?\//.test(specifier) && isSource(specifier))
      .map((one) => {
        const target = posix.join(posix.dirname(path), one.specifier);
        return { ...one, from: path, to: paths.has(target) ? target : undefined };
      }),
  );
}

/** Groups of files that import one another at run time, each sorted. */
export function cyclesOf(edges: Edge[]): string[][] {
  const reached = new Map<string, Set<string>>();
  const graph = runtimeGraph(edges);
  for (const start of graph.keys()) reached.set(start, reachableFrom(start, graph));
  const groups = new Map<string, string[]>();
  for (const start of graph.keys()) {
    const group = [...(reached.get(start) ?? [])].filter((one) => reached.get(one)?.has(start)).sort();
    if (group.length > 0) groups.set(group.join(), group);
  }
  return [...groups.values()];
}

/** The files on the longest path of run-time imports. Cycles must have been ruled out; they are cut. */
export function longestChain(edges: Edge[]): string[] {
  const graph = runtimeGraph(edges);
  const known = new Map<string, string[]>();
  const longestFrom = (start: string, above: string[]): string[] => {
    const before = known.get(start);
    if (before) return before;
    const next = (graph.get(start) ?? []).filter((one) => one !== start && !above.includes(one));
    const tails = next.map((one) => longestFrom(one, [...above, start]));
    const chain = [start, ...tails.reduce((longest, tail) => (tail.length > longest.length ? tail : longest), [])];
    known.set(start, chain);
    return chain;
  };
  const chains = [...graph.keys()].map((start) => longestFrom(start, []));
  return chains.reduce((longest, chain) => (chain.length > longest.length ? chain : longest), []);
}

function isSource(specifier: string): boolean {
  return /\.(ts|mts|tsx|js|mjs|astro)$/.test(specifier) || !/\.[a-z0-9]+(\?.*)?$/i.test(specifier);
}

function runtimeGraph(edges: Edge[]): Map<string, string[]> {
  const graph = new Map<string, string[]>();
  for (const { from, to, typeOnly } of edges) {
    if (to === undefined || typeOnly) continue;
    graph.set(from, [...(graph.get(from) ?? []), to]);
  }
  return graph;
}

function reachableFrom(start: string, graph: Map<string, string[]>): Set<string> {
  const reached = new Set<string>();
  const waiting = [...(graph.get(start) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...(graph.get(next) ?? []));
  }
  return reached;
}

/** A step of a story. `line` is that of its first line in the story file; `start` and `end` are offsets of its body. */
export type Step = { line: number; start: number; end: number; body: string } & (
  | { kind: "console" }
  | { kind: "write" | "replace"; path: string }
);

/** A story file: the project it plays in, and its steps in order. */
export interface Story {
  project: string;
  steps: Step[];
}

/** A command of a console block and the lines that should follow it. */
export interface Call {
  command: string;
  expected: string[];
}

const BLOCK = /^```(console|write|replace)(?: ([^\n]+))?\n(.*?)^```$/gms;

/** Reads a story. README.md beside this file says how one is written. Throws when it names no project. */
export function parseStory(text: string): Story {
  const project = /^Project: `([^`]+)`$/m.exec(text)?.[1];
  if (project === undefined) throw new Error("a story needs a line such as: Project: `examples/digits`");
  const steps = [...text.matchAll(BLOCK)].map((match): Step => {
    const [whole, kind = "", path = "", body = ""] = match;
    const start = match.index + whole.length - body.length - "```".length;
    const place = { line: text.slice(0, start).split("\n").length, start, end: start + body.length, body };
    return kind === "write" || kind === "replace" ? { ...place, kind, path } : { ...place, kind: "console" };
  });
  return { project, steps };
}

/** The commands of a console block: lines that begin with `$ `, each with the lines up to the next. */
export function callsOf(body: string): Call[] {
  const calls: Call[] = [];
  for (const line of body.split("\n").slice(0, -1)) {
    if (line.startsWith("$ ")) calls.push({ command: line.slice(2), expected: [] });
    else calls.at(-1)?.expected.push(line);
  }
  return calls;
}

/** The words of a command line: blanks part them, quotes keep them together. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"),
  );
}

/** Whether lines are as expected; an expected line `...` stands for any number of lines. */
export function fits(expected: readonly string[], lines: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return lines.length === 0;
  if (first !== "...") return lines.length > 0 && lines[0] === first && fits(rest, lines.slice(1));
  return lines.some((_, index) => fits(rest, lines.slice(index))) || fits(rest, []);
}

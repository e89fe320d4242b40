import { parseSync, visitorKeys } from "oxc-parser";

/** An import, export-from or `import()` of a source file. `typeOnly`: Node's type stripping leaves nothing of it. */
export interface Import {
  specifier: string;
  line: number;
  typeOnly: boolean;
}

export interface FunctionFact {
  name: string;
  line: number;
  lines: number;
  parameters: number;
}

/** What the rules need to know of one source file. */
export interface SourceFacts {
  path: string;
  lines: number;
  imports: Import[];
  functions: FunctionFact[];
  exportedFunctions: { name: string; line: number; documented: boolean }[];
  defaultExports: number[];
  /** Each use of a name that is not a property, a key or a type's member. */
  names: { name: string; line: number }[];
}

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** Parses a TypeScript, JavaScript or Astro file. Throws when it has a syntax error. */
export function parseSource(path: string, text: string): SourceFacts {
  const code = path.endsWith(".astro") ? scriptsOf(text) : text;
  const { program, comments, errors } = parseSync(path.replace(/\.astro$/, ".ts"), code);
  // Astro's front matter may `return`; the parser says so and goes on.
  const error = errors.find(({ message }) => !(path.endsWith(".astro") && /return/i.test(message)));
  if (error) throw new Error(`${path}: ${error.message}`);
  const lineOf = lineCounter(code);
  const root = program as unknown as Node;
  const nodes = [...walk(root)];
  const docs = comments.filter((one) => one.type === "Block" && one.value.startsWith("*"));
  const documented = (start: number) =>
    docs.some((doc) => doc.end <= start && code.slice(doc.end, start).trim() === "");
  return {
    path,
    lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0),
    imports: nodes.flatMap(({ node }) => importOf(node, lineOf)),
    functions: nodes.flatMap(({ node, parent }) => functionOf(node, parent, lineOf)),
    exportedFunctions: exportedFunctionsOf(root, documented, lineOf),
    defaultExports: nodes.filter(({ node }) => isDefaultExport(node)).map(({ node }) => lineOf(node.start)),
    names: nodes.filter(isUse).map(({ node }) => ({ name: String(node.name), line: lineOf(node.start) })),
  };
}

/** The front matter and the scripts of an Astro component, at their own lines; the rest is blank. */
function scriptsOf(text: string): string {
  const blank = (part: string) => part.replace(/[^\n]/g, " ");
  const pieces = /^(---\r?\n)([\s\S]*?)(^---)|(<script[^>]*>)([\s\S]*?)(<\/script>)/gm;
  let result = "";
  let end = 0;
  for (const match of text.matchAll(pieces)) {
    const [whole, before = match[4] ?? "", code = match[5] ?? "", after = match[6] ?? ""] = match;
    // The end marker may become a semicolon: no two scripts run together.
    result += `${blank(text.slice(end, match.index) + before)}${code};${blank(after).slice(1)}`;
    end = match.index + whole.length;
  }
  return result;
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [...text.matchAll(/\n/g)].map((match) => match.index);
  return (offset) => starts.filter((start) => start < offset).length + 1;
}

function* walk(node: Node, parent?: Node): Generator<{ node: Node; parent: Node | undefined }> {
  yield { node, parent };
  for (const key of visitorKeys[node.type] ?? []) {
    const child = node[key];
    for (const one of Array.isArray(child) ? child : [child]) if (one) yield* walk(one as Node, node);
  }
}

function importOf(node: Node, lineOf: (offset: number) => number): Import[] {
  const from = /^(ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration|ImportExpression|TSImportType)$/;
  const source = node.source as { value?: unknown } | null | undefined;
  if (!from.test(node.type) || typeof source?.value !== "string") return [];
  const typeOnly = node.type === "TSImportType" || node.importKind === "type" || node.exportKind === "type";
  return [{ specifier: source.value, line: lineOf(node.start), typeOnly }];
}

function functionOf(node: Node, parent: Node | undefined, lineOf: (offset: number) => number): FunctionFact[] {
  if (!isFunction(node)) return [];
  const named = (node.id ?? parent?.id ?? parent?.key) as { name?: string } | null | undefined;
  const line = lineOf(node.start);
  const lines = lineOf(node.end) - line + 1;
  return [{ name: named?.name ?? "(a callback)", line, lines, parameters: (node.params as unknown[]).length }];
}

function isFunction(node: Node): boolean {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

function isDefaultExport(node: Node): boolean {
  if (node.type === "ExportDefaultDeclaration") return true;
  return node.type === "ExportSpecifier" && (node.exported as Node).name === "default";
}

/** An overloaded function is documented if one of its signatures is. */
function exportedFunctionsOf(root: Node, documented: (start: number) => boolean, lineOf: (offset: number) => number) {
  const found = new Map<string, { name: string; line: number; documented: boolean; exported: boolean }>();
  const exportedLater = new Set<string>();
  for (const statement of root.body as Node[]) {
    const exported = /^Export(Named|Default)Declaration$/.test(statement.type);
    for (const one of (statement.specifiers as Node[] | undefined) ?? []) {
      if (exported && !statement.source) exportedLater.add(String((one.local as Node).name));
    }
    for (const name of functionNames(exported ? (statement.declaration as Node | null) : statement)) {
      const before = found.get(name);
      found.set(name, {
        name,
        line: before?.line ?? lineOf(statement.start),
        documented: (before?.documented ?? false) || documented(statement.start),
        exported: exported || (before?.exported ?? false),
      });
    }
  }
  return [...found.values()].filter(({ name, exported }) => exported || exportedLater.has(name));
}

function functionNames(statement: Node | null): string[] {
  if (statement === null) return [];
  if (/^(FunctionDeclaration|TSDeclareFunction)$/.test(statement.type)) {
    return [String((statement.id as Node | null)?.name ?? "default")];
  }
  if (statement.type !== "VariableDeclaration") return [];
  const functions = (statement.declarations as Node[]).filter((one) => one.init && isFunction(one.init as Node));
  return functions.map((one) => String((one.id as Node).name));
}

/** An identifier that reads a variable: not `a.process`, not `{ process: 1 }`, not a member of a type. */
function isUse({ node, parent }: { node: Node; parent: Node | undefined }): boolean {
  if (node.type !== "Identifier" || parent === undefined) return false;
  if (parent.type === "MemberExpression" && parent.property === node && !parent.computed) {
    return (parent.object as Node).name === "globalThis";
  }
  return parent.key !== node || parent.computed === true;
}

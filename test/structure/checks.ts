import { builtinModules } from "node:module";
import { cyclesOf, edgesOf, longestChain } from "./graph.ts";
import type { Import, SourceFacts } from "./parse.ts";
import * as rules from "./rules.ts";

/** What the checks look at: the facts of all files, and the names in package.json's dependencies. */
export interface Sources {
  files: SourceFacts[];
  dependencies: string[];
}

/** A check returns one sentence for each violation: where, what is wrong, and what to do. */
export type Check = (sources: Sources) => string[];

/** Every truth about the structure, by name. */
export const checks: Record<string, Check> = {
  "every import of ours is a file": importsResolve,
  "imports follow the directions between parts": directions,
  "site/ imports only the contract": siteIsApart,
  "the contract stands alone": contractStandsAlone,
  "things of one folder do not import one another": thingsAreApart,
  "each library has one home": librariesHaveHomes,
  "packages that src/ imports are dependencies": dependenciesAreDeclared,
  "globals have one home": globalsHaveHomes,
  "no import cycle at run time": noCycles,
  "the import chain is short": shortChain,
  "files are short": shortFiles,
  "functions are short": shortFunctions,
  "functions have few parameters": fewParameters,
  "names say what is inside": telling,
  "exported functions have a doc comment": documented,
  "exports are named": namedExports,
};

function importsResolve({ files }: Sources): string[] {
  const broken = edgesOf(files).filter((edge) => edge.to === undefined);
  return broken.map(
    (edge) =>
      `${edge.from}:${edge.line} imports ${edge.specifier}, which is no file of ours: write its path with the extension.`,
  );
}

function directions({ files }: Sources): string[] {
  const unknown = sourcesOf(files)
    .filter(({ path }) => rules.mayImport[partOf(path)] === undefined)
    .map(({ path }) => `${path} belongs to no known part: move it, or add "${partOf(path)}" to mayImport in rules.ts.`);
  const wrong = edgesOf(files).flatMap(({ from, to, line }) => {
    if (!isSrc(from) || to === undefined) return [];
    const [part, target] = [partOf(from), isSrc(to) ? partOf(to) : to];
    const allowed = rules.mayImport[part];
    if (part === target || allowed === undefined || allowed.includes(target)) return [];
    const list = allowed.length > 0 ? `only ${allowed.join(", ")}` : "nothing of ours";
    return [`${from}:${line} imports ${to}, but ${part} may import ${list}: move the code, or pass the value in.`];
  });
  return [...unknown, ...wrong];
}

function siteIsApart({ files }: Sources): string[] {
  const edges = edgesOf(files).filter(
    ({ from, to }) => from.startsWith("site/") && to !== undefined && !to.startsWith("site/"),
  );
  const wrong = edges.filter(({ to }) => !rules.siteMayImport.includes(String(to)));
  return wrong.map(
    ({ from, line, to }) =>
      `${from}:${line} imports ${to}, but site/ may import only ${rules.siteMayImport}: put what the page needs into SiteData.`,
  );
}

function contractStandsAlone({ files }: Sources): string[] {
  const wrong = edgesOf(files).filter(
    ({ from, to, typeOnly }) =>
      !typeOnly && to !== undefined && rules.standsAlone.some((one) => from.startsWith(one) && !to.startsWith(one)),
  );
  return wrong.map(
    ({ from, line, to }) =>
      `${from}:${line} imports ${to} at run time, but it is published alone: use \`import type\`, or move the code here.`,
  );
}

function thingsAreApart({ files }: Sources): string[] {
  return edgesOf(files).flatMap(({ from, to, line }) => {
    const folder = Object.keys(rules.oneFilePerThing).find((one) => from.startsWith(`${one}/`));
    if (folder === undefined || !to?.startsWith(`${folder}/`)) return [];
    const shape = rules.oneFilePerThing[folder] ?? [];
    const [importer, imported] = [thingOf(folder, from), thingOf(folder, to)];
    if (importer === "index.ts" || importer === imported || shape.includes(imported)) return [];
    return [
      `${from}:${line} imports ${to}, but things in ${folder} may share only ${shape.join(", ")}: move what both need to a part that ${folder} may import.`,
    ];
  });
}

function librariesHaveHomes({ files }: Sources): string[] {
  return rules.homes.flatMap(({ modules, allowed }) =>
    sourcesOf(files)
      .filter(({ path }) => !allowed.some((home) => path.startsWith(home)))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ specifier }) => modules.includes(packageOf(specifier)))
          .map(
            ({ specifier, line }) =>
              `${path}:${line} imports ${specifier}, whose home is ${allowed.join(", ")}: call a function there instead.`,
          ),
      ),
  );
}

function dependenciesAreDeclared({ files, dependencies }: Sources): string[] {
  const undeclared = ({ specifier, typeOnly }: Import) =>
    !specifier.startsWith(".") &&
    !specifier.startsWith("node:") &&
    !typeOnly &&
    !dependencies.includes(packageOf(specifier));
  return sourcesOf(files).flatMap(({ path, imports }) =>
    imports
      .filter(undeclared)
      .map(
        ({ specifier, line }) =>
          `${path}:${line} imports ${specifier}, which is not in package.json's dependencies: add it there, or do without.`,
      ),
  );
}

function globalsHaveHomes({ files }: Sources): string[] {
  return sourcesOf(files).flatMap(({ path, names }) =>
    names
      .filter(({ name }) => Object.hasOwn(rules.globalHomes, name) && !rules.globalHomes[name]?.includes(path))
      .map(
        ({ name, line }) =>
          `${path}:${line} names \`${name}\`, whose home is ${rules.globalHomes[name]}: take what you need as a parameter.`,
      ),
  );
}

function noCycles({ files }: Sources): string[] {
  const cycles = cyclesOf(edgesOf(files));
  return cycles.map(
    (cycle) =>
      `${cycle.join(", ")} import one another: move what they share to a file below them, or import only types.`,
  );
}

function shortChain({ files }: Sources): string[] {
  const within = edgesOf(files).filter(({ from, to }) => to !== undefined && partOf(from) === partOf(to));
  const chain = longestChain(within);
  const length = chain.length - 1;
  if (length <= rules.budgets.chain) return [];
  return [
    `${chain.join(" → ")} is a chain of ${length} imports within one part, at most ${rules.budgets.chain}: drop a file that only passes on.`,
  ];
}

function shortFiles({ files }: Sources): string[] {
  const long = files.filter(({ lines }) => lines > rules.budgets.fileLines);
  return long.map(
    ({ path, lines }) =>
      `${path} has ${lines} lines, at most ${rules.budgets.fileLines}: split it by the nouns it speaks of.`,
  );
}

function shortFunctions({ files }: Sources): string[] {
  return files.flatMap(({ path, functions }) =>
    functions
      .filter(({ lines }) => lines > rules.budgets.functionLines)
      .map(
        ({ name, line, lines }) =>
          `${path}:${line} ${name} has ${lines} lines, at most ${rules.budgets.functionLines}: give its steps names.`,
      ),
  );
}

function fewParameters({ files }: Sources): string[] {
  return files.flatMap(({ path, functions }) =>
    functions
      .filter(({ parameters }) => parameters > rules.budgets.parameters)
      .map(
        ({ name, line, parameters }) =>
          `${path}:${line} ${name} has ${parameters} parameters, at most ${rules.budgets.parameters}: pass one object with named fields.`,
      ),
  );
}

function telling({ files }: Sources): string[] {
  const singular = (word: string) => word.toLowerCase().replace(/s$/, "");
  const empty = new Set(rules.forbiddenNames.map((word) => (word === "types" ? word : singular(word))));
  return files.flatMap(({ path }) => {
    const words = path.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/);
    const bad = words.find((word) => empty.has(word.toLowerCase()) || empty.has(singular(word)));
    return bad ? [`${path} is named "${bad}", which says nothing: name what is inside.`] : [];
  });
}

function documented({ files }: Sources): string[] {
  return sourcesOf(files).flatMap(({ path, exportedFunctions }) =>
    exportedFunctions
      .filter((one) => !one.documented)
      .map(
        ({ name, line }) =>
          `${path}:${line} ${name} is exported without a doc comment: say in one sentence what it is for.`,
      ),
  );
}

function namedExports({ files }: Sources): string[] {
  return sourcesOf(files).flatMap(({ path, defaultExports }) =>
    defaultExports.map((line) => `${path}:${line} has a default export: name it.`),
  );
}

function sourcesOf(files: SourceFacts[]): SourceFacts[] {
  return files.filter(({ path }) => isSrc(path));
}

function isSrc(path: string): boolean {
  return path.startsWith("src/");
}

/** `src/readers/mlflow/files.ts` → `readers`, `src/config.ts` → `config`. */
function partOf(path: string): string {
  return (path.split("/")[1] ?? "").replace(/\.ts$/, "");
}

/** The entry of a one-file-per-thing folder that a file belongs to. */
function thingOf(folder: string, path: string): string {
  return path.slice(folder.length + 1).split("/")[0] ?? "";
}

/** `fs/promises` → `node:fs`, `@scope/name/part` → `@scope/name`. */
function packageOf(specifier: string): string {
  const bare = specifier.replace(/^node:/, "");
  const name = bare
    .split("/")
    .slice(0, bare.startsWith("@") ? 2 : 1)
    .join("/");
  return specifier.startsWith("node:") || builtinModules.includes(name) ? `node:${name}` : name;
}

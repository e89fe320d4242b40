import { expect, test, vi } from "vitest";
import { templateLookup } from "../../../src/report/template-source.ts";

const files: Record<string, string> = {
  "/labdocs/templates/regions/a.hbs": "ours",
  "/labdocs/templates/regions/b.hbs": "ours",
  "/project/templates/regions/b.hbs": "theirs",
};

const read = (root: string, path: string): string => {
  const text = files[`${root}/${path}`];
  if (text === undefined) throw Object.assign(new Error("missing"), { code: "ENOENT" });
  return text;
};

test("a project's template wins, and each file is read once", () => {
  const counted = vi.fn(read);
  const lookup = templateLookup({ builtIn: "/labdocs", project: "/project", read: counted, programs: {} });
  expect(lookup("regions/a")).toEqual({ text: "ours", file: "labdocs/templates/regions/a.hbs", program: null });
  expect(lookup("regions/b")).toEqual({ text: "theirs", file: "templates/regions/b.hbs", program: null });
  const calls = counted.mock.calls.length;
  lookup("regions/a");
  expect(counted.mock.calls.length).toBe(calls);
});

test.each(["regions/../../secret", "secret", "regions/A B", "regions/.."])("%j names no template", (name) => {
  const lookup = templateLookup({ builtIn: "/labdocs", project: "/project", read: () => "secret", programs: {} });
  expect(lookup(name)).toBeNull();
});

test("a template that cannot be read is not taken for missing", () => {
  const refuse = () => {
    throw Object.assign(new Error("denied"), { code: "EACCES" });
  };
  const lookup = templateLookup({ builtIn: "/labdocs", project: null, read: refuse, programs: {} });
  expect(() => lookup("regions/a")).toThrow("denied");
});

test("a program is used only with the text that it was compiled from", () => {
  const program = (text: string) => ({ text, specification: {} });
  const programs = { "regions/a": program("ours"), "regions/b": program("ours") };
  const roots = { builtIn: "/labdocs", read, programs };
  expect(templateLookup({ ...roots, project: null })("regions/a")?.program).toBe(programs["regions/a"]);
  expect(templateLookup({ ...roots, project: "/project" })("regions/b")?.program).toBeNull();
  const older = { "regions/a": program("older") };
  expect(templateLookup({ ...roots, project: null, programs: older })("regions/a")?.program).toBeNull();
});

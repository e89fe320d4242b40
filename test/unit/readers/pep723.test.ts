import { describe, expect, it } from "vitest";
import { parseScriptMetadata } from "../../../src/readers/pep723.ts";

const SCRIPT = `#!/usr/bin/env -S uv run
# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "numpy==2.1",
#   "rich",
# ]
#
# [tool.uv]
# exclude-newer = "2026-01-01T00:00:00Z"
# ///
import numpy
`;

describe("parseScriptMetadata", () => {
  it("reads dependencies and the Python version, whatever the line ends", () => {
    const expected = { dependencies: ["numpy==2.1", "rich"], requiresPython: ">=3.11" };
    expect(parseScriptMetadata(SCRIPT)).toEqual(expected);
    expect(parseScriptMetadata(SCRIPT.replaceAll("\n", "\r\n"))).toEqual(expected);
  });

  it("reads nothing where there is nothing, two blocks, an open block or broken TOML", () => {
    expect(parseScriptMetadata("import os\n")).toBeNull();
    expect(parseScriptMetadata(SCRIPT + SCRIPT)).toBeNull();
    expect(parseScriptMetadata("# /// script\n# dependencies = []\nimport os\n")).toBeNull();
    expect(parseScriptMetadata("# /// script\n# dependencies = [\n# ///\n")).toBeNull();
  });

  it("leaves out what is not text", () => {
    expect(parseScriptMetadata('# /// script\n# dependencies = ["a", 1]\n# ///\n')).toEqual({
      dependencies: ["a"],
      requiresPython: null,
    });
  });
});

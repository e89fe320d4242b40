import { describe, expect, test } from "vitest";
import { imageSize, sizeAttributes } from "../../../src/publish/image-size.ts";

const svg = (attributes: string) => imageSize(Buffer.from(`<?xml version="1.0"?>\n<svg ${attributes}><g/></svg>`));
const hex = (text: string) => imageSize(Buffer.from(text.replaceAll(" ", ""), "hex"));

describe("the size of an image", () => {
  test("is in the first bytes of a PNG, GIF, JPEG or WebP", () => {
    expect(hex("89504e470d0a1a0a 0000000d49484452 00000140 000000f0 08")).toEqual({ width: 320, height: 240 });
    expect(hex("474946383961 4001 f000 00000000")).toEqual({ width: 320, height: 240 });
    const comment = "fffe0004 aabb";
    expect(hex(`ffd8 ${comment} ffc0 0011 08 00f0 0140 03 0000000000`)).toEqual({ width: 320, height: 240 });
    const webp = "52494646 00000000 57454250";
    expect(hex(`${webp} 56503858 0a000000 00000000 3f0100 ef0000`)).toEqual({ width: 320, height: 240 });
    expect(hex(`${webp} 56503820 0a000000 000000 9d012a 4001 f000`)).toEqual({ width: 320, height: 240 });
    expect(hex(`${webp} 5650384c 0a000000 2f 3fc13b00 0000000000`)).toEqual({ width: 320, height: 240 });
  });

  test("is what an SVG says in any unit, or its view box", () => {
    expect(svg('width="320" height="240px"')).toEqual({ width: 320, height: 240 });
    expect(svg('width="72pt" height="36pt" viewBox="0 0 1 1"')).toEqual({ width: 96, height: 48 });
    expect(svg('width="100%" viewBox="0 0 640 480"')).toEqual({ width: 640, height: 480 });
    expect(svg('width="100%"')).toBeNull();
  });

  test.each(["", "text", "89504e47", "ffd8ff", "ffd8ffe00002", "524946460000000057454250"])(
    "is not known of %s",
    (text) => {
      expect(hex(text)).toBeNull();
      expect(imageSize(Buffer.from(text))).toBeNull();
    },
  );
});

test("an image keeps the room that its author gave it, and its shape", () => {
  const size = { width: 320, height: 240 };
  expect(sizeAttributes(size, ' alt="a"')).toBe(' width="320" height="240"');
  expect(sizeAttributes(size, ' alt="a" width="160"')).toBe(' height="120"');
  expect(sizeAttributes(size, ' width="50%"')).toBe("");
  expect(sizeAttributes(size, ' width="1" height="1"')).toBe("");
});

import { literalOf, shortestSingle } from "../format/metric-track.ts";
import type { Cursor } from "../format/protobuf.ts";
import { nextField, openMessage, readBytes, readText, skipField } from "../format/protobuf.ts";
import { readSession } from "./hparams.ts";
import { readScalar, scalar, textOf } from "./tensor.ts";

const LONGEST_TEXT = 1 << 16;

/** A tensor as lines: its number when it has one, else its texts, else how long it is. */
export function sayTensor(cursor: Cursor): string[] {
  const bytes = readBytes(cursor);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (readScalar({ bytes, view, at: 0 }, 0, bytes.length)) {
    return [`value: ${literalOf(scalar.isSingle ? shortestSingle(scalar.value) : scalar.value)}`];
  }
  const text = textOf(bytes, LONGEST_TEXT);
  const isText = text !== "" && !/[\u0000-\u0008\ufffd]/.test(text);
  return isText
    ? text.split(/\r\n|[\r\n\u2028\u2029]/).map((line) => `text: ${clean(line)}`)
    : [`tensor: ${bytes.length} bytes`];
}

/** What a value's metadata says: the plugin, and the hyperparameters and the end that the hparams plugin was told. */
export function sayMetadata(cursor: Cursor): string[] {
  const lines: string[] = [];
  const metadata = openMessage(readBytes(cursor));
  while (nextField(metadata)) {
    if (metadata.field === 1) lines.push(...sayPlugin(openMessage(readBytes(metadata))));
    else if (metadata.field === 3) lines.push(`description: ${clean(readText(metadata))}`);
    else skipField(metadata);
  }
  return lines;
}

function sayPlugin(cursor: Cursor): string[] {
  let plugin = "";
  let content: Buffer | null = null;
  while (nextField(cursor)) {
    if (cursor.field === 1) plugin = readText(cursor);
    else if (cursor.field === 2) content = readBytes(cursor);
    else skipField(cursor);
  }
  const lines = [`plugin: ${clean(plugin)}`];
  if (plugin !== "hparams" || content === null) return lines;
  const { hparams, ended } = readSession(content);
  for (const { name, value } of hparams) {
    lines.push(`hyperparameter ${clean(name)}: ${typeof value === "number" ? literalOf(value) : clean(String(value))}`);
  }
  if (ended !== null) lines.push(`session ended with status ${ended.status}`);
  return lines;
}

/** Text on one line; control and invisible characters are escaped. */
export function clean(text: string): string {
  return /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text) ? JSON.stringify(text) : text;
}

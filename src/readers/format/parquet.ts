import type { FileMetaData, SchemaTree } from "hyparquet";
import { parquetMetadata, parquetSchema } from "hyparquet";
import { assembleNested } from "hyparquet/src/assemble.js";
import { readColumn } from "hyparquet/src/column.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { getTreePath } from "hyparquet/src/schema.js";
import { fileSize, readRange } from "../../disk/file.ts";

/** A Parquet file whose footer was read; `groups` are its row groups in order. */
export interface ParquetFile {
  root: string;
  path: string;
  metadata: FileMetaData;
  schema: SchemaTree;
  groups: { rows: number; index: number }[];
}

/** More rows than this in one row group are no export of run data; a broken footer may claim any number. */
const MAX_ROWS = 1 << 26;
/** A footer lists the columns of every row group; a larger one is broken. */
const MAX_FOOTER = 256 << 20;

/**
 * Opens a Parquet file: reads its footer and nothing else. hyparquet's own entry reads asynchronously; what is used here are the
 * parts of it that decode bytes. Throws for what is no Parquet file, or one that is cut off.
 */
export function openParquet(root: string, path: string): ParquetFile {
  const size = fileSize(root, path);
  const tail = readRange(root, path, { start: Math.max(0, size - 8), length: 8 });
  if (tail.length < 8 || tail.toString("latin1", 4) !== "PAR1") throw new Error("it does not end like a Parquet file");
  const length = tail.readUInt32LE(0) + 8;
  if (length > size || length > MAX_FOOTER) throw new Error(`its footer of ${length} bytes does not fit`);
  const footer = Uint8Array.from(readRange(root, path, { start: size - length, length }));
  // Looking for maps goes round for ever where a damaged footer says that a column has fewer than no children.
  const metadata = parquetMetadata(footer, { geoparquet: false });
  const groups = metadata.row_groups.map(({ num_rows }, index) => ({ rows: Number(num_rows), index }));
  if (groups.some(({ rows }) => !(rows >= 0 && rows <= MAX_ROWS)))
    throw new Error("it claims an impossible number of rows");
  return { root, path, metadata, schema: parquetSchema(metadata), groups };
}

/** The top-level columns of a file. */
export function parquetColumns({ schema }: ParquetFile): string[] {
  return schema.children.map(({ element }) => element.name);
}

/**
 * One column of a row group, a value a row: numbers, texts, booleans, bigints (64-bit integers), dates, lists and objects; null or
 * undefined where there is none. Empty for a column that the file does not have. Throws for bytes that cannot be decoded.
 */
export function readParquetColumn(file: ParquetFile, group: number, name: string): ArrayLike<unknown> {
  const node = file.schema.children.find(({ element }) => element.name === name);
  const columns = file.metadata.row_groups[group]?.columns ?? [];
  if (node === undefined) return [];
  const parts = new Map<string, ReturnType<typeof readChunk>>();
  for (const { meta_data } of columns) {
    if (meta_data?.path_in_schema[0] !== name) continue;
    parts.set(meta_data.path_in_schema.join("."), readChunk(file, group, meta_data));
  }
  if (node.children.length > 0) assembleNested(parts, node, DEFAULT_PARSERS);
  return parts.get(name) ?? [];
}

type ColumnMetaData = NonNullable<FileMetaData["row_groups"][number]["columns"][number]["meta_data"]>;

function readChunk(file: ParquetFile, group: number, meta: ColumnMetaData) {
  const rows = file.groups[group]?.rows ?? 0;
  const start = Number(meta.dictionary_page_offset ?? meta.data_page_offset);
  const bytes = Uint8Array.from(readRange(file.root, file.path, { start, length: Number(meta.total_compressed_size) }));
  const schemaPath = getTreePath(file.schema, meta.path_in_schema);
  const element = schemaPath.at(-1)?.element;
  if (element === undefined) throw new Error("a column is not in the schema");
  const reader = { view: new DataView(bytes.buffer), offset: 0 };
  const decoder = { pathInSchema: meta.path_in_schema, element, schemaPath, parsers: DEFAULT_PARSERS, ...meta };
  const { data } = readColumn(reader, { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows }, decoder);
  const [only = []] = data;
  return data.length === 1 ? only : data.flatMap((chunk) => Array.from(chunk as ArrayLike<unknown>));
}

/*
 * A `.wandb` file is a LevelDB log behind 7 bytes of its own (core/pkg/leveldb/record.go, sdk/internal/datastore.py): blocks,
 * counted from the start of the file, in which records lie as one or more chunks. A chunk has a header of u32 CRC-32 (of what
 * follows the length), u16 length and u8 type.
 */
export const BLOCK = 32_768;
export const HEADER = 7;

/** What a chunk is of its record; 3 is neither its first nor its last. */
export const FULL = 1;
export const FIRST = 2;
export const LAST = 4;

/** A record of more bytes is passed over. */
export const LARGEST = 64 << 20;

/** `:W&B`, 0xBEE1, version 0. */
export const SIGNATURE = Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0x00]);

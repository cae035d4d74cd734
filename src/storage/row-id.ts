import { randomBytes } from "node:crypto";

/** No two of the few rows that wait are alike by chance, and a number holds it exactly. */
const ID_BYTES = 6;
/** Asking the system for chance costs more than the rest of a row, so that it is asked once for many. */
const IDS_AT_ONCE = 100;
let chance = Buffer.alloc(0);
let used = 0;

/** A new row's id: a whole number of at most 15 digits. */
export function makeId(): number {
  if (used === chance.length) {
    chance = randomBytes(ID_BYTES * IDS_AT_ONCE);
    used = 0;
  }
  const id = chance.readUIntBE(used, ID_BYTES);
  used += ID_BYTES;
  return id;
}

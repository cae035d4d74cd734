import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { learnAll } from "./engine/hearing/models.ts";
import type { Understanding } from "./engine/hearing/understanding.ts";
import { readWeights, writeWeights } from "./engine/hearing/weights.ts";
import type { Weights } from "./engine/hearing/weights.ts";
import type { Words } from "./engine/hearing/words.ts";

/** One language of a dialog, and where its files stand. */
export interface Taught {
  readonly folder: string;
  /** The folder of the product's own texts. */
  readonly beside: string;
  readonly locale: string;
  readonly understanding: Understanding;
}

/**
 * What was learnt of a language and kept in `<locale>.weights.bin` of its dialog. Undefined where nothing was kept, or it was
 * learnt from other examples or by other code than there are now: then it is learnt while the process runs.
 */
export function readWeightsFile(taught: Taught): Weights | undefined {
  const file = weightsFile(taught);
  return existsSync(file) ? readWeights(readFileSync(file), fingerprintOf(taught)) : undefined;
}

/** Learns a language anew and keeps it; says the file's name. */
export function keepWeights(words: Words, taught: Taught): string {
  const file = weightsFile(taught);
  writeFileSync(file, writeWeights(learnAll(words), fingerprintOf(taught)));
  return file;
}

function weightsFile({ folder, locale }: Taught): string {
  return join(folder, `${locale}.weights.bin`);
}

const HEARING = new URL("engine/hearing/", import.meta.url);

/** Stands for everything that decides what is learnt: examples, word vectors, negations, and the code that learns. */
function fingerprintOf({ folder, beside, locale, understanding }: Taught): string {
  const hash = createHash("sha256");
  const { negations, nones, joints } = understanding;
  hash.update(JSON.stringify([negations, nones, joints]));
  const files = [
    join(folder, `${locale}.examples.md`),
    join(beside, `${locale}.examples.md`),
    join(beside, `${locale}.vectors.bin`),
    ...readdirSync(HEARING).map((name) => new URL(name, HEARING)),
  ];
  for (const file of files) if (existsSync(file)) hash.update(readFileSync(file)).update("\n");
  return hash.digest("hex");
}

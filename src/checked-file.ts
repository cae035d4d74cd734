import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { z } from "zod";
import { toFaults } from "./file-faults.ts";
import { readTextFile } from "./text-file.ts";
import { readYaml } from "./yaml-file.ts";
import type { FileFault, YamlFile } from "./yaml-file.ts";

/** A YAML file whose shape was checked. */
export interface CheckedFile<Value> {
  readonly value: Value;
  readonly yaml: YamlFile;
  /** Names the exact contents of the file. */
  readonly hash: string;
}

const HASH_CHARS = 12;

/**
 * Reads a YAML file and checks its shape.
 *
 * @param faults - Gets what is wrong with it; then nothing is returned.
 */
export function readChecked<Shape extends z.ZodType>(
  file: string,
  schema: Shape,
  faults: FileFault[],
): CheckedFile<z.infer<Shape>> | undefined {
  if (!existsSync(file)) {
    faults.push({
      file,
      line: 1,
      path: "",
      message: `Could not find this file: write ${basename(file)} in ${dirname(file)}`,
    });
    return undefined;
  }
  const read = readTextFile(file);
  if ("message" in read) {
    faults.push({ file, line: 1, path: "", message: read.message });
    return undefined;
  }
  const { text } = read;
  const yaml = readYaml(text, file);
  faults.push(...yaml.faults);
  if (yaml.value === undefined) return undefined;
  const parsed = schema.safeParse(yaml.value);
  if (!parsed.success) {
    faults.push(...toFaults(parsed.error.issues, yaml, schema));
    return undefined;
  }
  const hash = createHash("sha256").update(text).digest("hex").slice(0, HASH_CHARS);
  return { value: parsed.data, yaml, hash };
}

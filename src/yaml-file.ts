import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from "yaml";

/** A mistake in a file that a person wrote: where it is and what would be right. */
export interface FileFault {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Where in the data, as in "certifications[3].price"; empty for the file as a whole. */
  readonly path: string;
  /** One sentence without a full stop. */
  readonly message: string;
}

/** The steps from the top of a file to one value, as zod gives them. */
export type Path = readonly PropertyKey[];

/** What a YAML text says, and where it says it. */
export interface YamlFile {
  readonly file: string;
  /** Plain data; undefined where the text could not be read. */
  readonly value: unknown;
  /**
   * Finds a value, or the nearest thing around it where it is missing.
   * @param path the steps from the top
   * @returns the line, counted from 1
   */
  lineOf(path: Path): number;
  /** Mistakes of syntax, such as a wrong indent or a key that stands twice. */
  readonly faults: readonly FileFault[];
}

/**
 * Reads YAML 1.2, in which `no` stays a text, and remembers the lines.
 * @param text the whole file
 * @param file its name, for the faults
 * @returns always something: the mistakes are in `faults`
 */
export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: "1.2" });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const faults = [...document.errors, ...document.warnings].map((mistake) => ({
    file,
    line: lineAt(mistake.pos[0]),
    path: "",
    message: syntaxMessage(mistake.code, mistake.message),
  }));
  const lineOf = (path: Path): number => {
    let node: Node | null | undefined = document.contents;
    let line = node?.range ? lineAt(node.range[0]) : 1;
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(document);
      if (isMap(node)) {
        const pair: Pair | undefined = node.items.findLast(
          ({ key }) => isScalar(key) && String(key.value) === step,
        );
        if (pair === undefined || !isScalar(pair.key)) return line;
        line = lineAt(pair.key.range?.[0] ?? 0);
        node = isNodeLike(pair.value) ? pair.value : undefined;
      } else if (isSeq(node) && typeof step === "number") {
        const item: unknown = node.items[step];
        if (!isNodeLike(item) || !item.range) return line;
        line = lineAt(item.range[0]);
        node = item;
      } else return line;
    }
    return line;
  };
  // A key that stands twice leaves the rest readable, so its faults can be told at the same time.
  const isReadable = document.errors.every(({ code }) => code === "DUPLICATE_KEY");
  if (!isReadable) return { file, value: undefined, lineOf, faults };
  try {
    // Copied, because V8 makes the texts slices of the file: each would hold all of it in memory, have two bytes a letter
    // wherever the file has one letter that needs them, and take twice as long to be written as JSON.
    return { file, value: copyOf(document.toJS()), lineOf, faults };
  } catch (error) {
    // Aliases that point nowhere, or that multiply without end, show only when they are resolved.
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    const message = `Could not be read: ${why}`;
    return {
      file,
      value: undefined,
      lineOf,
      faults: [...faults, { file, line: 1, path: "", message }],
    };
  }
}

/**
 * Makes one fault of a place and a sentence, for checks that a schema cannot do.
 * @param yaml the file
 * @param path the steps from its top to the mistake
 * @param message what is wrong and what would be right, without a full stop
 * @returns the fault with its line
 */
export function faultAt(yaml: YamlFile, path: Path, message: string): FileFault {
  return { file: yaml.file, line: yaml.lineOf(path), path: renderPath(path), message };
}

function copyOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, keepNumbers));
}

/** A number that JSON has no word for stays readable in the fault it will be. */
function keepNumbers(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

function syntaxMessage(code: string, message: string): string {
  if (code === "DUPLICATE_KEY") return "This key stands twice: keep one of them";
  if (code === "TAB_AS_INDENT") return "Indented with a tab: use spaces";
  if (code === "MULTIPLE_DOCS") return "The file has a second part after ---: keep one part a file";
  return `Not readable as YAML: ${message}`;
}

function renderPath(path: Path): string {
  return path.reduce<string>((start, step) => {
    if (typeof step === "number") return `${start}[${step}]`;
    return start === "" ? String(step) : `${start}.${String(step)}`;
  }, "");
}

const isNodeLike = (value: unknown): value is Node =>
  isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);

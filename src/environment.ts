import { existsSync } from "node:fs";
import { config as readEnvironmentFile } from "dotenv";
import { VARIABLES } from "./config.ts";
import { nearest } from "./file-faults.ts";
import { readTextFile } from "./text-file.ts";

/** The environment, and what is wrong with the file that adds to it. No value is ever repeated: it may be a secret. */
export interface LoadedEnvironment {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** One sentence each, without a full stop: what was certainly meant to be something else. */
  readonly faults: readonly string[];
  /** Names that mean nothing here, but may mean something to another program. */
  readonly remarks: readonly string[];
}

const FILE = ".env";

/** Adds what the file `.env` of the working folder says to the environment; what is set already stays. */
export function loadEnvironment(): LoadedEnvironment {
  const { env: environment } = process;
  const before = misspelt(Object.keys(environment));
  if (!existsSync(FILE)) return { environment, faults: before, remarks: [] };
  const read = readTextFile(FILE);
  if ("message" in read)
    return { environment, faults: [...before, `${FILE}: ${read.message}`], remarks: [] };
  readEnvironmentFile({ quiet: true });
  const { faults, remarks } = checkEnvironmentFile(read.text);
  return { environment, faults: [...before, ...faults], remarks };
}

/** What is wrong with the lines of a `.env` file. */
export function checkEnvironmentFile(text: string): Omit<LoadedEnvironment, "environment"> {
  const faults: string[] = [];
  const remarks: string[] = [];
  for (const { line, name, rest } of assignmentsIn(text)) {
    const at = `${FILE} line ${line}`;
    if (name === undefined) faults.push(`${at} is no assignment: write ${meantBy(rest)}=value`);
    else if (!VARIABLES.includes(name)) {
      const meant = suggestionFor(name);
      if (meant === undefined) remarks.push(`${at}: ${name} means nothing to Certwise`);
      else faults.push(`${at}: Unknown name ${name}: ${meant}`);
    }
  }
  return { faults, remarks };
}

interface Assignment {
  /** Counted from 1. */
  readonly line: number;
  /** Absent where the line is no assignment. */
  readonly name?: string;
  readonly rest: string;
}

/** What dotenv takes for an assignment: https://github.com/motdotla/dotenv#what-rules-does-the-parsing-engine-follow */
const ASSIGNMENT = /^\s*(?:export\s+)?(?<name>[\w.-]+)(?:\s*=|:\s)\s*(?<value>.*)$/u;

/** The lines that say something; the later lines of a value in quotes belong to the first. */
function assignmentsIn(text: string): readonly Assignment[] {
  const lines = text.split(/\r\n|\n|\r/u);
  const found: Assignment[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const rest = lines[at] ?? "";
    if (/^\s*(?:#|$)/u.test(rest)) continue;
    const { name, value = "" } = ASSIGNMENT.exec(rest)?.groups ?? {};
    found.push({ line: at + 1, rest, ...(name !== undefined && { name }) });
    const quote = /^["'`]/u.exec(value)?.[0];
    if (quote === undefined || value.includes(quote, 1)) continue;
    const end = lines.findIndex((line, later) => later > at && line.includes(quote));
    if (end !== -1) at = end;
  }
  return found;
}

/** The name that a line which is no assignment begins with, where it is one of ours or nearly. */
function meantBy(line: string): string {
  const [, word = ""] = /^\s*(?:(?:export|set|setx)\s+|\$env:)?(\w+)/iu.exec(line) ?? [];
  return VARIABLES.find((name) => name === word) ?? nearest(word, VARIABLES) ?? "NAME";
}

/** Beginnings of names that nothing else is called. */
const OURS = ["SLACK_", "DISCORD_"];

function suggestionFor(name: string): string | undefined {
  const near = nearest(name, VARIABLES);
  if (near !== undefined) return `did you mean ${near}`;
  const start = OURS.find((one) => name.toUpperCase().startsWith(one));
  if (start === undefined) return undefined;
  return `use one of ${VARIABLES.filter((known) => known.startsWith(start)).join(", ")}`;
}

/** Of the whole environment, which holds a lot of others, only slips in the long names that are ours alone. */
function misspelt(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    if (VARIABLES.includes(name)) return [];
    const near = nearest(name, VARIABLES);
    const isOurs = OURS.some((start) => near?.startsWith(start) === true);
    return isOurs && near !== undefined && !names.includes(near)
      ? [`Unknown name ${name} in the environment: did you mean ${near}`]
      : [];
  });
}

import { expect, it } from "vitest";
import { checkEnvironmentFile } from "../src/environment.ts";

const checked = (...lines: readonly string[]) => checkEnvironmentFile(lines.join("\n"));

it("checkEnvironmentFile() finds nothing in what dotenv reads", () => {
  const { faults, remarks } = checked(
    "# a comment",
    "",
    "PORT=3000 # the usual one",
    "  export LOG_LEVEL = debug",
    "DATABASE_URL: a.sqlite",
    'SLACK_SIGNING_SECRET="one',
    "two = three",
    'four"',
    "DISCORD_TOKEN=a=b\r",
  );
  expect({ faults, remarks }).toEqual({ faults: [], remarks: [] });
});

it.each([
  ["SLACK_BOT_TOKN=x", "Unknown name SLACK_BOT_TOKN: did you mean SLACK_BOT_TOKEN"],
  ["port=80", "Unknown name port: did you mean PORT"],
  ["DATABSE_URL=x", "Unknown name DATABSE_URL: did you mean DATABASE_URL"],
  [
    "SLACK_TOKEN=x",
    "Unknown name SLACK_TOKEN: use one of SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL",
  ],
])("checkEnvironmentFile() says of %s what was meant", (line, fault) => {
  expect(checked(line).faults).toEqual([`.env line 1: ${fault}`]);
});

it.each([
  ["SLACK_BOT_TOKEN xoxb-SECRET", "SLACK_BOT_TOKEN"],
  ["set DISCORD_TOKEN SECRET", "DISCORD_TOKEN"],
  ["xoxb-SECRET", "NAME"],
  ["=SECRET", "NAME"],
])("checkEnvironmentFile() says that %s is no assignment, and repeats no secret", (line, name) => {
  expect(checked("PORT=1", line).faults).toEqual([
    `.env line 2 is no assignment: write ${name}=value`,
  ]);
});

it("checkEnvironmentFile() remarks on names that may be another program's", () => {
  const { faults, remarks } = checked("POSTGRES_PASSWORD=x");
  expect(faults).toEqual([]);
  expect(remarks).toEqual([".env line 1: POSTGRES_PASSWORD means nothing to Certwise"]);
});

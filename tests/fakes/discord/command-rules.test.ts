import { describe, expect, test } from "vitest";
import { commandFaults } from "./payload-rules.ts";

const command = { name: "certwise", description: "Ask for advice" };
const option = (extra: object = {}): object => ({
  type: 3,
  name: "topic",
  description: "Topic",
  ...extra,
});
const faults = (extra: object, guild = false): string[] =>
  commandFaults({ ...command, ...extra }, { guild }).map(({ code }) => code);

describe("commandFaults()", () => {
  test("takes commands with groups, choices, localisations and a context menu", () => {
    const open = {
      type: 1,
      name: "open",
      description: "Open",
      options: [option({ required: true }), option({ name: "budget", autocomplete: true })],
    };
    const team = { type: 2, name: "team", description: "Team", options: [open] };
    expect(
      faults({
        options: [team],
        contexts: [0, 1, 2],
        integration_types: [0, 1],
        name_localizations: { de: "zertifikat", "es-419": "certificado", fr: "l'avis" },
      }),
    ).toEqual([]);
    expect(commandFaults({ type: 3, name: "Is this course worth it?" }, { guild: true })).toEqual(
      [],
    );
  });

  test.each([
    ["an upper-case name", { name: "Certwise" }, "APPLICATION_COMMAND_INVALID_NAME"],
    ["a name with a blank", { name: "cert wise" }, "APPLICATION_COMMAND_INVALID_NAME"],
    [
      "a locale that Discord lacks",
      { name_localizations: { "de-AT": "zertifikat" } },
      "ENUM_TYPE_COERCE",
    ],
    ["a description of 101 characters", { description: "a".repeat(101) }, "BASE_TYPE_BAD_LENGTH"],
    [
      "26 options",
      { options: Array.from({ length: 26 }, (_, nth) => option({ name: `o${nth}` })) },
      "BASE_TYPE_BAD_LENGTH",
    ],
    [
      "a required option after an optional one",
      { options: [option(), option({ name: "b", required: true })] },
      "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ],
    [
      "two options of one name",
      { options: [option(), option()] },
      "APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
    ],
    [
      "two options that one language calls alike",
      {
        options: [
          option({ name_localizations: { de: "thema" } }),
          option({ name: "subject", name_localizations: { de: "thema", fr: "sujet" } }),
        ],
      },
      "APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
    ],
    [
      "an option that a language calls as the one beside it is called",
      { options: [option({ name_localizations: { de: "subject" } }), option({ name: "subject" })] },
      "APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
    ],
    [
      "choices with autocomplete",
      { options: [option({ autocomplete: true, choices: [{ name: "A", value: "a" }] })] },
      "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES",
    ],
    [
      "a number as the choice of a text",
      { options: [option({ choices: [{ name: "A", value: 1 }] })] },
      "BASE_TYPE_CONVERT",
    ],
    [
      "a group in a group",
      {
        options: [
          {
            type: 2,
            name: "a",
            description: "A",
            options: [{ type: 2, name: "b", description: "B", options: [] }],
          },
        ],
      },
      "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ],
    [
      "an option beside a subcommand",
      { options: [{ type: 1, name: "a", description: "A" }, option()] },
      "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ],
    ["a menu entry with a description", { type: 3 }, "APPLICATION_COMMAND_CONTEXT_MENU"],
    [
      "more than 8,000 characters",
      {
        options: Array.from({ length: 25 }, (_, nth) =>
          option({
            name: `o${nth}`,
            choices: Array.from({ length: 4 }, (__, c) => ({
              name: `c${c}`,
              value: "v".repeat(90),
            })),
          }),
        ),
      },
      "APPLICATION_COMMAND_TOO_LARGE",
    ],
  ])("refuses %s", (_name, extra, code) => {
    expect(faults(extra)).toContain(code);
  });

  test("keeps contexts and installs to global commands", () => {
    expect(faults({ contexts: [0] }, true)).toEqual(["APPLICATION_COMMAND_GUILD_FIELD"]);
  });
});

/* oxlint-disable no-underscore-dangle -- where zod keeps the structure of a schema */
import type { z } from "zod";
import { describe, expect, test } from "vitest";
import fields from "./discord-fields.json" with { type: "json" };
import { callbackDisagreements, disagreements, schemaOf } from "./openapi.ts";

const path = "/channels/12/messages";
const button = { type: 2, style: 1, label: "Yes", custom_id: "yes" };
const body = { flags: 32_768, components: [{ type: 1, components: [button] }] };

describe("disagreements()", () => {
  test("has nothing to say about what fits, was refused, or is not described", () => {
    expect(disagreements({ method: "POST", path, status: 200, body })).toEqual([]);
    expect(disagreements({ method: "POST", path, status: 400, body: { flags: "x" } })).toEqual([]);
    expect(disagreements({ method: "GET", path: "/gateway/bot", status: 200, body })).toEqual([]);
  });

  test.each([
    ["a field nobody knows", { ...button, colour: 1 }, "colour: no such field"],
    ["a text that is too long", { ...button, label: "a".repeat(81) }, "label"],
    ["a missing field", { ...button, style: undefined }, "style"],
    ["a component that belongs elsewhere", { type: 22, custom_id: "a", options: [] }, "components"],
  ])("names %s", (_what, component, fault) => {
    const broken = { ...body, components: [{ type: 1, components: [component] }] };
    const [said = ""] = disagreements({ method: "POST", path, status: 200, body: broken });
    expect(said).toContain(`POST ${path}: `);
    expect(said).toContain(fault);
    expect(callbackDisagreements({ type: 4, data: broken })).toHaveLength(1);
  });

  test("looks at answers too", () => {
    const [said = ""] = disagreements({ method: "POST", path, status: 200, body, answer: {} });
    expect(said).toContain(`answer to POST ${path}`);
  });
});

/** The shapes of `discord-fields.json` and what Discord's description calls them. */
const NAMES: Readonly<Record<string, string>> = {
  actionRow: "ActionRowComponentForMessageRequest",
  button: "ButtonComponentForMessageRequest",
  selectOption: "StringSelectOptionForRequest",
  section: "SectionComponentForMessageRequest",
  textDisplay: "TextDisplayComponentForMessageRequest",
  thumbnail: "ThumbnailComponentForMessageRequest",
  mediaGallery: "MediaGalleryComponentForMessageRequest",
  mediaItem: "MediaGalleryItemRequest",
  file: "FileComponentForMessageRequest",
  separator: "SeparatorComponentForMessageRequest",
  container: "ContainerComponentForMessageRequest",
  label: "LabelComponentForModalRequest",
  fileUpload: "FileUploadComponentForModalRequest",
  radioGroup: "RadioGroupComponentForModalRequest",
  checkboxGroup: "CheckboxGroupComponentForModalRequest",
  checkbox: "CheckboxComponentForModalRequest",
  textInput: "TextInputComponentForModalRequest",
  stringSelect: "StringSelectComponentForModalRequest",
  entitySelect: "UserSelectComponentForModalRequest",
  channelSelect: "ChannelSelectComponentForModalRequest",
  channel: "MessageCreateRequest",
  channelEdit: "MessageEditRequestPartial",
  reply: "IncomingWebhookInteractionRequest",
  followup: "IncomingWebhookRequestPartial",
  webhookEdit: "IncomingWebhookUpdateRequestPartial",
  thread: "CreateTextThreadWithMessageRequest",
  threadEdit: "UpdateThreadRequestPartial",
  allowedMentions: "MessageAllowedMentionsRequest",
  reference: "MessageReferenceRequest",
  modal: "ModalInteractionCallbackRequestData",
  command: "ApplicationCommandCreateRequest",
};

/** What the description says of one field. */
interface Described {
  readonly required: boolean;
  readonly least?: number;
  readonly most?: number;
}

/** The fields of a schema, read from the schema itself. */
function fieldsOf(name: string): Readonly<Record<string, Described>> {
  const { def } = unwrapped(schemaOf(name))._zod;
  if (!("shape" in def)) throw new TypeError(`Cannot read the fields of "${name}"`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- zod's own structure
  const shape = def.shape as Readonly<Record<string, z.core.$ZodType>>;
  return Object.fromEntries(
    Object.entries(shape).map(([field, schema]) => {
      const { minimum, maximum } = unwrapped(schema)._zod.bag;
      return [
        field,
        {
          required: schema._zod.optin === undefined,
          ...(typeof minimum === "number" ? { least: minimum } : {}),
          ...(typeof maximum === "number" ? { most: maximum } : {}),
        },
      ];
    }),
  );
}

/** The schema without "optional", "nullable" and "lazy" around it. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- zod's own structure
  const inner = "innerType" in def ? (def.innerType as z.core.$ZodType) : undefined;
  return inner ? unwrapped(inner) : schema;
}

/** Where the table knows more than the description, or asks less. */
function differences(): readonly string[] {
  return Object.entries(NAMES).flatMap(([shape, name]) => {
    const described = fieldsOf(name);
    const table: Readonly<Record<string, string>> = Object(Reflect.get(fields, shape));
    return Object.entries(table).flatMap(([field, rule]) => {
      const known = described[field];
      if (!known) return [`${shape}.${field}: not described`];
      const [least, most] = /(?<least>\d+)\.\.(?<most>\d+)/u.exec(rule)?.slice(1).map(Number) ?? [];
      const said: string[] = [];
      if (known.required && !rule.split(" ").includes("!")) said.push("must be there");
      if (known.least !== undefined && least !== undefined && least < known.least)
        said.push(`at least ${known.least}`);
      if (known.most !== undefined && (most === undefined || most > known.most))
        said.push(`at most ${known.most}`);
      return said.map((one) => `${shape}.${field}: ${one}`);
    });
  });
}

test("the field table is never laxer than Discord's description, and knows no field that it does not", () => {
  expect(differences()).toEqual([
    // discord.js adds these to whatever it sends, and Discord lets them pass.
    "channelEdit.enforce_nonce: not described",
    "channelEdit.tts: not described",
    "reply.enforce_nonce: not described",
    "followup.enforce_nonce: not described",
    "webhookEdit.enforce_nonce: not described",
    "webhookEdit.tts: not described",
    // https://docs.discord.com/developers/interactions/application-commands#application-command-object
    "command.nsfw: not described",
    "command.id: not described",
  ]);
});

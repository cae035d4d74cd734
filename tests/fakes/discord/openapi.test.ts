import { z } from "zod";
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

/** As much of JSON Schema as says whether a field has to be there, and how long or large it may be. */
const node = z.object({
  $ref: z.string().optional(),
  type: z.unknown().optional(),
  get anyOf() {
    return z.array(node).optional();
  },
  get properties() {
    return z.record(z.string(), node).optional();
  },
  get $defs() {
    return z.record(z.string(), node).optional();
  },
  required: z.array(z.string()).default([]),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
});
type Node = z.infer<typeof node>;

/** The fields of a schema. */
function fieldsOf(name: string): Readonly<Record<string, Described>> {
  const root = node.parse(
    z.toJSONSchema(schemaOf(name), { io: "input", unrepresentable: "any", cycles: "ref" }),
  );
  const { properties, required } = resolved(root, root);
  if (!properties) throw new TypeError(`Cannot read the fields of "${name}"`);
  return Object.fromEntries(
    Object.entries(properties).map(([field, property]) => {
      const { minLength, minItems, minimum, maxLength, maxItems, maximum } = resolved(
        property,
        root,
      );
      const [least, most] = [minLength ?? minItems ?? minimum, maxLength ?? maxItems ?? maximum];
      const limits = { ...(least !== undefined && { least }), ...(most !== undefined && { most }) };
      return [field, { required: required.includes(field), ...limits }];
    }),
  );
}

/** What a reference stands for, and what may be there beside null. */
function resolved(one: Node, root: Node): Node {
  const { $ref, anyOf = [] } = one;
  const meant = $ref === "#" ? root : root.$defs?.[$ref?.split("/").at(-1) ?? ""];
  if (meant) return resolved(meant, root);
  const [only, ...others] = anyOf.filter(({ type }) => type !== "null");
  return only && others.length === 0 ? resolved(only, root) : one;
}

test("the limits of the description are read", () => {
  expect(fieldsOf("ButtonComponentForMessageRequest")).toMatchObject({
    custom_id: { required: false, least: 1, most: 100 },
    style: { required: true },
    label: { most: 80 },
  });
});

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
    // Permissions are digits in a text, of which the description gives the largest number.
    "command.default_member_permissions: at most 18014398509481984",
    "command.nsfw: not described",
    "command.id: not described",
  ]);
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fallbackWithPeople, withPeople } from "../../../adapters/slack/mentions.ts";
import { renderForm, toFilledForm } from "../../../adapters/slack/round-forms.ts";
import { renderRound } from "../../../adapters/slack/round-outbound.ts";
import {
  parseRoundPress,
  toRoundActionId,
  toRoundValue,
} from "../../../adapters/slack/round-press.ts";
import type { RoundPress } from "../../../src/rounds/press.ts";
import { writeMention } from "../../../src/rounds/replies.ts";
import type {
  RoundButton,
  RoundField,
  RoundForm,
  RoundReply,
} from "../../../src/rounds/replies.ts";
import { blockKitFaults, escapeFaults } from "../../fakes/slack/block-kit.ts";
import { dialog } from "./scene.ts";

const { speaker } = dialog.in("");
const round = "r1";
const request = "q1";
const presses: readonly RoundPress[] = [
  { type: "join", round },
  { type: "about", round },
  { type: "budget", round },
  { type: "accept", round },
  { type: "refuse", round },
  { type: "close", round },
  { type: "cancel", round },
  { type: "cancel", round, answered: 12 },
  { type: "agree", round, request: "q", approver: "U0ADA" },
  { type: "ask", round },
  { type: "send", round, request },
  { type: "withdraw", round, request },
  { type: "approve", round, request },
  { type: "later", round, request },
  { type: "confirm", round, request },
  { type: "export", round, format: "csv" },
  { type: "export", round, format: "markdown" },
  { type: "review", round, used: true, gains: "skills,value" },
  { type: "review", round, used: false },
  { type: "form", form: "open" },
  { type: "form", form: "decline", round, request },
];

test.each(presses)("toRoundValue() is read back by parseRoundPress(): $type", (press) => {
  const value = toRoundValue(press);
  expect(parseRoundPress(toRoundActionId(3), value)).toEqual(press);
  expect(parseRoundPress("q:U0ANA:1", value)).toBeUndefined();
  expect(parseRoundPress(toRoundActionId(3), `${value}&more=1`)).toBeUndefined();
  expect(value.length).toBeLessThan(2000);
});

test("parseRoundPress() takes nothing it did not write", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (id, value) => {
      expect(parseRoundPress(id, value)).toBeUndefined();
      expect(parseRoundPress(toRoundActionId(id), value)).toBeUndefined();
    }),
  );
});

const words = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "<!channel> <@U0BEN> *b* &amp; <https://evil.example|x>",
    "a & <b> ".repeat(400),
    "🔥".repeat(1600),
    '"\\\n'.repeat(1000),
    `${writeMention("U0ANA")} asks for money`,
    `${writeMention("U0ANA")} ${writeMention("U0BEN")}`.repeat(300),
    `${writeMention("<!channel>")} and \uE000open, \uE001 \uE002U0EVE\uE002`,
    "\uE000U0ANA",
    "‮مرحبا‬",
    "",
    " \n ",
  ),
);
const lines = fc.array(words, { maxLength: 70 });
const buttons: fc.Arbitrary<readonly RoundButton<string>[]> = fc.array(
  fc.record({ label: words, event: fc.constantFrom(...presses) }),
  { maxLength: 6 },
);

const replies: fc.Arbitrary<RoundReply<string>> = fc
  .record({ title: words, lines, actions: buttons, more: words })
  .chain(({ more, ...texts }) => {
    const base = { round, as: "new", ...texts } as const;
    const picture = { alt: more, bars: [{ label: more, count: 3, kind: "worth-it" as const }] };
    return fc.constantFrom<RoundReply<string>>(
      { ...base, type: "round-opening", counter: more },
      { ...base, type: "round-counter", as: "edit", counter: more },
      { ...base, type: "round-reminder" },
      { ...base, type: "round-cancelled" },
      { ...base, type: "round-summary", answered: 9, picture },
      { ...base, type: "round-not-enough" },
      { ...base, type: "round-record", as: "thread" },
      { ...base, type: "round-outcome", as: "thread" },
      { ...base, type: "approver-request" },
      { ...base, type: "request-preview" },
      { ...base, type: "queue-card", request },
      { ...base, type: "funding" },
      { ...base, type: "decision-preview", request },
      { ...base, type: "decision-notice" },
      { ...base, type: "review-request" },
      { ...base, type: "round-notice", notice: "joined" },
      { ...base, type: "round-file", name: "r.csv", mediaType: "text/csv", content: more },
    );
  });

test("renderRound() keeps every limit and mentions only the persons marked, whatever the texts", () => {
  fc.assert(
    fc.property(replies, fc.boolean(), (reply, isShown) => {
      const picture = isShown ? { file: "F0PICTURE", alt: reply.title } : undefined;
      for (const message of renderRound(reply, speaker, picture)) {
        expect(blockKitFaults("message", message)).toEqual([]);
        expect(escapeFaults(message, ["<@U0ANA>", "<@U0BEN>"])).toEqual([]);
        expect(JSON.stringify(message)).not.toMatch(
          /"user_id":"(?!U0ANA|U0BEN)|[\uE000\uE001\uE002]/u,
        );
      }
    }),
    { numRuns: 300 },
  );
});

test("withPeople() makes people of marks alone, and fallbackWithPeople() says the same", () => {
  const text = `${writeMention("U0ANA")} <@U0BEN>: ok`;
  expect(withPeople(text, 100)).toEqual([
    { type: "user", user_id: "U0ANA" },
    { type: "text", text: " <@U0BEN>: ok" },
  ]);
  expect(fallbackWithPeople([text])).toBe("<@U0ANA> &lt;@U0BEN&gt;: ok");
});

const kinds: readonly RoundField["kind"][] = [
  "line",
  "text",
  "money",
  "hours",
  "date",
  "person",
  "choice",
  "several",
];
const field: fc.Arbitrary<RoundField<string>> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    label: words,
    hint: words,
    value: fc.oneof(words, fc.constantFrom("2026-12-01", "1795424521000", "U0ADA", "yes", "a,b")),
    required: fc.boolean(),
    charsMax: fc.integer({ min: 1, max: 9000 }),
    options: fc
      .uniqueArray(fc.constantFrom("yes", "no", "a", "b", "c"), { minLength: 1 })
      .chain((ids) => fc.tuple(...ids.map((id) => words.map((label) => ({ id, label }))))),
  })
  .map((one) => ({ id: "", ...one }));
const forms: fc.Arbitrary<RoundForm<string>> = fc
  .record({ title: words, submit: words, fields: fc.array(field, { minLength: 1, maxLength: 5 }) })
  .map(({ title, submit, fields }) => ({
    press: { type: "form", form: "open" },
    title,
    submit,
    fields: fields.map((one, at) => ({ ...one, id: `field${at}` })),
  }));

test("renderForm() keeps every limit, whatever the fields", () => {
  fc.assert(
    fc.property(forms, (form) => {
      const view = renderForm(form, { channel: "C0DATA" }, speaker);
      expect(blockKitFaults("modal", view)).toEqual([]);
      expect(escapeFaults(view)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("toFilledForm() reads every kind of field back as what was typed or picked", () => {
  const press = { type: "form", form: "decline", round, request } as const;
  const view = renderForm({ press, title: "t", submit: "s", fields: [] }, {}, speaker);
  const body = {
    user: { id: "U0ADA", username: "ada", team_id: "T1" },
    team: { id: "T1" },
    view: {
      id: "V1",
      private_metadata: view.private_metadata,
      state: {
        values: {
          "field:reason": { value: { type: "plain_text_input", value: "No" } },
          "field:empty": { value: { type: "plain_text_input", value: null } },
          "field:closes": { value: { type: "datepicker", selected_date: "2026-12-01" } },
          "field:approver": { value: { type: "users_select", selected_user: "U0BEN" } },
          "field:used": { value: { type: "static_select", selected_option: { value: "yes" } } },
          "field:gains": {
            value: { type: "checkboxes", selected_options: [{ value: "a" }, { value: "b" }] },
          },
          other: { value: { type: "plain_text_input", value: "ignored" } },
        },
      },
    },
  };
  expect(toFilledForm(body)).toEqual({
    tenant: "T1",
    person: "U0ADA",
    deliveryId: "form V1",
    name: "ada",
    origin: {},
    fill: {
      type: "fill",
      form: "decline",
      round,
      request,
      fields: {
        reason: "No",
        closes: "2026-12-01",
        approver: "U0BEN",
        used: "yes",
        gains: "a,b",
      },
    },
  });
  expect(toFilledForm({ ...body, view: { ...body.view, private_metadata: "{}" } })).toBeUndefined();
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { HANDLED } from "../../../adapters/slack/listen.ts";
import { SCOPES } from "./scene.ts";

const manifest = z
  .object({
    display_information: z.object({
      name: z.string().max(35),
      description: z.string().max(140),
      long_description: z.string().min(175).max(4000),
    }),
    features: z.object({
      app_home: z.object({
        home_tab_enabled: z.literal(true),
        messages_tab_enabled: z.literal(true),
        messages_tab_read_only_enabled: z.literal(false),
      }),
      shortcuts: z.array(
        z.object({
          name: z.string().max(24),
          type: z.enum(["global", "message"]),
          callback_id: z.string(),
          description: z.string().max(150),
        }),
      ),
      slash_commands: z.array(
        z.object({ command: z.string().max(32), usage_hint: z.string().max(1000) }),
      ),
    }),
    oauth_config: z.object({
      scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
    }),
    settings: z.object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
      interactivity: z.object({ is_enabled: z.literal(true) }),
      socket_mode_enabled: z.literal(true),
    }),
  })
  .parse(JSON.parse(readFileSync("manifest.json", "utf8")));

test("the manifest names what the code answers to, and asks for nothing else", () => {
  const { features, settings, oauth_config: oauth } = manifest;
  expect(features.slash_commands.map(({ command }) => command)).toEqual([HANDLED.command]);
  expect(Object.fromEntries(features.shortcuts.map((one) => [one.type, one.callback_id]))).toEqual(
    HANDLED.shortcuts,
  );
  expect(settings.event_subscriptions.bot_events).toEqual(HANDLED.events);
  expect(oauth.scopes.bot).toEqual([...HANDLED.scopes, ...HANDLED.optionalScopes]);
  expect(oauth.scopes.bot_optional).toEqual(HANDLED.optionalScopes);
  // The tests run without the optional ones, so a call that needs another scope fails them.
  expect(SCOPES).toEqual(HANDLED.scopes);
});

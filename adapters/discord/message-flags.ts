/** Each is a power of two, so that a sum of some says which. https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const MESSAGE_FLAGS = { ephemeral: 64, componentsV2: 32_768 } as const;

/** Whether only one person sees a message with these flags. */
export function isEphemeral(flags: unknown): boolean {
  return typeof flags === "number" && Math.floor(flags / MESSAGE_FLAGS.ephemeral) % 2 === 1;
}

import { z } from "zod";

const SNOWFLAKE = /^\d{1,20}$/u;

/** An id as Discord gives it. https://docs.discord.com/developers/reference#snowflakes */
export const snowflake = z.string().regex(SNOWFLAKE);

/** Whether it is an id as `snowflake` has it. */
export function isSnowflake(value: unknown): value is string {
  return typeof value === "string" && SNOWFLAKE.test(value);
}

const DISCORD_EPOCH_MS = 1_420_070_400_000;
const SNOWFLAKE_STEP = 4_194_304;

/** When an id was made, ms since epoch. */
export function snowflakeTime(id: string): number {
  return Math.floor(Number(id) / SNOWFLAKE_STEP) + DISCORD_EPOCH_MS;
}

/** The package types its schemas as plain JavaScript; `openapi.ts` reads them by name and looks at each. */
declare module "discord-api-spec/zod";

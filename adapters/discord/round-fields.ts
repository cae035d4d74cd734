import { z } from "zod";
import { withoutMentions } from "../../src/rounds/replies.ts";

const componentSchema = z.object({
  custom_id: z.string(),
  value: z.unknown().optional(),
  values: z.array(z.string()).optional(),
});
const modalSchema = z.object({
  components: z.array(z.object({ component: z.unknown().optional() })),
  resolved: z
    .object({
      users: z.record(z.string(), z.object({ bot: z.boolean().optional() })).optional(),
      roles: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});

/**
 * What was filled into a modal, by field: what was typed, the option or the ids of the options that were chosen, or the
 * person that was picked. A role is named by `&` and its id. A bot that was picked is left out: it cannot say yes to anything.
 */
export function readFields(data: unknown): Readonly<Record<string, string>> {
  const { components = [], resolved } = modalSchema.safeParse(data).data ?? {};
  const idOf = (id: string) => (resolved?.roles?.[id] === undefined ? id : `&${id}`);
  const isBot = (id: string) => resolved?.users?.[id]?.bot === true;
  return Object.fromEntries(
    components.flatMap(({ component }) => {
      const field = componentSchema.safeParse(component).data;
      if (!field) return [];
      const { custom_id: name, value, values } = field;
      if (values)
        return [
          [
            name,
            values
              .filter((id) => !isBot(id))
              .map(idOf)
              .join(","),
          ] as const,
        ];
      return typeof value === "string" ? [[name, withoutMentions(value).trim()] as const] : [];
    }),
  );
}

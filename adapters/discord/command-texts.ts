import type { LoadedDialog } from "../../src/dialogs.ts";
import { say } from "../../src/engine/reply.ts";

/** https://docs.discord.com/developers/reference#locales, by the language each is written in. */
const LOCALES: Readonly<Record<string, readonly string[]>> = {
  en: ["en-US", "en-GB"],
  es: ["es-ES", "es-419"],
  pt: ["pt-BR"],
  sv: ["sv-SE"],
  zh: ["zh-CN"],
};
const PLAIN_LOCALES = new Set(
  "id da de fr hr it lt hu nl no pl ro fi vi tr cs el bg ru uk hi th ja ko".split(" "),
);
/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const COMMAND_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** Writes the texts of commands, by their keys below `discord.command.`. */
export interface CommandTexts {
  description(name: string): object;
  option(name: string): NamedOption;
  menu(name: string): { readonly name: string };
}

/** An option or a subcommand with what it is called in other languages, by the locale. */
export interface NamedOption {
  readonly name: string;
  readonly name_localizations: Readonly<Record<string, string>>;
}

/** Texts of commands: English is the name Discord knows, the other languages stand beside it. */
export function createTranslations(dialog: LoadedDialog): CommandTexts {
  const others = dialog.locales.filter((locale) => locale !== "en");
  const read = (locale: string, name: string) => {
    const key = `discord.command.${name}`;
    const text = dialog.in(locale).speaker.say(say(key));
    return text === key ? undefined : text;
  };
  const inOthers = (name: string, isFit: (text: string) => boolean) =>
    Object.fromEntries(
      others.flatMap((locale) => {
        const text = read(locale, name);
        if (text === undefined || !isFit(text)) return [];
        return discordLocales(locale).map((known) => [known, text]);
      }),
    );
  const describe = (name: string) => ({
    description: read("en", name) ?? name,
    description_localizations: inOthers(name, isDescription),
  });
  return {
    description: describe,
    // Options are read by their English names, so those are not the translator's to change.
    option: (name) => ({
      name,
      name_localizations: inOthers(`${name}.name`, isName),
      ...describe(`${name}.description`),
    }),
    menu: (name) => ({
      name: read("en", name) ?? name,
      name_localizations: inOthers(name, isMenuName),
    }),
  };
}

/**
 * Leaves out what two options beside each other are called alike in a language, which Discord refuses: each has its
 * English name there.
 */
export function withoutDoubles<Option extends NamedOption>(
  options: readonly Option[],
): readonly Option[] {
  const kept = options.map((option) => {
    const names = Object.entries(option.name_localizations).filter(([locale, name]) =>
      options.every((other) => other === option || nameIn(other, locale) !== name),
    );
    return { ...option, name_localizations: Object.fromEntries(names) };
  });
  // The English name of one that was left out may be what another is called.
  const isLess = kept.some((option, at) => countOf(option) < countOf(options[at]));
  return isLess ? withoutDoubles(kept) : options;
}

function nameIn(option: NamedOption, locale: string): string {
  return option.name_localizations[locale] ?? option.name;
}

function countOf(option: NamedOption | undefined): number {
  return Object.keys(option?.name_localizations ?? {}).length;
}

function isDescription(text: string): boolean {
  return text.length >= 1 && text.length <= 100;
}

function isMenuName(text: string): boolean {
  return text.length >= 1 && text.length <= 32;
}

function isName(text: string): boolean {
  return COMMAND_NAME.test(text) && text === text.toLowerCase();
}

function discordLocales(locale: string): readonly string[] {
  const known = LOCALES[locale];
  if (known) return known;
  if (PLAIN_LOCALES.has(locale)) return [locale];
  return Object.values(LOCALES).flat().includes(locale) ? [locale] : [];
}

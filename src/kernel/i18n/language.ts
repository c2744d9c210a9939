/** Languages: those in which the program speaks to people, and which of them a caller reads. */
import Negotiator from 'negotiator';
import { defineEnum, type ValueOf } from '../schema/enum.ts';

/** The languages of the program. Each text that people read is there in all of them. */
export const Language = defineEnum('Language', 'A language in which Tierline speaks to people.', {
  EN: 'English.',
  IT: 'Italian.',
  TR: 'Turkish.',
});
export type Language = ValueOf<typeof Language>;

/** The BCP 47 tag of a language. */
export const bcp47Of = (language: Language): string => language.toLowerCase();

const STANDARD: Language = 'EN';

/** More of a header than this says nothing that matters, and neither does the piece in which it is cut. */
const MOST_CHARACTERS = 1_000;

/**
 * The language in which a caller is answered: the best of those that its `Accept-Language` allows, then its own, then
 * English. Languages that the program does not speak are passed over, and `*` means that any will do: then its own.
 */
export function negotiateLanguage(accepted: string | null | undefined, own: Language | null): Language {
  if (accepted == null || accepted === '*') return own ?? STANDARD;
  const spoken = [...new Set([own ?? STANDARD, STANDARD, ...Object.values(Language)])];
  const read = accepted.length <= MOST_CHARACTERS ? accepted : accepted.slice(0, accepted.lastIndexOf(',', MOST_CHARACTERS) + 1);
  const headers = { 'accept-language': read };
  const best = new Negotiator({ headers }).languages(spoken.map(bcp47Of))[0];
  return spoken.find((language) => bcp47Of(language) === best) ?? own ?? STANDARD;
}

/** The language of a locale such as `tr-TR`, or null where the program does not speak it or it is no locale at all. */
export function languageFromLocale(locale: unknown): Language | null {
  if (typeof locale !== 'string' || !/^[a-z]{2,3}([-_][a-z0-9]{1,8})*$/i.test(locale.slice(0, 100))) return null;
  const [subtag] = locale.split(/[-_]/);
  return Object.values(Language).find((language) => bcp47Of(language) === subtag!.toLowerCase()) ?? null;
}

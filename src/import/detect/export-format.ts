/** Shapes: the kinds of content that an export can have. */
import type { FormatHints } from './format-hints.ts';

/** A kind of content, and how it is recognised. */
export interface ExportFormat {
  /** What it is called in reports, for many: `customers`. */
  readonly name: string;
  /** The system that exported it. */
  readonly api: 'Partner Center' | 'Microsoft Graph' | 'Azure' | 'desk';
  /** Why records of it are left out, where there is more to say than that they have no place. */
  readonly leftOut?: string;
  fits(clue: FormatHints): boolean;
}

/** A shape of Partner Center, by the type that each of its objects states, or else by its fields. */
export const partnerCenter = (name: string, objectType: string, fits: (clue: FormatHints) => boolean): ExportFormat => ({
  name,
  api: 'Partner Center',
  fits: (clue) => (clue.objectType ? clue.objectType === objectType.toLowerCase() : fits(clue)),
});

/** A shape of Microsoft Graph, by the type or the collection that it states, or else by its fields. */
export const graph = (
  name: string,
  { types, collection }: { types: string[]; collection: RegExp },
  fits: (clue: FormatHints) => boolean,
): ExportFormat => ({
  name,
  api: 'Microsoft Graph',
  fits(clue) {
    if (clue.graphType) return types.some((type) => type.toLowerCase() === clue.graphType);
    return clue.collection ? collection.test(clue.collection) : fits(clue);
  },
});

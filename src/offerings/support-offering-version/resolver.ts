/** Root fields of versions. */
import { byId, queries } from '../../kernel/schema/query-fields.ts';
import { SupportOfferingVersion } from './entity.ts';

export const VersionReads = queries({
  supportOfferingVersion: byId(() => SupportOfferingVersion, 'A version of the terms of a support offering, by its id.'),
});

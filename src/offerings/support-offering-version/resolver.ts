/** Root fields of versions. */
import { one, reads } from '../../kernel/schema/query-fields.ts';
import { SupportOfferingVersion } from './entity.ts';

export const VersionReads = reads({
  supportOfferingVersion: one(() => SupportOfferingVersion, 'A version of the terms of a support offering, by its id.'),
});

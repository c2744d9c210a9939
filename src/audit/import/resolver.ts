/** Root fields of imports. */
import { many, one, reads } from '../../kernel/schema/query-fields.ts';
import { Import, importList } from './entity.ts';

export const ImportReads = reads({
  import: one(() => Import, 'An import by its id.'),
  imports: many(
    importList,
    'Which exports were imported, by whom and when, newest first: all for the vendor, for a partner those of its own exports.',
  ),
});

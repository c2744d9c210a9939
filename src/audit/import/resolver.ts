/** Root fields of imports. */
import { connectionField, byId, queries } from '../../kernel/schema/query-fields.ts';
import { Import, importList } from './entity.ts';

export const ImportReads = queries({
  import: byId(() => Import, 'An import by its id.'),
  imports: connectionField(
    importList,
    'Which exports were imported, by whom and when, newest first: all for the vendor, for a partner those of its own exports.',
  ),
});

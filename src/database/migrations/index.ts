/** Every migration, in order. */
import { Migration20261120090000_foundation } from './Migration20261120090000_foundation.ts';
import { Migration20261120090001_tables } from './Migration20261120090001_tables.ts';
import { Migration20261120100000_access } from './Migration20261120100000_access.ts';
import { Migration20261120100001_eventlog } from './Migration20261120100001_eventlog.ts';
import { Migration20261120110000_ticket_listing } from './Migration20261120110000_ticket_listing.ts';
import { Migration20261120120000_listings } from './Migration20261120120000_listings.ts';
import { Migration20261120141524_ticket_way } from './Migration20261120141524_ticket_way.ts';

export const migrations = [
  Migration20261120090000_foundation,
  Migration20261120090001_tables,
  Migration20261120100000_access,
  Migration20261120100001_eventlog,
  Migration20261120110000_ticket_listing,
  Migration20261120120000_listings,
  Migration20261120141524_ticket_way,
].map((cls) => ({ name: cls.name, class: cls }));

/** Imports for tests: folders made on the spot, taken into a database of their own. */
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connect } from '../../src/database/orm.ts';
import { migrateAndGrant } from '../../src/database/prepare.ts';
import { importFolder, type Imported, type ImportOptions } from '../../src/import/folder.ts';
import { testDatabase, type TestDatabase } from '../kit/database.ts';

/** The exports that lie in the repository. */
export const EXPORTS = new URL('../fixtures/exports', import.meta.url).pathname;

/** What is in a file: bytes or text as they are, anything else as JSON. */
export type Content = string | Buffer | object;

/** An empty database, and a way to take folders into it. */
export interface Importer {
  readonly database: TestDatabase;
  /** Takes a folder, or files that are made for it, the oldest first. */
  take(files: string | Record<string, Content>, partner?: string, customer?: string, options?: Partial<ImportOptions>): Promise<Imported>;
  close(): Promise<void>;
}

/** Prepares an empty database for imports, or takes the given one. */
export async function importer(given?: TestDatabase): Promise<Importer> {
  const database = given ?? (await testDatabase('empty'));
  await migrateAndGrant(database.url);
  const orm = await connect({ url: database.url });
  const folders: string[] = [];
  return {
    database,
    async take(files, partner, tenantOfCustomer, options = {}) {
      const folder = typeof files === 'string' ? files : await folderOf(files);
      if (typeof files !== 'string') folders.push(folder);
      const progress = { start() {}, read() {}, records() {} };
      return importFolder({ orm, folder, partner, customer: tenantOfCustomer, allowNew: true, progress, ...options });
    },
    async close() {
      await orm.close();
      if (!given) await database.drop();
      for (const folder of folders) await rm(folder, { recursive: true });
    },
  };
}

let minute = 0;

/** A folder with some files, each a minute younger than the one before, and than those of folders before. */
export async function folderOf(files: Record<string, Content>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tierline-exports-'));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
    const age = new Date(Date.UTC(2024, 0, 1, 0, minute++));
    await utimes(path, age, age);
  }
  return folder;
}

/** What was counted, as `created/changed/unchanged/refused` by kind. */
export const counted = ({ report }: Imported): Record<string, string> =>
  Object.fromEntries(
    [...report.counts].map(([kind, { created, changed, unchanged, refused }]) => [kind, [created, changed, unchanged, refused].join('/')]),
  );

/** Whether an import changed nothing. */
export const changedNothing = ({ report }: Imported): boolean =>
  [...report.counts.values()].every(({ created, changed }) => created + changed === 0);

/** Some GUID, the same for the same number. */
export const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A customer as Partner Center exports it. */
export const customer = (number: number, more: object = {}) => ({
  id: guid(number),
  companyProfile: { tenantId: guid(number), companyName: `Customer ${number}`, domain: `c${number}.example` },
  relationshipToPartner: 'reseller',
  attributes: { objectType: 'Customer' },
  ...more,
});

/** A subscription as Partner Center exports it. */
export const subscription = (number: number, ofCustomer: number, more: object = {}) => ({
  id: guid(number),
  offerId: 'X',
  offerName: 'Exchange Online (Plan 1)',
  quantity: 5,
  status: 'active',
  links: { self: { uri: `/customers/${guid(ofCustomer)}/subscriptions/${guid(number)}` } },
  attributes: { objectType: 'Subscription' },
  ...more,
});

/** An issue as Microsoft Graph exports it. */
export const issue = (id: string, more: object = {}) => ({
  id,
  title: 'Mail arrives late',
  service: 'Exchange Online',
  startDateTime: '2024-05-06T06:00:00Z',
  endDateTime: null,
  lastModifiedDateTime: '2024-05-06T08:00:00Z',
  classification: 'incident',
  origin: 'microsoft',
  status: 'serviceDegradation',
  isResolved: false,
  posts: [],
  ...more,
});

/** A post of an issue. */
export const post = (createdDateTime: string, content: string, contentType = 'html') => ({
  createdDateTime,
  postType: 'regular',
  description: { contentType, content },
});

/** A list as Microsoft Graph exports it. */
export const graphList = (collection: string, ...value: object[]) => ({
  '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${collection}`,
  value,
});

/** Issues as Microsoft Graph exports them. */
export const issues = (...value: object[]) => graphList('admin/serviceAnnouncement/issues', ...value);

/** A collection as Partner Center exports it. */
export const collection = (...items: object[]) => ({ totalCount: items.length, items, attributes: { objectType: 'Collection' } });

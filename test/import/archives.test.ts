/** Archives of exports: each member is a file of its own, and what no export is packed like is refused in words. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WrongOwner } from '../../src/import/detect/declared-owner.ts';
import { changedNothing, collection, counted, customer, guid, importer, issue, issues, subscription, type Importer } from './imported.ts';
import { zipped, type Wrong } from './zipped.ts';

const PARTNER = guid(900);
let own: Importer;
beforeAll(async () => void (own = await importer()));
afterAll(() => own.close());

describe('an archive', () => {
  const exports = {
    'partner/customers.json': collection(customer(1), customer(2)),
    [`${guid(1)}/subscriptions.json`]: collection(subscription(11, 1)),
    'partner/README.md': '# Notes\n',
    '__MACOSX/._customers.json': 'x',
  };

  test('gives what its members hold, and a second time nothing', async () => {
    const first = await own.take({ 'exports.zip': zipped(exports) }, PARTNER);
    expect(counted(first)).toMatchObject({ customer: expect.stringMatching(/^2\/0\/0\/0$/), subscription: '1/0/0/0' });
    expect(first.report.refused.lines).toEqual([]);
    expect(first.report.leftOut.lines.join('\n')).toMatch(/exports\.zip\/partner\/README\.md: holds neither JSON nor a table/);
    expect(changedNothing(await own.take({ 'exports.zip': zipped(exports) }, PARTNER))).toBe(true);
  });

  test('names the partner and the customers that its members name', async () => {
    const take = (number: number, files: object) =>
      own.take({ 'customers.zip': zipped(files as Record<string, object>) }, PARTNER, guid(number), { allowNew: false });
    await expect(take(31, { 'customers.json': collection(customer(31)) })).resolves.toBeDefined();
    const contract = { id: guid(700), customerId: guid(32), displayName: 'Named', defaultDomainName: 'named.example', contractType: 'x' };
    await expect(take(32, { 'contracts.json': [contract] })).resolves.toBeDefined();
    await expect(take(33, { 'customers.json': collection(customer(31)) })).rejects.toThrow(WrongOwner);
  });
});

describe('is refused with the reason', () => {
  const refusal = async (name: string, content: Buffer): Promise<string> =>
    (await own.take({ [name]: content, 'issue.json': issues(issue('EX1')) }, PARTNER)).report.refused.lines.join('\n');
  const archive = (members: Record<string, string | Buffer | object>, wrong?: Wrong) => refusal('exports.zip', zipped(members, wrong));

  test.each<[what: string, members: Record<string, string | Buffer | object>, wrong: Wrong | undefined, why: RegExp]>([
    ['a member that is encrypted', { 'a.json': [{}] }, { isEncrypted: true }, /^exports\.zip\/a\.json: is encrypted in its archive/],
    ['a bomb', { 'a.json': Buffer.alloc(130_000_000, ' ') }, undefined, /^exports\.zip: unpacks to more than 200 times its size/],
    ['a member that is larger than it says', { 'a.json': [customer(5)] }, { size: 10 }, /^exports\.zip\/a\.json: cannot be read: /],
    ['a workbook', { 'xl/workbook.xml': '<x/>' }, undefined, /^exports\.zip: is an Excel workbook: save each of its sheets as CSV/],
    ['a document', { 'word/document.xml': '<x/>' }, undefined, /^exports\.zip: is an Office document/],
    [
      'an archive within',
      { 'b.zip': zipped({ 'a.json': [{}] }) },
      undefined,
      /^exports\.zip\/b\.zip: is a zip archive within a packed file/,
    ],
    ['gzip within', { 'b.gz': gzipSync('[{}]') }, undefined, /^exports\.zip\/b\.gz: is packed within a packed file/],
  ])('%s', async (_what, members, wrong, why) => {
    expect(await archive(members, wrong)).toMatch(why);
  });

  test('an archive, or gzip, that breaks off; the other files are taken', async () => {
    expect(await refusal('exports.zip', zipped({ 'a.json': [customer(5)] }).subarray(0, 60))).toMatch(
      /^exports\.zip: is a zip archive that/,
    );
    // Long enough that its end is not looked at when it is recognised.
    const many = Array.from({ length: 2_000 }, (_, index) => issue(`EX${index}`, { title: `${Math.imul(index, 2_654_435_761)}` }));
    const whole = gzipSync(JSON.stringify(issues(...many)));
    expect(await refusal('many.json.gz', whole.subarray(0, whole.length - 2_000))).toMatch(
      /^many\.json\.gz: cannot be read: unexpected end/,
    );
  });
});

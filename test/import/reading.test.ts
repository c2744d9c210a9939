import { describe, expect, test } from '@jest/globals';
import { timestampOf } from '../../src/import/values/timestamp.ts';
import { serviceOf } from '../../src/import/values/service-of-offer.ts';
import { FieldReader, FieldRefusal } from '../../src/import/steps/field-reader.ts';
import {
  customerRelationship,
  delegationStatus,
  healthStatus,
  partnerRelationship,
  requestSeverity,
  requestState,
  subscriptionStatus,
  termOf,
} from '../../src/import/values/enum-mappings.ts';
import { BROKEN } from '../../src/import/json/file-text.ts';

describe('a time', () => {
  const times: [text: string, instant: string | null | undefined][] = [
    ['2024-05-06T07:08:09.123Z', '2024-05-06T07:08:09.123Z'],
    ['2022-02-10T11:24:42.3148266Z', '2022-02-10T11:24:42.314Z'],
    ['2015-11-24T01:07:00.863', '2015-11-24T01:07:00.863Z'],
    ['2017-04-10T16:02:25.983-07:00', '2017-04-10T23:02:25.983Z'],
    ['2017-04-10T16:02:25+0200', '2017-04-10T14:02:25.000Z'],
    ['2024-05-06', '2024-05-06T00:00:00.000Z'],
    ['/Date(1484004675373)/', '2017-01-09T23:31:15.373Z'],
    ['9999-12-10T00:00:00Z', '9999-12-10T00:00:00.000Z'],
    ['0001-01-01T00:00:00', null],
    ['0001-01-01T00:00:00-08:00', null],
    ['/Date(-62135596800000)/', null],
    ['2024-02-30T00:00:00Z', undefined],
    ['2024-13-01T00:00:00Z', undefined],
    ['2024-05-06T25:00:00Z', undefined],
    ['soon', undefined],
    ['06/05/2024', undefined],
  ];
  for (const [text, instant] of times) {
    const meaning = instant === null ? 'means never' : instant === undefined ? 'is none' : `is ${instant}`;
    test(`written ${text} ${meaning}`, () => {
      const read = timestampOf(text);
      expect(read instanceof Date ? read.toISOString() : read).toBe(instant);
    });
  }
});

describe('a term', () => {
  test('is the same in every way of writing it', () => {
    for (const word of ['serviceDegradation', 'ServiceDegradation', 'service_degradation', 'SERVICE_DEGRADATION', 'service degradation']) {
      expect(termOf(healthStatus, word)).toBe('SERVICE_DEGRADATION');
    }
    // As the vendor's documentation has it.
    expect(termOf(healthStatus, 'ServicaOperational')).toBe('SERVICE_OPERATIONAL');
    expect([termOf(delegationStatus, 'approvalPending'), termOf(delegationStatus, 'ApprovalPending')]).toEqual([
      'APPROVAL_PENDING',
      'APPROVAL_PENDING',
    ]);
  });

  test('that nobody knows is unknown, and never an error', () => {
    expect([
      termOf(healthStatus, 'ServiceOnFire'),
      termOf(healthStatus, 'unknownFutureValue'),
      termOf(healthStatus, 17),
      termOf(subscriptionStatus, 'paused'),
    ]).toEqual(['UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
  });

  test('of Partner Center is known by its number too, as the .NET SDK numbers it', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((number) => termOf(subscriptionStatus, number))).toEqual([
      'NONE',
      'ACTIVE',
      'SUSPENDED',
      'DELETED',
      'EXPIRED',
      'PENDING',
      'DISABLED',
      'UNKNOWN',
    ]);
    expect([0, '1', 2, 3].map((number) => termOf(requestSeverity, number))).toEqual(['MINIMAL', 'CRITICAL', 'MODERATE', 'MINIMAL']);
    expect([0, 1, 2, 3, 'attention_needed'].map((state) => termOf(requestState, state))).toEqual(['NEW', 'NEW', 'CLOSED', 'NEW', 'NEW']);
    expect([0, 1, 'is_indirect_reseller_of', 'else'].map((type) => termOf(partnerRelationship, type))).toEqual([
      'EXPORTER_SELLS_THROUGH_IT',
      'IT_SELLS_THROUGH_EXPORTER',
      'EXPORTER_SELLS_THROUGH_IT',
      null,
    ]);
    expect(['reseller', 'none', 1, 5, 'odd'].map((relation) => termOf(customerRelationship, relation))).toEqual([
      'CUSTOMER',
      'ENDED',
      'CUSTOMER',
      'ENDED',
      'CUSTOMER',
    ]);
  });
});

describe('a record', () => {
  const refusalOf = (read: () => unknown): [string | null, string] => {
    try {
      read();
    } catch (error) {
      if (error instanceof FieldRefusal) return [error.field, error.message];
      throw error;
    }
    return [null, 'not refused'];
  };

  test('is read by its keys in any case; null, an empty text and what is not there are one', () => {
    const record = new FieldReader({ CompanyName: ' A  B\nC ', Empty: '', Nothing: null, Blank: '  ' });
    expect([
      record.line('companyName'),
      record.line('empty'),
      record.line('nothing'),
      record.line('blank'),
      record.line('missing'),
    ]).toEqual(['A B C', undefined, undefined, undefined, undefined]);
    expect(record.instant('empty')).toBeUndefined();
  });

  test('gives GUIDs in lower case', () => {
    expect(new FieldReader({ id: 'A356AC8C-E310-44F4-BF85-C7F29044AF99' }).guid('ID')).toBe('a356ac8c-e310-44f4-bf85-c7f29044af99');
  });

  test('loses what PostgreSQL cannot keep: a NUL and half a surrogate pair', () => {
    expect(new FieldReader({ text: 'a\0b\ud83dc' }).text('text')).toBe('ab\ufffdc');
  });

  test('is refused by the path of the field that is wrong, and why', () => {
    const record = new FieldReader({
      id: 'x',
      at: 'soon',
      n: 1.5,
      list: [{ ok: 1 }, { at: 7 }, 3],
      object: [],
      flag: 'maybe',
      text: 5,
      bad: `a${BROKEN}`,
      long: 'x'.repeat(501),
    });
    expect(refusalOf(() => record.guid('id'))).toEqual(['id', 'is "x", not a GUID']);
    expect(refusalOf(() => record.instant('at'))).toEqual(['at', 'is "soon", not a time']);
    expect(refusalOf(() => record.whole('n'))).toEqual(['n', 'is 1.5, not a whole number']);
    expect(refusalOf(() => record.inside('object'))).toEqual(['object', 'is [], not an object']);
    expect(refusalOf(() => record.yesNo('flag'))).toEqual(['flag', 'is "maybe", neither true nor false']);
    expect(refusalOf(() => record.line('text'))).toEqual(['text', 'is 5, not a text']);
    expect(refusalOf(() => record.line('bad'))).toEqual(['bad', 'holds bytes that are not UTF-8']);
    expect(refusalOf(() => record.line('long'))).toEqual(['long', 'is 501 characters long; 500 are the most']);
    expect(refusalOf(() => record.need('name', record.line('name')))).toEqual(['name', 'is missing']);
    expect(refusalOf(() => record.list('list'))).toEqual(['list[2]', 'is 3, not an object']);
    const inside = new FieldReader({ list: [{}, { at: 7 }] }).list('list')[1]!;
    expect(refusalOf(() => inside.instant('at'))).toEqual(['list[1].at', 'is 7, not a time']);
  });
});

describe('an offer', () => {
  const services = [
    { key: 'Exchange', name: 'Exchange Online' },
    { key: 'OSDPPlatform', name: 'Microsoft 365 suite' },
    { key: 'O365Client', name: 'Microsoft 365 Apps' },
    { key: 'microsoftteams', name: 'Microsoft Teams' },
  ];
  test('is of the service with whose name it begins, the longest one, or of none', () => {
    expect(
      [
        'Exchange Online (Plan 1)',
        'exchange',
        'Microsoft 365 Apps for business',
        'Microsoft 365 E3',
        'Office 365 E1',
        'Microsoft Teamsters',
        'Visio Plan 2',
      ].map((offer) => serviceOf(offer, services)),
    ).toEqual(['Exchange', 'Exchange', 'O365Client', 'OSDPPlatform', 'OSDPPlatform', undefined, undefined]);
  });
});

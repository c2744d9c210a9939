/** The topics of notices, and by which rule the vendor is kept from one. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';

export const NoticeTopic = defineEnum('NoticeTopic', 'What a customer is told about, which decides who may tell it (rules R14 to R17).', {
  SUBSCRIPTION: 'Subscriptions bought through CSP: only by the partner that answers for them (rule R15).',
  SERVICE_INCIDENT: 'An incident of a service: by the partners of the customer, and by the vendor (rule R16).',
  OPERATIONAL: 'Other operational information: by the partners of the customer, and by the vendor (rule R16).',
  OTHER_PRODUCT:
    'A product outside CSP: by the partners of the customer, and by the vendor where the customer buys it outside CSP (rule R17).',
  GENERAL: 'Anything else: only by the partners of the customer (rule R14).',
});
export type NoticeTopic = ValueOf<typeof NoticeTopic>;

export const NoticeSource = defineEnum('NoticeSource', 'Who told a customer something.', {
  PARTNER: 'One of its partners.',
  VENDOR: 'The vendor itself.',
});
export type NoticeSource = ValueOf<typeof NoticeSource>;

/** The rule that keeps the vendor from a topic whoever the customer is; null for a topic that is open to it. */
export const BARS_VENDOR: Readonly<Record<NoticeTopic, string | null>> = {
  SUBSCRIPTION: 'R15',
  SERVICE_INCIDENT: null,
  OPERATIONAL: null,
  OTHER_PRODUCT: null,
  GENERAL: 'R14',
};

/** Terms as columns and edges, said once: an offering has them as they are now, and each of its versions as they were then. */
import { p } from '@mikro-orm/core';
import { computedField, reference, manyToMany } from '../../kernel/schema/edge.ts';
import { field } from '../../kernel/schema/field.ts';
import { Partner, Service } from '../stubs.ts';
import { OutsourcingScope, SupportDelivery, SupportDuty } from './delivery.ts';
import { ContactMethod, Money, OpeningHours, SupportCharge, SupportType, type Terms } from './terms.ts';

const none = "'{}'";
const allDuties = `'{${Object.values(SupportDuty).join(',')}}'`;

/** The columns of the terms; a table of its own for each call. */
export const termColumns = () => ({
  name: field(p.text(), 'What the partner calls it.'),
  types: field(p.array<SupportType>().defaultRaw(none), 'What customers may ask for.', () => [SupportType]),
  duties: field(p.array<SupportDuty>().defaultRaw(allDuties), 'The parts of the work that it covers.', () => [SupportDuty]),
  delivery: field(p.enum(Object.values(SupportDelivery)), 'Who does the work.', () => SupportDelivery),
  scope: field(
    p.enum(Object.values(OutsourcingScope)).nullable(),
    'How much of it is outsourced; null where nothing is, and in a draft that does not say yet.',
    () => OutsourcingScope,
  ),
  supplierId: p.uuid().nullable(),
  supplierName: field(
    p.text().nullable(),
    'The company that supplies it, as the partner names it: it may be one that is not in this graph. Null where the partner does all of it.',
  ),
  supplierDuties: field(
    p.array<SupportDuty>().defaultRaw(none),
    'The duties that the supplier covers; the partner covers the others.',
    () => [SupportDuty],
  ),
  hours: field(p.json<OpeningHours>().nullable(), 'When it is open; null in a draft that does not say yet.', () => OpeningHours),
  contactMethods: field(p.json<ContactMethod[]>(), 'How customers reach it.', () => [ContactMethod], { items: 20 }),
  charge: field(p.enum(Object.values(SupportCharge)).default('FREE'), 'How much of it is charged.', () => SupportCharge),
  chargedFor: field(p.text().nullable(), 'Which part of it is charged; null where all or nothing is.'),
  priceAmount: p.decimal('string').precision(12).scale(2).nullable(),
  priceCurrency: p.text().nullable(),
  serviceIds: p.array().columnType('uuid[]').defaultRaw(none),
});

/** The edges of the terms. The view links the ids of what has the terms (`of_id`) with those of services. */
export const termEdges = (view: string) => ({
  supplier: reference(
    () => Partner,
    'supplierId',
    'The company that supplies it, if it is a partner that you may see; `supplierName` is there in any case.',
  ),
  price: computedField(
    () => Money,
    ['priceAmount', 'priceCurrency'],
    'What it costs a month; null when it is free.',
    ({ priceAmount, priceCurrency }: Terms) => (priceAmount == null ? null : { amount: priceAmount, currency: priceCurrency }),
  ),
  services: manyToMany(() => Service, { table: view, near: 'of_id', far: 'service_id' }, 'The services it covers.', 100),
});

/** The terms of whatever has them, and nothing else of it. */
export function termsOf(row: Terms): Terms {
  const { name, types, duties, delivery, scope, supplierId, supplierName, supplierDuties } = row;
  const { hours, contactMethods, charge, chargedFor, priceAmount, priceCurrency, serviceIds } = row;
  const who = { types, duties, delivery, scope, supplierId, supplierName, supplierDuties };
  return { name, ...who, hours, contactMethods, charge, chargedFor, priceAmount, priceCurrency, serviceIds };
}

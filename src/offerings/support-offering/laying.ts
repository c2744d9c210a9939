/** Laying: what is said over the terms that are there. What follows from it is worked out here, and what does not fit together is refused. */
import type { MessageRef } from '../../kernel/i18n/message.ts';
import { Problem } from '../../kernel/write/problem.ts';
import { DUTIES, type SupportDuty } from './delivery.ts';
import { offeringMessages as say } from './messages.ts';
import type { SaidTerms } from './said.ts';
import { SupportType, type Terms } from './terms.ts';

/** Terms of which nothing has been said. */
export const BLANK: Omit<Terms, 'name'> = {
  types: [],
  duties: [...DUTIES],
  delivery: 'DIRECT',
  scope: null,
  supplierId: null,
  supplierName: null,
  supplierDuties: [],
  hours: null,
  contactMethods: [],
  charge: 'FREE',
  chargedFor: null,
  priceAmount: null,
  priceCurrency: null,
  serviceIds: [],
};

/** A supplier by its name, and by its id if it is a partner in the graph. */
export interface OfferingSupplier {
  readonly supplierId: string | null;
  readonly supplierName: string | null;
}

/** The terms `before`, with what is said laid over them. `supplier` is the one that is named, if any is. */
export function laid(before: Terms, said: SaidTerms, supplier: OfferingSupplier | null): Terms {
  const duties = said.duties ? inOrder(DUTIES, said.duties) : before.duties;
  return {
    name: said.name ?? before.name,
    types: said.types ? inOrder(Object.values(SupportType), said.types) : before.types,
    duties,
    ...deliveryOf(before, said, supplier, duties),
    hours: said.hours ?? before.hours,
    contactMethods: said.contactMethods ?? before.contactMethods,
    ...chargeOf(before, said),
    serviceIds: said.serviceIds ? [...new Set(said.serviceIds)] : before.serviceIds,
  };
}

function deliveryOf(before: Terms, said: SaidTerms, supplier: OfferingSupplier | null, duties: SupportDuty[]) {
  const delivery = said.delivery ?? before.delivery;
  if (said.scope && delivery !== 'OUTSOURCED') throw invalid('scope', say.scopeOfOutsourcing());
  if (delivery === 'DIRECT') {
    if (said.supplier) throw invalid('supplier', say.directSupplier(), 'R24');
    return { delivery, scope: null, supplierId: null, supplierName: null, supplierDuties: [] };
  }
  const { supplierId, supplierName } = supplier ?? before;
  const scope = delivery === 'OUTSOURCED' ? (said.scope ?? before.scope) : null;
  const named = said.supplier?.duties ?? null;
  if (scope !== 'PARTIAL') {
    if (named) throw invalid('supplier.duties', say.dutiesOfPart());
    return { delivery, scope, supplierId, supplierName, supplierDuties: delivery === 'RESOLD' || scope === 'FULL' ? duties : [] };
  }
  const supplierDuties = inOrder(DUTIES, named ?? (before.scope === 'PARTIAL' ? before.supplierDuties : []));
  const isPart = supplierDuties.length < duties.length && supplierDuties.every((duty) => duties.includes(duty));
  if (supplierDuties.length > 0 && !isPart) throw invalid(named ? 'supplier.duties' : 'duties', say.notAPart());
  return { delivery, scope, supplierId, supplierName, supplierDuties };
}

function chargeOf(before: Terms, said: SaidTerms) {
  const charge = said.charge ?? before.charge;
  if (charge === 'FREE') {
    if (said.price) throw invalid('price', say.freeOfCharge({ field: 'price' }));
    if (said.chargedFor) throw invalid('chargedFor', say.freeOfCharge({ field: 'chargedFor' }));
    return { charge, chargedFor: null, priceAmount: null, priceCurrency: null };
  }
  if (charge === 'ALL' && said.chargedFor) throw invalid('chargedFor', say.allIsCharged());
  return {
    charge,
    chargedFor: charge === 'PART' ? (said.chargedFor ?? before.chargedFor) : null,
    priceAmount: said.price?.amount ?? before.priceAmount,
    priceCurrency: said.price?.currency ?? before.priceCurrency,
  };
}

const inOrder = <T>(order: readonly T[], values: readonly T[]): T[] => order.filter((each) => values.includes(each));
const invalid = (field: string, said: MessageRef, rule?: string) => new Problem('INVALID', said, { field, rule });

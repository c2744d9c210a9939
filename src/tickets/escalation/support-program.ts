/** Escalation vehicles: the support programs of the vendor under which a partner hands a problem over. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';
import type { HandoffCategory } from './category.ts';
import type { ProductFamily } from './product-family.ts';

export const EscalationVehicle = defineEnum(
  'EscalationVehicle',
  'The support program of the vendor under which a partner hands a problem over.',
  {
    COMMERCIAL: 'Commercial issue support: billing and subscriptions; open to every partner.',
    ASFP: 'Advanced Support for Partners: technical; cloud products.',
    PSFP: 'Premier Support for Partners: technical; all products.',
    UNIFIED: 'Unified for Partners, which follows the two before: technical; for direct-bill partners and indirect providers.',
    SIGNATURE: 'Signature Cloud Support (Partner Cloud Support): technical; cloud products, a benefit of the program.',
    ON_PREMISES: 'Product Support Incidents (Partner On-premises Support): technical; products that run at the customer.',
    MSRC: 'A report to the Security Response Center: vulnerabilities.',
  },
);
export type EscalationVehicle = ValueOf<typeof EscalationVehicle>;

/** How a partner takes part in the program, as accounts says it. */
export type ProgramPartnerKind = 'DIRECT_BILL' | 'INDIRECT_PROVIDER' | 'INDIRECT_RESELLER';

interface Scope {
  readonly families: readonly ProductFamily[];
  readonly kinds: readonly ProgramPartnerKind[];
  readonly categories?: readonly HandoffCategory[];
}

const everybody: readonly ProgramPartnerKind[] = ['DIRECT_BILL', 'INDIRECT_PROVIDER', 'INDIRECT_RESELLER'];
const cloud: readonly ProductFamily[] = ['MICROSOFT_365', 'DYNAMICS_365', 'POWER_PLATFORM', 'AZURE'];

/** For which products and partners each program is good. Dynamics 365 takes paid support only; on-premises products are none of the services here. */
export const VEHICLES: Readonly<Record<EscalationVehicle, Scope>> = {
  COMMERCIAL: { families: ['COMMERCE'], kinds: everybody },
  ASFP: { families: cloud, kinds: everybody },
  PSFP: { families: cloud, kinds: everybody },
  UNIFIED: { families: cloud, kinds: ['DIRECT_BILL', 'INDIRECT_PROVIDER'] },
  SIGNATURE: { families: cloud.filter((family) => family !== 'DYNAMICS_365'), kinds: everybody },
  ON_PREMISES: { families: [], kinds: everybody },
  MSRC: { families: cloud, kinds: everybody, categories: ['BUG_OR_IRREGULARITY'] },
};

/** Whether a program is good for this. */
export function fits(vehicle: EscalationVehicle, family: ProductFamily, kind: ProgramPartnerKind, category: HandoffCategory): boolean {
  const { families, kinds, categories } = VEHICLES[vehicle];
  return families.includes(family) && kinds.includes(kind) && (categories?.includes(category) ?? true);
}

/** The programs that are good for this. */
export const vehiclesFor = (family: ProductFamily, kind: ProgramPartnerKind, category: HandoffCategory): EscalationVehicle[] =>
  Object.values(EscalationVehicle).filter((vehicle) => fits(vehicle, family, kind, category));

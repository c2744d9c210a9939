/** Suppliers: the company that an input names. With the coverage of support the one place where offerings reads what accounts keeps. */
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import type { OfferingSupplier } from './laying.ts';
import { offeringMessages as say } from './messages.ts';
import type { SaidTerms } from './said.ts';

/** The supplier that is named, or null where none is: then it stays who it was, and must be somebody if anything else is said of it. */
export async function supplierOf(
  { supplier }: SaidTerms,
  before: OfferingSupplier,
  { em, viewer }: ActionContext,
): Promise<OfferingSupplier | null> {
  if (!supplier) return null;
  const { partnerId, company } = supplier;
  if (partnerId !== null && company !== null) throw new Problem('INVALID', say.oneSupplier(), { field: 'supplier' });
  if (company !== null) return { supplierId: null, supplierName: company };
  if (partnerId === null) {
    if (before.supplierName === null) throw new Problem('INVALID', say.oneSupplier(), { field: 'supplier' });
    return null;
  }
  if (partnerId === viewer.organization) throw new Problem('INVALID', say.ownSupplier(), { field: 'supplier.partnerId', rule: 'R24' });
  // As the viewer: a partner that it does no business with is not there.
  const partner = await em.getKysely<any>().selectFrom('partner').select(['id', 'name']).where('id', '=', partnerId).executeTakeFirst();
  if (!partner) throw notFound('supplier.partnerId', say.noSupplier());
  return { supplierId: partner.id, supplierName: partner.name };
}

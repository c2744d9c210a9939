/** The channels through which the vendor's products are bought. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';

export const CommercialChannel = defineEnum('CommercialChannel', 'How a customer buys a product of the vendor.', {
  CSP: 'From a partner in the Cloud Solution Provider program, who then does the talking (rules R14, R15).',
  DIRECT: 'From the vendor itself, by its website or its sales.',
  ENTERPRISE_AGREEMENT: 'Under an enterprise agreement with the vendor.',
  VOLUME_LICENSING: 'Under another volume licensing agreement with the vendor.',
  OTHER: 'In another way outside CSP.',
});
export type CommercialChannel = ValueOf<typeof CommercialChannel>;

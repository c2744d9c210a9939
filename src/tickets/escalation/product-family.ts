/** Product families: the vendor handles requests differently for each. */
import { defineEnum, type ValueOf } from '../../kernel/schema/enum.ts';

export const ProductFamily = defineEnum('ProductFamily', 'A family of products for which the vendor takes requests in the same way.', {
  MICROSOFT_365: 'Microsoft 365.',
  DYNAMICS_365: 'Dynamics 365.',
  POWER_PLATFORM: 'Power Platform.',
  AZURE: 'Azure.',
  COMMERCE: 'No product: subscriptions and their billing. What a ticket is about that names no service.',
});
export type ProductFamily = ValueOf<typeof ProductFamily>;

const BY_KEY: Readonly<Record<string, ProductFamily>> = {
  DynamicsCRM: 'DYNAMICS_365',
  DynamicsAX: 'DYNAMICS_365',
  PowerApps: 'POWER_PLATFORM',
  PowerAppsM365: 'POWER_PLATFORM',
  MicrosoftFlow: 'POWER_PLATFORM',
  MicrosoftFlowM365: 'POWER_PLATFORM',
  PowerBIcom: 'POWER_PLATFORM',
};

/** The family of a service by the vendor's key: those of Azure are resource types, such as `Microsoft.Sql/servers`; whatever else is not on the list is of Microsoft 365. */
export const familyOf = (serviceKey: string | null): ProductFamily =>
  serviceKey === null ? 'COMMERCE' : (BY_KEY[serviceKey] ?? (serviceKey.includes('/') ? 'AZURE' : 'MICROSOFT_365'));

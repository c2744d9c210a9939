/** The offers that customers buy, and the service that each gives. */

/** Something on the price list. */
export interface Offer {
  readonly name: string;
  /** The key of its service; null for a product of the marketplace, whose service the vendor does not run. */
  readonly service: string | null;
  /** From how few to how many of it are bought, seats mostly. */
  readonly seats: readonly [min: number, max: number];
}

const SEATS: readonly [number, number] = [5, 240];
const FEW: readonly [number, number] = [1, 30];
const ONE: readonly [number, number] = [1, 1];

const offers = (service: string | null, seats: readonly [number, number], ...names: string[]): Offer[] =>
  names.map((name) => ({ name, service, seats }));

/** The suites: nearly every customer has one. */
export const suites: readonly Offer[] = offers(
  'OSDPPlatform',
  SEATS,
  'Microsoft 365 Business Basic',
  'Microsoft 365 Business Standard',
  'Microsoft 365 Business Premium',
  'Microsoft 365 E3',
  'Microsoft 365 E5',
  'Microsoft 365 F3',
);

/** Everything else. */
export const extras: readonly Offer[] = [
  ...offers('Exchange', SEATS, 'Exchange Online (Plan 1)', 'Exchange Online (Plan 2)', 'Exchange Online Kiosk'),
  ...offers('SharePoint', SEATS, 'SharePoint Online (Plan 1)', 'SharePoint Online (Plan 2)'),
  ...offers('OneDriveForBusiness', SEATS, 'OneDrive for Business (Plan 1)', 'OneDrive for Business (Plan 2)'),
  ...offers('microsoftteams', SEATS, 'Microsoft Teams Essentials', 'Microsoft Teams Phone Standard', 'Microsoft Teams Enterprise'),
  ...offers('microsoftteams', FEW, 'Microsoft Teams Rooms Pro'),
  ...offers('OrgLiveID', SEATS, 'Microsoft Entra ID P1', 'Microsoft Entra ID P2'),
  ...offers('O365Client', SEATS, 'Microsoft 365 Apps for business', 'Microsoft 365 Apps for enterprise'),
  ...offers('Intune', SEATS, 'Microsoft Intune Plan 1', 'Microsoft Intune Suite'),
  ...offers('Microsoft365Defender', SEATS, 'Microsoft Defender for Office 365 (Plan 1)', 'Microsoft Defender for Business'),
  ...offers('cloudappsecurity', SEATS, 'Microsoft Defender for Cloud Apps'),
  ...offers('Planner', FEW, 'Planner Plan 1', 'Planner and Project Plan 3'),
  ...offers('Viva', SEATS, 'Microsoft Viva Suite'),
  ...offers(
    'DynamicsCRM',
    FEW,
    'Dynamics 365 Sales Professional',
    'Dynamics 365 Sales Enterprise',
    'Dynamics 365 Customer Service Enterprise',
    'Dynamics 365 Field Service',
  ),
  ...offers('PowerApps', FEW, 'Power Apps Premium'),
  ...offers('MicrosoftFlow', FEW, 'Power Automate Premium', 'Power Automate Process'),
  ...offers('PowerBIcom', FEW, 'Power BI Pro', 'Power BI Premium Per User'),
  ...offers('Microsoft.Compute/virtualMachines', ONE, 'Azure plan'),
  ...offers(
    'Microsoft.Compute/virtualMachines',
    [1, 8],
    'Reserved VM Instance, Standard_D4s_v5, 1 Year',
    'Reserved VM Instance, Standard_E8s_v5, 3 Years',
  ),
  ...offers('Microsoft.Sql/servers', ONE, 'Azure plan - SQL Database'),
  ...offers('Microsoft.Sql/servers', [2, 16], 'SQL Database Single/Elastic Pool General Purpose, Reserved vCore, 1 Year'),
  ...offers('Microsoft.Storage/storageAccounts', ONE, 'Azure plan - Storage'),
  ...offers('Microsoft.Web/sites', ONE, 'Azure plan - App Service'),
  ...offers('Microsoft.ContainerService/managedClusters', ONE, 'Azure plan - Kubernetes Service'),
  ...offers('Microsoft.RecoveryServices/vaults', ONE, 'Azure plan - Backup'),
  ...offers('Microsoft.Network/virtualNetworkGateways', ONE, 'Azure plan - VPN Gateway'),
  ...offers('Microsoft.DesktopVirtualization/hostPools', ONE, 'Azure plan - Virtual Desktop'),
  ...offers(null, FEW, 'Contoso Archive for Microsoft 365 (marketplace)', 'Fabrikam Signature Manager (marketplace)'),
];

const byName = new Map([...suites, ...extras].map((offer) => [offer.name, offer]));

/** The offer of that name; a name that is on no list stops the program. */
export function offerNamed(name: string): Offer {
  const found = byName.get(name);
  if (!found) throw new Error(`there is no offer "${name}"`);
  return found;
}

/** The vendor's services: those of Microsoft 365, Dynamics 365 and Power Platform under their keys in Microsoft Graph, those of Azure under their resource types. */
import type { ServiceRecord } from '../../ingest/records/index.ts';

const table: Record<string, string> = {
  Exchange: 'Exchange Online',
  SharePoint: 'SharePoint Online',
  OneDriveForBusiness: 'OneDrive for Business',
  microsoftteams: 'Microsoft Teams',
  OSDPPlatform: 'Microsoft 365 suite',
  OrgLiveID: 'Identity Service',
  O365Client: 'Microsoft 365 Apps',
  officeonline: 'Office for the web',
  Intune: 'Microsoft Intune',
  Microsoft365Defender: 'Microsoft 365 Defender',
  cloudappsecurity: 'Microsoft Defender for Cloud Apps',
  Planner: 'Planner',
  Forms: 'Microsoft Forms',
  Bookings: 'Microsoft Bookings',
  Viva: 'Microsoft Viva',
  DynamicsCRM: 'Dynamics 365 Apps',
  PowerApps: 'Power Apps',
  MicrosoftFlow: 'Microsoft Power Automate',
  PowerBIcom: 'Power BI',
  'Microsoft.Compute/virtualMachines': 'Virtual Machines',
  'Microsoft.Sql/servers': 'Azure SQL Database',
  'Microsoft.Storage/storageAccounts': 'Storage',
  'Microsoft.Web/sites': 'App Service',
  'Microsoft.ContainerService/managedClusters': 'Azure Kubernetes Service',
  'Microsoft.RecoveryServices/vaults': 'Azure Backup',
  'Microsoft.Network/virtualNetworkGateways': 'VPN Gateway',
  'Microsoft.DesktopVirtualization/hostPools': 'Azure Virtual Desktop',
};

/** Every service, as a record. What is wrong with them the incidents say. */
export const services: readonly ServiceRecord[] = Object.entries(table).map(([key, name]) => ({ key, name }));

/** Whether a service runs in Azure regions; the others run in the geographies of Microsoft 365. */
export const isAzure = (key: string): boolean => key.includes('/');

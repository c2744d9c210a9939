/** The product resources of a world: the vendor's public help, service by service (rule R32). */
import type { ResourceRecord } from '../../ingest/records/index.ts';

const table: readonly (readonly [service: string, title: string, url: string])[] = [
  ['Exchange', 'Outlook help and learning', 'https://support.microsoft.com/outlook'],
  ['Exchange', 'Exchange Online documentation', 'https://learn.microsoft.com/exchange/exchange-online'],
  ['SharePoint', 'SharePoint help and learning', 'https://support.microsoft.com/sharepoint'],
  ['OneDriveForBusiness', 'OneDrive help and learning', 'https://support.microsoft.com/onedrive'],
  ['microsoftteams', 'Microsoft Teams help and learning', 'https://support.microsoft.com/teams'],
  ['microsoftteams', 'Microsoft Teams documentation', 'https://learn.microsoft.com/microsoftteams/'],
  ['OSDPPlatform', 'Microsoft 365 help and learning', 'https://support.microsoft.com/microsoft-365'],
  ['O365Client', 'Install and update Microsoft 365 Apps', 'https://support.microsoft.com/office'],
  ['OrgLiveID', 'Microsoft account and sign-in help', 'https://support.microsoft.com/account-billing'],
  ['Intune', 'Microsoft Intune documentation', 'https://learn.microsoft.com/mem/intune/'],
  ['DynamicsCRM', 'Dynamics 365 documentation', 'https://learn.microsoft.com/dynamics365/'],
  ['PowerBIcom', 'Power BI documentation', 'https://learn.microsoft.com/power-bi/'],
  ['Microsoft.Compute/virtualMachines', 'Virtual machines in Azure', 'https://learn.microsoft.com/azure/virtual-machines/'],
  ['Microsoft.Sql/servers', 'Azure SQL documentation', 'https://learn.microsoft.com/azure/azure-sql/'],
  ['Microsoft.Storage/storageAccounts', 'Azure Storage documentation', 'https://learn.microsoft.com/azure/storage/'],
];

/** Every product resource, as a record. */
export const resources: readonly ResourceRecord[] = table.map(([service, title, url]) => ({ service, title, url }));

/** Which admin roles may file a request with the vendor. */

/** Service Support Administrator, and the roles that include what it may, by template id (Microsoft Entra). Any other id, known or not, gives nothing. */
const FILERS: ReadonlySet<string> = new Set([
  'f023fd81-a637-4b56-95fd-791ac0226033', // Service Support Administrator
  '729827e3-9c14-49f7-bb1b-9608f156bbb8', // Helpdesk Administrator
  '29232cdf-9323-42fd-ade2-1d097af3e4de', // Exchange Administrator
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
]);

/** Whether one of these roles may file. */
export const mayFile = (roleIds: readonly string[]): boolean => roleIds.some((id) => FILERS.has(id.toLowerCase()));

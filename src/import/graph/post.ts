/** What the vendor wrote about an incident, as HTML. What of it is safe to show, the intake decides. */
import { sanitizeHtml } from '../../kernel/write/sanitize-html.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** HTML as it is; text so that it shows as it was written. */
export const htmlOf = (content: string, type: 'TEXT' | 'HTML'): string =>
  type === 'HTML' ? content : content.replaceAll(/[&<>"]/g, (character) => ENTITIES[character]!).replaceAll(/\r?\n/g, '<br>');

/** Whether nothing would be left of it to show. */
export const isEmpty = ({ html }: { html: string }): boolean => sanitizeHtml(html) === '';

/** What HTML says, as text: notes and descriptions of tickets are text here. */
import sanitize from 'sanitize-html';

const SIGNS: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

/** The text of some HTML, line by line. */
export const textOfHtml = (html: string): string =>
  sanitize(html.replaceAll(/<br\s*\/?>|<\/(?:p|div|li|tr|h\d|blockquote|pre)>/gi, '$&\n'), { allowedTags: [], allowedAttributes: {} })
    .replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (sign) => SIGNS[sign]!)
    .replaceAll('\u00a0', ' ')
    .replaceAll(/[ \t]+\n/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();

/** Sanitizes HTML from outside before browsers show it. */
import sanitize from 'sanitize-html';

const SCHEMES = ['https', 'http', 'mailto'];

/** Block elements that are dropped. Something must replace them, or the words before and after would join. */
const BLOCKS =
  'address article aside button center details dialog fieldset figcaption figure footer form header hgroup legend main nav search section summary'.split(
    ' ',
  );

/** Deeper elements are dropped and their text is kept: browsers give up on very deep documents. */
const MAX_DEPTH = 50;

const HEADINGS = { h1: 'h2', h5: 'h4', h6: 'h4' };

/** Removes everything but plain structure, emphasis and links. */
export const sanitizeHtml = (html: string): string =>
  sanitize(html, {
    allowedTags: [
      ...['p', 'br', 'hr', 'div', 'b', 'strong', 'i', 'em', 'u', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'a', 'img', 'h2', 'h3', 'h4'],
      ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'code', 'pre', 'blockquote'],
    ],
    // An image keeps only its alternative text, below.
    allowedAttributes: { a: ['href', 'title', 'rel'], img: ['alt'] },
    allowedSchemes: SCHEMES,
    nestingLimit: MAX_DEPTH,
    transformTags: {
      ...Object.fromEntries(BLOCKS.map((name) => [name, sanitize.simpleTransform('div', {})])),
      ...Object.fromEntries(Object.entries(HEADINGS).map(([name, kept]) => [name, sanitize.simpleTransform(kept, {})])),
      a: (_name, { href, title }) => link(href, title),
    },
    parser: { decodeEntities: true },
  })
    .replaceAll(IMAGE, '$1')
    .trim();

/** An image as the sanitizer writes it. Text has no `<` left, and attribute values are escaped like text. */
const IMAGE = /<img(?: alt="([^"]*)")? \/>/g;

/** A link to an absolute URL, in full. A relative one would depend on the page that shows it, so it is dropped. */
function link(href = '', title?: string): sanitize.Tag {
  const url = URL.canParse(href) ? new URL(href) : null;
  if (!url || !SCHEMES.includes(url.protocol.slice(0, -1))) return { tagName: 'a', attribs: {} };
  return { tagName: 'a', attribs: { href: url.href, ...(title !== undefined && { title }), rel: 'noopener noreferrer' } };
}

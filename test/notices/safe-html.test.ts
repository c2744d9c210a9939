import { expect, test } from '@jest/globals';
import { sanitizeHtml } from '../../src/kernel/write/sanitize-html.ts';

test.each([
  ['<div>First.</div><div>Second.</div>', '<div>First.</div><div>Second.</div>'],
  ['<h1>One</h1>after<h5>Five</h5>tail', '<h2>One</h2>after<h4>Five</h4>tail'],
  ['<dl><dt>Term</dt><dd>Definition</dd></dl>', '<dl><dt>Term</dt><dd>Definition</dd></dl>'],
  ['<section>one</section><article>two</article><button>three</button>', '<div>one</div><div>two</div><div>three</div>'],
  ['<span>with</span><font>in</font>', 'within'],
])('no words that stood apart become one: %s', (html, safe) => expect(sanitizeHtml(html)).toBe(safe));

test.each([
  ['<p><img alt="user controls"></p>', '<p>user controls</p>'],
  ['before <img src="x" onerror="alert(1)" alt="&lt;script&gt; &quot;x&quot;"> after', 'before &lt;script&gt; &quot;x&quot; after'],
  ['<figure><img><figcaption>caption</figcaption></figure>', '<div><div>caption</div></div>'],
])('of an image its words are kept, as words: %s', (html, safe) => expect(sanitizeHtml(html)).toBe(safe));

test.each([
  '/logout',
  '//evil.example',
  '\\\\evil.example',
  '?x=1',
  '#top',
  'logout',
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,x',
  'ftp://x',
])('a link to %j is none: where it led would depend on who shows it, or it would do harm', (href) =>
  expect(sanitizeHtml(`<a href="${href}" onclick="x" title="t">text</a>`)).toBe('<a>text</a>'),
);

test.each([
  ['https://a.example/x?y=1&amp;z=2', 'https://a.example/x?y=1&amp;z=2'],
  ['https:a.example', 'https://a.example/'],
  ['mailto:help@a.example', 'mailto:help@a.example'],
])('a link to %s is kept, written out in full', (href, full) =>
  expect(sanitizeHtml(`<a href="${href}">text</a>`)).toBe(`<a href="${full}" rel="noopener noreferrer">text</a>`),
);

test('nothing is nested deeper than browsers bear, and the text is kept', () => {
  const safe = sanitizeHtml(`${'<b>'.repeat(3_000)}deep${'</b>'.repeat(3_000)}`);

  expect(safe).toBe(`${'<b>'.repeat(50)}deep${'</b>'.repeat(50)}`);
});

test.each(['<p>a &amp; b &lt;c&gt;</p>', '<div>x <a href="https://a.example/">y</a></div>', '<img alt="&lt;b&gt;">'])(
  'what is safe stays as it is: %s',
  (html) => expect(sanitizeHtml(sanitizeHtml(html))).toBe(sanitizeHtml(html)),
);

/** The GraphiQL page: what it may load, and what it never gives away. */
import { describe, expect, it } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { graphiql, pageHeaders } from '../../src/server/graphiql.ts';

const { page, asset } = graphiql();

describe('GraphiQL', () => {
  it.each(['', 'pack.js', '../graphiql.ts', '%2e%2e/graphiql.ts', 'page.js/', './page.js', '__proto__', 'constructor', 'page.js\0'])(
    'has no file at %j',
    async (path) => {
      expect(await asset(path)).toBeNull();
    },
  );

  it('loads nothing from elsewhere', () => {
    for (const sampleIssuer of [true, false]) expect(page({ sampleIssuer }).match(/(?:src|href)="(?:https?:)?\/\/[^"]*/g)).toBeNull();
    expect(pageHeaders['content-security-policy']).toContain("default-src 'none'");
    expect(pageHeaders['content-security-policy']).not.toMatch(/https?:|unsafe-eval|\*/);
  });

  it('has every file that the page and its scripts name', async () => {
    const named = [...page({ sampleIssuer: true }).matchAll(/(?:src|href)="graphiql\/([^"]+)"/g)].map(([, path]) => path!);
    const imported = ['fetcher.js', 'persona.js', 'token.js', 'editor.worker.js', 'graphql.worker.js', 'json.worker.js'];
    for (const path of [...named, ...imported])
      expect(await asset(path)).toMatchObject({ headers: { 'content-security-policy': "default-src 'none'" } });
  });

  it('still finds in the bundle what the page relies on', async () => {
    const editor = gunzipSync((await asset('editor.js'))!.body).toString();
    expect(editor).toContain('YogaGraphiQL');
    expect(editor).toContain('renderYogaGraphiQL');
    expect(editor).toContain('Re-fetch GraphQL schema');
    expect(gunzipSync((await asset('socket.js'))!.body).toString()).toContain('graphqlWs');
  });
});

/** Runs as a thread: hands over the files of the editor and of the socket client, compressed, and ends. */
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import * as editor from '@graphql-yoga/render-graphiql/graphiql';

const socket = await readFile(new URL('../umd/graphql-ws.min.js', import.meta.resolve('graphql-ws')));

const files = {
  'editor.js': editor.js,
  'editor.css': editor.css,
  'editor.worker.js': editor.editorWorkerService,
  'graphql.worker.js': editor.graphqlWorker,
  'json.worker.js': editor.jsonWorker,
  'socket.js': socket,
};

parentPort.postMessage(new Map(Object.entries(files).map(([name, text]) => [name, gzipSync(text)])));

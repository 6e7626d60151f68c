import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The built page. Its files carry a hash in their names and stay cached, all but the few that name the others. */
export const registerRenderer = async (app: FastifyInstance, directory: string): Promise<void> => {
  if (!existsSync(path.join(directory, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: directory,
    prefix: '/',
    wildcard: true,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const hashed = path.relative(directory, file).startsWith(`assets${path.sep}`);
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
};

import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { ROOT } from '../root.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export type Assets = {
  /** The address of a built file, e.g. `hrefOf('parvis.css')`: it holds a digest of the content. */
  hrefOf(name: string): string;
};

/** Built files: small, few, kept in memory, cached for ever since their name changes with their content. */
export async function addAssets(server: FastifyInstance): Promise<Assets> {
  const folder = join(ROOT, 'build', 'assets');
  const names = await readdir(folder);
  for (const name of names) {
    const body = await readFile(join(folder, name));
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    server.get(`/assets/${name}`, { logLevel: 'silent' }, async (_request, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').send(body),
    );
  }
  return {
    hrefOf(name) {
      const [stem, extension] = [name.slice(0, -extname(name).length), extname(name)];
      const built = names.find((file) => file.startsWith(`${stem}-`) && file.endsWith(extension));
      if (!built) throw new Error(`Fichier ${name} absent de build/assets : lancez « npm run build »`);
      return `/assets/${built}`;
    },
  };
}

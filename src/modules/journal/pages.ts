import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../platform/db/database.ts';
import { type Access, json, type Page } from '../../platform/http/page.ts';
import { ROOT } from '../../platform/root.ts';
import { consistencyProofBetween, latestHead, publishedHeads, publishedKeys } from './publication.ts';

const everyone: Access = () => 'oui';

/** What anybody may keep to audit us later: hashes, signatures, public keys, and the verifier itself. */
export function journalPages(deps: { readonly db: Database }): readonly Page[] {
  const read = <T>(work: Parameters<typeof deps.db.transaction<T>>[1]) => deps.db.transaction({ public: true }, work);
  return [
    { path: '/journal/tete', access: everyone, GET: async () => json((await read(latestHead)) ?? null) },
    {
      path: '/journal/tetes',
      access: everyone,
      GET: async ({ query }) =>
        json(await read((tx) => publishedHeads(tx, { after: wholeNumber(query.get('apres')) }))),
    },
    {
      path: '/journal/cles',
      access: everyone,
      GET: async () => json((await read(publishedKeys)).map(({ keyId, publicKey }) => ({ keyId, publicKey }))),
    },
    {
      path: '/journal/coherence',
      access: everyone,
      GET: async ({ query }) => {
        const [first, second] = [wholeNumber(query.get('de')), wholeNumber(query.get('a'))];
        const head = await read(latestHead);
        if (first < 1 || second < first || !head || second > head.size) return json({ erreur: 'de et a' }, 422);
        return json({ first, second, proof: await read((tx) => consistencyProofBetween(tx, first, second)) });
      },
    },
    {
      path: '/journal/parvis-verify.mjs',
      access: everyone,
      GET: async () => ({
        type: 'fichier',
        body: await readFile(join(ROOT, 'build', 'parvis-verify.mjs')),
        contentType: 'text/javascript; charset=utf-8',
        disposition: 'attachment; filename="parvis-verify.mjs"',
      }),
    },
  ];
}

function wholeNumber(text: string | null): number {
  return /^\d{1,12}$/.test(text ?? '') ? Number(text) : 0;
}

import { createPrivateKey } from 'node:crypto';
import { toHex } from '../domain/bytes.ts';
import { saltedDigest } from '../domain/digest.ts';
import { type Entry, entryLeaf } from '../domain/entry.ts';
import { publicKeyHex, signHead } from '../domain/head.ts';
import { leafHash } from '../domain/merkle.ts';
import { growTree } from '../domain/merkle-extend.ts';
import type { Receipt } from '../domain/receipt.ts';

/** For tests only: a fixed key, so that a failure can be replayed. PKCS#8 of Ed25519: a constant header and 32 bytes. */
export const KEY = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]),
  format: 'der',
  type: 'pkcs8',
});

export const NOM = { nom: 'Nom de l’enfant', salt: 'a1'.repeat(32), valeur: 'Éloïse N’Diaye' };
const QUOTIENT = { nom: 'Quotient familial', salt: 'b2'.repeat(32), valeur: { montant: 612, annee: 2026 } };

export const sampleEntry: Entry = {
  id: '018f0000-0000-7000-8000-000000000001',
  at: '2026-11-24T08:15:30.250Z',
  acteur: { type: 'usager', id: '018f0000-0000-7000-8000-0000000000aa' },
  organisation: '018f0000-0000-7000-8000-0000000000bb',
  sujet: { type: 'dossier', id: '018f0000-0000-7000-8000-0000000000cc' },
  type: 'dossier.depose',
  contenu: {
    numero: 'POI-2026-000123',
    organisation: 'Ville de Poitiers',
    empreintes: [saltedDigest(NOM), saltedDigest(QUOTIENT)],
  },
};

/** The receipt of the entry in a tree of eleven, at position 4. */
export function sampleReceipt(change: { entry?: Entry; disclosures?: Receipt['disclosures'] } = {}): Receipt {
  const own = change.entry ?? sampleEntry;
  const leaves = Array.from({ length: 11 }, (_, i) => (i === 4 ? entryLeaf(own) : leafHash(Buffer.from(`${i}`))));
  const tree = growTree(0, []);
  const known = new Map(leaves.map((leaf, i) => [`0/${i}`, leaf]));
  for (const leaf of leaves) for (const node of tree.add(leaf)) known.set(`${node.level}/${node.index}`, node.hash);
  const right = growTree(0, []);
  for (const leaf of leaves.slice(8)) right.add(leaf);
  const proof = [known.get('0/5'), known.get('1/3'), known.get('2/0'), right.root()].map((hash) =>
    toHex(hash as Uint8Array),
  );
  const head = { origin: 'https://parvis.exemple', size: 11, root: toHex(tree.root()), at: '2026-11-24T08:15:31.000Z' };
  return {
    format: 'parvis-accuse/1',
    entry: own,
    position: 4,
    leaf: toHex(entryLeaf(own)),
    proof,
    head,
    signature: signHead(head, KEY).signature,
    publicKey: publicKeyHex(KEY),
    disclosures: change.disclosures ?? [
      { ...QUOTIENT, path: '/empreintes/1' },
      { ...NOM, path: '/empreintes/0' },
    ],
  };
}

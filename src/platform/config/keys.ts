import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Values, VariableName } from './variables.ts';

/** Private keys, in PEM: what the files named by the configuration hold. */
export type Keys = {
  readonly franceconnect: { readonly signature?: string; readonly dechiffrement?: string };
  readonly proconnect: { readonly signature?: string };
};

/** Reads the keys at the start: a file that is missing then would otherwise be found missing by the first visitor. */
export function readKeys(values: Values, problems: string[]): Keys {
  const read = (name: VariableName) => {
    const file = values[name];
    if (typeof file !== 'string') return undefined;
    const pem = readPrivateKey(file);
    if (!pem) problems.push(`${name} : attendu un fichier PEM lisible, avec une clé privée EC P-256 ou RSA`);
    return pem;
  };
  const [signature, dechiffrement] = [read('FRANCECONNECT_CLE'), read('FRANCECONNECT_CLE_DECHIFFREMENT')];
  const proconnect = read('PROCONNECT_CLE');
  return {
    franceconnect: { ...(signature ? { signature } : {}), ...(dechiffrement ? { dechiffrement } : {}) },
    proconnect: proconnect ? { signature: proconnect } : {},
  };
}

function readPrivateKey(file: string): string | undefined {
  try {
    const pem = readFileSync(file, 'utf8');
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPrivateKey(pem);
    const usable = type === 'rsa' || (type === 'ec' && details?.namedCurve === 'prime256v1');
    return usable ? pem : undefined;
  } catch {
    return undefined;
  }
}

import { NBSP } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { formatSiren, parseSiren } from '../../../values/siren.ts';
import { parseSiret, sirenOf } from '../../../values/siret.ts';
import type { CollectiviteConnue, Collectivites } from '../collectivites.ts';

/** The key of those that the geographic code does not list: they are judged as what they are, whoever they are. */
export const SYNDICAT = 'syndicat';

const LONGEST = 80;
const SHOWN = 40;

/**
 * Whom a text names: a SIREN, a SIRET, a code of commune, a postcode, the beginning of a name.
 *
 * @returns the keys of those found: one is the answer, several are a choice; a sentence when nobody is
 */
export function chercherCollectivite(collectivites: Collectivites, saisie: string): Result<readonly string[]> {
  const texte = saisie.trim();
  if (texte === '') return refuse('Écrivez le nom de votre collectivité, ou son numéro SIREN.');
  if (texte.length > LONGEST) return refuse('Ce nom est trop long. Écrivez-en le début.');
  const digits = texte.replace(/[\s.]/g, '');
  if (/^\d{6,}$/.test(digits)) return bySiren(collectivites, digits);
  const byCode = collectivites.byCle(digits.toUpperCase());
  const found = new Set([...(byCode ? [byCode.cle] : []), ...collectivites.search(texte).map(({ cle }) => cle)]);
  if (found.size === 0) {
    return refuse(
      `Aucune collectivité ne porte ce nom. Vérifiez-le, ou écrivez le numéro SIREN${NBSP}: il a 9 chiffres.`,
    );
  }
  return ok([...found].slice(0, SHOWN));
}

function bySiren(collectivites: Collectivites, digits: string): Result<readonly string[]> {
  const siret = digits.length === 14 ? parseSiret(digits) : undefined;
  if (siret && !siret.ok) return siret;
  const siren = siret ? ok(sirenOf(siret.value)) : parseSiren(digits);
  if (!siren.ok) return siren;
  const known: CollectiviteConnue | undefined = collectivites.bySiren(siren.value);
  if (known) return ok([known.cle]);
  // INSEE numbers the groupings without a tax of their own from 25.
  if (siren.value.startsWith('25')) return ok([SYNDICAT]);
  return refuse(
    `Le SIREN ${formatSiren(siren.value)} n’est pas celui d’une commune ni d’une intercommunalité à fiscalité propre. Pour un département ou une région, écrivez son nom.`,
  );
}

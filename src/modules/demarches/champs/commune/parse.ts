import { parseCodePostal } from '../../../../values/code-postal.ts';
import { NBSP } from '../../../../values/french.ts';
import type { Champ, ChampParser, CommuneConnue, ContexteChamp, Lu } from '../../domain/champ.ts';
import type { Faits } from '../../domain/condition.ts';
import { citer, enumerer, proposer } from '../chercher.ts';
import { lu, refus, VIDE } from '../lu.ts';
import { cleDeCommune } from '../recherche-communes.ts';
import { type CommuneOptions, commune, type ValeurCommune } from './definition.ts';

/** Typed as a name and a postcode; a name chosen in the list, « Poitiers (86000) », holds both. */
export const communeParser: ChampParser<CommuneOptions, ValeurCommune> = {
  parse(saisie, champ, contexte, faits) {
    const [, inName, inBrackets] = /^([^(]*)\((\d{5})\)$/u.exec(saisie.get('nom')) ?? [];
    const nom = (inName ?? saisie.get('nom')).trim();
    const typedCode = saisie.get('codePostal') || (inBrackets ?? '');
    if (nom === '' && typedCode === '') return VIDE;
    if (nom === '') return refus('Indiquez le nom de la commune.', 'nom');
    const codePostal = typedCode === '' ? undefined : parseCodePostal(typedCode);
    if (codePostal?.ok === false) return refus(codePostal.error, 'codePostal');
    return sameAsKept(nom, codePostal?.value, champ, faits) ?? find(nom, codePostal?.value, contexte);
  },
  typed: ({ nom, codePostal }) => (codePostal === undefined ? { nom } : { nom, codePostal }),
};

/** Untouched, it stays what it was, were the list of communes to change meanwhile. */
function sameAsKept(nom: string, codePostal: string | undefined, champ: Champ<CommuneOptions>, faits: Faits) {
  const kept = commune.valeur.safeParse(faits.reponses[champ.id]);
  return kept.success && kept.data.nom === nom && kept.data.codePostal === codePostal ? lu(kept.data) : undefined;
}

function find(nom: string, codePostal: string | undefined, contexte: ContexteChamp): Lu<ValeurCommune> {
  const candidates = contexte.communes(codePostal ?? nom);
  const cle = cleDeCommune(nom);
  const [found, ...homonyms] = candidates.filter((candidate) => cleDeCommune(candidate.nom) === cle);
  if (!found) return unknown(nom, codePostal, candidates);
  if (homonyms.length > 0) {
    return refus(
      `Plusieurs communes s’appellent ${citer(found.nom)}${NBSP}: indiquez aussi le code postal.`,
      'codePostal',
    );
  }
  const [only, ...others] = found.codesPostaux;
  const known = codePostal ?? (others.length === 0 ? only : undefined);
  return lu({ code: found.code, nom: found.nom, ...(known === undefined ? {} : { codePostal: known }) });
}

function unknown(nom: string, codePostal: string | undefined, candidates: readonly CommuneConnue[]): Lu<ValeurCommune> {
  if (codePostal !== undefined && candidates.length === 0) {
    return refus(`Aucune commune n’a le code postal ${codePostal}. Vérifiez-le.`, 'codePostal');
  }
  const names = candidates.map((candidate) => candidate.nom);
  const near = proposer(nom, names);
  const proposals = near.length > 0 || codePostal === undefined ? near : names.slice(0, 3);
  const ending = proposals.length > 0 ? `${NBSP}: peut-être ${enumerer(proposals)}.` : '.';
  const where = codePostal === undefined ? '' : ` avec le code postal ${codePostal}`;
  return refus(`Aucune commune ne s’appelle ${citer(nom)}${where}. Vérifiez son nom${ending}`, 'nom');
}

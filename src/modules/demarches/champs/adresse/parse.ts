import { parseCodePostal } from '../../../../values/code-postal.ts';
import { NBSP, tropLong } from '../../../../values/french.ts';
import type { ChampParser, CommuneConnue, ContexteChamp, Erreurs } from '../../domain/champ.ts';
import type { Saisie } from '../../domain/saisie.ts';
import { citer, enumerer, proposer } from '../chercher.ts';
import { compterCaracteres } from '../longueur.ts';
import { lu, refus, refusDe, VIDE } from '../lu.ts';
import { cleDeCommune } from '../recherche-communes.ts';
import { completerAdresse } from './completer.ts';
import { type AdresseOptions, adresse, type ValeurAdresse } from './definition.ts';

/**
 * Typed in separate parts. What cannot be typed (code Insee, key and place in the Base adresse nationale) stays while the
 * parts are those that were kept; else the code is found again from the postcode and the name, and the key is lost.
 */
export const adresseParser: ChampParser<AdresseOptions, ValeurAdresse> = {
  parse(saisie, champ, contexte, faits) {
    const parts = readParts(saisie);
    if (Object.values(parts).every((part) => part === '')) return VIDE;
    const erreurs = wrongParts(parts);
    const codePostal = parseCodePostal(parts.codePostal);
    if (!codePostal.ok || Object.keys(erreurs).length > 0) return refusDe(erreurs);
    const { numero, voie, complement } = parts;
    const typed = {
      ...(numero === '' ? {} : { numero }),
      voie,
      ...(complement === '' ? {} : { complement }),
      codePostal: codePostal.value as string,
    };
    const kept = adresse.valeur.safeParse(faits.reponses[champ.id]);
    if (kept.success && sameParts(kept.data, { ...typed, commune: parts.commune })) return lu(kept.data);
    const place = findCommune(parts.commune, codePostal.value, contexte);
    if ('proposals' in place) return refus(mistyped(parts.commune, codePostal.value, place.proposals), 'commune');
    const whole = { ...typed, ...place };
    if (kept.success && sameParts(kept.data, whole)) return lu(kept.data);
    return lu({ label: libelleAdresse(whole), ...whole });
  },
  typed: ({ numero = '', voie, complement = '', codePostal, commune }) => ({
    numero,
    voie,
    complement,
    codePostal,
    commune,
  }),
  completer: completerAdresse,
};

/** « 8 boulevard du Port 80000 Amiens », as the Base adresse nationale writes it. */
export function libelleAdresse({ numero, voie, codePostal, commune }: Omit<ValeurAdresse, 'label'>): string {
  return [numero, voie, codePostal, commune].filter((part) => part !== undefined).join(' ');
}

type Parts = Readonly<Record<(typeof PARTS)[number], string>>;

function readParts(saisie: Saisie): Parts {
  const read = (part: keyof Parts) => saisie.get(part).replace(/\s+/gu, ' ').normalize('NFC');
  return {
    numero: read('numero'),
    voie: read('voie'),
    complement: read('complement'),
    codePostal: read('codePostal'),
    commune: read('commune'),
  };
}

function wrongParts(parts: Parts): Erreurs {
  const erreurs: Record<string, string> = {};
  for (const part of PARTS) {
    const longueur = compterCaracteres(parts[part]);
    if (longueur > MAX[part]) erreurs[part] = tropLong(MAX[part], longueur);
  }
  const codePostal = parseCodePostal(parts.codePostal);
  if (parts.voie === '') erreurs['voie'] = 'Indiquez la voie, ou le lieu-dit.';
  if (!codePostal.ok) erreurs['codePostal'] = codePostal.error;
  if (parts.commune === '') erreurs['commune'] = 'Indiquez la commune.';
  return erreurs;
}

function sameParts(kept: ValeurAdresse, typed: Omit<ValeurAdresse, 'label'>): boolean {
  return PARTS.every((part) => kept[part] === typed[part]);
}

type Place = Pick<ValeurAdresse, 'commune' | 'codeCommune'>;

/** A name that is none of the postcode's is accepted as it is, unless it is a slip away from one of them. */
function findCommune(
  typed: string,
  codePostal: string,
  contexte: ContexteChamp,
): Place | { readonly proposals: readonly string[] } {
  const served = contexte.communes(codePostal).filter((candidate) => candidate.codesPostaux.includes(codePostal));
  const [found, ...homonyms] = served.filter(named(typed));
  if (found && homonyms.length === 0) return { commune: found.nom, codeCommune: found.code };
  const proposals = found
    ? []
    : proposer(
        typed,
        served.map(({ nom }) => nom),
      );
  return proposals.length > 0 ? { proposals } : { commune: typed };
}

function named(typed: string): (commune: CommuneConnue) => boolean {
  const cle = cleDeCommune(typed);
  return ({ nom }) => cleDeCommune(nom) === cle;
}

function mistyped(typed: string, codePostal: string, proposals: readonly string[]): string {
  return `Aucune commune ne s’appelle ${citer(typed)} avec le code postal ${codePostal}${NBSP}: peut-être ${enumerer(proposals)}.`;
}

const PARTS = ['numero', 'voie', 'complement', 'codePostal', 'commune'] as const;
const MAX: Readonly<Record<(typeof PARTS)[number], number>> = {
  numero: 10,
  voie: 150,
  complement: 150,
  codePostal: 20,
  commune: 100,
};

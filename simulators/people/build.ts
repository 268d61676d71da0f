import type { AdressePostale, Enfant, EtatCivil } from './types.ts';

/** Short constructors, so that a family reads as a family and not as thirty lines of punctuation. */

type Commune = readonly [code: string, nom: string];

/** A civil status. `naissance` is the commune of birth, or the INSEE code of a country other than France. */
export function personne(
  sexe: 'F' | 'M',
  prenoms: readonly string[],
  nom: string,
  dateNaissance: string,
  naissance: Commune | string,
  nomUsage: string | null = null,
): EtatCivil {
  const lieu =
    typeof naissance === 'string'
      ? { communeNaissance: null, paysNaissance: naissance }
      : { communeNaissance: { code: naissance[0], nom: naissance[1] }, paysNaissance: '99100' };
  return { nom, nomUsage, prenoms, sexe, dateNaissance, ...lieu };
}

export function enfant(
  sexe: 'F' | 'M',
  prenoms: readonly string[],
  nom: string,
  dateNaissance: string,
  nomUsage: string | null = null,
): Enfant {
  return { nom, nomUsage, prenoms, sexe, dateNaissance };
}

/** A postal address as the funds hold it: capitals, the commune without its hyphens. */
export function adresse(
  destinataire: string,
  voie: string | null,
  codePostal: string,
  commune: string,
  autres: { complement?: string; lieuDit?: string } = {},
): AdressePostale {
  return {
    destinataire,
    voie,
    codePostal,
    commune,
    complement: autres.complement ?? null,
    lieuDit: autres.lieuDit ?? null,
  };
}

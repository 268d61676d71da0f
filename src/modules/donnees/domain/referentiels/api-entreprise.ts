import { z } from 'zod';
import { dataOf, feuille, jour, sansVides, texte } from '../lecture.ts';
import { type Association, type Etablissement, jourUnix, mots, type UniteLegale } from './etablissement.ts';

/** Reads the answers of API Entreprise, version 4. They answer undefined for what is not about what was asked. */

/** @param siret the number that was asked: an answer about another one is believed only when it says that it redirects */
export function lireEtablissement(body: unknown, siret: string): Etablissement | undefined {
  const data = dataOf(etablissement, body);
  if (!data || (data.siret !== siret && redirectionOf(body, 'redirect_from_siret') !== siret)) return undefined;
  const { unite_legale: unite, adresse } = data;
  const masque = [data.status_diffusion, unite.status_diffusion, adresse?.status_diffusion].some(isMasked);
  const ferme = data.etat_administratif === 'F' || unite.etat_administratif === 'C';
  return sansVides({
    siret,
    remplacePar: data.siret === siret ? undefined : data.siret,
    nom: nomOf(unite, masque),
    adresse: adresse ? adresseOf(adresse, masque) : undefined,
    formeJuridique: unite.forme_juridique?.libelle,
    rna: unite.rna,
    etat: ferme ? 'ferme' : 'ouvert',
    fermeLe: ferme ? jourUnix(data.date_fermeture) : undefined,
    masque: masque || undefined,
  }) as Etablissement;
}

export function lireUniteLegale(body: unknown, siren: string): UniteLegale | undefined {
  const data = dataOf(uniteLegale.extend({ siren: chiffres(9), siret_siege_social: feuille(chiffres(14)) }), body);
  if (!data || (data.siren !== siren && redirectionOf(body, 'redirect_from_siren') !== siren)) return undefined;
  const masque = isMasked(data.status_diffusion);
  const ferme = data.etat_administratif === 'C';
  return sansVides({
    siren,
    remplacePar: data.siren === siren ? undefined : data.siren,
    siretSiege: data.siret_siege_social,
    nom: nomOf(data, masque),
    formeJuridique: data.forme_juridique?.libelle,
    rna: data.rna,
    etat: ferme ? 'ferme' : 'ouvert',
    fermeLe: ferme ? jourUnix(data.date_cessation) : undefined,
    masque: masque || undefined,
  }) as UniteLegale;
}

/** @param numero the RNA or the SIREN that was asked */
export function lireAssociation(body: unknown, numero: string): Association | undefined {
  const data = dataOf(association, body);
  if (!data || (data.rna !== numero && data.siren !== numero)) return undefined;
  const { adresse_siege: siege } = data;
  return sansVides({
    rna: data.rna,
    siren: data.siren,
    siretSiege: data.siret_siege,
    nom: data.nom,
    adresse: mots(siege?.numero_voie, siege?.type_voie, siege?.libelle_voie, siege?.code_postal, siege?.commune),
    active: data.active && !data.date_dissolution,
    dissouteLe: data.date_dissolution,
  }) as Association;
}

/** Anything else than « diffusible » is kept from publication, words not yet invented included. */
function isMasked(status: string | null | undefined): boolean {
  return status !== undefined && status !== null && status !== 'diffusible';
}

/** A natural person who keeps their data from publication has no name here; a company keeps its own. */
function nomOf(unite: z.output<typeof uniteLegale>, masque: boolean): string | undefined {
  if (unite.type === 'personne_physique') {
    const personne = unite.personne_physique_attributs;
    return masque ? undefined : mots(personne?.prenom_usuel, personne?.nom_usage ?? personne?.nom_naissance);
  }
  return unite.status_diffusion === 'non_diffusible'
    ? undefined
    : (unite.personne_morale_attributs?.raison_sociale ?? undefined);
}

/** Of a masked address, only the commune is public. */
function adresseOf(adresse: z.output<typeof adresseEtablissement>, masque: boolean): string | undefined {
  const commune = mots(adresse.code_postal, adresse.libelle_commune ?? adresse.libelle_commune_etranger);
  if (masque) return commune;
  const voie = [adresse.numero_voie, adresse.indice_repetition_voie, adresse.type_voie, adresse.libelle_voie];
  return mots(
    ...voie,
    adresse.complement_adresse && `(${adresse.complement_adresse})`,
    commune,
    adresse.libelle_pays_etranger,
  );
}

function redirectionOf(body: unknown, cle: 'redirect_from_siret' | 'redirect_from_siren'): string | undefined {
  const read = z.object({ meta: z.object({ [cle]: z.string() }) }).safeParse(body);
  return read.success ? read.data.meta[cle] : undefined;
}

const chiffres = (length: number) => z.string().regex(new RegExp(`^\\d{${length}}$`));
const RNA = /^W\w{9}$/;

const uniteLegale = z.object({
  rna: feuille(z.string().regex(RNA)),
  status_diffusion: feuille(z.string()),
  type: z.enum(['personne_morale', 'personne_physique']),
  personne_morale_attributs: feuille(z.object({ raison_sociale: feuille(texte) })),
  personne_physique_attributs: feuille(
    z.object({ prenom_usuel: feuille(texte), nom_usage: feuille(texte), nom_naissance: feuille(texte) }),
  ),
  forme_juridique: feuille(z.object({ libelle: feuille(texte) })),
  etat_administratif: z.enum(['A', 'C']),
  date_cessation: feuille(z.number()),
});

const adresseEtablissement = z.object({
  status_diffusion: feuille(z.string()),
  numero_voie: feuille(texte),
  indice_repetition_voie: feuille(texte),
  type_voie: feuille(texte),
  libelle_voie: feuille(texte),
  complement_adresse: feuille(texte),
  code_postal: feuille(texte),
  libelle_commune: feuille(texte),
  libelle_commune_etranger: feuille(texte),
  libelle_pays_etranger: feuille(texte),
});

const etablissement = z.object({
  siret: chiffres(14),
  etat_administratif: z.enum(['A', 'F']),
  date_fermeture: feuille(z.number()),
  status_diffusion: feuille(z.string()),
  unite_legale: uniteLegale,
  adresse: feuille(adresseEtablissement),
});

const association = z.object({
  rna: feuille(z.string().regex(RNA)),
  siren: feuille(chiffres(9)),
  siret_siege: feuille(chiffres(14)),
  nom: texte,
  active: z.boolean(),
  date_dissolution: feuille(jour),
  adresse_siege: feuille(
    z.object({
      numero_voie: feuille(texte),
      type_voie: feuille(texte),
      libelle_voie: feuille(texte),
      code_postal: feuille(texte),
      commune: feuille(texte),
    }),
  ),
});

import { z } from 'zod';
import { feuille, jour, liste, sansVides, texte } from '../lecture.ts';
import type { Etablissement } from './etablissement.ts';
import { formeJuridique } from './formes-juridiques.ts';

/**
 * Reads an answer of the open API « Recherche d’entreprises » to a SIRET.
 *
 * @returns the establishment; `absent` when the open register does not have it (unknown, or kept from publication:
 *   it does not say which); undefined when the answer is not what the documentation says
 */
export function lireRecherche(body: unknown, siret: string): Etablissement | 'absent' | undefined {
  const read = reponse.safeParse(body);
  if (!read.success || !read.data.results) return undefined;
  for (const unite of read.data.results) {
    const found = [unite.siege, ...(unite.matching_etablissements ?? [])].find((one) => one?.siret === siret);
    if (found) return describe(siret, unite, found);
  }
  return 'absent';
}

function describe(siret: string, unite: Unite, found: Lieu): Etablissement {
  const masque = unite.statut_diffusion === 'P' || found.statut_diffusion_etablissement === 'P';
  const ferme = found.etat_administratif === 'F' || unite.etat_administratif === 'C';
  const commune = [found.code_postal, found.libelle_commune].filter(Boolean).join(' ') || undefined;
  return sansVides({
    siret,
    nom: unite.nom_raison_sociale ?? (masque ? undefined : unite.nom_complet),
    adresse: masque ? commune : (found.adresse ?? commune),
    formeJuridique: formeJuridique(unite.nature_juridique),
    rna: unite.complements?.identifiant_association,
    etat: ferme ? 'ferme' : 'ouvert',
    fermeLe: ferme ? (found.date_fermeture ?? unite.date_fermeture) : undefined,
    masque: masque || undefined,
  }) as Etablissement;
}

/** What is kept from publication is written so, in the middle of the texts. */
const public_ = texte.refine((text) => !text.includes('NON-DIFFUSIBLE'));

const lieu = z.object({
  siret: z.string(),
  etat_administratif: z.enum(['A', 'F']),
  statut_diffusion_etablissement: feuille(z.string()),
  adresse: feuille(public_),
  code_postal: feuille(public_),
  libelle_commune: feuille(public_),
  date_fermeture: feuille(jour),
});

const unite = z.object({
  nom_complet: feuille(public_),
  nom_raison_sociale: feuille(public_),
  nature_juridique: feuille(z.string()),
  etat_administratif: z.enum(['A', 'C']),
  statut_diffusion: feuille(z.string()),
  date_fermeture: feuille(jour),
  siege: feuille(lieu),
  matching_etablissements: liste(lieu, 100),
  complements: feuille(z.object({ identifiant_association: feuille(z.string().regex(/^W\w{9}$/)) })),
});

const reponse = z.object({ results: liste(unite, 25) });

type Unite = z.output<typeof unite>;
type Lieu = z.output<typeof lieu>;

import { z } from 'zod';
import { dataOf, feuille, jour, type Lecture, lue, refusIdentite, sansVides, texte } from '../lecture.ts';
import type { RouteApi } from '../route.ts';

/** A registration certificate (carte grise), for a resident's parking permit, say. */
export type Immatriculation = {
  readonly immatriculation: string;
  readonly rattachement: 'titulaire' | 'cotitulaire' | 'locataire';
  readonly premiereImmatriculation?: string;
  readonly marque?: string;
  readonly modele?: string;
  /** `VP`, `CTTE`… */
  readonly genre?: string;
  /** `ES`, `EL`… */
  readonly carburant?: string;
  /** Grams a kilometre. */
  readonly co2?: number;
  readonly classeEnvironnementale?: string;
};

export const immatriculationVehicule: RouteApi<Immatriculation> = {
  id: 'immatriculation_vehicule',
  detenteur: 'le ministère de l’Intérieur',
  presentation: 'La carte grise de votre véhicule',
  fournisseur: 'ants',
  chemins: { france_connect: '/v3/ants/extrait_immatriculation_vehicule/france_connect' },
  parametres: { obligatoires: ['immatriculation'], facultatifs: [] },
  scopes: [
    'ants_extrait_immatriculation_vehicule_identite_particulier',
    'ants_extrait_immatriculation_vehicule_statut_rattachement',
    'ants_extrait_immatriculation_vehicule_donnees_immatriculation_vehicule',
    'ants_extrait_immatriculation_vehicule_caracteristiques_techniques_vehicule',
  ],
  cacheSecondes: 0,
  donnees: [
    'immatriculation',
    'rattachement',
    'premiereImmatriculation',
    'marque',
    'modele',
    'genre',
    'carburant',
    'co2',
    'classeEnvironnementale',
  ],
  lire(body, contexte): Lecture<Immatriculation> {
    const data = dataOf(schema, body);
    if (!data) return { type: 'illisible' };
    // The register compares the identities itself, and says so.
    if (meta.safeParse(body).data?.meta?.identity_matching?.overall_match === false) return { type: 'autre_personne' };
    const refus = refusIdentite(nommees(data.identite_particulier), contexte);
    if (refus) return refus;
    const { donnees_immatriculation_vehicule: vehicule, caracteristiques_techniques_vehicule: technique } = data;
    if (!vehicule?.numero_immatriculation || !data.statut_rattachement) return { type: 'masquee' };
    const asked = contexte.parametres['immatriculation'] ?? '';
    if (plaque(asked) !== plaque(vehicule.numero_immatriculation)) return { type: 'autre_personne' };
    return lue({
      immatriculation: vehicule.numero_immatriculation,
      rattachement: data.statut_rattachement,
      ...sansVides({
        premiereImmatriculation: vehicule.date_premiere_immatriculation,
        marque: technique?.marque,
        modele: technique?.denomination_commerciale,
        genre: technique?.genre_national?.code,
        carburant: technique?.type_carburant?.code,
        co2: technique?.taux_co2,
        classeEnvironnementale: technique?.classe_environnementale?.code,
      }),
    });
  },
};

const code = feuille(z.object({ code: feuille(texte) }));

const schema = z.object({
  identite_particulier: z.unknown().optional(),
  statut_rattachement: feuille(z.enum(['titulaire', 'cotitulaire', 'locataire'])),
  donnees_immatriculation_vehicule: feuille(
    z.object({ numero_immatriculation: feuille(texte), date_premiere_immatriculation: feuille(jour) }),
  ),
  caracteristiques_techniques_vehicule: feuille(
    z.object({
      marque: feuille(texte),
      denomination_commerciale: feuille(texte),
      genre_national: code,
      type_carburant: code,
      taux_co2: feuille(z.number().min(0).max(2000)),
      classe_environnementale: code,
    }),
  ),
});

const meta = z.object({
  meta: feuille(z.object({ identity_matching: feuille(z.object({ overall_match: feuille(z.boolean()) })) })),
});

const part = z.number().int().min(0).max(9999);
const identite = z.object({
  nom: feuille(texte),
  prenom: feuille(texte),
  annee_date_naissance: feuille(part),
  mois_date_naissance: feuille(part),
  jour_date_naissance: feuille(part),
});

function nommees(raw: unknown) {
  if (raw === undefined || raw === null) return undefined;
  const read = identite.safeParse(raw).data;
  const [annee, mois, day] = [read?.annee_date_naissance, read?.mois_date_naissance, read?.jour_date_naissance];
  const dateNaissance = annee ? `${pad(annee, 4)}-${pad(mois ?? 0, 2)}-${pad(day ?? 0, 2)}` : undefined;
  return [{ nom: read?.nom, prenoms: read?.prenom, dateNaissance }];
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

/** `aa 123 bb` and `AA-123-BB` are one plate. */
function plaque(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

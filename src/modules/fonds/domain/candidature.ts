import { z } from 'zod';
import { type Jour, parseJour } from '../../../values/jour.ts';
import { centimes, type Montant, ZERO } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { parseSiren, type Siren } from '../../../values/siren.ts';
import { parseSiret, type Siret } from '../../../values/siret.ts';

/** Where a request stands for the fund: it follows its dossier. */
export type StatutCandidature = 'deposee' | 'en_instruction' | 'acceptee' | 'refusee' | 'sans_suite';

/** What the fund reads in the answers of a dossier, whatever its form asks besides. */
export type Demande = {
  readonly siret: Siret;
  /** Of whom the request is made for, when its form has it from who signed in. */
  readonly sirenDuDemandeur: Siren | undefined;
  /** As the register of establishments has it, when it answered. */
  readonly nomConnu: string | undefined;
  readonly objet: string | undefined;
  /** Undefined, as its eligible part, for a form without a financing plan. */
  readonly cout: Montant | undefined;
  readonly assiette: Montant | undefined;
  /** Undefined for a form that asks for no amount: a lump sum. */
  readonly demande: Montant | undefined;
  readonly autresAides: Montant;
  readonly financementsPrives: Montant;
  readonly debut: Jour | null;
  readonly fin: Jour | null;
  readonly licence: string | null;
  readonly depotSource: string | null;
  readonly partenaires: readonly Partenaire[];
};

/** Who carries the project with the collectivité that leads it and signs the request. */
export type Partenaire = {
  readonly siret: Siret;
  /** As the register of establishments has it, when it answered. */
  readonly nom: string | null;
  readonly role: string | null;
};

/** What a partner does, by the choices of the catalogue’s forms; another form may have its own. */
export const ROLES_DE_PARTENAIRE: Readonly<Record<string, string>> = {
  realise: 'réalise une partie du projet',
  finance: 'finance une partie du projet',
  utilise: 'utilisera l’outil',
};

const etablissement = z.object({
  siret: z.string(),
  organisme: z.object({ nom: z.string().optional() }).optional(),
});

/**
 * The champs that the fund knows, by their ids in every démarche of a dispositif. `siret` is required; a form has a
 * `plan`, or a `montant_demande`, or neither when the help is a lump sum.
 */
const reponsesSchema = z.object({
  siret: etablissement,
  siren: z.string().optional(),
  objet: z.string().optional(),
  // Totals in cents, as the champ keeps them.
  plan: z
    .object({
      cout: z.int(),
      assiette: z.int(),
      aidesPubliques: z.int(),
      financementPrive: z.int(),
      aideDemandee: z.int(),
    })
    .optional(),
  montant_demande: z.int().optional(),
  debut: z.string().optional(),
  fin: z.string().optional(),
  licence: z.string().optional(),
  licence_autre: z.string().optional(),
  depot_source: z.string().optional(),
  partenaires: z.array(z.object({ siret: etablissement, role: z.string().optional() })).optional(),
});

/** @returns the request, or what keeps the fund from reading it */
export function lireDemande(reponses: unknown): Result<Demande> {
  const read = reponsesSchema.safeParse(reponses);
  const siret = read.success ? parseSiret(read.data.siret.siret) : undefined;
  if (!read.success || !siret?.ok) return refuse('Indiquez le numéro SIRET de la collectivité qui demande.');
  const { plan, montant_demande, objet, debut, fin, licence, licence_autre, depot_source, partenaires } = read.data;
  return ok({
    siret: siret.value,
    sirenDuDemandeur: sirenDit(read.data.siren),
    nomConnu: read.data.siret.organisme?.nom,
    objet,
    ...(plan ? financementOf(plan) : sansPlan(montant_demande)),
    debut: jourOf(debut),
    fin: jourOf(fin),
    // « Une autre licence », in the form's list: what it is was typed beside.
    licence: (licence === 'autre' ? licence_autre : licence) ?? null,
    depotSource: depot_source ?? null,
    partenaires: (partenaires ?? []).flatMap(partenaireOf),
  });
}

function partenaireOf({ siret, role }: LigneDePartenaire): readonly Partenaire[] {
  const read = parseSiret(siret.siret);
  return read.ok ? [{ siret: read.value, nom: siret.organisme?.nom ?? null, role: role ?? null }] : [];
}

type LigneDePartenaire = NonNullable<z.infer<typeof reponsesSchema>['partenaires']>[number];

function sirenDit(typed: string | undefined): Siren | undefined {
  const siren = parseSiren(typed ?? '');
  return siren.ok ? siren.value : undefined;
}

type Plan = NonNullable<z.infer<typeof reponsesSchema>['plan']>;
type Financement = Pick<Demande, 'cout' | 'assiette' | 'demande' | 'autresAides' | 'financementsPrives'>;

function financementOf(plan: Plan): Financement {
  return {
    cout: centimes(plan.cout),
    assiette: centimes(plan.assiette),
    demande: centimes(plan.aideDemandee),
    autresAides: centimes(plan.aidesPubliques),
    financementsPrives: centimes(plan.financementPrive),
  };
}

function sansPlan(montantDemande: number | undefined): Financement {
  const demande = montantDemande === undefined ? undefined : centimes(montantDemande);
  return { cout: undefined, assiette: undefined, demande, autresAides: ZERO, financementsPrives: ZERO };
}

function jourOf(typed: string | undefined): Jour | null {
  const read = parseJour(typed ?? '');
  return read.ok ? read.value : null;
}

import type { Tx } from '../../../platform/db/database.ts';
import { type Definition, findDemarche } from '../../demarches/index.ts';
import { canonicalJson } from '../../journal/index.ts';
import { ACTES } from '../domain/acte.ts';
import type { ApercuAdoption, ApercuDispositif, ApercuSession } from '../domain/apercu-adoption.ts';
import type { DispositifDuCatalogue, ProgrammeDuCatalogue, SessionDuCatalogue } from '../storage/catalogue.ts';
import type { ModeleDuCatalogue } from '../storage/catalogue-actes.ts';
import { lastGrilleAvis, listGrilles } from '../storage/grilles.ts';
import { listModeles } from '../storage/modeles-actes.ts';
import { listProgrammes } from '../storage/programmes.ts';
import { type Dispositif, listDispositifs, type SessionFonds } from '../storage/sessions.ts';
import { empreinteOf } from './empreinte.ts';
import { sha256Of } from './prepare-acte.ts';

/** The same comparison as the adoption makes, without writing. */
export async function previewAdoption(
  tx: Tx,
  {
    organisationId,
    catalogue,
    formulaires,
  }: {
    readonly organisationId: string;
    readonly catalogue: ProgrammeDuCatalogue;
    readonly formulaires: ReadonlyMap<string, Definition>;
  },
): Promise<ApercuAdoption> {
  const { nom, montant, axes } = catalogue;
  const programmes = await listProgrammes(tx, organisationId);
  const known = await listDispositifs(tx, { organisationId });
  const dispositifs: ApercuDispositif[] = [];
  for (const one of catalogue.dispositifs) {
    const existing = known.find(({ slug }) => slug === one.slug);
    const { slug, axe, nature, presentation } = one;
    const sessions: ApercuSession[] = [];
    for (const session of one.sessions) sessions.push(await previewSession(tx, one, session, existing));
    const formulaire = await previewFormulaire(tx, organisationId, one, existing, formulaires);
    dispositifs.push({ slug, nom: one.nom, axe, nature, presentation, manque: !existing, formulaire, sessions });
  }
  return {
    programme: { nom, montant, axes, manque: !programmes.some((one) => one.nom === nom) },
    dispositifs,
    actes: await previewActes(tx, organisationId, catalogue.actes),
  };
}

async function previewSession(
  tx: Tx,
  { grille, avis }: DispositifDuCatalogue,
  { nom, versions, opensAt, closesAt, graceMinutes }: SessionDuCatalogue,
  dispositif: Dispositif | undefined,
): Promise<ApercuSession> {
  const existing = dispositif?.sessions.find((one) => one.nom === nom);
  const calendrier = existing ?? { opensAt, closesAt, graceMinutes };
  const last = existing && (await listGrilles(tx, existing.id)).at(-1);
  const lastAvis = existing && (await lastGrilleAvis(tx, existing.id));
  return {
    nom,
    opensAt: calendrier.opensAt,
    closesAt: calendrier.closesAt,
    graceMinutes: calendrier.graceMinutes,
    manque: !existing,
    regles: versions.filter((version) => !hasVersion(existing, version)).length,
    grille: grille !== undefined && !last?.empreinte.equals(empreinteOf(grille)),
    avis: !lastAvis?.empreinte.equals(empreinteOf(avis)),
  };
}

function hasVersion(
  session: SessionFonds | undefined,
  { appliesFrom, regles }: SessionDuCatalogue['versions'][number],
): boolean {
  const empreinte = empreinteOf(regles);
  return Boolean(
    session?.versions.some((one) => one.appliesFrom.equals(appliesFrom) && one.empreinte.equals(empreinte)),
  );
}

async function previewFormulaire(
  tx: Tx,
  organisationId: string,
  { demarche: slug }: DispositifDuCatalogue,
  existing: Dispositif | undefined,
  formulaires: ReadonlyMap<string, Definition>,
): Promise<ApercuDispositif['formulaire']> {
  const definition = slug === undefined ? undefined : formulaires.get(slug);
  if (slug === undefined || !definition) return null;
  const offered = await findDemarche(tx, organisationId, slug);
  if (existing?.demarcheId && existing.demarcheId !== offered?.id) return null;
  return { slug, titre: definition.titre, manque: !offered };
}

async function previewActes(
  tx: Tx,
  organisationId: string,
  modeles: readonly ModeleDuCatalogue[],
): Promise<ApercuAdoption['actes']> {
  const known = new Map((await listModeles(tx, organisationId)).map(({ type, sha256 }) => [type, sha256]));
  return modeles.map(({ type, titre, objet, corps }) => ({
    titre: ACTES[type].libelle,
    manque: known.get(type) !== sha256Of(canonicalJson({ titre, objet, corps })),
  }));
}

import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { orThrow } from '../../../values/result.ts';
import { findDemarche } from '../../demarches/index.ts';
import { append } from '../../journal/index.ts';
import type { DispositifDuCatalogue, ProgrammeDuCatalogue, SessionDuCatalogue } from '../storage/catalogue.ts';
import { insertProgramme, listProgrammes } from '../storage/programmes.ts';
import { type Dispositif, insertDispositif, insertSession, listDispositifs } from '../storage/sessions.ts';
import { adoptModelesActes } from './adopt-modeles-actes.ts';
import { attachDemarcheIn } from './attach-demarche.ts';
import { publishGrille } from './publish-grille.ts';
import { publishRegles } from './publish-regles.ts';

const CATALOGUE = { type: 'systeme', id: 'catalogue' } as const;

/**
 * Gives an organisation the fund of the catalogue: its programme and axes, its dispositifs, their sessions, every version
 * of their rules, the grid by which requests are compared, and the texts of its acts. What is already there stays; only
 * what is missing is added.
 *
 * @returns how many versions of rules were published
 * @throws TypeError when the catalogue contradicts what was published: rules that were in force do not change
 */
export async function adoptFonds(
  tx: Tx,
  noyau: Noyau,
  { organisationId, catalogue }: { readonly organisationId: string; readonly catalogue: ProgrammeDuCatalogue },
): Promise<number> {
  const axes = await adoptProgramme(tx, noyau, organisationId, catalogue);
  const known = await listDispositifs(tx, { organisationId });
  let published = 0;
  for (const dispositif of catalogue.dispositifs) {
    const axeId = axes[dispositif.axe - 1];
    if (!axeId) throw new TypeError(`${dispositif.slug} belongs to an axis that the programme has not`);
    const existing =
      known.find(({ slug }) => slug === dispositif.slug) ??
      (await openDispositif(tx, noyau, organisationId, axeId, dispositif));
    let numero = existing.sessions.length;
    for (const session of dispositif.sessions) {
      const known = existing.sessions.find(({ nom }) => nom === session.nom);
      if (!known) numero += 1;
      published += await adoptSession(
        tx,
        noyau,
        existing,
        { ...session, grille: dispositif.grille },
        known?.id ?? numero,
      );
    }
    await adoptFormulaire(tx, noyau, existing, dispositif.demarche);
  }
  await adoptModelesActes(tx, noyau, CATALOGUE, { organisationId, modeles: catalogue.actes });
  return published;
}

/** @returns the ids of its axes, in order */
async function adoptProgramme(
  tx: Tx,
  noyau: Noyau,
  organisationId: string,
  { nom, montant, axes: described }: ProgrammeDuCatalogue,
): Promise<readonly string[]> {
  const existing = (await listProgrammes(tx, organisationId)).find((programme) => programme.nom === nom);
  if (existing) return existing.axes.map(({ id }) => id);
  const id = newId<'Programme'>(noyau.clock, noyau.random);
  const axes = described.map((axe, index) => ({
    ...axe,
    id: newId<'Axe'>(noyau.clock, noyau.random),
    numero: index + 1,
  }));
  await insertProgramme(tx, { id, organisationId, nom, montant, axes }, noyau.clock.now());
  await append(tx, noyau, {
    acteur: CATALOGUE,
    organisation: organisationId,
    sujet: { type: 'programme', id },
    type: 'programme.ouvert',
    contenu: { montant, axes: axes.map((axe) => ({ id: axe.id, montant: axe.montant })) },
  });
  return axes.map((axe) => axe.id);
}

async function openDispositif(
  tx: Tx,
  noyau: Noyau,
  organisationId: string,
  axeId: string,
  { slug, nom, nature, presentation }: DispositifDuCatalogue,
): Promise<Dispositif> {
  const id = newId<'Dispositif'>(noyau.clock, noyau.random);
  const dispositif = { id, organisationId, axeId, slug, nom, nature, presentation, demarcheId: null };
  await insertDispositif(tx, dispositif, noyau.clock.now());
  await append(tx, noyau, {
    acteur: CATALOGUE,
    organisation: organisationId,
    sujet: { type: 'dispositif', id },
    type: 'dispositif.ouvert',
    contenu: { axe: axeId, slug, nature },
  });
  return { ...dispositif, sessions: [] };
}

/** The form, once its organisation offers it; one that somebody chose since stays. */
async function adoptFormulaire(
  tx: Tx,
  noyau: Noyau,
  { id: dispositifId, organisationId, demarcheId }: Dispositif,
  slug: string | undefined,
): Promise<void> {
  if (demarcheId !== null || slug === undefined) return;
  const demarche = await findDemarche(tx, organisationId, slug);
  if (demarche) await attachDemarcheIn(tx, noyau, CATALOGUE, { organisationId, dispositifId, demarcheId: demarche.id });
}

/** @param existing its id; its number when it has to be opened */
async function adoptSession(
  tx: Tx,
  noyau: Noyau,
  { id: dispositifId, organisationId }: Dispositif,
  { nom, versions, grille, ...calendrier }: SessionDuCatalogue & Pick<DispositifDuCatalogue, 'grille'>,
  existing: string | number,
): Promise<number> {
  const isNew = typeof existing === 'number';
  const sessionId = isNew ? newId<'Session'>(noyau.clock, noyau.random) : existing;
  if (isNew) {
    const numero = existing;
    const session = { id: sessionId, organisationId, dispositifId, numero, nom, ...calendrier };
    await insertSession(tx, session, noyau.clock.now());
    await append(tx, noyau, {
      acteur: CATALOGUE,
      organisation: organisationId,
      sujet: { type: 'session', id: sessionId },
      type: 'session.ouverte',
      contenu: {
        dispositif: dispositifId,
        ouverture: calendrier.opensAt.toString(),
        cloture: calendrier.closesAt?.toString() ?? null,
        graceMinutes: calendrier.graceMinutes,
      },
    });
  }
  let published = 0;
  for (const version of versions) {
    const result = orThrow(await publishRegles(tx, noyau, CATALOGUE, { sessionId, ...version }));
    if (result.created) published += 1;
  }
  if (grille) await publishGrille(tx, noyau, CATALOGUE, { sessionId, grille });
  return published;
}

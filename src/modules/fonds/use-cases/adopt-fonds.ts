import type { Tx } from '../../../platform/db/database.ts';
import { Conflict } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { quote } from '../../../values/french.ts';
import { newId } from '../../../values/ids.ts';
import { adoptDemarche, type Definition, findDemarche } from '../../demarches/index.ts';
import { type Acteur, append } from '../../journal/index.ts';
import type { DispositifDuCatalogue, ProgrammeDuCatalogue, SessionDuCatalogue } from '../storage/catalogue.ts';
import { insertProgramme, listProgrammes, lockAdoption } from '../storage/programmes.ts';
import { type Dispositif, insertDispositif, insertSession, listDispositifs } from '../storage/sessions.ts';
import { adoptModelesActes } from './adopt-modeles-actes.ts';
import { attachDemarcheIn } from './attach-demarche.ts';
import { publishGrille, publishGrilleAvis } from './publish-grille.ts';
import { publishRegles } from './publish-regles.ts';

/** Who brings what an organisation is given without anybody of it asking: in a demonstration, by a command. */
const CATALOGUE: Acteur = { type: 'systeme', id: 'catalogue' };

export type Adoption = {
  readonly organisationId: string;
  readonly catalogue: ProgrammeDuCatalogue;
  /** The catalogue itself by default. */
  readonly acteur?: Acteur;
  /** By slug, the forms to publish where the organisation does not offer them; none by default. */
  readonly formulaires?: ReadonlyMap<string, Definition>;
};

/** What is done, and by whom, for whom. */
type Travail = Noyau & { readonly acteur: Acteur; readonly organisationId: string };

/**
 * Gives an organisation the fund of the catalogue: its programme and axes, its dispositifs, their forms and sessions,
 * every version of their rules, the grids by which requests are compared and opinions given, and the texts of its acts. What is already there
 * stays; only what is missing is added. Two adoptions at once take turns.
 *
 * @returns how many versions of rules were published
 * @throws Conflict when the catalogue contradicts what was published: rules that were in force do not change
 */
export async function adoptFonds(
  tx: Tx,
  noyau: Noyau,
  { organisationId, catalogue, acteur = CATALOGUE, formulaires = new Map() }: Adoption,
): Promise<number> {
  await lockAdoption(tx, organisationId);
  const travail = { ...noyau, acteur, organisationId };
  const axes = await adoptProgramme(tx, travail, catalogue);
  const known = await listDispositifs(tx, { organisationId });
  let published = 0;
  for (const dispositif of catalogue.dispositifs) {
    const axeId = axes[dispositif.axe - 1];
    if (!axeId) throw new Conflict(`Le programme ${quote(catalogue.nom)} n’a pas d’axe ${dispositif.axe}.`);
    const existing =
      known.find(({ slug }) => slug === dispositif.slug) ?? (await openDispositif(tx, travail, axeId, dispositif));
    let numero = existing.sessions.length;
    for (const session of dispositif.sessions) {
      const known = existing.sessions.find(({ nom }) => nom === session.nom);
      if (!known) numero += 1;
      const asked = { ...session, grille: dispositif.grille, avis: dispositif.avis };
      published += await adoptSession(tx, travail, existing, asked, known?.id ?? numero);
    }
    await adoptFormulaire(tx, travail, existing, dispositif.demarche, formulaires);
  }
  await adoptModelesActes(tx, noyau, acteur, { organisationId, modeles: catalogue.actes });
  return published;
}

/** @returns the ids of its axes, in order */
async function adoptProgramme(
  tx: Tx,
  noyau: Travail,
  { nom, montant, axes: described }: ProgrammeDuCatalogue,
): Promise<readonly string[]> {
  const { organisationId, acteur } = noyau;
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
    acteur,
    organisation: organisationId,
    sujet: { type: 'programme', id },
    type: 'programme.ouvert',
    contenu: { montant, axes: axes.map((axe) => ({ id: axe.id, montant: axe.montant })) },
  });
  return axes.map((axe) => axe.id);
}

async function openDispositif(
  tx: Tx,
  noyau: Travail,
  axeId: string,
  { slug, nom, nature, presentation }: DispositifDuCatalogue,
): Promise<Dispositif> {
  const { organisationId, acteur } = noyau;
  const id = newId<'Dispositif'>(noyau.clock, noyau.random);
  const dispositif = { id, organisationId, axeId, slug, nom, nature, presentation, demarcheId: null };
  await insertDispositif(tx, dispositif, noyau.clock.now());
  await append(tx, noyau, {
    acteur,
    organisation: organisationId,
    sujet: { type: 'dispositif', id },
    type: 'dispositif.ouvert',
    contenu: { axe: axeId, slug, nature },
  });
  return { ...dispositif, regime: { notificationUE: null, dispositifAide: null }, sessions: [] };
}

/** The form, once its organisation offers it; one that somebody chose since stays, and what it set of it too. */
async function adoptFormulaire(
  tx: Tx,
  noyau: Travail,
  { id: dispositifId, demarcheId }: Dispositif,
  slug: string | undefined,
  formulaires: ReadonlyMap<string, Definition>,
): Promise<void> {
  if (demarcheId !== null || slug === undefined) return;
  const { organisationId, acteur } = noyau;
  const definition = formulaires.get(slug);
  if (definition && !(await findDemarche(tx, organisationId, slug))) {
    await adoptDemarche(tx, noyau, { organisationId, slug, definition, acteur });
  }
  const demarche = await findDemarche(tx, organisationId, slug);
  if (demarche) await attachDemarcheIn(tx, noyau, acteur, { organisationId, dispositifId, demarcheId: demarche.id });
}

/** @param existing its id; its number when it has to be opened */
async function adoptSession(
  tx: Tx,
  noyau: Travail,
  { id: dispositifId, nom: dispositif }: Dispositif,
  {
    nom,
    versions,
    grille,
    avis,
    demonstration: _,
    ...calendrier
  }: SessionDuCatalogue & Pick<DispositifDuCatalogue, 'grille' | 'avis'>,
  existing: string | number,
): Promise<number> {
  const { organisationId, acteur } = noyau;
  const isNew = typeof existing === 'number';
  const sessionId = isNew ? newId<'Session'>(noyau.clock, noyau.random) : existing;
  if (isNew) {
    const numero = existing;
    const session = { id: sessionId, organisationId, dispositifId, numero, nom, ...calendrier };
    await insertSession(tx, session, noyau.clock.now());
    await append(tx, noyau, {
      acteur,
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
    const result = await publishRegles(tx, noyau, acteur, { sessionId, ...version });
    if (!result.ok) throw new Conflict(`${dispositif}, ${nom}. ${result.error}`);
    if (result.value.created) published += 1;
  }
  if (grille) await publishGrille(tx, noyau, acteur, { sessionId, grille });
  await publishGrilleAvis(tx, noyau, acteur, { sessionId, grille: avis });
  return published;
}

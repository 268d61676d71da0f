import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import {
  type ActesSurDossiers,
  type Echanges,
  listRecours,
  mayReadDossiers,
  type Recours,
} from '../../demarches/index.ts';
import { entriesOfSujet, type PlacedEntry } from '../../journal/index.ts';
import type { Eligibilite } from '../domain/eligibilite.ts';
import type { Eligibilites } from '../eligibilites.ts';
import { assertMayReadCandidatures } from '../policies.ts';
import { type AideConnue, listAidesConnues } from '../storage/aides-connues.ts';
import { type AvisDemande, listAvis } from '../storage/avis.ts';
import { type Candidature, findCandidature } from '../storage/candidatures.ts';
import { findInstruction, type Instruction, listProlongations, type Prolongation } from '../storage/instruction.ts';
import { type Dispositif, findRegles, listDispositifs, type VersionDeRegles } from '../storage/sessions.ts';
import { type EquipeDuFonds, equipeOf } from './equipe.ts';
import { jugement } from './extension-du-fonds.ts';
import { INTROUVABLE } from './on-candidature.ts';

/** All that whoever examines a request looks at. */
export type CandidatureLue = {
  readonly instruction: Instruction;
  readonly candidature: Candidature;
  readonly dispositif: Dispositif | undefined;
  /** The rules of its deposit, and what they say of who asks. */
  readonly version: VersionDeRegles;
  readonly eligibilite: Eligibilite;
  readonly aides: readonly AideConnue[];
  readonly prolongations: readonly Prolongation[];
  readonly avis: readonly AvisDemande[];
  /** Against its refusals, the last one first. */
  readonly recours: readonly Recours[];
  readonly equipe: EquipeDuFonds;
  /** What was written about its dossier; undefined for who may not open it. */
  readonly echanges: Echanges | undefined;
  /** The oldest first. */
  readonly histoire: readonly PlacedEntry[];
};

type Outils = Noyau & {
  readonly dossiers: Pick<ActesSurDossiers, 'consult' | 'readEchanges'>;
  readonly eligibilites: Eligibilites;
};

/** An agent of the fund opens a request: reading it is reading its dossier, and who asks sees that it was read. */
export async function readCandidature(outils: Outils, agent: Agent, dossierId: string): Promise<CandidatureLue> {
  assertMayReadCandidatures(agent);
  const organisationId = agent.organisation.id;
  const found = await outils.db.transaction(porteeOf(agent), async (tx) => {
    const [instruction, candidature] = await Promise.all([
      findInstruction(tx, dossierId),
      findCandidature(tx, dossierId),
    ]);
    if (!instruction || candidature?.organisationId !== organisationId) throw new NotFound(INTROUVABLE);
    const version = await findRegles(tx, candidature.reglesId);
    if (!version) throw new Error(`The rules ${candidature.reglesId} of a request are gone`);
    const dossier = await outils.dossiers.consult(tx, agent, dossierId);
    const { siret } = candidature.beneficiaire;
    const [avis, prolongations, recours, faits, autres] = await Promise.all([
      listAvis(tx, dossierId),
      listProlongations(tx, dossierId),
      listRecours(tx, dossierId),
      entriesOfSujet(tx, { type: 'candidature', id: dossierId }),
      entriesOfSujet(tx, { type: 'dossier', id: dossierId }),
    ]);
    const histoire = withRecours(faits, autres);
    return {
      instruction,
      candidature,
      version,
      avis,
      prolongations,
      recours,
      histoire,
      echanges: mayReadDossiers(agent.roles) ? await outils.dossiers.readEchanges(tx, dossier) : undefined,
      aides: await listAidesConnues(tx, { organisationId, siret, dossierId }),
      dispositif: (await listDispositifs(tx, { organisationId })).find(({ id }) => id === candidature.dispositifId),
      equipe: await equipeOf(tx, organisationId, peopleIn(instruction, avis, histoire)),
    };
  });
  const { eligibilite } = await jugement(outils, found.candidature.beneficiaire, found.version);
  return { ...found, eligibilite };
}

/** What the engine wrote about the recours of this request, among the facts of the fund. */
function withRecours(faits: readonly PlacedEntry[], autres: readonly PlacedEntry[]): readonly PlacedEntry[] {
  const recours = autres.filter(
    ({ entry: { type, contenu } }) => type.startsWith('dossier.recours') || contenu['recours'] !== undefined,
  );
  return [...faits, ...recours].toSorted((a, b) =>
    Temporal.Instant.compare(Temporal.Instant.from(a.entry.at), Temporal.Instant.from(b.entry.at)),
  );
}

function peopleIn(
  { instructeurId }: Instruction,
  avis: readonly AvisDemande[],
  histoire: readonly PlacedEntry[],
): readonly string[] {
  const actors = histoire.flatMap(({ entry: { acteur } }) => (acteur.type === 'agent' && acteur.id ? [acteur.id] : []));
  return [...(instructeurId ? [instructeurId] : []), ...avis.map(({ expertId }) => expertId), ...actors];
}

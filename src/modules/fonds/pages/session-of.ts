import { NotFound } from '../../../platform/errors.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { invitesOf, lieuDeTravailOf, membresOf, nomsOfAgents, porteeOf } from '../../comptes/index.ts';
import { mayReview } from '../policies.ts';
import { lastGrilleAvis, listGrilles, type VersionDeGrille } from '../storage/grilles.ts';
import { type Dispositif, listDispositifs, type SessionFonds } from '../storage/sessions.ts';
import type { FondsDeps } from './deps.ts';

/** What the pages of a session begin with. */
export type LieuDeSession = Awaited<ReturnType<typeof sessionOf>>;

/** The session that the address names, of the organisation where the agent works. @throws NotFound */
export async function sessionOf(deps: FondsDeps, contexte: Contexte, id = idOf(contexte, 'session')) {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  const [dispositifs, grilles, grilleAvis] = await deps.db.read(porteeOf(agent), (tx) =>
    Promise.all([
      listDispositifs(tx, { organisationId: organisation.id }),
      listGrilles(tx, id),
      lastGrilleAvis(tx, id),
    ]),
  );
  const found = sessionIn(dispositifs, id);
  if (!found) throw new NotFound('Cette session n’existe pas.');
  const grille: VersionDeGrille | undefined = grilles.at(-1);
  const base = `/fonds/${organisation.slug}/sessions/${id}`;
  const breadcrumb = [
    { href: `/fonds/${organisation.slug}/sessions`, label: 'Sessions' },
    { href: base, label: found.session.nom },
  ];
  return { agent, organisation, ...found, grille, grilleAvis, base, breadcrumb };
}

function sessionIn(
  dispositifs: readonly Dispositif[],
  id: string,
): { readonly dispositif: Dispositif; readonly session: SessionFonds } | undefined {
  for (const dispositif of dispositifs) {
    const session = dispositif.sessions.find((one) => one.id === id);
    if (session) return { dispositif, session };
  }
  return undefined;
}

export type Evaluateurs = {
  /** Members who may review, by name. */
  readonly membres: readonly { readonly id: string; readonly nom: string }[];
  /** Addresses of those who will, once they have signed in. */
  readonly invites: readonly string[];
};

/** Those among whom one chooses, and those who cannot be chosen yet. */
export async function evaluateursOf(
  deps: Pick<FondsDeps, 'db' | 'clock'>,
  { agent, organisation }: Pick<LieuDeSession, 'agent' | 'organisation'>,
): Promise<Evaluateurs> {
  return deps.db.read(porteeOf(agent), async (tx) => {
    const membres = (await membresOf(tx, organisation.id)).filter(({ roles }) => mayReview(roles));
    const invites = (await invitesOf(tx, organisation.id, deps.clock.now())).filter(({ roles }) => mayReview(roles));
    const noms = await nomsOfAgents(
      tx,
      membres.map(({ personneId }) => personneId),
    );
    return {
      membres: membres
        .map(({ personneId, email }) => ({ id: personneId, nom: noms.get(personneId) || email }))
        .toSorted((a, b) => a.nom.localeCompare(b.nom, 'fr')),
      invites: invites.map(({ email }) => email),
    };
  });
}

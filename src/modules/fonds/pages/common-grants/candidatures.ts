import { problemJson } from '../../../../platform/http/errors.ts';
import { type Contexte, json, type Page, type Reponse } from '../../../../platform/http/page.ts';
import { parseId } from '../../../../values/ids.ts';
import { adhesionsOf, publicAccess } from '../../../comptes/index.ts';
import { mayReadFonds } from '../../policies.ts';
import { type Application, countApplications, findApplication, listApplications } from '../../storage/applications.ts';
import type { PublicFondsDeps } from '../deps.ts';
import { okBody, refusOf, utc } from './forme.ts';
import { pageBody, readPage } from './pagination.ts';

const ADRESSE = '/common-grants/applications';

/**
 * Requests to the funds. They are private in the protocol too (what one sees depends on who asks), so they are for the
 * signed-in agents of the fund alone, and hold nothing of who made them: what is decided is public among the awards. An
 * agent of several funds says which with `organisation`, its name in addresses.
 */
export function applicationsPages(deps: PublicFondsDeps): readonly Page[] {
  return [
    {
      path: ADRESSE,
      access: publicAccess,
      perMinute: 120,
      async GET(contexte) {
        const fonds = await fondsOf(deps, contexte);
        if (!fonds.ok) return fonds.refus;
        const asked = readPage(contexte.query);
        if (!asked.ok) return problem(contexte, refusOf(400, 'Page incorrecte', asked.error));
        const { ou, pageSize } = asked.value;
        const [items, total] = await deps.db.read({ organisation: fonds.id }, (tx) =>
          Promise.all([listApplications(tx, fonds.id, ou, pageSize + 1), countApplications(tx, fonds.id)]),
        );
        const cleOf = ({ dossierId, modifiedAt }: Application) => ({ at: modifiedAt, id: dossierId });
        const adresse = `${deps.publicUrl}${ADRESSE}`;
        const { body, links } = pageBody(adresse, asked.value, { items, total, cleOf }, applicationOf);
        const next = links && fonds.slug ? links.replace('>;', `&organisation=${fonds.slug}>;`) : links;
        return { ...json(body), ...(next ? { links: next } : {}) };
      },
    },
    {
      path: `${ADRESSE}/:appId`,
      access: publicAccess,
      perMinute: 120,
      async GET(contexte) {
        const fonds = await fondsOf(deps, contexte);
        if (!fonds.ok) return fonds.refus;
        const id = parseId<'Dossier'>(contexte.params['appId'] ?? '');
        const found = id.ok
          ? await deps.db.read({ organisation: fonds.id }, (tx) => findApplication(tx, fonds.id, id.value))
          : undefined;
        if (!found) {
          return problem(contexte, refusOf(404, 'Candidature inconnue', 'Aucune candidature n’a cet identifiant.'));
        }
        return json(okBody(applicationOf(found)));
      },
    },
  ];
}

type Fonds =
  | { readonly ok: true; readonly id: string; readonly slug: string }
  | { readonly ok: false; readonly refus: Reponse };

/** The fund in whose name the agent asks. Who is not signed in learns how, and nothing else. */
async function fondsOf(deps: PublicFondsDeps, contexte: Contexte): Promise<Fonds> {
  const { principal, query } = contexte;
  if (principal.type !== 'agent') return { ok: false, refus: problem(contexte, SANS_SESSION) };
  const adhesions = await deps.db.read({ personne: principal.personneId }, (tx) =>
    adhesionsOf(tx, principal.personneId),
  );
  const readable = adhesions.filter(mayReadFonds);
  const asked = query.get('organisation');
  const found = asked === null ? readable[0] : readable.find(({ slug }) => slug === asked);
  if (!found) return { ok: false, refus: problem(contexte, SANS_FONDS) };
  return { ok: true, id: found.organisationId, slug: found.slug };
}

const SANS_SESSION = refusOf(
  401,
  'Connexion nécessaire',
  'Les candidatures sont réservées aux agents du fonds\u00a0: connectez-vous avec ProConnect. Ce qui est attribué est public, dans /common-grants/awards.',
);
const SANS_FONDS = refusOf(404, 'Fonds inconnu', 'Vous n’êtes agent d’aucun fonds de ce nom.');

function problem({ request }: Contexte, { membres, ...refus }: ReturnType<typeof refusOf>): Reponse {
  const body = { ...problemJson(refus, request.id), ...membres };
  return { ...json(body, refus.status), contentType: 'application/problem+json' };
}

const STATUTS = {
  brouillon: { value: 'inProgress' },
  en_construction: { value: 'submitted' },
  en_instruction: { value: 'submitted' },
  accepte: { value: 'accepted' },
  refuse: { value: 'rejected' },
  sans_suite: { value: 'custom', customValue: 'closedWithoutEffect', description: 'Classée sans suite' },
} as const;

function applicationOf(one: Application) {
  return {
    id: one.dossierId,
    title: one.numero === null ? one.dispositif : `${one.dispositif}, dossier n° ${one.numero}`,
    competitionId: one.sessionId,
    opportunityId: one.dispositifId,
    // The answers are read in the dossier itself, where each reading is journalled.
    formResponses: {},
    status: STATUTS[one.statut],
    submittedAt: one.submittedAt && utc(one.submittedAt),
    createdAt: utc(one.createdAt),
    lastModifiedAt: utc(one.modifiedAt),
  };
}

import type { MachineLue } from '../../../../platform/http/machine.ts';
import { parseId } from '../../../../values/ids.ts';
import { centimes, type Montant } from '../../../../values/montant.ts';
import { REGLE } from '../../domain/eligibilite.ts';
import { etatSession, sessionAMontrer, versionEnVigueur } from '../../domain/session.ts';
import { listOpportunites, type Opportunite } from '../../storage/opportunites.ts';
import type { SessionFonds } from '../../storage/sessions.ts';
import type { PublicFondsDeps } from '../deps.ts';
import { instantEvent, money, okBody, refusOf, utc } from './forme.ts';
import { type PageDemandee, pageBody, readPage } from './pagination.ts';

const ADRESSE = '/common-grants/opportunities';

/** A dispositif is an opportunity, each of its sessions a competition. */
export function opportunitesMachines(deps: PublicFondsDeps): readonly MachineLue[] {
  return [
    {
      path: ADRESSE,
      perMinute: 120,
      async GET({ query }) {
        const asked = readPage(query);
        if (!asked.ok) return refusOf(400, 'Page incorrecte', asked.error);
        const all = await deps.db.read({ public: true }, listOpportunites);
        const items = pageOf(all, asked.value);
        const cleOf = ({ id, modifiedAt }: Opportunite) => ({ at: modifiedAt, id });
        const trouves = { items, total: all.length, cleOf };
        const shape = (one: Opportunite) => opportunityOf(one, deps);
        return { type: 'json', ...pageBody(`${deps.publicUrl}${ADRESSE}`, asked.value, trouves, shape) };
      },
    },
    {
      path: `${ADRESSE}/:oppId`,
      perMinute: 120,
      async GET({ params }) {
        const id = parseId<'Dispositif'>(params['oppId'] ?? '');
        const all = id.ok ? await deps.db.read({ public: true }, listOpportunites) : [];
        const found = all.find((one) => id.ok && one.id === id.value);
        if (!found) return refusOf(404, 'Appel inconnu', 'Aucun appel n’a cet identifiant.');
        const competitions = found.sessions.map((session) => competitionOf(found, session, deps.clock.now()));
        return { type: 'json', body: okBody({ ...opportunityOf(found, deps), competitions }) };
      },
    },
  ];
}

/** Some tens of dispositifs in an installation: they are all read, then cut. */
function pageOf(all: readonly Opportunite[], { ou, pageSize }: PageDemandee): readonly Opportunite[] {
  if ('sauter' in ou) return all.slice(ou.sauter, ou.sauter + pageSize + 1);
  const { at, id } = ou.apres;
  const begin = all.findIndex((one) => {
    const order = Temporal.Instant.compare(one.modifiedAt, at);
    return order < 0 || (order === 0 && one.id < id);
  });
  return begin < 0 ? [] : all.slice(begin, begin + pageSize + 1);
}

const STATUTS = { a_venir: 'forecasted', ouverte: 'open', close: 'closed' } as const;

function opportunityOf(one: Opportunite, { clock, publicUrl }: Pick<PublicFondsDeps, 'clock' | 'publicUrl'>) {
  const now = clock.now();
  const session = sessionAMontrer(one.sessions, now);
  return {
    id: one.id,
    title: one.nom,
    status: { value: session ? STATUTS[etatSession(session, now)] : 'forecasted' },
    description: one.presentation.trim(),
    ...fundingOf(session, now),
    ...(session ? { keyDates: keyDatesOf(session) } : {}),
    source: `${publicUrl}/fonds/eligibilite`,
    customFields: {
      nature: {
        name: 'nature',
        fieldType: 'string',
        value: one.nature,
        description:
          'guichet\u00a0: les demandes sont prises une à une\u00a0; appel_a_projets\u00a0: elles sont comparées.',
      },
    },
    createdAt: utc(one.createdAt),
    lastModifiedAt: utc(one.modifiedAt),
  };
}

function keyDatesOf({ opensAt, closesAt }: SessionFonds) {
  return {
    postDate: instantEvent('Ouverture', opensAt),
    ...(closesAt ? { closeDate: instantEvent('Clôture', closesAt) } : {}),
  };
}

/** Only what the rules fix for everybody: an amount that depends on who asks is the eligibility page's to tell. */
function fundingOf(session: SessionFonds | undefined, now: Temporal.Instant) {
  const version = session && (versionEnVigueur(session.versions, now) ?? session.versions[0]);
  if (!version) return {};
  const [forfait, plafond] = [REGLE.forfait, REGLE.plafond].map((regle) => constantOf(version.regles, regle));
  if (forfait !== undefined) {
    return { funding: { details: 'Un forfait.', minAwardAmount: money(forfait), maxAwardAmount: money(forfait) } };
  }
  const taux = texteOf(version.regles, REGLE.taux)?.replace(/\s*%$/, '\u00a0%');
  return {
    funding: {
      ...(taux ? { details: `${taux} de la dépense subventionnable au plus.` } : {}),
      ...(plafond === undefined ? {} : { maxAwardAmount: money(plafond) }),
    },
  };
}

/** An amount that is written as such: « 5000 € ». */
function constantOf(regles: Readonly<Record<string, unknown>>, regle: string): Montant | undefined {
  const [, euros, cents = ''] = /^(\d{1,12})(?:\.(\d{1,2}))?\s*€$/.exec(texteOf(regles, regle) ?? '') ?? [];
  return euros === undefined ? undefined : centimes(Number(euros) * 100 + Number(cents.padEnd(2, '0')));
}

function texteOf(regles: Readonly<Record<string, unknown>>, regle: string): string | undefined {
  const block = regles[regle];
  const value = typeof block === 'object' && block !== null && 'valeur' in block ? block.valeur : block;
  return typeof value === 'string' ? value : undefined;
}

/** The forms are those of the démarches of this site: they are filled in there, so none is given here. */
function competitionOf(one: Opportunite, session: SessionFonds, now: Temporal.Instant) {
  const etat = etatSession(session, now);
  const { opensAt, closesAt } = session;
  return {
    id: session.id,
    opportunityId: one.id,
    title: session.nom,
    status: etat === 'a_venir' ? { value: 'custom', customValue: 'forecasted' } : { value: STATUTS[etat] },
    keyDates: {
      openDate: instantEvent('Ouverture', opensAt),
      ...(closesAt ? { closeDate: instantEvent('Clôture', closesAt) } : {}),
    },
    forms: { forms: {} },
    createdAt: utc(one.createdAt),
    lastModifiedAt: utc(one.modifiedAt),
  };
}

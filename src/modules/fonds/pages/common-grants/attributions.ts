import type { MachineLue } from '../../../../platform/http/machine.ts';
import { parseId } from '../../../../values/ids.ts';
import { sirenOf } from '../../../../values/siret.ts';
import type { Organisation } from '../../../comptes/index.ts';
import { LIBELLES } from '../../domain/subvention.ts';
import { countProjets, findProjetPublic, listProjetsModifies, type ProjetFinance } from '../../storage/projets.ts';
import type { PublicFondsDeps } from '../deps.ts';
import { dayEvent, money, okBody, otherIds, refusOf, utc, uuidOfSiret } from './forme.ts';
import { pageBody, readPage } from './pagination.ts';

const ADRESSE = '/common-grants/awards';

/** What was decided, of every fund. What was made for a demonstration is not there: an award has no place to say so. */
export function attributionsMachines(deps: PublicFondsDeps): readonly MachineLue[] {
  return [
    {
      path: ADRESSE,
      perMinute: 120,
      async GET({ query }) {
        const asked = readPage(query);
        if (!asked.ok) return refusOf(400, 'Page incorrecte', asked.error);
        const { ou, pageSize } = asked.value;
        const [items, total] = await deps.db.read({ public: true }, (tx) =>
          Promise.all([listProjetsModifies(tx, ou, pageSize + 1), countProjets(tx)]),
        );
        const funders = await fundersOf(deps, items);
        const cleOf = ({ id, modifiedAt }: ProjetFinance) => ({ at: modifiedAt, id });
        const shape = (one: ProjetFinance) => awardOf(one, funders.get(one.organisationId), deps.publicUrl);
        const trouves = { items, total, cleOf };
        return { type: 'json', ...pageBody(`${deps.publicUrl}${ADRESSE}`, asked.value, trouves, shape) };
      },
    },
    {
      path: `${ADRESSE}/:awdId`,
      perMinute: 120,
      async GET({ params }) {
        const id = parseId<'Subvention'>(params['awdId'] ?? '');
        const found = id.ok ? await deps.db.read({ public: true }, (tx) => findProjetPublic(tx, id.value)) : undefined;
        if (!found) return refusOf(404, 'Attribution inconnue', 'Aucune attribution n’a cet identifiant.');
        const funder = await deps.annuaire.byId(found.organisationId);
        return { type: 'json', body: okBody(awardOf(found, funder, deps.publicUrl)) };
      },
    },
  ];
}

/** Some few funds give all the awards of a page, and the annuaire keeps them. */
async function fundersOf({ annuaire }: PublicFondsDeps, projets: readonly ProjetFinance[]) {
  const ids = [...new Set(projets.map(({ organisationId }) => organisationId))];
  return new Map(await Promise.all(ids.map(async (id) => [id, await annuaire.byId(id)] as const)));
}

const STATUTS = {
  attribuee: 'awarded',
  conventionnee: 'awarded',
  soldee: 'completed',
  abandonnee: 'cancelled',
  caduque: 'cancelled',
} as const;

function awardOf(one: ProjetFinance, funder: Organisation | undefined, publicUrl: string) {
  const { beneficiaire, commencement, conventionSigneeLe, dispositif } = one;
  const finance = one.statut !== 'abandonnee' && one.statut !== 'caduque';
  return {
    id: one.id,
    title: one.objet,
    identifiers: otherIds('awd:fr:numero', one.numero),
    description: `${one.objet}. Bénéficiaire\u00a0: ${beneficiaire.nom}.`,
    status: { value: STATUTS[one.statut], description: LIBELLES[one.statut].tag },
    funding: { awardedAmount: money(one.montant), disbursedAmount: money(one.verse) },
    keyDates: {
      awardDate: dayEvent('Décision', one.decideeLe),
      ...(commencement
        ? {
            periodOfPerformance: {
              name: 'Réalisation du projet',
              eventType: 'dateRange',
              startDate: commencement,
              endDate: one.finPrevue,
            },
          }
        : {}),
      otherDates: {
        plannedEnd: dayEvent('Fin prévue', one.finPrevue),
        ...(conventionSigneeLe ? { agreementDate: dayEvent('Signature de la convention', conventionSigneeLe) } : {}),
      },
    },
    ...(dispositif ? { opportunity: { id: dispositif.id, title: dispositif.nom } } : {}),
    ...(funder
      ? {
          funders: {
            primary: { id: funder.id, name: funder.nom, identifiers: otherIds('org:fr:siren', funder.siren) },
          },
        }
      : {}),
    recipientOrganizations: {
      primary: {
        id: uuidOfSiret(beneficiaire.siret),
        name: beneficiaire.nom,
        identifiers: {
          otherIds: {
            ...otherIds('org:fr:siret', beneficiaire.siret).otherIds,
            ...otherIds('org:fr:siren', sirenOf(beneficiaire.siret)).otherIds,
          },
        },
      },
    },
    // The catalogue shows what is financed: what was withdrawn has no page of its own.
    ...(funder && finance ? { source: `${publicUrl}/${funder.slug}/projets-finances/${one.id}` } : {}),
    createdAt: utc(one.createdAt),
    lastModifiedAt: utc(one.modifiedAt),
  };
}

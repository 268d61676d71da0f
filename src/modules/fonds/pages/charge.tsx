import {
  Button,
  ButtonGroup,
  DataTable,
  ErrorSummary,
  Form,
  Select,
  summaryErrors,
  Tag,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { count } from '../../../values/french.ts';
import { parseId } from '../../../values/ids.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { ACTIONS_EN_LOT } from '../domain/lot-candidatures.ts';
import { assertMayReadCandidatures, mayInstruct } from '../policies.ts';
import { type Charge, listCharges } from '../storage/charge.ts';
import { type LotCandidatures, listLotsCandidatures } from '../storage/lots-candidatures.ts';
import { reassignCandidatures } from '../use-cases/assign-candidature.ts';
import { type EquipeDuFonds, equipeOf } from '../use-cases/equipe.ts';
import { type Erreurs, fieldsOf } from './formulaire.ts';
import type { InstructionDeps } from './instruction-deps.ts';
import { navigationOf } from './navigation.ts';

const PERSONNE = 'personne';
const LOTS_SHOWN = 10;

/** Who has how many open requests, what is late, and how to hand over those of who leaves. */
export function chargePages(deps: InstructionDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/candidatures/charge',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      POST: (contexte) => handOver(deps, contexte),
    },
  ];
}

async function handOver(deps: InstructionDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  const { form } = contexte;
  const de = parseId<'Personne'>(form.get('de'));
  const a = form.get('a') === PERSONNE ? { ok: true as const, value: null } : parseId<'Personne'>(form.get('a'));
  const erreurs = {
    de: de.ok ? undefined : 'Choisissez la personne qui rend ses demandes.',
    a: a.ok ? undefined : 'Choisissez qui les reçoit.',
  };
  if (!de.ok || !a.ok) return show(deps, contexte, erreurs);
  const moved = await reassignCandidatures(deps, agent, { de: de.value, a: a.value });
  if (!moved.ok) return show(deps, contexte, { a: moved.error });
  return redirect(`/fonds/${organisation.slug}/candidatures/charge`, {
    type: 'succes',
    message: `${count(moved.value, 'demande')} ${moved.value > 1 ? 'changent' : 'change'} de main.`,
  });
}

async function show(deps: InstructionDeps, contexte: Contexte, erreurs: Erreurs): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayReadCandidatures(agent);
  const aujourdhui = fromPlainDate(deps.clock.today());
  const { charges, lots, equipe } = await deps.db.read(porteeOf(agent), async (tx) => {
    const found = await listCharges(tx, organisation.id, aujourdhui);
    const lots = await listLotsCandidatures(tx, organisation.id, LOTS_SHOWN);
    const people = found.flatMap(({ instructeurId }) => (instructeurId ? [instructeurId] : []));
    const authors = lots.map(({ auteurId }) => auteurId);
    return { charges: found, lots, equipe: await equipeOf(tx, organisation.id, [...people, ...authors]) };
  });
  const invalid = Object.values(erreurs).some(Boolean);
  const view = (
    <VueCharge
      contexte={contexte}
      agent={agent}
      organisation={organisation}
      charges={charges}
      lots={lots}
      equipe={equipe}
      instructs={mayInstruct(agent)}
      erreurs={erreurs}
      invalid={invalid}
    />
  );
  return page(view, invalid ? 422 : 200);
}

type VueProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly charges: readonly Charge[];
  /** The latest actions on many requests. */
  readonly lots: readonly LotCandidatures[];
  readonly equipe: EquipeDuFonds;
  readonly instructs: boolean;
  readonly erreurs: Erreurs;
  readonly invalid: boolean;
};

function VueCharge({ contexte, agent, organisation, charges, lots, equipe, instructs, erreurs, invalid }: VueProps) {
  const { chrome, form } = contexte;
  const base = `/fonds/${organisation.slug}/candidatures`;
  const { champ } = fieldsOf(form, erreurs);
  const title = 'Charge de travail';
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={title}
      navigation={navigationOf(agent, 'candidatures')}
      breadcrumb={[{ href: base, label: 'Demandes' }]}
      invalid={invalid}
      wide
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>{title}</h1>
      <DataTable
        caption="Demandes ouvertes par personne"
        captionHidden
        rows={lignesOf(charges, equipe)}
        rowKey={({ instructeurId }) => instructeurId ?? PERSONNE}
        empty={<p>Personne n’instruit les demandes.</p>}
        columns={[
          {
            key: 'nom',
            header: 'Instruites par',
            cell: ({ instructeurId }) => (
              <a href={`${base}?instructeur=${instructeurId ?? PERSONNE}&tri=echeance`}>
                {equipe.nomOf(instructeurId)}
              </a>
            ),
          },
          { key: 'ouvertes', header: 'Ouvertes', numeric: true, cell: ({ ouvertes }) => String(ouvertes) },
          {
            key: 'retard',
            header: 'En retard',
            numeric: true,
            cell: ({ retard }) => (retard > 0 ? <Tag text={String(retard)} ton="erreur" /> : '0'),
          },
          {
            key: 'prochaine',
            header: 'Prochaine échéance',
            cell: ({ prochaine }) => (prochaine ? formatJour(prochaine) : 'Aucune'),
          },
        ]}
      />
      {lots.length > 0 && <ActionsRecentes base={base} lots={lots} equipe={equipe} />}
      {instructs && (
        <>
          <h2>Reprendre les demandes d’une personne</h2>
          <p>Toutes ses demandes ouvertes changent de main.</p>
          <Form action={`${base}/charge`} jeton={chrome.jeton} label="Reprendre les demandes d’une personne">
            <Select {...champ('de')} label="Demandes de" options={holdersOf(charges, equipe)} />
            <Select
              {...champ('a')}
              label="Confiées à"
              options={[
                { value: PERSONNE, label: 'Personne' },
                ...equipe.instructeurs.map(({ id, nom }) => ({ value: id, label: nom })),
              ]}
            />
            <ButtonGroup>
              <Button>Confier ses demandes</Button>
            </ButtonGroup>
          </Form>
        </>
      )}
    </Site>
  );
}

function ActionsRecentes({ base, lots, equipe }: Pick<VueProps, 'lots' | 'equipe'> & { readonly base: string }) {
  return (
    <>
      <h2>Actions récentes sur plusieurs demandes</h2>
      <DataTable
        caption="Actions récentes sur plusieurs demandes"
        captionHidden
        rows={lots}
        rowKey={({ id }) => id}
        empty={<p>Aucune action.</p>}
        columns={[
          {
            key: 'action',
            header: 'Action',
            cell: ({ id, action }) => <a href={`${base}/lots/${id}`}>{ACTIONS_EN_LOT[action].nom}</a>,
          },
          { key: 'nombre', header: 'Demandes', numeric: true, cell: ({ nombre }) => String(nombre) },
          { key: 'auteur', header: 'Lancée par', cell: ({ auteurId }) => equipe.nomOf(auteurId) },
          { key: 'date', header: 'Le', cell: ({ createdAt }) => formatInstant(createdAt) },
          {
            key: 'etat',
            header: 'État',
            cell: ({ endedAt }) => <Tag {...(endedAt ? TERMINEE : EN_COURS)} />,
          },
        ]}
      />
    </>
  );
}

const TERMINEE = { text: 'Terminée', ton: 'succes' } as const;
const EN_COURS = { text: 'En cours', ton: 'info' } as const;

const holdersOf = (charges: readonly Charge[], equipe: EquipeDuFonds) =>
  charges.flatMap(({ instructeurId, ouvertes }) =>
    instructeurId ? [{ value: instructeurId, label: `${equipe.nomOf(instructeurId)} (${ouvertes})` }] : [],
  );

/** Those whom nobody examines first, then everybody who may have some, even none, and who left with some. */
function lignesOf(charges: readonly Charge[], { instructeurs }: EquipeDuFonds): readonly Charge[] {
  const byId = new Map(charges.map((charge) => [charge.instructeurId, charge]));
  const here: readonly (string | null)[] = [null, ...instructeurs.map(({ id }) => id)];
  const gone = charges.filter(({ instructeurId }) => !here.includes(instructeurId));
  const none = { ouvertes: 0, retard: 0, prochaine: null };
  return [...here.map((instructeurId) => byId.get(instructeurId) ?? { instructeurId, ...none }), ...gone];
}

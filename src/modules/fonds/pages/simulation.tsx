import {
  Alert,
  Button,
  ButtonGroup,
  CheckboxGroup,
  DataTable,
  ErrorSummary,
  Form,
  KeyFigure,
  KeyFigures,
  MoneyField,
  NumberField,
  PlainList,
  RadioGroup,
  Reference,
  summaryErrors,
  Tag,
  TextField,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { inEuros } from '../../../values/montant.ts';
import { agentAccess, Site } from '../../comptes/index.ts';
import {
  changements,
  couvre,
  type ErreursDeParametres,
  ecrireParametres,
  erreursDeParametres,
  type LigneSimulee,
  lireParametres,
  type Parametres,
  type Simulation,
  SUITES,
  simuler,
} from '../domain/simulation.ts';
import { mayRank } from '../policies.ts';
import { adoptSimulation, aFinancer } from '../use-cases/decide-in-commission.ts';
import { keepScenario } from '../use-cases/keep-scenario.ts';
import { commissionOf, type LieuDeCommission } from './commission-of.ts';
import type { FondsDeps } from './deps.ts';
import { typedMontant } from './formulaire.ts';
import { navigationOf } from './navigation.ts';

type Erreurs = ErreursDeParametres & { readonly nom?: string; readonly general?: string };

/** « What if »: who is funded down to which rank, and what remains. Each simulation has its address. */
export function simulationPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/commissions/:commission/simulation',
      access: agentAccess,
      GET: async (contexte) => {
        const lieu = await commissionOf(deps, contexte);
        return show(contexte, lieu, contexte.query, erreursDeParametres(contexte.query));
      },
      async POST(contexte) {
        const lieu = await commissionOf(deps, contexte);
        const { form } = contexte;
        const query = new URLSearchParams(form.get('parametres'));
        const parametres = lireParametres(query);
        const commissionId = lieu.commission.id;
        if (form.get('action') === 'decider') {
          const adopted = await adoptSimulation(deps, lieu.agent, { commissionId, parametres });
          if (!adopted.ok) return show(contexte, lieu, query, { general: adopted.error });
          return redirect(lieu.base, {
            type: 'succes',
            message: 'La simulation est devenue les décisions de la commission.',
          });
        }
        const nom = form.get('nom');
        const kept = await keepScenario(deps, lieu.agent, { commissionId, nom, parametres });
        if (!kept.ok) return show(contexte, lieu, query, { nom: kept.error });
        const address = `${lieu.base}/simulation?${ecrireParametres(parametres)}`;
        return redirect(address, { type: 'succes', message: 'Le scénario est gardé.' });
      },
    },
  ];
}

function show(contexte: Contexte, lieu: LieuDeCommission, query: URLSearchParams, erreurs: Erreurs): Reponse {
  const parametres = lireParametres(query);
  const refusees = new Set(
    lieu.decisions.filter(({ decision }) => decision === 'refuser').map(({ dossierId }) => dossierId),
  );
  const demandes = aFinancer(lieu, lieu.demandes, refusees);
  const run = (asked: Parametres) => simuler(asked, demandes, lieu.enveloppes);
  const avec = query.get('avec');
  const precedente = avec ? lireParametres(new URLSearchParams(avec)) : undefined;
  // Without an enveloppe, nothing was simulated before.
  const isOther = precedente?.enveloppes.length && ecrireParametres(precedente) !== ecrireParametres(parametres);
  // Where a request may be funded: a national call has an enveloppe for each département.
  const utiles = lieu.enveloppes.filter(
    ({ id, territoire }) =>
      parametres.enveloppes.includes(id) || demandes.some((demande) => couvre(territoire, demande)),
  );
  return page(
    <Vue
      contexte={contexte}
      lieu={lieu}
      utiles={utiles.length > 0 ? utiles : lieu.enveloppes}
      parametres={parametres}
      simulation={run(parametres)}
      precedente={precedente && isOther ? run(precedente) : undefined}
      erreurs={erreurs}
    />,
    Object.values(erreurs).some(Boolean) ? 422 : 200,
  );
}

type VueProps = {
  readonly contexte: Contexte;
  readonly lieu: LieuDeCommission;
  readonly utiles: LieuDeCommission['enveloppes'];
  readonly parametres: Parametres;
  readonly simulation: Simulation;
  readonly precedente: Simulation | undefined;
  readonly erreurs: Erreurs;
};

function Vue({ contexte, lieu, utiles, parametres, simulation, precedente, erreurs }: VueProps) {
  const { chrome, form } = contexte;
  const { agent, organisation, commission, base, enveloppes } = lieu;
  const here = ecrireParametres(parametres);
  const { general, ...champs } = erreurs;
  const refuses = Boolean(erreurs.e || erreurs.part || erreurs.plafond);
  const chosen = refuses ? [] : enveloppes.filter(({ id }) => simulation.restes.has(id));
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Simuler un financement"
      context={commission.nom}
      navigation={navigationOf(agent, 'sessions')}
      breadcrumb={lieu.breadcrumb}
      invalid={Object.values(erreurs).some(Boolean)}
      wide
    >
      <ErrorSummary errors={summaryErrors(champs)} />
      <h1>Simuler un financement</h1>
      {general && <Alert ton="erreur" title={general} live />}
      <p>
        Les demandes sont financées dans l’ordre du classement, chacune entièrement ou pas du tout, sur ce qui est
        disponible à cet instant. Rien n’est réservé.
      </p>
      <Reglages lieu={lieu} utiles={utiles} parametres={parametres} query={contexte.query} erreurs={erreurs} />
      {chosen.length > 0 && (
        <>
          <h2>Résultat</h2>
          <KeyFigures>
            <KeyFigure
              value={String(simulation.finances)}
              label="Demandes financées"
              detail={` sur ${simulation.lignes.length}`}
            />
            <KeyFigure value={inEuros(simulation.total)} label="Total" />
            {chosen.map(({ id, nom, disponible }) => (
              <KeyFigure
                key={id}
                value={inEuros(simulation.restes.get(id) ?? disponible)}
                label={`Reste, ${nom}`}
                detail={` sur ${inEuros(disponible)}`}
              />
            ))}
          </KeyFigures>
          {precedente && <Changements lieu={lieu} avant={precedente} apres={simulation} />}
          <Lignes lieu={lieu} simulation={simulation} />
        </>
      )}
      {chosen.length > 0 && mayRank(agent) && (
        <Form action={`${base}/simulation`} jeton={chrome.jeton}>
          <input type="hidden" name="parametres" value={here} />
          <TextField
            name="nom"
            label="Nom de ce scénario"
            hint="Pour le retrouver et le comparer."
            value={form.get('nom')}
            error={erreurs.nom}
            autocomplete="off"
          />
          <ButtonGroup>
            <Button kind="secondaire" name="action" value="garder">
              Garder ce scénario
            </Button>
            {commission.statut === 'ouverte' && (
              <Button name="action" value="decider">
                En faire les décisions de la commission
              </Button>
            )}
          </ButtonGroup>
        </Form>
      )}
      {lieu.scenarios.length > 0 && (
        <>
          <h2>Scénarios gardés</h2>
          <PlainList>
            {lieu.scenarios.map(({ nom, parametres: kept }) => (
              <li key={nom}>
                <a href={`${base}/simulation?${kept}&avec=${encodeURIComponent(here)}`}>{nom}</a>
              </li>
            ))}
          </PlainList>
        </>
      )}
    </Site>
  );
}

const LIBELLES_SUITE: Readonly<Record<(typeof SUITES)[number], string>> = {
  arret: 'S’arrêter là',
  saut: 'Passer aux suivantes, si elles tiennent',
};

type ReglagesProps = Pick<VueProps, 'lieu' | 'utiles' | 'parametres' | 'erreurs'> & {
  readonly query: URLSearchParams;
};

function Reglages({ lieu: { base, enveloppes }, utiles, parametres, erreurs, query }: ReglagesProps) {
  const { part, plafond } = parametres;
  return (
    <Form action={`${base}/simulation`} method="get" label="Réglages de la simulation">
      <input type="hidden" name="avec" value={ecrireParametres(parametres)} />
      <CheckboxGroup
        name="e"
        label="Enveloppes"
        hint={`${utiles.length < enveloppes.length ? 'Celles qui couvrent une demande classée. ' : ''}Dépensées dans cet ordre, chacune sur son territoire.`}
        options={utiles.map(({ id, nom, disponible }) => ({
          value: id,
          label: `${nom} (${inEuros(disponible)} disponibles)`,
        }))}
        values={parametres.enveloppes}
        error={erreurs.e}
      />
      <NumberField
        name="part"
        label="Part financée de chaque demande, en %"
        unit="%"
        width={3}
        value={erreurs.part ? (query.get('part') ?? '') : String(part)}
        error={erreurs.part}
      />
      <MoneyField
        name="plafond"
        label="Au plus par demande, en euros"
        optional
        value={erreurs.plafond ? (query.get('plafond') ?? '') : plafond === null ? '' : typedMontant(plafond)}
        error={erreurs.plafond}
      />
      <RadioGroup
        name="suite"
        label="Quand une demande ne tient plus dans l’enveloppe"
        value={parametres.suite}
        options={SUITES.map((value) => ({ value, label: LIBELLES_SUITE[value] }))}
      />
      <Button>Simuler</Button>
    </Form>
  );
}

const SANS: Readonly<Record<NonNullable<LigneSimulee['sans']>, string>> = {
  territoire: 'Aucune enveloppe de son territoire',
  credits: 'Crédits insuffisants',
  ligne: 'Sous la ligne',
};

function Lignes({ lieu, simulation }: Pick<VueProps, 'lieu' | 'simulation'>) {
  const nomOf = (id: string | null) => lieu.enveloppes.find((one) => one.id === id)?.nom ?? '';
  return (
    <DataTable
      caption="Demandes dans l’ordre du classement"
      rows={simulation.lignes}
      rowKey={({ dossier }) => dossier}
      empty={<p>Aucune demande classée n’attend de décision.</p>}
      columns={[
        { key: 'rang', header: 'Rang', cell: ({ rang }) => rang },
        { key: 'demande', header: 'Demande', cell: numeroDe(lieu) },
        { key: 'demandeur', header: 'Demandeur', cell: ({ dossier }) => lieu.demandeOf(dossier)?.beneficiaire ?? '' },
        { key: 'demandee', header: 'Demandé', numeric: true, cell: ({ demande }) => inEuros(demande) },
        { key: 'montant', header: 'Financé', numeric: true, cell: ({ montant }) => inEuros(montant) },
        {
          key: 'issue',
          header: 'Issue',
          cell: ({ sans, enveloppeId }) =>
            sans === null ? (
              <Tag text={`Financée, ${nomOf(enveloppeId)}`} ton="succes" />
            ) : (
              <Tag text={SANS[sans]} ton={sans === 'ligne' ? 'neutre' : 'attention'} />
            ),
        },
      ]}
    />
  );
}

function numeroDe({ demandeOf }: VueProps['lieu']) {
  return ({ dossier }: { readonly dossier: string }) => <Reference>{demandeOf(dossier)?.numero ?? dossier}</Reference>;
}

type ChangementsProps = Pick<VueProps, 'lieu'> & { readonly avant: Simulation; readonly apres: Simulation };

function Changements({ lieu, avant, apres }: ChangementsProps) {
  return (
    <>
      <h3>Ce qui change par rapport à la simulation précédente</h3>
      <DataTable
        caption="Demandes dont le montant change"
        captionHidden
        rows={changements(avant, apres)}
        rowKey={({ dossier }) => dossier}
        empty={<p>Rien ne change.</p>}
        columns={[
          { key: 'demande', header: 'Demande', cell: numeroDe(lieu) },
          { key: 'demandeur', header: 'Demandeur', cell: ({ dossier }) => lieu.demandeOf(dossier)?.beneficiaire ?? '' },
          { key: 'avant', header: 'Avant', numeric: true, cell: (one) => inEuros(one.avant) },
          { key: 'apres', header: 'Maintenant', numeric: true, cell: (one) => inEuros(one.apres) },
        ]}
      />
    </>
  );
}

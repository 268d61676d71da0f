import { randomUUID } from 'node:crypto';
import {
  Button,
  ButtonGroup,
  CheckboxGroup,
  DataTable,
  DateFields,
  ErrorSummary,
  Form,
  formatNumber,
  fr,
  NumberField,
  RadioGroup,
  summaryErrors,
  TextArea,
  TextField,
} from '../../../platform/html/index.ts';
import { emptyForm } from '../../../platform/http/form.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { count } from '../../../values/french.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { parseSiren, type Siren } from '../../../values/siren.ts';
import { type Agent, agentAccess, lieuDeTravailOf, porteeOf, Site } from '../../comptes/index.ts';
import { TECHNOLOGIES, type Technologie } from '../domain/trajectoire.ts';
import { assertMayReadCredits, mayManage } from '../policies.ts';
import { type ObjectifSuivi, objectifsAu } from '../storage/objectifs.ts';
import { declareObjectif } from '../use-cases/declare-objectif.ts';
import { declareRaccordements } from '../use-cases/declare-raccordements.ts';
import type { FondsDeps } from './deps.ts';
import { Trajectoires } from './etape-graphiques.tsx';
import { adresseDe } from './etape-liens.ts';
import { phraseDeTrajectoire } from './etape-panneaux.tsx';
import { type Erreurs, fieldsOf, readForm } from './formulaire.ts';
import { navigationOf } from './navigation.ts';

const NOMS = Object.keys(TECHNOLOGIES) as Technologie[];
const CHOIX = NOMS.map((value) => ({ value, label: TECHNOLOGIES[value] }));
/** A list longer than this comes in several times: each line is a fact of the journal. */
const LONGEST = 2000;

/** How far the deployment must go, and which collectivités are there. */
export function objectifsPages(deps: FondsDeps): readonly Page[] {
  const path = '/fonds/:organisation/objectifs';
  return [
    { path, access: agentAccess, GET: (contexte) => show(deps, contexte), POST: (contexte) => declare(deps, contexte) },
  ];
}

async function declare(deps: FondsDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  const isGoal = contexte.form.get('quoi') === 'objectif';
  const done = await (isGoal ? declareGoal : declareConnected)(deps, agent, contexte);
  if (!done.ok) return show(deps, contexte, { quoi: isGoal ? 'objectif' : 'raccordements', erreurs: done.error });
  return redirect(`/fonds/${organisation.slug}/objectifs`, { type: 'succes', message: done.value });
}

async function declareGoal(deps: FondsDeps, agent: Agent, { form }: Contexte): Promise<Result<string, Erreurs>> {
  const technologies = NOMS.filter((name) => form.all('technologies').includes(name));
  const positive = { min: 0, max: 999_999, absent: 'Indiquez un nombre de collectivités, par exemple 280.' };
  const lu = readForm(form, (lecture) => ({
    libelle: lecture.texte('libelle', 'Dites l’objectif en une phrase.', 200),
    depart: lecture.entier('depart', positive),
    departLe: lecture.date('departLe'),
    cible: lecture.entier('cible', { ...positive, min: 1 }),
    echeance: lecture.date('echeance'),
    source: lecture.texte('source', 'Dites d’où vient cet objectif.', 300),
  }));
  const none = technologies.length === 0 ? { technologies: 'Choisissez ce qui est déployé.' } : undefined;
  if (!lu.ok) return refuse({ ...none, ...lu.error });
  if (none) return refuse(none);
  const declared = await declareObjectif(deps, agent, { ...lu.value, technologies, cle: cleOf(form.get('cle')) });
  return declared.ok ? ok('L’objectif est déclaré.') : refuse({ ...declared.error });
}

async function declareConnected(deps: FondsDeps, agent: Agent, { form }: Contexte): Promise<Result<string, Erreurs>> {
  const sirens = readSirens(form.get('sirens'));
  const lu = readForm(form, (lecture) => ({
    technologie: lecture.choix('technologie', NOMS, 'Choisissez ce que ces collectivités utilisent.'),
    depuis: lecture.date('depuis'),
    source: lecture.texte('source-raccordements', 'Dites d’où vient cette liste.', 300),
  }));
  if (!lu.ok || !sirens.ok)
    return refuse({ ...(sirens.ok ? {} : { sirens: sirens.error }), ...(lu.ok ? {} : lu.error) });
  const declared = await declareRaccordements(deps, agent, { ...lu.value, sirens: sirens.value });
  if (!declared.ok) return refuse({ ...declared.error });
  const already = sirens.value.length - declared.value;
  const known = already > 0 ? ` ${formatNumber(already)} l’étaient déjà.` : '';
  return ok(`${formatNumber(declared.value)} collectivités ajoutées.${known}`);
}

/** One number a line; the first one that is wrong is told with its line. */
function readSirens(text: string): Result<readonly Siren[]> {
  const lines = text.split('\n').map((line) => line.trim());
  const written = lines.flatMap((line, index) => (line === '' ? [] : [{ line, rang: index + 1 }]));
  if (written.length === 0) return refuse('Indiquez au moins un numéro SIREN, un par ligne.');
  if (written.length > LONGEST) return refuse(`Envoyez ${count(LONGEST, 'numéro')} au plus à la fois.`);
  const sirens: Siren[] = [];
  for (const { line, rang } of written) {
    const siren = parseSiren(line);
    if (!siren.ok) return refuse(fr(`Ligne ${rang} : ${siren.error}`));
    sirens.push(siren.value);
  }
  return ok([...new Set(sirens)]);
}

/** The key of the form; one that is not readable makes another goal. */
const cleOf = (typed: string) => (/^[0-9a-f-]{36}$/.test(typed) ? typed : randomUUID());

type Refus = { readonly quoi: 'objectif' | 'raccordements'; readonly erreurs: Erreurs };

async function show(deps: FondsDeps, contexte: Contexte, refus?: Refus): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayReadCredits(agent);
  const jour = fromPlainDate(deps.clock.today());
  const objectifs = await deps.db.read(porteeOf(agent), (tx) => objectifsAu(tx, organisation.id, jour));
  const { chrome, form } = contexte;
  const action = `/fonds/${organisation.slug}/objectifs`;
  const sent = (quoi: Refus['quoi']) =>
    fieldsOf(refus?.quoi === quoi ? form : emptyForm, refus?.quoi === quoi ? refus.erreurs : {});
  const view = (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Objectifs de déploiement"
      navigation={navigationOf(agent, 'objectifs')}
      invalid={refus !== undefined}
      wide
    >
      <ErrorSummary errors={summaryErrors(refus?.erreurs ?? {})} />
      <h1>Objectifs de déploiement</h1>
      <p>
        Combien de collectivités utilisent FranceConnect et API Particulier, et combien sont visées.{' '}
        <a href={`${adresseDe(organisation.slug)}/raccordements`}>Voir celles qui sont déclarées</a>
      </p>
      <Objectifs objectifs={objectifs} jour={jour} />
      <Trajectoires objectifs={objectifs} jour={jour} />
      {mayManage(agent) && (
        <>
          <h2>Déclarer un objectif</h2>
          <FormulaireObjectif
            action={action}
            jeton={chrome.jeton}
            cle={refus?.quoi === 'objectif' ? form.get('cle') : randomUUID()}
            chosen={refus?.quoi === 'objectif' ? form.all('technologies') : []}
            fields={sent('objectif')}
          />
          <h2>Déclarer des collectivités raccordées</h2>
          <FormulaireRaccordements action={action} jeton={chrome.jeton} fields={sent('raccordements')} />
        </>
      )}
    </Site>
  );
  return page(view, refus ? 422 : 200);
}

type ObjectifsProps = { readonly objectifs: readonly ObjectifSuivi[]; readonly jour: ReturnType<typeof fromPlainDate> };

function Objectifs({ objectifs, jour }: ObjectifsProps) {
  return (
    <DataTable
      caption="Objectifs déclarés"
      rows={objectifs}
      rowKey={({ id }) => id}
      empty={<p>Aucun objectif n’est déclaré.</p>}
      columns={[
        { key: 'libelle', header: 'Objectif', cell: ({ libelle }) => libelle },
        { key: 'compte', header: 'Collectivités', numeric: true, cell: ({ compte }) => formatNumber(compte) },
        {
          key: 'cible',
          header: 'Visées',
          numeric: true,
          cell: ({ cible, echeance }) => `${formatNumber(cible)} le ${formatJour(echeance, 'short')}`,
        },
        { key: 'trajectoire', header: 'Trajectoire', cell: (objectif) => phraseDeTrajectoire(objectif, jour) },
      ]}
    />
  );
}

type FormulaireProps = {
  readonly action: string;
  readonly jeton: string;
  readonly fields: ReturnType<typeof fieldsOf>;
};

function FormulaireObjectif({
  action,
  jeton,
  fields: { champ, date },
  cle,
  chosen,
}: FormulaireProps & { readonly cle: string; readonly chosen: readonly string[] }) {
  return (
    <Form action={action} jeton={jeton} label="Déclarer un objectif">
      <input type="hidden" name="quoi" value="objectif" />
      <input type="hidden" name="cle" value={cle} />
      <TextField
        {...champ('libelle')}
        label="Objectif"
        hint={fr('Par exemple « 1 000 collectivités à la fin de 2022 ».')}
      />
      <CheckboxGroup
        name="technologies"
        label="Ce qui est déployé"
        hint="Une collectivité compte une fois, même si elle utilise les deux."
        options={CHOIX}
        values={chosen}
        error={champ('technologies').error}
      />
      <NumberField {...champ('depart')} label="Collectivités au départ" />
      <DateFields {...date('departLe')} label="Date de ce départ" />
      <NumberField {...champ('cible')} label="Collectivités visées" />
      <DateFields {...date('echeance')} label="Échéance" />
      <TextField {...champ('source')} label="Source" hint="Le document qui le dit, et sa date." />
      <Button>Déclarer l’objectif</Button>
    </Form>
  );
}

function FormulaireRaccordements({ action, jeton, fields: { champ, date } }: FormulaireProps) {
  return (
    <Form action={action} jeton={jeton} label="Déclarer des collectivités raccordées">
      <input type="hidden" name="quoi" value="raccordements" />
      <RadioGroup {...champ('technologie')} label="Ce qu’elles utilisent" options={CHOIX} />
      <TextArea
        {...champ('sirens')}
        label="Numéros SIREN"
        hint="Un par ligne. Ceux qui sont déjà déclarés ne changent pas."
        rows={6}
      />
      <DateFields {...date('depuis')} label="Depuis le" />
      <TextField
        {...champ('source-raccordements')}
        label="Source de la liste"
        hint="Le relevé qui le dit, et sa date."
      />
      <ButtonGroup>
        <Button kind="secondaire">Déclarer ces collectivités</Button>
      </ButtonGroup>
    </Form>
  );
}

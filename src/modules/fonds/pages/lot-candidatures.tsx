import type { ComponentChildren } from 'preact';
import { NotFound } from '../../../platform/errors.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  ErrorSummary,
  Form,
  RadioGroup,
  Select,
  summaryErrors,
  TextArea,
} from '../../../platform/html/index.ts';
import { type FormData, formData } from '../../../platform/http/form.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { NBSP } from '../../../values/french.ts';
import { parseId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { ecrireFiltre, lireFiltre } from '../domain/filtre-candidatures.ts';
import { ACTIONS_EN_LOT, type ActionEnLot, isActionEnLot, PLUS_GRAND_LOT } from '../domain/lot-candidatures.ts';
import { assertMayInstruct } from '../policies.ts';
import { listIdsOf } from '../storage/liste-candidatures.ts';
import { findLotOfCle } from '../storage/lots-candidatures.ts';
import { type ActionChoisie, findSelection, type SelectionCandidatures } from '../storage/selections-candidatures.ts';
import { beginLot, refusDuLot } from '../use-cases/begin-lot.ts';
import { type EquipeDuFonds, equipeOf } from '../use-cases/equipe.ts';
import { keepSelection } from '../use-cases/keep-selection.ts';
import { previewLot } from '../use-cases/preview-lot.ts';
import { ApercuDuLotVu, Lancer } from './apercu-lot.tsx';
import { type Erreurs, fieldsOf } from './formulaire.ts';
import type { InstructionDeps } from './instruction-deps.ts';
import { navigationOf } from './navigation.ts';

const PATH = '/fonds/:organisation/candidatures/lot';

/**
 * One action on many requests, in three steps: choose, look at what it would do, begin. What was chosen is kept, so that
 * each step is an address: going back asks for nothing to be sent again. Only the last one acts.
 */
export function lotCandidaturesPages(deps: InstructionDeps): readonly Page[] {
  return [
    {
      path: PATH,
      access: agentAccess,
      async GET(contexte) {
        const { organisation } = await lieuDeTravailOf(deps, contexte);
        const message = 'Cochez d’abord les demandes sur lesquelles agir.';
        return redirect(`/fonds/${organisation.slug}/candidatures`, { type: 'info', message });
      },
      POST: (contexte) => select(deps, contexte),
    },
    {
      path: `${PATH}/:selection`,
      access: agentAccess,
      async GET(contexte) {
        const lieu = await lieuOf(deps, contexte);
        return page(<VueChoix lieu={lieu} contexte={contexte} form={formOf(lieu.selection.choisie)} erreurs={{}} />);
      },
      POST: (contexte) => choose(deps, contexte),
    },
    {
      path: `${PATH}/:selection/apercu`,
      access: agentAccess,
      GET: (contexte) => preview(deps, contexte),
      POST: (contexte) => begin(deps, contexte),
    },
  ];
}

/** Keeps those that were ticked on the list, or all that it finds. */
async function select(deps: InstructionDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayInstruct(agent);
  const base = `/fonds/${organisation.slug}/candidatures`;
  const filtre = ecrireFiltre(lireFiltre(new URLSearchParams(contexte.form.get('filtre')))).toString();
  const dossierIds = await choisis(deps, contexte, agent);
  if (dossierIds.length === 0 || dossierIds.length > PLUS_GRAND_LOT) {
    return redirect(listOf(base, filtre), { type: 'erreur', message: tooMany(dossierIds.length) });
  }
  return redirect(`${base}/lot/${await keepSelection(deps, agent, { filtre, dossierIds })}`);
}

async function choose(deps: InstructionDeps, contexte: Contexte): Promise<Reponse> {
  const lieu = await lieuOf(deps, contexte);
  const { form } = contexte;
  const lu = lire(form, lieu.equipe);
  if (!lu.ok) return page(<VueChoix lieu={lieu} contexte={contexte} form={form} erreurs={lu.error} />, 422);
  const { filtre, dossierIds } = lieu.selection;
  const id = await keepSelection(deps, lieu.agent, { filtre, dossierIds, choisie: lu.value });
  return redirect(`${lieu.base}/lot/${id}/apercu`);
}

async function preview(deps: InstructionDeps, contexte: Contexte): Promise<Reponse> {
  const lieu = await lieuOf(deps, contexte);
  const { choisie, dossierIds } = lieu.selection;
  if (!choisie) return redirect(lieu.adresse);
  const apercu = await previewLot(deps, lieu.agent, { action: choisie.action, dossierIds });
  const { base, equipe, adresse, lotId } = lieu;
  const { jeton } = contexte.chrome;
  return page(
    <LotSite lieu={lieu} contexte={contexte} titre="Vérifier avant de lancer" erreurs={{}}>
      {lotId ? (
        <Lance base={base} lotId={lotId} />
      ) : (
        <>
          <ApercuDuLotVu base={base} choisie={choisie} apercu={apercu} equipe={equipe} />
          <Lancer adresse={adresse} jeton={jeton} base={lieu.liste} passent={apercu.passent.length} />
        </>
      )}
    </LotSite>,
  );
}

/** The selection is the key: its preview sent twice begins one run. */
async function begin(deps: InstructionDeps, contexte: Contexte): Promise<Reponse> {
  const lieu = await lieuOf(deps, contexte);
  const { id, choisie, dossierIds } = lieu.selection;
  if (!choisie) return redirect(lieu.adresse);
  const begun = await beginLot(deps, lieu.agent, { ...choisie, cle: id, dossierIds });
  if (begun.ok) return redirect(`${lieu.base}/lots/${begun.value}`);
  const props = { lieu, contexte, form: formOf(choisie), erreurs: { ...begun.error } };
  return page(<VueChoix {...props} />, 422);
}

type Lieu = {
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly selection: SelectionCandidatures;
  readonly equipe: EquipeDuFonds;
  /** Of the run that this selection began, when it did. */
  readonly lotId: string | undefined;
  /** Address of the requests; of those that the list showed; of this selection. */
  readonly base: string;
  readonly liste: string;
  readonly adresse: string;
};

/** The selection that the address names, which is this agent's. @throws NotFound */
async function lieuOf(deps: InstructionDeps, contexte: Contexte): Promise<Lieu> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayInstruct(agent);
  const id = idOf(contexte, 'selection');
  const base = `/fonds/${organisation.slug}/candidatures`;
  return deps.db.read(porteeOf(agent), async (tx) => {
    const selection = await findSelection(tx, id);
    if (!selection) throw new NotFound('Ce choix de demandes n’existe plus. Cochez-les de nouveau dans la liste.');
    const equipe = await equipeOf(tx, organisation.id);
    const lotId = await findLotOfCle(tx, organisation.id, id);
    const liste = listOf(base, selection.filtre);
    return { agent, organisation, selection, equipe, lotId, base, liste, adresse: `${base}/lot/${id}` };
  });
}

const listOf = (base: string, filtre: string) => (filtre ? `${base}?${filtre}` : base);

const tooMany = (nombre: number) =>
  nombre === 0
    ? 'Cochez au moins une demande.'
    : `Cette liste en compte plus de ${PLUS_GRAND_LOT}. Filtrez-la pour agir sur ${PLUS_GRAND_LOT} demandes au plus.`;

/** Those that were ticked, or all that the list finds, as many as may be acted upon and one more. */
async function choisis(deps: InstructionDeps, { form }: Contexte, agent: Agent): Promise<readonly string[]> {
  if (form.get('portee') !== 'filtre') return [...new Set(form.all('dossier').flatMap(idsOf))];
  const filtre = lireFiltre(new URLSearchParams(form.get('filtre')));
  const asked = { organisationId: agent.organisation.id, filtre, moi: agent.personneId };
  return deps.db.read(porteeOf(agent), (tx) => listIdsOf(tx, asked, PLUS_GRAND_LOT + 1));
}

function idsOf(typed: string): readonly string[] {
  const id = parseId<'Dossier'>(typed);
  return id.ok ? [id.value] : [];
}

const PERSONNE = 'personne';

function lire(form: FormData, equipe: EquipeDuFonds): Result<ActionChoisie, Erreurs> {
  const action = form.get('action');
  if (!isActionEnLot(action)) return refuse({ action: 'Choisissez ce que vous voulez faire.' });
  const typed = form.get('instructeur');
  const instructeur = equipe.instructeurs.find(({ id }) => id === typed);
  if (action === 'affecter' && typed !== PERSONNE && !instructeur) {
    return refuse({ instructeur: 'Choisissez à qui confier ces demandes.' });
  }
  const motif = action === 'refuser' ? form.get('motif').trim() || null : null;
  const wrong = refusDuLot({ action, motif });
  if (wrong) return refuse({ ...wrong });
  return ok({ action, instructeurId: action === 'affecter' ? (instructeur?.id ?? null) : null, motif });
}

/** What was chosen before, as its form would send it. */
function formOf(choisie: ActionChoisie | undefined): FormData {
  if (!choisie) return formData(new URLSearchParams());
  const { action, instructeurId, motif } = choisie;
  return formData(new URLSearchParams({ action, instructeur: instructeurId ?? PERSONNE, motif: motif ?? '' }));
}

type VueProps = { readonly lieu: Lieu; readonly contexte: Contexte; readonly erreurs: Erreurs };

function VueChoix({ lieu, contexte, form, erreurs }: VueProps & { readonly form: FormData }) {
  const { selection, adresse, lotId, base } = lieu;
  const { length } = selection.dossierIds;
  return (
    <LotSite
      lieu={lieu}
      contexte={contexte}
      titre={`Agir sur ${length} demande${length > 1 ? 's' : ''}`}
      erreurs={erreurs}
    >
      {lotId && <Lance base={base} lotId={lotId} />}
      <Form action={adresse} jeton={contexte.chrome.jeton}>
        <Choix form={form} erreurs={erreurs} equipe={lieu.equipe} />
        <ButtonGroup>
          <Button>Voir ce qui serait fait</Button>
          <a href={lieu.liste}>Revenir aux demandes</a>
        </ButtonGroup>
      </Form>
    </LotSite>
  );
}

type LotSiteProps = VueProps & { readonly titre: string; readonly children: ComponentChildren };

function LotSite({ lieu, contexte, titre, erreurs, children }: LotSiteProps) {
  const { agent, organisation, liste } = lieu;
  return (
    <Site
      chrome={contexte.chrome}
      organisation={organisation}
      title={titre}
      navigation={navigationOf(agent, 'candidatures')}
      breadcrumb={[{ href: liste, label: 'Demandes' }]}
      invalid={Object.values(erreurs).some(Boolean)}
      wide
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>{titre}</h1>
      {children}
    </Site>
  );
}

/** Whoever comes back to a preview that was launched finds its report. */
function Lance({ base, lotId }: { readonly base: string; readonly lotId: string }) {
  return (
    <Alert ton="info" title="Cette action est lancée.">
      <p>
        <a href={`${base}/lots/${lotId}`}>Voir son rapport</a>
      </p>
    </Alert>
  );
}

type ChoixProps = { readonly form: FormData; readonly equipe: EquipeDuFonds; readonly erreurs: Erreurs };

function Choix({ form, equipe, erreurs }: ChoixProps) {
  const { champ } = fieldsOf(form, erreurs);
  const children = {
    affecter: (
      <Select
        {...champ('instructeur')}
        label="À qui"
        options={[
          { value: PERSONNE, label: 'Personne' },
          ...equipe.instructeurs.map(({ id, nom }) => ({ value: id, label: nom })),
        ]}
      />
    ),
    refuser: <TextArea {...champ('motif')} label="Motif" hint="Chaque collectivité le lira." maxLength={5000} />,
    instruire: undefined,
    recevable: undefined,
  };
  return (
    <RadioGroup
      {...champ('action')}
      label={`Que voulez-vous faire${NBSP}?`}
      options={(Object.keys(ACTIONS_EN_LOT) as ActionEnLot[]).map((value) => ({
        value,
        label: ACTIONS_EN_LOT[value].nom,
        hint: ACTIONS_EN_LOT[value].precision,
        children: children[value],
      }))}
    />
  );
}

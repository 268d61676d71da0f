import {
  Alert,
  Button,
  ButtonGroup,
  DataTable,
  Details,
  ErrorSummary,
  Form,
  InsetText,
  KeyFigure,
  KeyFigures,
  Multiline,
  RadioGroup,
  Reference,
  Select,
  summaryErrors,
  TextArea,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { count, NBSP } from '../../../values/french.ts';
import { newId, parseId } from '../../../values/ids.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { ecrireFiltre, lireFiltre } from '../domain/filtre-candidatures.ts';
import { ACTIONS_EN_LOT, type ActionEnLot, isActionEnLot, PLUS_GRAND_LOT } from '../domain/lot-candidatures.ts';
import { assertMayInstruct } from '../policies.ts';
import { listIdsOf } from '../storage/liste-candidatures.ts';
import { beginLot, refusDuLot } from '../use-cases/begin-lot.ts';
import { type EquipeDuFonds, equipeOf } from '../use-cases/equipe.ts';
import { type ApercuDuLot, previewLot } from '../use-cases/preview-lot.ts';
import { type Erreurs, fieldsOf } from './formulaire.ts';
import type { InstructionDeps } from './instruction-deps.ts';
import { navigationOf } from './navigation.ts';

/**
 * One action on many requests, in three steps of one page: choose, look at what it would do, begin. Only the last one
 * writes.
 */
export function lotCandidaturesPages(deps: InstructionDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/candidatures/lot',
      access: agentAccess,
      async GET(contexte) {
        const { organisation } = await lieuDeTravailOf(deps, contexte);
        const message = 'Cochez d’abord les demandes sur lesquelles agir.';
        return redirect(`/fonds/${organisation.slug}/candidatures`, { type: 'info', message });
      },
      POST: (contexte) => step(deps, contexte),
    },
  ];
}

const PERSONNE = 'personne';

async function step(deps: InstructionDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayInstruct(agent);
  const { form } = contexte;
  const base = `/fonds/${organisation.slug}/candidatures`;
  const dossierIds = await choisis(deps, contexte, agent);
  if (dossierIds.length === 0 || dossierIds.length > PLUS_GRAND_LOT) {
    const filtre = filtreOf(form);
    return redirect(filtre ? `${base}?${filtre}` : base, { type: 'erreur', message: tooMany(dossierIds.length) });
  }
  const equipe = await deps.db.read(porteeOf(agent), (tx) => equipeOf(tx, organisation.id));
  const seen = {
    contexte,
    agent,
    organisation,
    equipe,
    dossierIds,
    cle: form.get('cle') || newId(deps.clock, deps.random),
  };
  const etape = form.get('etape');
  if (etape !== 'apercu' && etape !== 'lancer') return page(<VueLot {...seen} erreurs={{}} />);
  const read = lire(contexte);
  if (!read.ok) return page(<VueLot {...seen} erreurs={read.erreurs} />, 422);
  if (etape === 'apercu') {
    const { action } = read.demande;
    const apercu = await previewLot(deps, agent, { action, dossierIds });
    return page(<VueLot {...seen} erreurs={{}} apercu={{ ...apercu, action }} />);
  }
  const begun = await beginLot(deps, agent, { ...read.demande, cle: seen.cle, dossierIds });
  if (!begun.ok) return page(<VueLot {...seen} erreurs={{ ...begun.error }} />, 422);
  return redirect(`${base}/lots/${begun.value}`);
}

/** Of the list that one comes from, as an address says it. */
const filtreOf = (form: Contexte['form']) =>
  ecrireFiltre(lireFiltre(new URLSearchParams(form.get('filtre')))).toString();

const tooMany = (nombre: number) =>
  nombre === 0
    ? 'Cochez au moins une demande.'
    : `Cette liste en compte plus de ${PLUS_GRAND_LOT}. Filtrez-la pour agir sur ${PLUS_GRAND_LOT} demandes au plus.`;

/** Those that were ticked, or all that the list finds, as many as may be acted upon and one more. */
async function choisis(deps: InstructionDeps, { form }: Contexte, agent: Agent): Promise<readonly string[]> {
  if (form.get('portee') !== 'filtre') {
    return [...new Set(form.all('dossier').flatMap((typed) => idsOf(typed)))];
  }
  const filtre = lireFiltre(new URLSearchParams(form.get('filtre')));
  const asked = { organisationId: agent.organisation.id, filtre, moi: agent.personneId };
  return deps.db.read(porteeOf(agent), (tx) => listIdsOf(tx, asked, PLUS_GRAND_LOT + 1));
}

function idsOf(typed: string): readonly string[] {
  return typed.split(' ').flatMap((one) => {
    const id = parseId<'Dossier'>(one);
    return id.ok ? [id.value] : [];
  });
}

type Demande = {
  readonly action: ActionEnLot;
  readonly instructeurId: string | null;
  readonly motif: string | null;
};

function lire({
  form,
}: Contexte): { readonly ok: true; readonly demande: Demande } | { readonly ok: false; readonly erreurs: Erreurs } {
  const action = form.get('action');
  if (!isActionEnLot(action)) return { ok: false, erreurs: { action: 'Choisissez ce que vous voulez faire.' } };
  const typed = form.get('instructeur');
  const instructeur = parseId<'Personne'>(typed);
  if (action === 'affecter' && typed !== PERSONNE && !instructeur.ok) {
    return { ok: false, erreurs: { instructeur: 'Choisissez à qui confier ces demandes.' } };
  }
  const motif = form.get('motif').trim() || null;
  const wrong = refusDuLot({ action, motif });
  if (wrong) return { ok: false, erreurs: { ...wrong } };
  return { ok: true, demande: { action, instructeurId: instructeur.ok ? instructeur.value : null, motif } };
}

type VueProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly equipe: EquipeDuFonds;
  readonly dossierIds: readonly string[];
  readonly cle: string;
  readonly erreurs: Erreurs;
  /** What the action would do; absent while it is chosen. */
  readonly apercu?: (ApercuDuLot & { readonly action: ActionEnLot }) | undefined;
};

function VueLot({ contexte, agent, organisation, equipe, dossierIds, cle, erreurs, apercu }: VueProps) {
  const { chrome, form } = contexte;
  const base = `/fonds/${organisation.slug}/candidatures`;
  const filtre = filtreOf(form);
  const back = filtre ? `${base}?${filtre}` : base;
  const invalid = Object.values(erreurs).some(Boolean);
  const title = apercu ? 'Vérifier avant de lancer' : agirSur(dossierIds.length);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={title}
      navigation={navigationOf(agent, 'candidatures')}
      breadcrumb={[{ href: back, label: 'Demandes' }]}
      invalid={invalid}
      wide
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>{title}</h1>
      {apercu && <Apercu base={base} apercu={apercu} contexte={contexte} equipe={equipe} />}
      <Form action={`${base}/lot`} jeton={chrome.jeton}>
        <input type="hidden" name="cle" value={cle} />
        <input type="hidden" name="filtre" value={filtre} />
        <input type="hidden" name="dossier" value={dossierIds.join(' ')} />
        {apercu ? <Choisi form={form} /> : <Choix erreurs={erreurs} contexte={contexte} equipe={equipe} />}
        <ButtonGroup>
          {apercu && apercu.passent.length > 0 && (
            <Button name="etape" value="lancer">
              Lancer sur {count(apercu.passent.length, 'demande')}
            </Button>
          )}
          {apercu && (
            <Button name="etape" value="choix" kind="secondaire">
              Changer l’action
            </Button>
          )}
          {!apercu && (
            <Button name="etape" value="apercu">
              Voir ce qui serait fait
            </Button>
          )}
          <a href={back}>Revenir aux demandes</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
}

const agirSur = (nombre: number) => `Agir sur ${nombre} demande${nombre > 1 ? 's' : ''}`;

/** What was chosen goes on, from one step to the next. */
function Choisi({ form }: Pick<Contexte, 'form'>) {
  return (
    <>
      {['action', 'instructeur', 'motif'].map((name) => (
        <input key={name} type="hidden" name={name} value={form.get(name)} />
      ))}
    </>
  );
}

function Choix({ contexte: { form }, equipe, erreurs }: Pick<VueProps, 'contexte' | 'equipe' | 'erreurs'>) {
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

type ApercuProps = Pick<VueProps, 'contexte' | 'equipe'> & {
  readonly base: string;
  readonly apercu: NonNullable<VueProps['apercu']>;
};

function Apercu({ base, apercu, contexte: { form }, equipe }: ApercuProps) {
  const { action, passent, refusees } = apercu;
  const instructeur = parseId<'Personne'>(form.get('instructeur'));
  return (
    <>
      <p>
        {ACTIONS_EN_LOT[action].nom}
        {action === 'affecter' && `${NBSP}: ${equipe.nomOf(instructeur.ok ? instructeur.value : null)}`}. Rien n’est
        encore écrit.
      </p>
      {action === 'refuser' && (
        <InsetText>
          <Multiline>{form.get('motif').trim()}</Multiline>
        </InsetText>
      )}
      <KeyFigures>
        <KeyFigure value={String(passent.length)} label={passent.length > 1 ? 'Seraient faites' : 'Serait faite'} />
        <KeyFigure value={String(refusees.length)} label={refusees.length > 1 ? 'Resteraient' : 'Resterait'} />
      </KeyFigures>
      {passent.length > 0 && (
        <Details summary={`Voir ${passent.length > 1 ? 'celles qui seraient faites' : 'celle qui serait faite'}`}>
          <DataTable
            caption="Demandes sur lesquelles l’action passerait"
            captionHidden
            rows={passent}
            rowKey={({ dossierId }) => dossierId}
            empty={<p>Aucune.</p>}
            columns={[
              { key: 'numero', header: 'Dossier', cell: (one) => <Lien base={base} {...one} /> },
              { key: 'nom', header: 'Collectivité', cell: ({ beneficiaire }) => beneficiaire },
            ]}
          />
        </Details>
      )}
      {passent.length === 0 && (
        <Alert ton="attention">Cette action ne peut être faite sur aucune de ces demandes.</Alert>
      )}
      {refusees.length > 0 && (
        <DataTable
          caption="Demandes sur lesquelles rien ne serait fait"
          rows={refusees}
          rowKey={({ instruction }) => instruction.dossierId}
          empty={<p>Aucune.</p>}
          columns={[
            {
              key: 'numero',
              header: 'Dossier',
              cell: ({ instruction }) => <Lien base={base} {...instruction} />,
            },
            { key: 'nom', header: 'Collectivité', cell: ({ instruction }) => instruction.beneficiaire },
            { key: 'raison', header: 'Pourquoi', cell: ({ raison }) => raison },
          ]}
        />
      )}
    </>
  );
}

type LienProps = { readonly base: string; readonly dossierId: string; readonly numero: string };

function Lien({ base, dossierId, numero }: LienProps) {
  return (
    <a href={`${base}/${dossierId}`}>
      <Reference>{numero}</Reference>
    </a>
  );
}

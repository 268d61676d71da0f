import {
  Alert,
  Button,
  ButtonGroup,
  ButtonLink,
  Checkbox,
  Columns,
  ErrorSummary,
  Form,
  MessageThread,
  Multiline,
  Reference,
  Section,
  summaryErrors,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { fromPlainDate, type Jour } from '../../../values/jour.ts';
import {
  type Agent,
  agentAccess,
  agentNavigation,
  agentOf,
  nomsOfAgents,
  type Organisation,
  porteeOf,
  Site,
} from '../../comptes/index.ts';
import { NON_ANALYSEE } from '../champs/piece/definition.ts';
import { LIBELLES, possibleActions } from '../domain/statut.ts';
import { mayDecide, mayInstruct } from '../policies.ts';
import { changeStatut } from '../use-cases/change-statut.ts';
import { etatOf } from '../use-cases/load-dossier.ts';
import { postMessageAsAgent } from '../use-cases/post-message.ts';
import { type DossierSuivi, readAsAgent } from '../use-cases/read-dossier.ts';
import { receivePieceAsAgent } from '../use-cases/receive-piece-de-message.ts';
import { type DemarchesDeps, organisationOf } from './deps.ts';
import { EcrireMessage } from './ecrire-message.tsx';
import { EtatDossier } from './etat-dossier.tsx';
import { RecoursAExaminer } from './etat-du-recours.tsx';
import { Histoire, Lectures, mandatairesIn } from './histoire.tsx';
import {
  corpsOf,
  isRefused,
  isUnfinished,
  lieuOf,
  lireMessage,
  type MessageEnAttente,
  messageRepris,
  recueDe,
} from './message-en-attente.ts';
import { messagesOf } from './messages.ts';
import { Recapitulatif } from './recapitulatif.tsx';
import { SourcesInterrogees } from './sources-interrogees.tsx';

const PATH = '/instruction/:organisation/dossiers/:dossier';

/** One dossier on an agent's desk. Opening it is journalled, and the usager sees it. */
export function instructionDossierPages(deps: DemarchesDeps): readonly Page[] {
  return [
    { path: PATH, access: agentAccess, GET: (contexte) => show(deps, contexte) },
    {
      path: `${PATH}/messages`,
      access: agentAccess,
      POST: (contexte) => write(deps, contexte),
      receiveFile: (contexte, file) =>
        recueDe(file, async (fichier) =>
          receivePieceAsAgent(deps, await agentOf(deps, contexte), idOf(contexte, 'dossier'), fichier),
        ),
    },
    { path: `${PATH}/statut`, access: agentAccess, POST: (contexte) => change(deps, contexte) },
  ];
}

export function baseOf(contexte: Contexte): string {
  return `/instruction/${contexte.params['organisation']}/dossiers/${contexte.params['dossier']}`;
}

async function show(deps: DemarchesDeps, contexte: Contexte, refuse?: MessageEnAttente): Promise<Reponse> {
  const agent = await agentOf(deps, contexte);
  const suivi = await readAsAgent(deps, agent, idOf(contexte, 'dossier'));
  const organisation = await organisationOf(deps, contexte);
  const agents = await namesOf(deps, agent, suivi);
  const enAttente = refuse ?? (await messageRepris(deps, contexte.form, lieuOf(agent, suivi.dossier.id)));
  const { sources } = deps;
  const aujourdhui = fromPlainDate(deps.clock.today());
  return page(
    <Instruction {...{ contexte, agent, organisation, suivi, agents, sources, aujourdhui, enAttente }} />,
    isRefused(enAttente) ? 422 : 200,
  );
}

async function namesOf(deps: DemarchesDeps, agent: Agent, suivi: DossierSuivi): Promise<ReadonlyMap<string, string>> {
  const ids = suivi.histoire.flatMap(({ entry: { acteur } }) =>
    acteur.type === 'agent' && acteur.id ? [acteur.id] : [],
  );
  return deps.db.transaction(porteeOf(agent), (tx) => nomsOfAgents(tx, [...new Set(ids)]));
}

async function write(deps: DemarchesDeps, contexte: Contexte): Promise<Reponse> {
  const agent = await agentOf(deps, contexte);
  const { form } = contexte;
  const correction = form.has('correction');
  const dossierId = idOf(contexte, 'dossier');
  const enAttente = await lireMessage(deps, form, lieuOf(agent, dossierId));
  if (isUnfinished(form) || isRefused(enAttente)) return show(deps, contexte, enAttente);
  const posted = await postMessageAsAgent(deps, agent, {
    dossierId,
    corps: corpsOf(form, enAttente.pieces.length),
    cle: form.get('cle') || crypto.randomUUID(),
    correction,
    pieces: enAttente.pieces,
  });
  if (!posted.ok) return show(deps, contexte, { ...enAttente, erreurs: { message: posted.error } });
  const message = correction ? 'La correction est demandée à l’usager.' : 'Votre message est envoyé.';
  return redirect(`${baseOf(contexte)}#messages`, { type: 'succes', message });
}

async function change(deps: DemarchesDeps, contexte: Contexte): Promise<Reponse> {
  const agent = await agentOf(deps, contexte);
  const asked = contexte.form.get('action');
  const action = asked === 'repasser_en_instruction' ? asked : 'passer_en_instruction';
  const changed = await changeStatut(deps, agent, { dossierId: idOf(contexte, 'dossier'), action });
  if (!changed.ok) return redirect(baseOf(contexte), { type: 'erreur', message: changed.error });
  return redirect(baseOf(contexte), { type: 'succes', message: 'Le dossier est en instruction.' });
}

type InstructionProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly suivi: DossierSuivi;
  readonly agents: ReadonlyMap<string, string>;
  readonly sources: DemarchesDeps['sources'];
  readonly aujourdhui: Jour;
  readonly enAttente: MessageEnAttente;
};

function Instruction(props: InstructionProps) {
  const { contexte, agent, organisation, suivi, agents, sources, aujourdhui, enAttente } = props;
  const { chrome } = contexte;
  const { dossier, definition, depot, decision } = suivi;
  const attendu = suivi.recours.find(({ issue }) => issue === null);
  const base = baseOf(contexte);
  const list = `/instruction/${organisation.slug}`;
  const titre = `Dossier ${dossier.numero}`;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={titre}
      context={definition.titre}
      navigation={agentNavigation(agent, chrome)}
      breadcrumb={[{ href: list, label: 'Dossiers' }]}
      invalid={isRefused(enAttente)}
      wide
      dossier
    >
      <ErrorSummary errors={summaryErrors(enAttente.erreurs)} />
      <p class="muted">{definition.titre}</p>
      <h1>
        Dossier <Reference>{dossier.numero ?? ''}</Reference>
      </h1>
      <p>
        <EtatDossier {...dossier} /> {dossier.demandeur}
        {dossier.submittedAt && `, déposé le ${formatInstant(dossier.submittedAt)}`}
      </p>
      {attendu && (
        <RecoursAExaminer
          recours={attendu}
          aujourdhui={aujourdhui}
          href={mayDecide(agent.roles) ? `${base}/recours` : undefined}
        />
      )}
      <Columns aside={<Actions contexte={contexte} suivi={suivi} base={base} />} asideLabel="Instruction">
        {dossier.correctionDemandeeAt && (
          <Alert ton="attention">
            Une correction est demandée depuis le {formatInstant(dossier.correctionDemandeeAt)}. Vous lisez les réponses
            déposées avant elle.
          </Alert>
        )}
        {decision && (
          <Section id="decision" title="Décision">
            <p>
              {LIBELLES[decision.verdict].tag} par {decision.auteurNom}, le {formatInstant(decision.decidedAt)}.
            </p>
            <Multiline>{decision.motif}</Multiline>
            {decision.lettrePieceId && <a href={`${base}/pieces/${decision.lettrePieceId}`}>Lettre (PDF)</a>}
          </Section>
        )}
        {depot && (
          <Recapitulatif
            definition={definition}
            reponses={depot.reponses}
            origines={depot.origines}
            contexte={suivi.contexte}
          />
        )}
        <SourcesInterrogees etats={dossier.sources} sources={sources} />
        <Pieces suivi={suivi} base={base} />
        <Section id="messages" title="Messages">
          <MessageThread
            messages={messagesOf(suivi, { cote: 'agent', personneId: agent.personneId }, base)}
            empty="Aucun message."
          />
          {mayInstruct(agent.roles) && (
            <NouveauMessage contexte={contexte} suivi={suivi} base={base} enAttente={enAttente} />
          )}
        </Section>
        <Section id="histoire" title="Étapes">
          <Histoire
            histoire={suivi.histoire}
            agents={agents}
            usager={dossier.demandeur ?? 'L’usager'}
            demandeurs={mandatairesIn(suivi.histoire, dossier.demandeur ?? 'l’usager')}
          />
        </Section>
        <Section id="lectures" title="Consultations">
          <p>L’usager voit cette même liste.</p>
          <Lectures histoire={suivi.histoire} agents={agents} usager={dossier.demandeur ?? 'L’usager'} />
        </Section>
      </Columns>
    </Site>
  );
}

type PartProps = { readonly contexte: Contexte; readonly suivi: DossierSuivi; readonly base: string };

/** What can be done now, from the table of transitions. */
function Actions({ contexte: { chrome }, suivi: { dossier }, base }: PartProps) {
  const actions = possibleActions('agent', etatOf(dossier));
  return (
    <>
      <h2>Instruction</h2>
      {actions.includes('passer_en_instruction') && (
        <ChangeStatut jeton={chrome.jeton} base={base} action="passer_en_instruction" />
      )}
      {actions.includes('accepter') && (
        <ButtonGroup>
          <ButtonLink href={`${base}/decision`}>Décider</ButtonLink>
        </ButtonGroup>
      )}
      {actions.includes('repasser_en_instruction') && (
        <ChangeStatut jeton={chrome.jeton} base={base} action="repasser_en_instruction" />
      )}
      {dossier.correctionDemandeeAt && <p>La correction de l’usager est attendue.</p>}
      <p>
        <a href="#messages">Écrire à l’usager</a>
      </p>
    </>
  );
}

type ChangeStatutProps = {
  readonly jeton: string;
  readonly base: string;
  readonly action: 'passer_en_instruction' | 'repasser_en_instruction';
};

function ChangeStatut({ jeton, base, action }: ChangeStatutProps) {
  const first = action === 'passer_en_instruction';
  return (
    <Form action={`${base}/statut`} jeton={jeton}>
      <ButtonGroup>
        <Button kind={first ? 'principal' : 'secondaire'} name="action" value={action}>
          {first ? 'Passer en instruction' : 'Rouvrir le dossier'}
        </Button>
      </ButtonGroup>
    </Form>
  );
}

function Pieces({ suivi, base }: Pick<PartProps, 'suivi' | 'base'>) {
  const pieces = suivi.pieces.filter((piece) => piece.champId !== null);
  if (pieces.length === 0) return null;
  return (
    <Section id="pieces" title="Pièces jointes">
      <ul>
        {pieces.map((piece) => (
          <li key={piece.id}>
            <a href={`${base}/pieces/${piece.id}`}>{piece.nom}</a>
            {piece.analyse === 'non_analysee' && ` (${NON_ANALYSEE})`}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function NouveauMessage({
  contexte,
  suivi: { dossier },
  base,
  enAttente,
}: PartProps & { readonly enAttente: MessageEnAttente }) {
  const mayAsk = possibleActions('agent', etatOf(dossier)).includes('demander_correction');
  return (
    <EcrireMessage
      contexte={contexte}
      action={`${base}/messages`}
      label="Message à l’usager"
      bouton="Envoyer"
      enAttente={enAttente}
    >
      {mayAsk && (
        <Checkbox
          name="correction"
          label="Demander une correction"
          hint="L’usager pourra modifier ses réponses, puis les renvoyer."
          checked={contexte.form.has('correction')}
        />
      )}
    </EcrireMessage>
  );
}

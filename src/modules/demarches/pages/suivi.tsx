import {
  Alert,
  ButtonLink,
  ErrorSummary,
  MessageThread,
  Reference,
  Section,
  summaryErrors,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { fromPlainDate, type Jour } from '../../../values/jour.ts';
import {
  type Demandeur,
  demandeurAccess,
  nomsOfAgents,
  type Organisation,
  porteeOfDemandeur,
  Site,
} from '../../comptes/index.ts';
import type { Panneau } from '../domain/extension.ts';
import { ouReprendre } from '../domain/reprise.ts';
import { mayAsk } from '../policies.ts';
import { agentNames } from '../use-cases/agent-names.ts';
import { aidantNames } from '../use-cases/aidant-names.ts';
import { readSuites } from '../use-cases/extensions.ts';
import { isEditable } from '../use-cases/load-dossier.ts';
import { postMessageAsDemandeur } from '../use-cases/post-message.ts';
import { type DossierSuivi, readAsDemandeur } from '../use-cases/read-dossier.ts';
import { receivePieceAsDemandeur } from '../use-cases/receive-piece-de-message.ts';
import { DecisionRendue } from './decision-rendue.tsx';
import { Depot } from './depot.tsx';
import { type DemarchesDeps, demandeurOfDossier, nomDeMesDossiers } from './deps.ts';
import { EcrireMessage } from './ecrire-message.tsx';
import { EtatDossier, suiteDuDossier } from './etat-dossier.tsx';
import { Histoire, Lectures } from './histoire.tsx';
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
import { organisationOfDossier } from './organisation-of-dossier.ts';
import { Recapitulatif } from './recapitulatif.tsx';

/** A deposited dossier, as its usager follows it. */
export function suiviPages(deps: DemarchesDeps): readonly Page[] {
  return [
    { path: '/dossiers/:dossier', access: demandeurAccess, GET: (contexte) => show(deps, contexte) },
    { path: '/dossiers/:dossier/depot', access: demandeurAccess, GET: (contexte) => showDepot(deps, contexte) },
    {
      path: '/dossiers/:dossier/messages',
      access: demandeurAccess,
      POST: (contexte) => write(deps, contexte),
      receiveFile: (contexte, file) =>
        recueDe(file, async (fichier) =>
          receivePieceAsDemandeur(deps, await demandeurOfDossier(deps, contexte), idOf(contexte, 'dossier'), fichier),
        ),
    },
  ];
}

async function write(deps: DemarchesDeps, contexte: Contexte): Promise<Reponse> {
  const demandeur = await demandeurOfDossier(deps, contexte);
  const { form } = contexte;
  const dossierId = idOf(contexte, 'dossier');
  const enAttente = await lireMessage(deps, form, lieuOf(demandeur, dossierId));
  if (isUnfinished(form) || isRefused(enAttente)) return show(deps, contexte, enAttente);
  const posted = await postMessageAsDemandeur(deps, demandeur, {
    dossierId,
    corps: corpsOf(form, enAttente.pieces.length),
    cle: form.get('cle') || crypto.randomUUID(),
    pieces: enAttente.pieces,
  });
  if (!posted.ok) return show(deps, contexte, { ...enAttente, erreurs: { message: posted.error } });
  return redirect(`/dossiers/${dossierId}#messages`, { type: 'succes', message: 'Votre message est envoyé.' });
}

async function show(deps: DemarchesDeps, contexte: Contexte, refuse?: MessageEnAttente): Promise<Reponse> {
  const demandeur = await demandeurOfDossier(deps, contexte);
  const suivi = await readAsDemandeur(deps, demandeur, idOf(contexte, 'dossier'));
  const { dossier, definition } = suivi;
  if (dossier.statut === 'brouillon') {
    const reprise = mayAsk(demandeur) ? ouReprendre(definition, dossier, dossier.etapesFaites) : 'verification';
    return redirect(`/dossiers/${dossier.id}/${reprise}`);
  }
  const organisation = await organisationOfDossier(deps, dossier);
  const [agents, demandeurs, panneaux] = await Promise.all([
    agentNames(deps, dossier.organisationId, suivi.histoire),
    colleagueNames(deps, demandeur, suivi),
    readSuites(deps, dossier.organisationId, { dossierId: dossier.id, base: `/dossiers/${dossier.id}` }),
  ]);
  const enAttente = refuse ?? (await messageRepris(deps, contexte.form, lieuOf(demandeur, dossier.id)));
  const aujourdhui = fromPlainDate(deps.clock.today());
  const parts = { contexte, organisation, demandeur, suivi, agents, demandeurs, panneaux, aujourdhui, enAttente };
  return page(<Suivi {...parts} />, isRefused(enAttente) ? 422 : 200);
}

async function showDepot(deps: DemarchesDeps, contexte: Contexte): Promise<Reponse> {
  const suivi = await readAsDemandeur(deps, await demandeurOfDossier(deps, contexte), idOf(contexte, 'dossier'));
  if (!suivi.depot) return redirect(`/dossiers/${suivi.dossier.id}`);
  const organisation = await organisationOfDossier(deps, suivi.dossier);
  return page(<Depot contexte={contexte} organisation={organisation} suivi={suivi} keyId={deps.journal.keyId} />);
}

/**
 * Who did what among those who ask together, oneself included: colleagues, or a person and who helps them. Who left the
 * organisation has no name here.
 */
async function colleagueNames(
  deps: DemarchesDeps,
  demandeur: Demandeur,
  suivi: DossierSuivi,
): Promise<ReadonlyMap<string, string> | undefined> {
  const { pour } = demandeur;
  if (pour.type === 'personne') {
    const aidants = await deps.db.read(porteeOfDemandeur(demandeur), (tx) =>
      aidantNames(tx, pour.personneId, suivi.histoire),
    );
    const soi = pour.mandat ? [[demandeur.personneId, 'Vous'] as const] : [];
    return new Map([
      [pour.personneId, pour.mandat ? (suivi.dossier.demandeur ?? 'Le demandeur') : 'Vous'],
      ...aidants,
      ...soi,
    ]);
  }
  const ids = askersOf(suivi);
  const names = await deps.db.read(porteeOfDemandeur(demandeur), (tx) => nomsOfAgents(tx, ids));
  return new Map([
    ...ids.map((id) => [id, 'Un ancien collègue'] as const),
    ...names,
    [demandeur.personneId, 'Vous'] as const,
  ]);
}

function askersOf({ histoire }: DossierSuivi): readonly string[] {
  const ids = histoire.flatMap(({ entry: { acteur } }) => (acteur.type === 'usager' && acteur.id ? [acteur.id] : []));
  return [...new Set(ids)];
}

type SuiviProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly suivi: DossierSuivi;
  readonly demandeur: Demandeur;
  readonly agents: ReadonlyMap<string, string>;
  readonly demandeurs: ReadonlyMap<string, string> | undefined;
  /** Of the family of procedures. */
  readonly panneaux: readonly Panneau[];
  readonly aujourdhui: Jour;
  readonly enAttente: MessageEnAttente;
};

function Suivi(props: SuiviProps) {
  const { contexte, organisation, suivi, demandeur, agents, demandeurs, panneaux, aujourdhui, enAttente } = props;
  const { chrome } = contexte;
  const { dossier, definition, depot } = suivi;
  const base = `/dossiers/${dossier.id}`;
  const titre = `Votre demande ${dossier.numero}`;
  const { pour } = demandeur;
  const modifiable = mayAsk(demandeur);
  const suite = suiteDuDossier(dossier, organisation.nom);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={titre}
      context={definition.titre}
      invalid={isRefused(enAttente)}
      breadcrumb={[{ href: '/mes-dossiers', label: nomDeMesDossiers(chrome) }]}
      dossier
    >
      <ErrorSummary errors={summaryErrors(enAttente.erreurs)} />
      <p class="muted">{definition.titre}</p>
      <h1>
        Votre demande <Reference>{dossier.numero ?? ''}</Reference>
      </h1>
      <p>
        <EtatDossier {...dossier} />
        {pour.type === 'organisation' && ` Au nom de ${pour.organisation.nom}`}
      </p>
      {suite && <p>{suite}</p>}
      {isEditable(dossier) && modifiable && (
        <Alert ton="attention" title="Une correction vous est demandée">
          <p>Lisez le message ci-dessous, corrigez vos réponses, puis renvoyez votre demande.</p>
          <ButtonLink href={`${base}/verification`}>Corriger mes réponses</ButtonLink>
        </Alert>
      )}
      <DecisionRendue suivi={suivi} base={base} aujourdhui={aujourdhui} />
      {panneaux.map(({ id, titre: nom, contenu }) => (
        <Section key={id} id={id} title={nom}>
          {contenu}
        </Section>
      ))}
      <Section id="messages" title="Messages">
        <MessageThread
          messages={messagesOf(suivi, { cote: 'usager', personneId: demandeur.personneId }, base)}
          empty="Aucun message. Vous pouvez poser une question au service."
        />
        {modifiable && (
          <EcrireMessage
            contexte={contexte}
            action={`${base}/messages`}
            label="Votre message"
            bouton="Envoyer le message"
            enAttente={enAttente}
          />
        )}
      </Section>
      <Section id="histoire" title="Étapes">
        <Histoire histoire={suivi.histoire} agents={agents} usager="Vous" demandeurs={demandeurs} />
      </Section>
      <Section id="lectures" title="Qui a consulté votre dossier">
        <Lectures histoire={suivi.histoire} agents={agents} usager="Vous" />
      </Section>
      <Section id="accuse" title="Accusé de dépôt">
        <p>Ce fichier prouve votre dépôt. Il se vérifie sans nous, même hors ligne.</p>
        <p>
          <a href={`${base}/accuse`}>Télécharger l’accusé de dépôt</a>
        </p>
      </Section>
      {depot && (
        <Section id="reponses" title="Vos réponses">
          <Recapitulatif
            definition={definition}
            reponses={depot.reponses}
            origines={depot.origines}
            contexte={suivi.contexte}
            niveau={3}
          />
        </Section>
      )}
    </Site>
  );
}

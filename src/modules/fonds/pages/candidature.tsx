import {
  Alert,
  Columns,
  DataTable,
  InsetText,
  MessageThread,
  Multiline,
  Section,
  SummaryList,
  Tag,
  Timeline,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP } from '../../../values/french.ts';
import { fromPlainDate, type Jour, jourFromInstant } from '../../../values/jour.ts';
import { inEuros } from '../../../values/montant.ts';
import { formatPercent, ratio } from '../../../values/ratio.ts';
import { formatSiret } from '../../../values/siret.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, Site } from '../../comptes/index.ts';
import { type Echanges, messagesOf, RecoursAExaminer } from '../../demarches/index.ts';
import { type Partenaire, ROLES_DE_PARTENAIRE } from '../domain/candidature.ts';
import { cumulDe, type Limite, limitesDe } from '../domain/financement.ts';
import { LIBELLES_CANDIDATURE } from '../domain/instruction.ts';
import { LIBELLES, TYPES_BENEFICIAIRE } from '../domain/subvention.ts';
import { mayAnswerRecours } from '../policies.ts';
import type { AideConnue } from '../storage/aides-connues.ts';
import { type CandidatureLue, readCandidature } from '../use-cases/read-candidature.ts';
import { takeUpCandidature } from '../use-cases/take-up-candidature.ts';
import { AvisDeLaDemande } from './avis-de-la-demande.tsx';
import { aideEnTexte, Criteres, VERDICTS, verdictOf } from './dispositif-pour.tsx';
import { evenementsOf } from './histoire-candidature.ts';
import { HorlogeLegale } from './horloge-legale.tsx';
import type { InstructionDeps } from './instruction-deps.ts';
import { lieuDuBeneficiaire } from './lieu-du-beneficiaire.ts';
import { recevabiliteEnMots, TONS_CANDIDATURE } from './mots-candidature.ts';
import { navigationOf } from './navigation.ts';
import { dossierOf, SuiteDeLaDemande } from './suite-de-la-demande.tsx';
import { TONS } from './ton-of-statut.ts';

/** One request: who asks, for what, what the rules say, until when, and what to do next. */
export function candidaturePages(deps: InstructionDeps): readonly Page[] {
  const path = '/fonds/:organisation/candidatures/:dossier';
  return [
    {
      path,
      access: agentAccess,
      async GET(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        const lue = await readCandidature(deps, agent, idOf(contexte, 'dossier'));
        const aujourdhui = fromPlainDate(deps.clock.today());
        return page(
          <VueCandidature
            contexte={contexte}
            organisation={organisation}
            agent={agent}
            aujourdhui={aujourdhui}
            lue={lue}
          />,
        );
      },
    },
    {
      path: `${path}/instruction`,
      access: agentAccess,
      async POST(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        const id = idOf(contexte, 'dossier');
        const taken = await takeUpCandidature(deps, agent, id);
        return redirect(
          `/fonds/${organisation.slug}/candidatures/${id}`,
          taken.ok
            ? { type: 'succes', message: 'La demande est en instruction.' }
            : { type: 'erreur', message: taken.error },
        );
      },
    },
  ];
}

type VueProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly agent: Agent;
  readonly aujourdhui: Jour;
  readonly lue: CandidatureLue;
};

function VueCandidature({ contexte: { chrome }, organisation, agent, aujourdhui, lue }: VueProps) {
  const { instruction, candidature, dispositif, eligibilite, version, equipe } = lue;
  const attendu = lue.recours.find(({ issue }) => issue === null);
  const fonds = `/fonds/${organisation.slug}`;
  const base = `${fonds}/candidatures/${instruction.dossierId}`;
  const dossier = dossierOf(organisation, instruction.dossierId);
  const session = dispositif?.sessions.find(({ id }) => id === candidature.sessionId);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={`Demande ${instruction.numero}`}
      navigation={navigationOf(agent, 'candidatures')}
      breadcrumb={[{ href: `${fonds}/candidatures`, label: 'Demandes' }]}
      wide
      dossier
    >
      <h1>Demande {instruction.numero}</h1>
      <p>
        <Tag text={LIBELLES_CANDIDATURE[instruction.statut].tag} ton={TONS_CANDIDATURE[instruction.statut]} />{' '}
        {candidature.beneficiaire.nom}. {candidature.objet}
      </p>
      {candidature.fictif && <Alert ton="info">Demande fictive, faite pour une démonstration ou un essai.</Alert>}
      {attendu && (
        <RecoursAExaminer
          recours={attendu}
          aujourdhui={aujourdhui}
          href={mayAnswerRecours(agent.roles) ? `${base}/recours` : undefined}
        />
      )}
      <SuiteDeLaDemande base={base} organisation={organisation} agent={agent} jeton={chrome.jeton} lue={lue} />
      <Columns
        asideLabel="Échéances"
        aside={<HorlogeLegale instruction={instruction} prolongations={lue.prolongations} aujourdhui={aujourdhui} />}
      >
        <h2>Qui demande, et quoi</h2>
        <SummaryList
          rows={[
            ...demandeurOf(lue),
            { label: 'Dispositif', value: dispositif && [dispositif.nom, session?.nom].filter(Boolean).join(', ') },
            { label: 'Recevabilité', value: recevabiliteEnMots(instruction) },
            ...(instruction.recevabiliteMotif
              ? [{ label: 'Motif', value: <Multiline>{instruction.recevabiliteMotif}</Multiline> }]
              : []),
            { label: 'Instruite par', value: equipe.nomOf(instruction.instructeurId) },
          ]}
        />
        <h2>Financement</h2>
        <Financement lue={lue} />
        <h2>Éligibilité</h2>
        <p>
          <Tag {...VERDICTS[verdictOf(eligibilite.eligible)]} /> Aide prévue{NBSP}: {aideEnTexte(eligibilite.aide)}.
        </p>
        <Criteres criteres={eligibilite.criteres} />
        <p class="muted">Règles du {formatJour(jourFromInstant(version.appliesFrom))}, celles du jour du dépôt.</p>
        <h2>Autres aides connues du fonds</h2>
        <Aides aides={lue.aides} fonds={fonds} />
        <AvisDeLaDemande avis={lue.avis} equipe={equipe} />
        {lue.echanges && <Messages echanges={lue.echanges} agent={agent} dossier={dossier} />}
        <h2>Histoire</h2>
        <Timeline events={evenementsOf(lue)} />
      </Columns>
    </Site>
  );
}

type MessagesProps = { readonly echanges: Echanges; readonly agent: Agent; readonly dossier: string };

/** What both sides wrote, with its files: whoever answers does it on the dossier, where files are joined. */
function Messages({ echanges, agent, dossier }: MessagesProps) {
  return (
    <Section id="messages" title="Messages">
      <MessageThread
        messages={messagesOf(echanges, { cote: 'agent', personneId: agent.personneId }, dossier)}
        empty={<p>Aucun message.</p>}
      />
      <p>
        <a href={`${dossier}#messages`}>Lire et écrire sur le dossier</a>
      </p>
    </Section>
  );
}

function demandeurOf({ candidature }: CandidatureLue) {
  const { beneficiaire, debut, fin, depositedAt, licence, depotSource, partenaires } = candidature;
  const { type, population } = beneficiaire;
  const lieu = lieuDuBeneficiaire(beneficiaire);
  const dates = [debut && `du ${formatJour(debut)}`, fin && `au ${formatJour(fin)}`].filter(Boolean).join(' ');
  return [
    { label: 'Collectivité', value: `${beneficiaire.nom}, ${formatSiret(beneficiaire.siret)}` },
    { label: 'Type', value: lieu ? `${TYPES_BENEFICIAIRE[type]}, ${lieu}` : TYPES_BENEFICIAIRE[type] },
    ...(population === null ? [] : [{ label: 'Population', value: new Intl.NumberFormat('fr-FR').format(population) }]),
    { label: 'Projet', value: candidature.objet },
    ...(dates ? [{ label: 'Calendrier', value: dates }] : []),
    ...(licence ? [{ label: 'Licence du logiciel', value: licence }] : []),
    ...(depotSource ? [{ label: 'Code source', value: depotSource }] : []),
    ...(partenaires.length === 0 ? [] : [{ label: 'Porté avec', value: <Partenaires partenaires={partenaires} /> }]),
    { label: 'Déposée le', value: formatInstant(depositedAt) },
  ];
}

/** The collectivité that leads is the one that asks; these carry the project with it. */
function Partenaires({ partenaires }: { readonly partenaires: readonly Partenaire[] }) {
  return (
    <ul>
      {partenaires.map(({ siret, nom, role }) => (
        <li key={siret}>
          {nom ? `${nom}, ${formatSiret(siret)}` : formatSiret(siret)}
          {role && ROLES_DE_PARTENAIRE[role] && <span class="muted"> {ROLES_DE_PARTENAIRE[role]}</span>}
        </li>
      ))}
    </ul>
  );
}

function Financement({ lue: { candidature, eligibilite } }: { readonly lue: CandidatureLue }) {
  const { cout, assiette, demande, autresAides, financementsPrives, beneficiaire } = candidature;
  const cumul = cumulDe(candidature, beneficiaire.departement ?? '');
  const limites = limitesDe(candidature, beneficiaire.departement ?? '', eligibilite.aide);
  const taux = assiette > 0 ? formatPercent(ratio(demande, assiette)) : undefined;
  return (
    <>
      {cumul.depassement > 0 && (
        <Alert ton="erreur" title="Les aides dépassent la dépense subventionnable">
          Elles la dépassent de {inEuros(cumul.depassement)} (décret n° 2018-514, art. 10, III).
        </Alert>
      )}
      {eligibilite.aide.type !== 'forfait' && cumul.resteACharge < cumul.participationMinimale && (
        <Alert ton="attention" title="La collectivité ne paie pas la part minimale">
          Il lui reste {inEuros(cumul.resteACharge)}, pour {inEuros(cumul.participationMinimale)} au moins (CGCT, art.
          L1111-10, III), sauf dérogation ou dépense hors investissement.
        </Alert>
      )}
      <SummaryList
        rows={[
          { label: 'Coût du projet', value: inEuros(cout) },
          { label: 'Dépense subventionnable', value: inEuros(assiette) },
          { label: 'Aide possible, au plus', value: <AidePossible limites={limites} eligibilite={eligibilite} /> },
          { label: 'Aide demandée', value: taux ? `${inEuros(demande)}, ${taux} de la dépense` : inEuros(demande) },
          { label: 'Autres aides publiques', value: inEuros(autresAides) },
          { label: 'Financements privés', value: inEuros(financementsPrives) },
          { label: 'Reste à la charge de la collectivité', value: inEuros(cumul.resteACharge) },
        ]}
      />
    </>
  );
}

type AidePossibleProps = {
  readonly limites: ReturnType<typeof limitesDe>;
  readonly eligibilite: CandidatureLue['eligibilite'];
};

/** The tightest of what the rules allow, and each of them. */
function AidePossible({ limites, eligibilite: { aide } }: AidePossibleProps) {
  const LIMITES: Readonly<Record<Limite['regle'], string>> = {
    session: `règles de la session, ${aideEnTexte(aide)}`,
    depense: 'dépense subventionnable, moins les autres aides publiques (décret n° 2018-514, art. 10, III)',
    participation: 'ce que laisse la part minimale de la collectivité, sauf exception (CGCT, art. L1111-10, III)',
  };
  return (
    <>
      {inEuros(limites[0].montant)}
      <ul class="muted">
        {limites.map(({ regle, montant }) => (
          <li key={regle}>
            {inEuros(montant)}
            {NBSP}: {LIMITES[regle]}
          </li>
        ))}
      </ul>
    </>
  );
}

function Aides({ aides, fonds }: { readonly aides: readonly AideConnue[]; readonly fonds: string }) {
  if (aides.length === 0) {
    return <InsetText>Le fonds ne connaît pas d’autre demande ni d’autre aide de cette collectivité.</InsetText>;
  }
  return (
    <DataTable
      caption="Autres demandes et subventions du même SIREN"
      captionHidden
      rows={aides}
      rowKey={({ id }) => id}
      empty={<p>Aucune autre aide.</p>}
      columns={[
        {
          key: 'numero',
          header: 'Numéro',
          cell: ({ id, numero, type }) => <a href={`${fonds}/${type}s/${id}`}>{numero}</a>,
        },
        { key: 'objet', header: 'Objet', cell: ({ objet }) => objet },
        { key: 'montant', header: 'Montant', numeric: true, cell: ({ montant }) => inEuros(montant) },
        {
          key: 'etat',
          header: 'État',
          cell: (one) =>
            one.type === 'subvention' ? (
              <Tag text={`Subvention ${LIBELLES[one.statut].phrase}`} ton={TONS[one.statut]} />
            ) : (
              <Tag text={`Demande ${LIBELLES_CANDIDATURE[one.statut].phrase}`} ton={TONS_CANDIDATURE[one.statut]} />
            ),
        },
      ]}
    />
  );
}

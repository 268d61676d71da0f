import {
  Alert,
  Button,
  ButtonGroup,
  ButtonLink,
  CheckboxGroup,
  DataTable,
  Details,
  Form,
  KeyFigure,
  KeyFigures,
  Tag,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { count, NBSP } from '../../../values/french.ts';
import { inEuros, sumMontants } from '../../../values/montant.ts';
import { agentAccess, Site } from '../../comptes/index.ts';
import { mayRank } from '../policies.ts';
import type { Decision } from '../storage/decisions-de-commission.ts';
import { recordPresents } from '../use-cases/record-presents.ts';
import { commissionOf, type LieuDeCommission } from './commission-of.ts';
import type { FondsDeps } from './deps.ts';
import { Empreinte } from './empreinte.tsx';
import { STATUTS_COMMISSION } from './libelles-evaluation.ts';
import { navigationOf } from './navigation.ts';
import { OrdreDuJour } from './ordre-du-jour.tsx';

const PATH = '/fonds/:organisation/commissions/:commission';

/** A committee: who is there, what it decides, what became of it; and its closing, done by a job. */
export function commissionPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: PATH,
      access: agentAccess,
      GET: async (contexte) => show(contexte, await commissionOf(deps, contexte)),
    },
    {
      path: `${PATH}/presents`,
      access: agentAccess,
      async POST(contexte) {
        const lieu = await commissionOf(deps, contexte);
        const presents = contexte.form.all('presents').map(Number);
        const known = lieu.membres.map(({ rang }) => rang).filter((rang) => presents.includes(rang));
        const asked = { commissionId: lieu.commission.id, presents: known };
        const done = await recordPresents(deps, lieu.agent, asked);
        if (!done.ok) return show(contexte, lieu, done.error);
        return redirect(lieu.base, { type: 'succes', message: 'Les présents sont enregistrés.' });
      },
    },
  ];
}

function show(contexte: Contexte, lieu: LieuDeCommission, erreur?: string): Reponse {
  return page(<Vue contexte={contexte} lieu={lieu} erreur={erreur} />, erreur === undefined ? 200 : 422);
}

type VueProps = { readonly contexte: Contexte; readonly lieu: LieuDeCommission; readonly erreur: string | undefined };

function Vue({ contexte: { chrome }, lieu, erreur }: VueProps) {
  const { agent, organisation, commission, classement, session, sessionBase, decisions } = lieu;
  const financees = decisions.filter(({ decision }) => decision === 'financer');
  const nombre = (asked: Decision['decision']) => String(decisions.filter(({ decision }) => decision === asked).length);
  const organises = mayRank(agent);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={commission.nom}
      context={session.nom}
      navigation={navigationOf(agent, 'sessions')}
      breadcrumb={lieu.breadcrumb.slice(0, -1)}
      invalid={erreur !== undefined}
      wide
    >
      <h1>{commission.nom}</h1>
      <p>
        Séance du {formatJour(commission.tenueLe)}, sur le{' '}
        <a href={`${sessionBase}/classements/${classement.id}`}>classement {classement.numero}</a>.{' '}
        <Tag {...STATUTS_COMMISSION[commission.statut]} />
      </p>
      {erreur && <Alert ton="erreur" title={erreur} live />}
      <KeyFigures>
        <KeyFigure
          value={nombre('financer')}
          label="À financer"
          detail={` ${inEuros(sumMontants(financees.flatMap(({ montant }) => montant ?? [])))}`}
        />
        <KeyFigure value={nombre('refuser')} label="À refuser" />
        <KeyFigure value={nombre('reporter')} label="À reporter" />
      </KeyFigures>
      <Etape lieu={lieu} jeton={chrome.jeton} organises={organises} />
      <h2>Ordre du jour</h2>
      <OrdreDuJour lieu={lieu} />
      <h2>Membres</h2>
      <Membres lieu={lieu} jeton={chrome.jeton} organises={organises} />
    </Site>
  );
}

type EtapeProps = { readonly lieu: LieuDeCommission; readonly jeton: string; readonly organises: boolean };

/** What may be done now: go on deciding and close, wait for the closing, or read the minutes. */
function Etape({ lieu, jeton, organises }: EtapeProps) {
  const { commission, base } = lieu;
  if (commission.statut === 'close') return <Close lieu={lieu} />;
  if (commission.statut === 'en_cloture') return <EnCloture lieu={lieu} jeton={jeton} organises={organises} />;
  if (!organises) {
    return (
      <p>
        <a href={`${base}/simulation`}>Simuler un financement</a>
      </p>
    );
  }
  return (
    <ButtonGroup>
      <ButtonLink href={`${base}/simulation`}>Simuler un financement</ButtonLink>
      <ButtonLink href={`${base}/cloture`} kind="secondaire">
        Clore la commission
      </ButtonLink>
    </ButtonGroup>
  );
}

function Close({ lieu: { commission, base, decisions } }: Pick<EtapeProps, 'lieu'>) {
  const { closedAt, procesVerbalSha256 } = commission;
  return (
    <>
      <p>Close{closedAt ? ` le ${formatInstant(closedAt)}` : ''}.</p>
      {decisions.some(({ effet }) => effet === 'echec') && (
        <Alert ton="attention" title="Des décisions n’ont pas pu être appliquées.">
          <p>Ces demandes restent comme elles étaient. La raison est en regard de chacune, ci-dessous.</p>
        </Alert>
      )}
      <ButtonGroup>
        <ButtonLink href={`${base}/proces-verbal.pdf`}>Télécharger le procès-verbal (PDF)</ButtonLink>
      </ButtonGroup>
      {procesVerbalSha256 && (
        <p class="muted">
          Son empreinte SHA-256, inscrite au journal&nbsp;: <Empreinte value={Buffer.from(procesVerbalSha256, 'hex')} />
        </p>
      )}
    </>
  );
}

/** While the job works: how far it is, and what to do if it stands still. */
function EnCloture({ lieu: { base, decisions }, jeton, organises }: EtapeProps) {
  const faites = decisions.filter(({ effet }) => effet !== null).length;
  return (
    <>
      <Alert ton="info" title="La clôture est en cours.">
        <p>
          {count(faites, 'décision')} sur {decisions.length} {faites >= 2 ? 'sont appliquées' : 'est appliquée'}. Vous
          pouvez quitter cette page, le travail continue.
        </p>
      </Alert>
      <ButtonGroup>
        <ButtonLink href={base}>Actualiser</ButtonLink>
      </ButtonGroup>
      {organises && (
        <Details summary={`La clôture n’avance plus${NBSP}?`}>
          <p>
            Interrompue, elle reprend d’elle-même. Si la personne qui l’a lancée n’organise plus la commission,
            reprenez-la en votre nom&nbsp;: chaque décision n’est appliquée qu’une fois.
          </p>
          <Form action={`${base}/cloture`} jeton={jeton} label="Reprendre la clôture">
            <Button kind="secondaire">Reprendre la clôture</Button>
          </Form>
        </Details>
      )}
    </>
  );
}

function Membres({ lieu: { commission, membres, base }, jeton, organises }: EtapeProps) {
  const nameOf = ({ nom, qualite }: (typeof membres)[number]) => (qualite ? `${nom}, ${qualite}` : nom);
  if (commission.statut !== 'ouverte' || !organises) {
    return (
      <DataTable
        caption="Membres de la commission"
        captionHidden
        rows={membres}
        rowKey={({ rang }) => String(rang)}
        empty={<p>Aucun membre.</p>}
        columns={[
          { key: 'nom', header: 'Membre', cell: nameOf },
          {
            key: 'present',
            header: 'Présence',
            cell: ({ present }) => <Tag text={present ? 'Présent' : 'Absent'} ton={present ? 'succes' : 'neutre'} />,
          },
        ]}
      />
    );
  }
  return (
    <Form action={`${base}/presents`} jeton={jeton}>
      <CheckboxGroup
        name="presents"
        label="Présents"
        hint={`Il en faut ${commission.quorum} pour que la commission décide.`}
        options={membres.map((one) => ({ value: String(one.rang), label: nameOf(one) }))}
        values={membres.filter(({ present }) => present).map(({ rang }) => String(rang))}
      />
      <Button kind="secondaire">Enregistrer les présents</Button>
    </Form>
  );
}

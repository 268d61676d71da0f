import {
  Alert,
  Button,
  ButtonGroup,
  ButtonLink,
  CheckboxGroup,
  DataTable,
  Form,
  KeyFigure,
  KeyFigures,
  Tag,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { inEuros, sumMontants } from '../../../values/montant.ts';
import { agentAccess, Site } from '../../comptes/index.ts';
import { mayRank } from '../policies.ts';
import type { Decision } from '../storage/decisions-de-commission.ts';
import { closeCommission } from '../use-cases/close-commission.ts';
import { recordPresents } from '../use-cases/record-presents.ts';
import { commissionOf, type LieuDeCommission } from './commission-of.ts';
import type { FondsDeps } from './deps.ts';
import { STATUTS_COMMISSION } from './libelles-evaluation.ts';
import { navigationOf } from './navigation.ts';
import { OrdreDuJour } from './ordre-du-jour.tsx';

const PATH = '/fonds/:organisation/commissions/:commission';

/** A committee: who is there, what it decides, what became of it; and its closing, which can be taken up again. */
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
    {
      path: `${PATH}/cloture`,
      access: agentAccess,
      async POST(contexte) {
        const lieu = await commissionOf(deps, contexte);
        const closed = await closeCommission(deps, lieu.agent, { commissionId: lieu.commission.id });
        if (!closed.ok) return show(contexte, lieu, closed.error);
        return redirect(lieu.base, {
          type: 'succes',
          message: 'La commission est close : ses décisions sont appliquées, son procès-verbal est prêt.',
        });
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
  const count = (asked: Decision['decision']) => String(decisions.filter(({ decision }) => decision === asked).length);
  const organises = mayRank(agent);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={commission.nom}
      context={session.nom}
      navigation={navigationOf(organisation.slug, 'sessions')}
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
          value={count('financer')}
          label="À financer"
          detail={` ${inEuros(sumMontants(financees.flatMap(({ montant }) => montant ?? [])))}`}
        />
        <KeyFigure value={count('refuser')} label="À refuser" />
        <KeyFigure value={count('reporter')} label="À reporter" />
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

/** What may be done now: go on deciding and close, take the closing up again, or read the minutes. */
function Etape({ lieu: { commission, base, decisions }, jeton, organises }: EtapeProps) {
  if (commission.statut === 'close') {
    const echecs = decisions.filter(({ effet }) => effet === 'echec');
    return (
      <>
        <p>Close{commission.closedAt ? ` le ${formatInstant(commission.closedAt)}` : ''}.</p>
        {echecs.length > 0 && (
          <Alert ton="attention" title="Des décisions n’ont pas pu être appliquées.">
            <p>Ces demandes restent comme elles étaient. La raison est en regard de chacune, ci-dessous.</p>
          </Alert>
        )}
        <ButtonGroup>
          <ButtonLink href={`${base}/proces-verbal.pdf`}>Télécharger le procès-verbal (PDF)</ButtonLink>
        </ButtonGroup>
      </>
    );
  }
  if (!organises) {
    return (
      <p>
        <a href={`${base}/simulation`}>Simuler un financement</a>
      </p>
    );
  }
  const interrupted = commission.statut === 'en_cloture';
  return (
    <>
      {interrupted && (
        <Alert ton="attention" title="La clôture s’est interrompue.">
          <p>
            Ses décisions sont fixées. La reprendre applique celles qui ne l’ont pas encore été, une seule fois chacune.
          </p>
        </Alert>
      )}
      {!interrupted && (
        <ButtonGroup>
          <ButtonLink href={`${base}/simulation`}>Simuler un financement</ButtonLink>
        </ButtonGroup>
      )}
      <Form action={`${base}/cloture`} jeton={jeton} label="Clore la commission">
        {!interrupted && (
          <p class="muted">
            Clore propose les subventions et refuse les demandes, sans retour. Une demande sans décision est reportée.
          </p>
        )}
        <Button kind={interrupted ? 'principal' : 'danger'}>
          {interrupted ? 'Reprendre la clôture' : 'Clore la commission'}
        </Button>
      </Form>
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

import {
  Alert,
  Button,
  ButtonGroup,
  DataTable,
  Form,
  InsetText,
  KeyFigure,
  KeyFigures,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { count } from '../../../values/french.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { inEuros, subtractMontants, sumMontants } from '../../../values/montant.ts';
import { agentAccess, Site } from '../../comptes/index.ts';
import { assertMayRank } from '../policies.ts';
import { closeCommission, empreinteDeCloture, refusDeCloture } from '../use-cases/close-commission.ts';
import { commissionOf, type LieuDeCommission } from './commission-of.ts';
import type { FondsDeps } from './deps.ts';
import { navigationOf } from './navigation.ts';

/** What closing a committee will do, in figures, before it is done: nobody takes it back. */
export function clotureDeCommissionPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/commissions/:commission/cloture',
      access: agentAccess,
      async GET(contexte) {
        const lieu = await commissionOf(deps, contexte);
        assertMayRank(lieu.agent);
        if (lieu.commission.statut !== 'ouverte') return redirect(lieu.base);
        return show(deps, contexte, lieu);
      },
      async POST(contexte) {
        const lieu = await commissionOf(deps, contexte);
        const asked = { commissionId: lieu.commission.id, vu: contexte.form.get('vu') };
        const closed = await closeCommission(deps, lieu.agent, asked);
        if (!closed.ok) return show(deps, contexte, lieu, closed.error);
        return redirect(lieu.base, {
          type: 'succes',
          message: 'La clôture est lancée. Vous pouvez quitter cette page, le travail continue.',
        });
      },
    },
  ];
}

/** @param refused why it was not closed */
function show(deps: FondsDeps, contexte: Contexte, lieu: LieuDeCommission, refused?: string): Reponse {
  const stands = refusDeCloture({ ...lieu, aujourdhui: fromPlainDate(deps.clock.today()) });
  const props = { contexte, lieu, erreur: refused ?? stands, closes: stands === undefined };
  return page(<Vue {...props} />, refused === undefined ? 200 : 422);
}

type VueProps = {
  readonly contexte: Contexte;
  readonly lieu: LieuDeCommission;
  readonly erreur: string | undefined;
  readonly closes: boolean;
};

function Vue({ contexte: { chrome }, lieu, erreur, closes }: VueProps) {
  const { agent, organisation, commission, membres, decisions, base } = lieu;
  const nombre = (asked: string) => decisions.filter(({ decision }) => decision === asked).length;
  const total = sumMontants(decisions.flatMap(({ montant }) => montant ?? []));
  const agenda = [...lieu.classees, ...lieu.nonClassees];
  const sansDecision = agenda.filter(({ dossier }) => !lieu.decisionOf(dossier)).length;
  const refus = nombre('refuser');
  const presents = membres.filter(({ present }) => present).length;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Clore la commission"
      context={commission.nom}
      navigation={navigationOf(agent, 'sessions')}
      breadcrumb={lieu.breadcrumb}
      invalid={erreur !== undefined}
      wide
    >
      <h1>Clore la commission</h1>
      <p>
        {commission.nom}, séance du {formatJour(commission.tenueLe)}. {count(presents, 'présent')}, pour un quorum de{' '}
        {commission.quorum}.
      </p>
      {erreur && <Alert ton="erreur" title={erreur} live />}
      <KeyFigures>
        <KeyFigure value={String(nombre('financer'))} label="Subventions proposées" detail={` ${inEuros(total)}`} />
        <KeyFigure value={String(refus)} label="Demandes refusées" />
        <KeyFigure value={String(nombre('reporter'))} label="Demandes reportées" />
        <KeyFigure value={String(sansDecision)} label="Sans décision" detail={` sur ${agenda.length}`} />
      </KeyFigures>
      {nombre('financer') > 0 && <Enveloppes lieu={lieu} />}
      <InsetText>
        Une clôture est définitive. Les subventions sont proposées et leurs crédits réservés
        {refus > 0 && `, ${count(refus, 'lettre')} de refus ${refus > 1 ? 'partent' : 'part'}`}, puis le procès-verbal
        est écrit une fois pour toutes. Les demandes reportées, ou sans décision, restent comme elles sont.
      </InsetText>
      {closes ? (
        <Form action={`${base}/cloture`} jeton={chrome.jeton} label="Clore la commission">
          <input type="hidden" name="vu" value={empreinteDeCloture(decisions)} />
          <ButtonGroup>
            <Button kind="danger">Clore définitivement</Button>
            <a href={base}>Revenir à la commission</a>
          </ButtonGroup>
        </Form>
      ) : (
        <p>
          <a href={base}>Revenir à la commission</a>
        </p>
      )}
    </Site>
  );
}

function Enveloppes({ lieu: { decisions, enveloppes } }: Pick<VueProps, 'lieu'>) {
  const rows = enveloppes.flatMap(({ id, nom, disponible }) => {
    const taken = decisions.filter(({ enveloppeId }) => enveloppeId === id);
    if (taken.length === 0) return [];
    const reserve = sumMontants(taken.flatMap(({ montant }) => montant ?? []));
    return [{ id, nom, nombre: taken.length, disponible, reserve }];
  });
  return (
    <DataTable
      caption="Ce qui sera réservé"
      rows={rows}
      rowKey={({ id }) => id}
      empty={<p>Rien.</p>}
      columns={[
        { key: 'enveloppe', header: 'Enveloppe', cell: ({ nom }) => nom },
        { key: 'nombre', header: 'Subventions', numeric: true, cell: ({ nombre }) => String(nombre) },
        { key: 'disponible', header: 'Disponible', numeric: true, cell: ({ disponible }) => inEuros(disponible) },
        { key: 'reserve', header: 'Réservé', numeric: true, cell: ({ reserve }) => inEuros(reserve) },
        {
          key: 'reste',
          header: 'Reste',
          numeric: true,
          cell: ({ disponible, reserve }) => inEuros(subtractMontants(disponible, reserve)),
        },
      ]}
    />
  );
}

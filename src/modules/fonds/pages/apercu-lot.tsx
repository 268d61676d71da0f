import {
  Alert,
  Button,
  ButtonGroup,
  DataTable,
  Details,
  Form,
  InsetText,
  KeyFigure,
  KeyFigures,
  Multiline,
  Reference,
} from '../../../platform/html/index.ts';
import { count, NBSP } from '../../../values/french.ts';
import { ACTIONS_EN_LOT } from '../domain/lot-candidatures.ts';
import type { ActionChoisie } from '../storage/selections-candidatures.ts';
import type { EquipeDuFonds } from '../use-cases/equipe.ts';
import type { ApercuDuLot } from '../use-cases/preview-lot.ts';

type ApercuProps = {
  /** Address of the list of requests. */
  readonly base: string;
  readonly choisie: ActionChoisie;
  readonly apercu: ApercuDuLot;
  readonly equipe: EquipeDuFonds;
};

/** What an action would do to each request, before it is launched. */
export function ApercuDuLotVu({ base, choisie: { action, instructeurId, motif }, apercu, equipe }: ApercuProps) {
  const { passent, refusees } = apercu;
  return (
    <>
      <p>
        {ACTIONS_EN_LOT[action].nom}
        {action === 'affecter' && `${NBSP}: ${equipe.nomOf(instructeurId)}`}. Rien n’est encore écrit.
      </p>
      {action === 'refuser' && (
        <InsetText>
          <Multiline>{motif ?? ''}</Multiline>
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

type LancerProps = {
  readonly adresse: string;
  readonly jeton: string;
  readonly base: string;
  readonly passent: number;
};

/** What may be done from the preview: launch it, or choose otherwise. */
export function Lancer({ adresse, jeton, base, passent }: LancerProps) {
  return (
    <Form action={`${adresse}/apercu`} jeton={jeton} label="Lancer l’action">
      <ButtonGroup>
        {passent > 0 && <Button>Lancer sur {count(passent, 'demande')}</Button>}
        <a href={adresse}>Changer l’action</a>
        <a href={base}>Revenir aux demandes</a>
      </ButtonGroup>
    </Form>
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

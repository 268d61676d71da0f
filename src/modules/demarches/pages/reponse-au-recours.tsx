import { Button, ButtonGroup, Form, Multiline, TextArea } from '../../../platform/html/index.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import type { Jour } from '../../../values/jour.ts';
import type { RecoursARepondre } from '../use-cases/read-recours.ts';
import { RecoursAExaminer } from './etat-du-recours.tsx';

/** In the form that hears a recours: the name of its button, and what it sends. */
export const ACCUEILLIR = { name: 'action', value: 'repasser_en_instruction' } as const;

export type ReponseAuRecoursProps = {
  readonly contexte: Pick<Contexte, 'chrome' | 'form'>;
  readonly demandeur: string;
  readonly aRepondre: RecoursARepondre;
  readonly aujourdhui: Jour;
  /** Why the rejection is refused. */
  readonly erreur: string | undefined;
  /** Where each answer is sent. */
  readonly accueillir: string;
  readonly rejeter: string;
};

/** What was written, what it contests, and the two answers: the same whichever page an agent answers from. */
export function ReponseAuRecours(props: ReponseAuRecoursProps) {
  const { contexte, demandeur, aRepondre, aujourdhui, erreur, accueillir, rejeter } = props;
  const { jeton } = contexte.chrome;
  return (
    <>
      <RecoursAExaminer recours={aRepondre.recours} aujourdhui={aujourdhui} href={undefined} />
      <h2>Ce qu’écrit {demandeur}</h2>
      <Multiline>{aRepondre.motif}</Multiline>
      <h2>La décision contestée</h2>
      <Multiline>{aRepondre.decision.motif}</Multiline>
      <h2>Accueillir le recours</h2>
      <p>Le dossier est rouvert, la demande est examinée de nouveau, et l’usager est prévenu.</p>
      <Form action={accueillir} jeton={jeton}>
        <ButtonGroup>
          <Button kind="secondaire" {...ACCUEILLIR}>
            Rouvrir le dossier
          </Button>
        </ButtonGroup>
      </Form>
      <h2>Rejeter le recours</h2>
      <Form action={rejeter} jeton={jeton}>
        <TextArea
          name="motif"
          label="Motif du rejet"
          hint="L’usager le lit, avec les voies de recours devant le tribunal."
          value={contexte.form.get('motif')}
          error={erreur}
          maxLength={5000}
        />
        <ButtonGroup>
          <Button kind="secondaire">Rejeter le recours</Button>
        </ButtonGroup>
      </Form>
    </>
  );
}

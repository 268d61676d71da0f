import type { ComponentChildren } from 'preact';
import { Alert, Button, ButtonGroup, FileField, Form, TextArea } from '../../../platform/html/index.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { count } from '../../../values/french.ts';
import { FORMATS, NON_ANALYSEE } from '../champs/piece/definition.ts';
import { PIECES_DE_MESSAGE } from '../domain/pieces-de-message.ts';
import { CHAMP_PIECES, CHAMP_RECUES, CHAMP_RETIRER, type MessageEnAttente } from './message-en-attente.ts';

export type EcrireMessageProps = {
  readonly contexte: Contexte;
  readonly action: string;
  readonly label: string;
  readonly bouton: string;
  readonly enAttente: MessageEnAttente;
  /** Between the files and the button. */
  readonly children?: ComponentChildren;
};

/** Where either side writes to the other, with files. What was typed, and the good files, come back with a refusal. */
export function EcrireMessage({ contexte, action, label, bouton, enAttente, children }: EcrireMessageProps) {
  const { chrome, form, query } = contexte;
  // A link may have prepared the words.
  const prepared = query.get('message') ?? '';
  const { pieces, jetons, erreurs } = enAttente;
  const { max, maxBytes, accept } = PIECES_DE_MESSAGE;
  return (
    <Form action={action} jeton={chrome.jeton} multipart id={FORMULAIRE}>
      {/* Sent when Enter is pressed in a field: without it, that would be the first « Retirer ». Not said twice aloud. */}
      <button type="submit" class="hidden" tabIndex={-1} aria-hidden="true">
        {bouton}
      </button>
      <input type="hidden" name="cle" value={form.get('cle') || crypto.randomUUID()} />
      {jetons !== '' && <input type="hidden" name={CHAMP_RECUES} value={jetons} />}
      {isResumed(contexte) && (
        <Alert ton="info">
          Votre message est ci-dessous, pas encore envoyé. Choisissez de nouveau les fichiers qui y manquent.
        </Alert>
      )}
      <TextArea
        name="message"
        label={label}
        value={form.get('message') || prepared}
        error={erreurs.message}
        maxLength={10_000}
      />
      <FileField
        name={CHAMP_PIECES}
        label="Fichiers à joindre"
        hint={`${count(max, 'fichier')} au plus.`}
        error={erreurs[CHAMP_PIECES]}
        accept={accept.map((type) => (type === 'zip' ? ZIP : FORMATS[type]))}
        maxBytes={maxBytes}
        multiple
        optional
        removeName={CHAMP_RETIRER}
        removeAction={`${action}#${FORMULAIRE}`}
        files={pieces.map(({ sha256, fileName, size, analyse }) => ({
          id: sha256,
          name: fileName,
          bytes: size,
          status: analyse === 'non_analyse' ? NON_ANALYSEE : undefined,
        }))}
      />
      {children}
      <ButtonGroup>
        <Button kind="secondaire">{bouton}</Button>
      </ButtonGroup>
    </Form>
  );
}

const ZIP = { mime: 'application/zip', label: 'ZIP' };
const FORMULAIRE = 'ecrire';

/** The session had ended when it was sent: the text was kept, not the files. */
function isResumed({ request, form }: Contexte): boolean {
  return request.method === 'GET' && form.has('message');
}

import { Button, ButtonGroup, FileField, Form, TextArea } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import type { Contexte, IncomingFile } from '../../../platform/http/page.ts';
import { porteeOfDemandeur } from '../../comptes/index.ts';
import { assertMayAsk } from '../use-cases/demandeur.ts';
import { loadAsDemandeur } from '../use-cases/load-dossier.ts';
import { type DemarchesDeps, demandeurOfDossier } from './deps.ts';

const PIECE = { accept: ['pdf', 'jpeg', 'png', 'zip'], maxBytes: 20_000_000 } as const;
const TYPES = [
  { mime: 'application/pdf', label: 'PDF' },
  { mime: 'image/jpeg', label: 'JPEG' },
  { mime: 'image/png', label: 'PNG' },
  { mime: 'application/zip', label: 'ZIP' },
];

export type ErreursDeMessage = { readonly message?: string; readonly piece?: string };

type NouveauMessageProps = {
  readonly contexte: Contexte;
  /** Address of the page of the dossier. */
  readonly base: string;
  readonly erreurs: ErreursDeMessage;
};

/** What who asks writes to the service, with a document if they have one. A link may have prepared the words. */
export function NouveauMessageDuDemandeur({ contexte: { chrome, form, query }, base, erreurs }: NouveauMessageProps) {
  return (
    <Form action={`${base}/messages`} jeton={chrome.jeton} multipart>
      <input type="hidden" name="cle" value={form.get('cle') || crypto.randomUUID()} />
      <TextArea
        name="message"
        label="Votre message"
        value={form.get('message') || (query.get('message') ?? '')}
        error={erreurs.message}
        maxLength={10000}
      />
      <FileField
        name="piece"
        label="Document à joindre"
        error={erreurs.piece}
        optional
        accept={TYPES}
        maxBytes={PIECE.maxBytes}
      />
      <ButtonGroup>
        <Button kind="secondaire">Envoyer le message</Button>
      </ButtonGroup>
    </Form>
  );
}

/** Who may write is asked before anything is stored. */
export async function receiveFileOfMessage(
  deps: DemarchesDeps,
  contexte: Contexte,
  { stream, type, nom }: IncomingFile,
) {
  const demandeur = await demandeurOfDossier(deps, contexte);
  assertMayAsk(demandeur);
  await deps.db.read(porteeOfDemandeur(demandeur), (tx) =>
    loadAsDemandeur(tx, deps, demandeur, idOf(contexte, 'dossier')),
  );
  return deps.blobs.receive(stream, { ...PIECE, declaredType: type, fileName: nom });
}

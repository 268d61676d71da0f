import {
  Columns,
  Confirmation,
  CopyableCode,
  MessageThread,
  Multiline,
  PlainList,
  PriceCard,
  Stepper,
  Timeline,
} from '../index.ts';
import { Example } from './example.tsx';

export function CaseFile() {
  return (
    <>
      <Example title="Étapes d’un formulaire">
        <Stepper current={2} total={5} next="les repas" />
        <Stepper current={5} total={5} />
      </Example>
      <Example title="Prix expliqué">
        <PriceCard
          title="Votre prix par repas"
          amount={'2,35\u00a0€'}
          because={'Votre quotient familial est de 756\u00a0€, transmis par la CAF.'}
          steps={[
            { label: 'Quotient familial', value: '756\u00a0€' },
            { label: 'Taux d’effort', value: '0,311\u00a0%' },
            { label: 'Prix calculé', value: '2,35\u00a0€' },
          ]}
        />
      </Example>
      <Example title="Dépôt réussi">
        <Confirmation
          level={3}
          title="Votre demande est déposée"
          reference={{ label: 'Numéro de dossier', value: 'POI-2026-004812' }}
        >
          <p>Nous vous répondrons avant le 24&nbsp;janvier 2027.</p>
        </Confirmation>
        <CopyableCode
          label="Empreinte de l’accusé de dépôt"
          value="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        />
      </Example>
      <Example title="Lignes lues, et texte de plusieurs lignes">
        <PlainList ordered>
          <li>
            <strong>Enfant&nbsp;1</strong>
            <PlainList>
              <li>Prénom&nbsp;: Inaya</li>
              <li>Menu&nbsp;: sans porc</li>
            </PlainList>
          </li>
          <li>
            <strong>Enfant&nbsp;2</strong>
          </li>
        </PlainList>
        <Multiline>{'Bonjour,\nvotre demande est acceptée.'}</Multiline>
      </Example>
      <Columns
        asideLabel="Suivi"
        aside={
          <Example title="Suivi">
            <Timeline events={EVENTS} />
          </Example>
        }
      >
        <Example title="Échanges">
          <MessageThread messages={MESSAGES} empty={<p>Aucun message pour l’instant.</p>} />
        </Example>
        <Example title="Échanges, au début">
          <MessageThread messages={[]} empty={<p>Aucun message pour l’instant.</p>} />
        </Example>
      </Columns>
    </>
  );
}

const EVENTS = [
  { title: 'Demande déposée', when: '3\u00a0novembre 2026', datetime: '2026-11-03', actor: 'Claire Dubois' },
  {
    title: 'Document demandé',
    when: '24\u00a0novembre 2026',
    datetime: '2026-11-24',
    actor: 'Amina Belkacem',
    state: 'actuel',
    children: 'Plan de masse (DP2)',
  },
  { title: 'Décision au plus tard', when: '24\u00a0mars 2027', datetime: '2027-03-24', state: 'a-venir' },
] as const;

const MESSAGES = [
  {
    id: '1',
    author: 'Amina Belkacem',
    role: 'service urbanisme',
    mine: false,
    when: '24\u00a0novembre 2026 à 9\u00a0h\u00a041',
    datetime: '2026-11-24T09:41',
    body: 'Bonjour,\n\nIl manque le plan de masse (DP2). Vous pouvez le dessiner vous-même, un modèle est joint.',
    files: [{ href: '#dossier', name: 'modele-plan-de-masse.pdf', bytes: 245_000 }],
  },
  {
    id: '2',
    author: 'Claire Dubois',
    mine: true,
    when: '24\u00a0novembre 2026 à 18\u00a0h\u00a005',
    datetime: '2026-11-24T18:05',
    body: 'Bonjour, je vous l’envoie demain.',
  },
] as const;

import type { ComponentChildren } from 'preact';
import { ErrorSummary, summaryErrors } from '../../../platform/html/index.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { type LieuDeTravail, Site } from '../../comptes/index.ts';
import { nomDEnveloppe } from '../domain/nom-enveloppe.ts';
import type { Enveloppe } from '../storage/enveloppes.ts';
import type { Erreurs } from './formulaire.ts';
import { navigationOf } from './navigation.ts';

type EnveloppeSiteProps = {
  readonly lieu: LieuDeTravail;
  readonly contexte: Contexte;
  readonly enveloppe: Parameters<typeof nomDEnveloppe>[0] & Pick<Enveloppe, 'id'>;
  readonly titre: string;
  readonly erreurs: Erreurs;
  /** Follows its name. */
  readonly detail?: string;
  readonly children: ComponentChildren;
};

/** What surrounds a form about an enveloppe: which one, and what is wrong with it. */
export function EnveloppeSite({ lieu, contexte, enveloppe, titre, erreurs, detail, children }: EnveloppeSiteProps) {
  const { agent, organisation } = lieu;
  const credits = `/fonds/${organisation.slug}`;
  const nom = nomDEnveloppe(enveloppe);
  return (
    <Site
      chrome={contexte.chrome}
      organisation={organisation}
      title={titre}
      context={nom}
      navigation={navigationOf(agent)}
      breadcrumb={[
        { href: credits, label: 'Crédits' },
        { href: `${credits}/enveloppes/${enveloppe.id}`, label: nom },
      ]}
      invalid={Object.values(erreurs).some(Boolean)}
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <p class="muted">{detail ? `${nom}. ${detail}` : nom}</p>
      <h1>{titre}</h1>
      {children}
    </Site>
  );
}

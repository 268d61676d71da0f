import { Emblem, type LayoutOrganisation, Reference } from '../index.ts';
import { Example } from './example.tsx';

export function Identity({ organisation }: { readonly organisation: LayoutOrganisation }) {
  return (
    <>
      <Example title="Titres et texte">
        <h4>Titre de niveau 4</h4>
        <p class="lead">Une introduction, un peu plus grande que le texte.</p>
        <p>
          Le texte courant, avec <strong>un passage important</strong> et <a href="#identite">un lien</a>. Les chiffres
          et les lettres ne se confondent pas&nbsp;: 0 et O, 1 et l. Un numéro reste d’un seul tenant&nbsp;:{' '}
          <Reference>S2026-000001</Reference>.
        </p>
        <ul>
          <li>une liste&nbsp;;</li>
          <li>de deux points.</li>
        </ul>
        <p class="muted">Un texte secondaire.</p>
      </Example>
      <Example title="Emblème">
        <p>Sans logo, chaque organisation reçoit un carreau de ciment tiré de son nom.</p>
        <ul class="emblems">
          {[organisation.name, ...OTHERS].map((name) => (
            <li key={name}>
              <Emblem name={name} /> {name}
            </li>
          ))}
        </ul>
      </Example>
    </>
  );
}

const OTHERS = ['Saint-Éloi', 'Guéret', 'Aubusson', 'Hirson', 'La Chapelle-sur-Loire'] as const;

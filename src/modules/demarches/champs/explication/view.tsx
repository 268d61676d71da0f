import { Details } from '../../../../platform/html/components/details.tsx';
import { InsetText } from '../../../../platform/html/components/inset-text.tsx';
import type { ChampView } from '../../domain/champ.ts';
import type { ExplicationOptions } from './definition.ts';

export const explicationView: ChampView<ExplicationOptions, never> = {
  Champ: ({ champ: { libelle, options } }) => {
    const paragraphs = options.paragraphes.map((paragraphe) => <p key={paragraphe}>{paragraphe}</p>);
    if (options.repliable) return <Details summary={libelle}>{paragraphs}</Details>;
    return (
      <InsetText>
        <p>
          <strong>{libelle}</strong>
        </p>
        {paragraphs}
      </InsetText>
    );
  },
  lire: () => '',
};

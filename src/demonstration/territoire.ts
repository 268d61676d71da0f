import type { Territoire } from '../modules/comptes/index.ts';
import type { Theme } from '../platform/html/theme.ts';

/** Grand Poitiers and its 40 communes, and three others who are far from it in every way. */
export const territoire: Territoire = {
  organisations: [
    { code: '86194', theme: theme('#2f3b8f', '#b3471d', 'classique', 'doux') },
    { code: '200069854', theme: theme('#0b5563', '#a8325e', 'lisible', 'rond') },
    // Département de la Creuse.
    { code: '23', theme: theme('#2c5a37', '#8a5a00', 'classique', 'droit') },
    // Communauté de communes Thiérache Sambre et Oise.
    { code: '200071983', theme: theme('#8a3324', '#2f6b5e', 'lisible', 'doux') },
    // Flayat, 300 inhabitants.
    { code: '23081', theme: theme('#4d5618', '#7a3b69', 'systeme', 'rond') },
    // Direction interministérielle du numérique, which manages the fund.
    { code: '130025265', theme: theme('#26324a', '#7b5a12', 'systeme', 'droit') },
  ],
  communesOf: ['200069854'],
};

/** White reads on both colours of each: a test holds them to the contrast that any organisation owes. */
function theme(brand: Theme['brand'], accent: Theme['accent'], font: Theme['font'], radius: Theme['radius']): Theme {
  return { brand, onBrand: '#ffffff', accent, onAccent: '#ffffff', font, radius };
}

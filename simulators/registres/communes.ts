/** A commune as API Géo describes it. */
export interface CommuneGeo {
  readonly nom: string;
  readonly code: string;
  readonly codesPostaux: readonly string[];
  readonly siren: string;
  readonly codeDepartement: string;
  readonly codeRegion: string;
  readonly population: number;
}

/** Those where the demonstration has addresses. Public facts of the geographic code. */
export const communes: readonly CommuneGeo[] = [
  commune('Poitiers', '86194', ['86000'], '218601946', '75', 89916),
  commune('Buxerolles', '86041', ['86180'], '218600419', '75', 10289),
  commune('Saint-Benoît', '86214', ['86280'], '218602142', '75', 7375),
  commune('Chasseneuil-du-Poitou', '86062', ['86360'], '218600625', '75', 4743),
  commune('Saint-Martin-la-Pallu', '86281', ['86110', '86170', '86380'], '200082675', '75', 5713),
  commune('Ligugé', '86133', ['86240'], '218601334', '75', 3444),
  commune('Lusignan', '86139', ['86600'], '218601391', '75', 2544),
  commune('Flayat', '23081', ['23260'], '212308100', '75', 296),
  commune('Guéret', '23096', ['23000'], '212309603', '75', 12955),
  commune('Ajain', '23002', ['23380'], '212300206', '75', 1019),
  commune('Hirson', '02381', ['02500'], '210203618', '32', 8469),
  commune('Guise', '02361', ['02120'], '210203428', '32', 4490),
];

function commune(
  nom: string,
  code: string,
  codesPostaux: readonly string[],
  siren: string,
  codeRegion: string,
  population: number,
): CommuneGeo {
  return { nom, code, codesPostaux, siren, codeDepartement: code.slice(0, 2), codeRegion, population };
}

import { type CodeDepartement, isCodeDepartement } from '../../../values/code-departement.ts';

/** In tiles, from the top left corner. */
export type Tile = { readonly code: CodeDepartement; readonly column: number; readonly row: number };

/**
 * One square a département, all of the same size: on a true map, Paris and its neighbours cannot be seen, and the Landes
 * count for ten of them. Neighbours stay neighbours as far as can be. In the order of reading.
 */
const DRAWING = `
 --  --  --  --  --  62  59  --  --  --  --
 --  --  --  --  76  80  02  08  --  --  --
 --  --  50  14  27  60  95  51  55  57  --
 29  22  35  61  78  92  75  93  10  54  67
 --  56  53  72  28  91  94  77  52  88  68
 --  44  49  37  41  45  89  21  70  90  --
 --  85  79  86  36  18  58  71  39  25  --
 --  --  17  16  87  23  03  69  01  74  --
 --  --  33  24  19  15  63  42  38  73  --
 --  --  40  47  46  12  43  07  26  05  --
 --  --  64  32  82  81  48  30  84  04  06
 --  --  --  65  31  11  34  --  13  83  --
 --  --  --  --  09  66  --  --  --  --  2B
 --  --  --  --  --  --  --  --  --  --  2A
971 972 973 974 976  --  --  --  --  --  --
`;

/** The collectivités that the COG numbers alike and where people live: below the others, when there is a value for them. */
const COLLECTIVITES = '975 977 978 986 987 988';

export const COLUMNS = 11;

export const DEPARTEMENT_TILES: readonly Tile[] = tilesOf(DRAWING.trim(), 0);

export const ROWS = 15;

export const COLLECTIVITE_TILES: readonly Tile[] = tilesOf(COLLECTIVITES, ROWS);

function tilesOf(drawing: string, firstRow: number): Tile[] {
  return drawing.split('\n').flatMap((line, row) =>
    line
      .trim()
      .split(/ +/)
      .flatMap((code, column) => (isCodeDepartement(code) ? [{ code, column, row: firstRow + row }] : [])),
  );
}

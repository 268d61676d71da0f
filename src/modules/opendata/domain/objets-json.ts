/**
 * Cuts a JSON array of objects, coming piece by piece, into the text of each of its objects: a file of any size is read
 * one object at a time. Whatever stands between them is left to the parser of each one.
 *
 * @throws RangeError when one object is longer than `maxLength`
 */
export function couperObjets(maxLength: number): { push(piece: string): readonly string[]; readonly open: boolean } {
  let [depth, inString, escaped, pending] = [0, false, false, ''];
  return {
    get open() {
      return depth > 0;
    },
    push(piece) {
      const objets: string[] = [];
      let start = depth > 0 ? 0 : -1;
      for (let index = 0; index < piece.length; index += 1) {
        const code = piece.charCodeAt(index);
        if (escaped) escaped = false;
        else if (inString) {
          if (code === BACKSLASH) escaped = true;
          else if (code === QUOTE) inString = false;
        } else if (code === QUOTE) inString = depth > 0;
        else if (code === OPEN) {
          if (depth === 0) start = index;
          depth += 1;
        } else if (code === CLOSE && depth > 0) {
          depth -= 1;
          if (depth > 0) continue;
          objets.push(pending + piece.slice(start, index + 1));
          [pending, start] = ['', -1];
        }
      }
      if (start >= 0) pending += piece.slice(start);
      if (pending.length > maxLength) throw new RangeError('An object never ends');
      return objets;
    },
  };
}

const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x7b, 0x7d];

/** A set of hashes: whole numbers from 0 to 2⁵³ − 1, whose low bits are as good as random. */
export interface Hashes {
  add(hash: number): void;
  has(hash: number): boolean;
  readonly size: number;
}

/**
 * An empty set of hashes. It holds a million in a tenth of the time and a fifth of the memory of a `Set`, which
 * keeps each number of more than 31 bits as an object of its own.
 */
export function hashes(): Hashes {
  let size = 0;
  let places = new Float64Array(1 << 16).fill(-1);

  /** Where `hash` is, or the free place where it belongs: the first from that of its low bits on. */
  function placeOf(hash: number): number {
    const last = places.length - 1;
    let place = hash & last;
    while (places[place] !== hash && places[place] >= 0) place = (place + 1) & last;
    return place;
  }

  return {
    add(hash) {
      const place = placeOf(hash);
      if (places[place] === hash) return;
      places[place] = hash;
      if (2 * ++size <= places.length) return;
      const old = places;
      places = new Float64Array(2 * old.length).fill(-1);
      for (const one of old) if (one >= 0) places[placeOf(one)] = one;
    },
    has(hash) {
      return places[placeOf(hash)] === hash;
    },
    get size() {
      return size;
    }
  };
}

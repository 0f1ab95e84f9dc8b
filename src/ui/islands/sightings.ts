/** A code that is no longer seen for so long may be read again: the next copy of a class set has another. */
const GONE_MS = 1_500;
/** Two looks at the same code that lie further apart are two first looks. */
const SOON_MS = 1_200;

/** Which looks of a camera are a reading: the same code twice, and then not again while it lies there. */
export class Sightings {
  #code = '';
  #at = 0;
  #taken = '';
  #takenAt = 0;

  isReading(code: string, now: number): boolean {
    const again = code === this.#code && now - this.#at < SOON_MS;
    [this.#code, this.#at] = [code, now];
    const stillThere = code === this.#taken && now - this.#takenAt < GONE_MS;
    if (stillThere) this.#takenAt = now;
    if (!again || stillThere) return false;
    [this.#taken, this.#takenAt] = [code, now];
    return true;
  }
}

/** What the parts of the car on the bench measure, asked for again and again while somebody looks. Layer: web/features. */
import type { CarBench, Reading } from '../../../core/protocol/robot-session.ts';

const LOOK_EVERY_MS = 250;

export class BenchReadings {
  #readings = $state.raw<readonly Reading[]>([]);

  /** For as long as the component lives that makes it. `bench` is read as a signal; undefined: nothing is read. */
  constructor(bench: () => CarBench | undefined) {
    $effect(() => {
      const measuring = bench();
      this.#readings = [];
      return measuring && this.#follow(measuring);
    });
  }

  get all(): readonly Reading[] {
    return this.#readings;
  }

  /** Of one kind of part, in the order of its sensors. */
  of(input: Reading['input']): readonly Reading['value'][] {
    return this.#readings.filter((reading) => reading.input === input).map(({ value }) => value);
  }

  #follow(bench: CarBench): () => void {
    let isOn = true;
    const look = async (): Promise<void> => {
      const answer = await bench.measure();
      if (!isOn) return;
      if (answer.ok) this.#readings = answer.value.readings;
      timer = setTimeout(() => void look(), LOOK_EVERY_MS);
    };
    let timer = setTimeout(() => void look(), 0);
    return () => {
      isOn = false;
      clearTimeout(timer);
    };
  }
}

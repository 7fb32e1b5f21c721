/** What may be chosen for an evaluation, whoever is evaluated. All throw an Error in words for what makes no sense. */

/** At least one whole number, each once: every difficulty is a row of the result. */
export function checkDifficulties(difficulties: readonly number[]): void {
  if (difficulties.length === 0) throw new Error('Choose at least one difficulty.');
  const broken = difficulties.find((difficulty) => !Number.isSafeInteger(difficulty));
  if (broken !== undefined) throw new Error(`Difficulties must be whole numbers, and ${broken} is none.`);
  const twice = difficulties.find((difficulty, i) => difficulties.indexOf(difficulty) !== i);
  if (twice !== undefined) throw new Error(`Difficulty ${twice} is chosen more than once. Choose each only once.`);
}

/** `what` begins the sentence: "The number of tasks". */
export function checkWholeNumber(what: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new Error(`${what} must be a whole number of at least ${least}, not ${value}.`);
}

export function checkTemperature(temperature: number): void {
  if (temperature >= 0 && temperature <= 3) return;
  throw new Error(`The temperature must be between 0 and 3, not ${temperature}.`);
}

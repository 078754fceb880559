// node --expose-gc steady.mjs ROUNDS: work done to its end, over and over.
import { growthOver } from './memory.mjs';
import { shortWork } from './work.mjs';

const expected = await shortWork();
let wrong = 0;
const growth = await growthOver(Number(process.argv[2]), async () => {
  const answers = await Promise.all([shortWork(), shortWork(), shortWork()]);
  wrong += answers.filter((answer) => answer !== expected).length;
});
console.log(JSON.stringify({ wrong, ...growth }));

import { check, Dataset, Network, train } from 'kinkless';

const data = Dataset.gaussian({ samples: 20, inputs: 10, seed: 1 });
const { network } = await train(Network.random({ inputs: 10, hidden: [10], seed: 2 }), data);
console.log((await check(network, data)).verdict);

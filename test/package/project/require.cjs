const { check, Dataset, Network, train } = require('kinkless');

async function main() {
  const data = Dataset.gaussian({ samples: 20, inputs: 10, seed: 1 });
  const { network } = await train(Network.random({ inputs: 10, hidden: [10], seed: 2 }), data);
  console.log((await check(network, data)).verdict);
}

void main();

/** Lets tests import the packs and policy data under `rules/` just as the bundle does. */
const { parse } = require('yaml');

module.exports = {
  process: (text) => ({ code: `module.exports = { __esModule: true, default: ${JSON.stringify(parse(text))} };` }),
};

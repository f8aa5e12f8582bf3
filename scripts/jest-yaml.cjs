/** Lets tests import the packs and tables in `rules/` as the bundle does. */
const { createHash } = require('node:crypto');
const yamlData = require('./yaml-data.cjs');

module.exports = {
  process: (_text, path) => ({ code: `module.exports = { __esModule: true, default: ${JSON.stringify(yamlData(path))} };` }),
  // A pack includes the tables that it names, so a change to a table must change the pack's key.
  getCacheKey: (_text, path) =>
    createHash('sha1')
      .update(path)
      .update(JSON.stringify(yamlData(path)))
      .digest('hex'),
};

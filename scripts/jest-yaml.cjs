/** Lets tests import the packs and tables under `rules/` just as the bundle does. */
const { createHash } = require('node:crypto');
const yamlData = require('./yaml-data.cjs');

module.exports = {
  process: (_text, path) => ({ code: `module.exports = { __esModule: true, default: ${JSON.stringify(yamlData(path))} };` }),
  // A pack holds the tables that it names: what was kept of it is used again only while they are the same.
  getCacheKey: (_text, path) =>
    createHash('sha1')
      .update(path)
      .update(JSON.stringify(yamlData(path)))
      .digest('hex'),
};

/** Reads packs and tables as a bundle or a test imports them: parsed, and in a pack each table's path replaced by the table. */
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { parse } = require('yaml');

module.exports = function yamlData(path) {
  const data = parse(readFileSync(path, 'utf8'));
  if (!/[\\/]rules[\\/]packs[\\/]/.test(path) || !data?.tables) return data;
  const tables = Object.entries(data.tables).map(([name, file]) => [name, yamlData(join(dirname(path), file))]);
  return { ...data, tables: Object.fromEntries(tables) };
};

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSamples, findings } from 'cvl/testing';
import plugin from './index.ts';
import owner from './rules/owner.ts';

test('the samples of each rule are right', async () => {
  assert.deepEqual(await checkSamples(plugin), []);
});

test('an owner that is no team is reported', async () => {
  const options = { teams: ['@vision', '@language'] };
  const found = await findings(owner, 'name: demo\nx-owner: "@visoin"\n', { options });
  assert.deepEqual(
    found.map(({ message }) => message),
    ["@visoin isn't one of the teams. Write one of @vision, @language."],
  );
});

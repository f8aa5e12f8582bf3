import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { folderOf } from './client';

const isInstalled = spawnSync('nvim', ['--version']).status === 0;

/** What a person does: open a script, type a mistake, see it, and undo it. */
const session = (root: string): string => `
local config = {
  name = 'cvl',
  cmd = { '${process.execPath}', '${join(__dirname, '../../bin/run.js')}', 'lsp', '--stdio' },
  root_dir = '${root}',
}
vim.cmd('edit demo/train.sh')
if vim.lsp.start then vim.lsp.start(config) else vim.lsp.buf_attach_client(0, vim.lsp.start_client(config)) end
local function write(line) vim.api.nvim_buf_set_lines(0, 1, 2, false, { line }) end
local function wait(count) return vim.wait(60000, function() return #vim.diagnostic.get(0) == count end) end
vim.wait(60000, function() return #vim.lsp.buf_get_clients(0) > 0 end)
write('docker run --rm -t demo:1.0 true')
local seen = wait(1)
local found = vim.diagnostic.get(0)[1] or {}
write('docker run --rm demo:1.0 true')
local cleared = wait(0)
io.stdout:write(vim.fn.json_encode({ seen = seen, code = found.code, line = found.lnum, column = found.col, cleared = cleared }))
vim.cmd('qa!')
`;

(isInstalled ? test : test.skip)('neovim shows what is typed, and clears what is undone', () => {
  const folder = folderOf({
    '.cvlrc': 'extends: []\nrules: { docker/terminal: error }\n',
    'demo/example.yaml': 'name: demo\n',
    'demo/train.sh': '#!/bin/bash\ndocker run --rm demo:1.0 true\n',
  });
  folder.write('session.lua', session(folder.root));
  const { stdout, stderr } = spawnSync('nvim', ['--headless', '-u', 'NONE', '-c', 'luafile session.lua'], {
    cwd: folder.root,
    encoding: 'utf8',
    timeout: 110_000,
  });
  folder.remove();
  const [json] = /\{.*\}/.exec(stdout) ?? [stderr];
  expect(JSON.parse(json ?? '')).toEqual({ seen: true, code: 'docker/terminal', line: 1, column: 16, cleared: true });
});

import { definePlugin } from '../../src/api';
import executable from './rules/executable';
import gitignoreArtifacts from './rules/gitignore-artifacts';
import gitignoreFolders from './rules/gitignore-folders';
import gitignoreNeeded from './rules/gitignore-needed';
import gitlink from './rules/gitlink';
import noArtifacts from './rules/no-artifacts';
import noData from './rules/no-data';
import noLargeFiles from './rules/no-large-files';
import readme from './rules/readme';
import recommended from './rules/recommended';
import required from './rules/required';

export default definePlugin({
  name: 'files',
  api: 1,
  rules: [
    executable,
    gitignoreArtifacts,
    gitignoreFolders,
    gitignoreNeeded,
    gitlink,
    noArtifacts,
    noData,
    noLargeFiles,
    readme,
    recommended,
    required,
  ],
});

import { definePlugin } from '../../src/api';
import executable from './rules/executable';
import gitignoreArtifacts from './rules/gitignore-artifacts';
import gitlink from './rules/gitlink';
import noArtifacts from './rules/no-artifacts';
import readme from './rules/readme';
import recommended from './rules/recommended';
import required from './rules/required';

export default definePlugin({
  name: 'files',
  api: 1,
  rules: [executable, gitignoreArtifacts, gitlink, noArtifacts, readme, recommended, required],
});

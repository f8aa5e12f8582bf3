import { definePlugin } from '../../src/api';
import executable from './executable';
import gitignoreArtifacts from './gitignore-artifacts';
import gitlink from './gitlink';
import noArtifacts from './no-artifacts';
import readme from './readme';
import recommended from './recommended';
import required from './required';

export default definePlugin({
  name: 'files',
  api: 1,
  rules: [executable, gitignoreArtifacts, gitlink, noArtifacts, readme, recommended, required],
});

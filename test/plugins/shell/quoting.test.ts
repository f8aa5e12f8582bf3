import quoting from '../../../plugins/shell/rules/quoting';
import { findings } from '../../../src/testing';
import { script } from '../docker/report';
import { words } from './sample';

describe('quoting', () => {
  test.each([
    ['docker run -v $DIR:/w demo', ['$DIR:/w']],
    ['docker run -v ${DIR}/a:/w -v $HOME/.cache:/c demo', ['${DIR}/a:/w', '$HOME/.cache:/c']],
    ['docker build $DIR', ['$DIR']],
    ['docker run --env-file=$CONFIG_FILE demo', ['--env-file=$CONFIG_FILE']],
    ['docker run -v "$DIR:/w" --user $(id -u):$(id -g) $EXTRA "$@" demo', []],
    ['docker run ${TOKEN:+-e TOKEN=$TOKEN} demo', []],
    ['RUN="docker run -v $DIR:/w"\n$RUN demo', []],
    ['cp $DIR/a b', []],
    ['S=($DIR/a b)\nM=("-v ${S[0]}:/a")\ndocker run "${M[*]}" demo', []],
  ])('%s', async (line, expected) => {
    expect((await words(quoting, script(line))).map(([, word]) => word)).toEqual(expected);
  });

  test('the fix quotes the whole word', async () => {
    const [found] = await findings(quoting, script('docker run -v $DIR:/w demo'));
    expect(found?.fix).toEqual([expect.objectContaining({ text: '"$DIR:/w"' })]);
  });
});

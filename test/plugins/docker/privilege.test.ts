import socket from '../../../plugins/docker/rules/engine-socket';
import network from '../../../plugins/docker/rules/host-network';
import processes from '../../../plugins/docker/rules/host-processes';
import privilege from '../../../plugins/docker/rules/privilege';
import { script, words } from './report';

test.each([
  ['--privileged', ['privilege privileged']],
  ['--privileged=false', []],
  ['--cap-add SYS_ADMIN', ['privilege capability']],
  ['--cap-add=cap_sys_admin', ['privilege capability']],
  ['--cap-add=SYS_PTRACE', []],
  ['-v /var/run/docker.sock:/var/run/docker.sock', ['engine-socket socket']],
  ['--network=host', ['host-network host']],
  ['--net host', ['host-network host']],
  ['--network "${NETWORK:-bridge}"', []],
  ['--pid=host --ipc=host', ['host-processes host']],
])('privilege %s', async (given, expected) => {
  const rules = [privilege, socket, network, processes];
  expect((await words(rules, script(`docker run ${given} demo`))).map(([id]) => id)).toEqual(expected);
});

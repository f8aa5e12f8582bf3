/** What `run` and `create` have in common. */
const container = `
  --add-host list
  --annotation map
  -a, --attach list
  --blkio-weight uint16
  --blkio-weight-device list
  --cap-add list
  --cap-drop list
  --cgroup-parent string
  --cgroupns string
  --cidfile string
  --cpu-count int
  --cpu-percent int
  --cpu-period int
  --cpu-quota int
  --cpu-rt-period int
  --cpu-rt-runtime int
  -c, --cpu-shares int
  --cpus decimal
  --cpuset-cpus string
  --cpuset-mems string
  --device list
  --device-cgroup-rule list
  --device-read-bps list
  --device-read-iops list
  --device-write-bps list
  --device-write-iops list
  --disable-content-trust bool
  --dns list
  --dns-option list
  --dns-search list
  --domainname string
  --entrypoint string
  -e, --env list
  --env-file list
  --expose list
  --gpus gpu-request
  --group-add list
  --health-cmd string
  --health-interval duration
  --health-retries int
  --health-start-interval duration
  --health-start-period duration
  --health-timeout duration
  --help bool
  -h, --hostname string
  --init bool
  -i, --interactive bool
  --io-maxbandwidth bytes
  --io-maxiops uint
  --ip string
  --ip6 string
  --ipc string
  --isolation string
  --kernel-memory bytes
  -l, --label list
  --label-file list
  --link list
  --link-local-ip list
  --log-driver string
  --log-opt list
  --mac-address string
  -m, --memory bytes
  --memory-reservation bytes
  --memory-swap bytes
  --memory-swappiness int
  --mount mount
  --name string
  --network network
  --network-alias list
  --no-healthcheck bool
  --oom-kill-disable bool
  --oom-score-adj int
  --pid string
  --pids-limit int
  --platform string
  --privileged bool
  -p, --publish list
  -P, --publish-all bool
  --pull string
  -q, --quiet bool
  --read-only bool
  --restart string
  --rm bool
  --runtime string
  --security-opt list
  --shm-size bytes
  --stop-signal string
  --stop-timeout int
  --storage-opt list
  --sysctl map
  --tmpfs list
  -t, --tty bool
  --ulimit ulimit
  --use-api-socket bool
  -u, --user string
  --userns string
  --uts string
  -v, --volume list
  --volume-driver string
  --volumes-from list
  -w, --workdir string
  --dns-opt list hidden
  --net network hidden
  --net-alias list hidden
`;

/**
 * Every flag of the commands that cvl reads, as the docker client 28.2 lists them in its help (a test compares where docker is
 * installed), and of those that are not in it. A line is `[-s, ]--name type`.
 */
export const flagTables = {
  /** Before the command. */
  docker: `
    --config string
    -c, --context string
    -D, --debug bool
    -H, --host list
    -l, --log-level string
    --tls bool
    --tlscacert string
    --tlscert string
    --tlskey string
    --tlsverify bool
    -v, --version bool
  `,
  run: `${container}
    -d, --detach bool
    --detach-keys string
    --sig-proxy bool
  `,
  create: container,
  /** The classic builder's, which the client shows where buildx is not installed. */
  build: `
    --add-host list
    --build-arg list
    --cache-from strings
    --cgroup-parent string
    --compress bool
    --cpu-period int
    --cpu-quota int
    -c, --cpu-shares int
    --cpuset-cpus string
    --cpuset-mems string
    --disable-content-trust bool
    -f, --file string
    --force-rm bool
    --iidfile string
    --isolation string
    --label list
    -m, --memory bytes
    --memory-swap bytes
    --network string
    --no-cache bool
    --platform string
    --pull bool
    -q, --quiet bool
    --rm bool
    --security-opt strings
    --shm-size bytes
    --squash bool
    -t, --tag list
    --target string
    --ulimit ulimit
  `,
  /** Also what `docker build` takes where buildx is installed, its default. From docker/buildx's reference; hidden ones are accepted for the classic builder's sake. */
  'buildx build': `
    --add-host strings
    --allow list
    --annotation list
    --attest list
    --build-arg list
    --build-context list
    --builder string
    --cache-from list
    --cache-to list
    --call string
    --cgroup-parent string
    --check bool
    -D, --debug bool
    -f, --file string
    --iidfile string
    --label list
    --load bool
    --metadata-file string
    --network string
    --no-cache bool
    --no-cache-filter list
    -o, --output list
    --platform list
    --policy list
    --progress string
    --provenance string
    --pull bool
    --push bool
    -q, --quiet bool
    --resource list
    --sbom string
    --secret list
    --shm-size bytes
    --ssh list
    -t, --tag list
    --target string
    --ulimit ulimit
    -m, --memory string hidden
    --memory-swap string hidden
    -c, --cpu-shares string hidden
    --cpu-period string hidden
    --cpu-quota string hidden
    --cpuset-cpus string hidden
    --cpuset-mems string hidden
    --compress bool hidden
    --isolation string hidden
    --security-opt strings hidden
    --squash bool hidden
    --rm bool hidden
    --force-rm bool hidden
    --print string hidden
    --disable-content-trust bool hidden
  `,
  pull: `
    -a, --all-tags bool
    --disable-content-trust bool
    --platform string
    -q, --quiet bool
  `,
  push: `
    -a, --all-tags bool
    --disable-content-trust bool
    --platform string
    -q, --quiet bool
  `,
  exec: `
    -d, --detach bool
    --detach-keys string
    -e, --env list
    --env-file list
    -i, --interactive bool
    --privileged bool
    -t, --tty bool
    -u, --user string
    -w, --workdir string
  `,
  /** Compose's, from docker/compose's reference. */
  compose: `
    --all-resources bool
    --ansi string
    --compatibility bool
    --dry-run bool
    --env-file list
    -f, --file list
    --parallel int
    --profile list
    --progress string
    --project-directory string
    -p, --project-name string
  `,
  'compose run': `
    --build bool
    --cap-add list
    --cap-drop list
    -d, --detach bool
    --dry-run bool
    --entrypoint string
    -e, --env list
    --env-from-file list
    -i, --interactive bool
    -l, --label list
    --name string
    --no-deps bool
    -T, --no-tty bool
    -p, --publish list
    --pull string
    -q, --quiet bool
    --quiet-build bool
    --quiet-pull bool
    --remove-orphans bool
    --rm bool
    -P, --service-ports bool
    --use-aliases bool
    -u, --user string
    -v, --volume list
    -w, --workdir string
  `,
  'compose up': `
    --abort-on-container-exit bool
    --abort-on-container-failure bool
    --always-recreate-deps bool
    --attach list
    --attach-dependencies bool
    --build bool
    -d, --detach bool
    --dry-run bool
    --exit-code-from string
    --force-recreate bool
    --menu bool
    --no-attach list
    --no-build bool
    --no-color bool
    --no-deps bool
    --no-log-prefix bool
    --no-recreate bool
    --no-start bool
    --pull string
    --quiet-build bool
    --quiet-pull bool
    --remove-orphans bool
    -V, --renew-anon-volumes bool
    --scale list
    -t, --timeout int
    --timestamps bool
    --wait bool
    --wait-timeout int
    -w, --watch bool
    -y, --yes bool
  `,
  'compose build': `
    --build-arg list
    --builder string
    --check bool
    --dry-run bool
    -m, --memory bytes
    --no-cache bool
    --print bool
    --provenance string
    --pull bool
    --push bool
    -q, --quiet bool
    --sbom string
    --ssh string
    --with-dependencies bool
  `,
  'compose exec': `
    -d, --detach bool
    --dry-run bool
    -e, --env list
    --index int
    -T, --no-tty bool
    --privileged bool
    -u, --user string
    -w, --workdir string
  `,
  /** Those that docker does not have, from podman-run(1). */
  'podman run': `
    --arch string
    --authfile string
    --cert-dir string
    --cgroup-conf list
    --cgroups string
    --chrootdirs list
    --conmon-pidfile string
    --creds string
    --decryption-key list
    --env-host bool
    --env-merge list
    --gidmap list
    --group-entry string
    --health-log-destination string
    --health-max-log-count uint
    --health-max-log-size uint
    --health-on-failure string
    --health-startup-cmd string
    --health-startup-interval string
    --health-startup-retries uint
    --health-startup-success uint
    --health-startup-timeout string
    --hosts-file string
    --hostuser list
    --http-proxy bool
    --image-volume string
    --init-path string
    --no-hostname bool
    --no-hosts bool
    --os string
    --passwd bool
    --passwd-entry string
    --personality string
    --pidfile string
    --pod string
    --pod-id-file string
    --preserve-fd strings
    --preserve-fds uint
    --rdt-class string
    --read-only-tmpfs bool
    --replace bool
    --requires strings
    --retry uint
    --retry-delay string
    --rmi bool
    --rootfs bool
    --sdnotify string
    --seccomp-policy string
    --secret list
    --shm-size-systemd bytes
    --subgidname string
    --subuidname string
    --systemd string
    --timeout uint
    --tls-verify bool
    --tz string
    --uidmap list
    --umask string
    --unsetenv list
    --unsetenv-all bool
    --variant string
  `,
  /** Those that docker does not have, from nerdctl's command reference. */
  'nerdctl run': `
    --bypass4netns bool
    --cgroup-conf list
    --cosign-certificate-identity string
    --cosign-certificate-identity-regexp string
    --cosign-certificate-oidc-issuer string
    --cosign-certificate-oidc-issuer-regexp string
    --cosign-key string
    --init-binary string
    --ipfs-address string
    --pidfile string
    --rdt-class string
    --rootfs bool
    --snapshotter string
    --systemd string
    --umask string
    --verify string
  `,
  tag: '--help bool hidden',
} as const;

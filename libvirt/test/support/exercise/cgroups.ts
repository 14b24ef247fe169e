import type { LabHost } from '@kilonova/lab'

const controllers = 'cpu cpuacct memory blkio'

/**
 * Gives a lab host's libvirtd the controllers that schedule, limit and count its guests, which the lab's hosts have
 * not. The guests belong into `partition`, which is this host's own; `remove` takes it away, once they are gone.
 */
export async function withControllers(host: LabHost): Promise<{ partition: string; remove: () => Promise<void> }> {
  const partition = `px-${host.initPid}`
  await shell(
    host,
    `mountpoint -q /sys/fs/cgroup || mount -t tmpfs -o mode=755 tmpfs /sys/fs/cgroup
     for controller in ${controllers}; do
       mkdir -p /sys/fs/cgroup/$controller
       mountpoint -q /sys/fs/cgroup/$controller || mount -t cgroup -o $controller cgroup /sys/fs/cgroup/$controller
       mkdir -p /sys/fs/cgroup/$controller/${partition}.partition
     done
     sed -i 's/^cgroup_controllers.*/cgroup_controllers = [ "cpu", "cpuacct", "memory", "blkio" ]/' /etc/libvirt/qemu.conf`,
  )
  await host.killLibvirtd()
  await host.startLibvirtd()
  const remove = (): Promise<void> =>
    shell(host, `find /sys/fs/cgroup/*/${partition}.partition -depth -type d -exec rmdir {} +`)
  return { partition: `/${partition}`, remove }
}

async function shell(host: LabHost, script: string): Promise<void> {
  await host.mustExec(['sh', '-ec', script])
}

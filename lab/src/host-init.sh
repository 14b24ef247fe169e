#!/bin/sh
# Process 1 of a lab host: lays the host's own files over the outer root, moves into it, starts sshd and libvirtd, and
# collects orphans. It runs in fresh network, mount, UTS, IPC and PID namespaces (see boot-host.ts), so when it is
# killed, all of the host is gone at once: that is the lab's power cut.
#
# Environment: HOST (name) ADDRESS GATEWAY DIR (the host's directory) LAB (the lab's) STATE (service's state directory)
#   BINDS (newline-separated) LIBVIRTD VIRTLOGD CGROUPS (1 or empty) SHARED (no, bind, glusterfs) TCP_RETRIES
#   CAPABILITIES (directory of libvirt's answers about QEMU)
set -eu
root=$DIR/root

mount --make-rprivate /
mount -t overlay overlay -o "lowerdir=/,upperdir=$DIR/upper,workdir=$DIR/work" "$root"
bind() { # FROM TO --bind or --rbind
  mkdir -p "$root$2"
  mount "$3" "$1" "$root$2"
}
# Nothing of the outer machine's libvirt: a network defined there would reserve its bridge's name here too. It is hidden
# and not removed, since what is written out there meanwhile would come up again.
for path in /etc/libvirt/qemu /var/lib/libvirt /var/log/libvirt /var/cache/libvirt; do
  mkdir -p "$DIR/own$path"
  bind "$DIR/own$path" "$path" --bind
done
if [ ! -e "$DIR/booted" ]; then
  for path in qemu dnsmasq images boot; do mkdir -p "$root/var/lib/libvirt/$path"; done
  mkdir -p "$root/var/log/libvirt/qemu" "$root/var/cache/libvirt/qemu"
  # libvirtd's answers of an earlier lab about this QEMU: it checks by itself that they still hold, and saves 2 s.
  # A lab that ends at this moment writes there under hidden names.
  mkdir -p "$root/var/cache/libvirt/qemu/capabilities"
  for answers in "$CAPABILITIES"/*.xml; do
    [ ! -e "$answers" ] || cp "$answers" "$root/var/cache/libvirt/qemu/capabilities/"
  done
  touch "$DIR/booted"
fi

mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --rbind /dev "$root/dev"
# POSIX shared memory and terminals of this host only: the IPC namespace covers neither, and a power cut must free them.
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir -p "$root/run/sshd" "$root/run/lock"
if [ -n "$CGROUPS" ]; then
  mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
  for controller in cpu cpuacct; do
    mkdir "$root/sys/fs/cgroup/$controller"
    mount -t cgroup -o "$controller" cgroup "$root/sys/fs/cgroup/$controller"
  done
fi

bind "$LAB" "$LAB" --bind # not --rbind: our own root is below it
bind "$DIR/state" "$STATE" --bind
if [ "$SHARED" != no ]; then bind "$LAB/shared" "$STATE/instances" --bind; fi
printf '%s\n' "$BINDS" | while read -r path; do
  if [ -n "$path" ]; then bind "$path" "$path" --rbind; fi
done

mkdir -p "$root/.outer"
cd "$root"
pivot_root . .outer
umount -l /.outer
rmdir /.outer
cd /
if [ "$SHARED" = glusterfs ]; then
  umount "$STATE/instances"
  bindfs -o subtype=glusterfs "$LAB/shared" "$STATE/instances"
fi

hostname "$HOST"
ip link set lo up
until ip link set eth0 up 2>/dev/null; do sleep 0.02; done # the cable is put in from outside
ip addr add "$ADDRESS/24" dev eth0
ip route add default via "$GATEWAY"
echo 1 >/proc/sys/net/ipv4/ip_forward
echo "$TCP_RETRIES" >/proc/sys/net/ipv4/tcp_retries2

/usr/sbin/sshd -D -e </dev/null 2>"$DIR/sshd.log" &
if [ -n "$VIRTLOGD" ]; then /usr/sbin/virtlogd </dev/null >"$DIR/virtlogd.log" 2>&1 & fi
if [ -n "$LIBVIRTD" ]; then /usr/sbin/libvirtd --listen </dev/null >"$DIR/libvirtd.out" 2>&1 & fi
echo up >/run/lab-host
while :; do
  wait || true # collects orphans too
  sleep 1
done

#!/bin/sh
# build.sh DEBS OUT: makes the test guest from the Debian packages in DEBS, without mounting anything, in an existing
# empty directory OUT:
#   vmlinuz, initrd      kernel and initramfs for a direct boot
#   root.qcow2           its root disk: one ext4, no partitions
#   bootable.qcow2       the same in one disk that starts by itself, by BIOS and (made with systemd-boot-efi) by UEFI
# Needs busybox-static e2fsprogs qemu-utils cpio kmod, syslinux syslinux-common mtools dosfstools fdisk; for UEFI also
# binutils and systemd-boot-efi.
set -eu
debs=$(cd "$1" && pwd)
out=$(cd "$2" && pwd)
recipe=$(cd "$(dirname "$0")" && pwd)
work=$out/work
packages=$work/packages
root=$work/root
initramfs=$work/initramfs
mkdir -p "$packages" "$root" "$initramfs"
for deb in "$debs"/*.deb; do dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$packages" --exclude=./usr/share; done
cp "$packages"/boot/vmlinuz-* "$out/vmlinuz"
kernel=$(ls "$packages/lib/modules")

# -- kernel modules: the wanted ones and what they need --
depmod -b "$packages" "$kernel" 2>/dev/null
unsigned() { # FILE: cuts off the signature, whose check costs 20 ms for each module under emulation
  size=$(stat -c %s "$1")
  if [ "$(tail -c 28 "$1" | tr -d '\n')" != '~Module signature appended~' ]; then return; fi
  set -- "$1" $(tail -c 32 "$1" | head -c 4 | od -An -tu1)
  truncate -s $((size - 28 - 12 - ($2 * 16777216 + $3 * 65536 + $4 * 256 + $5))) "$1"
}
modules() { # TO NAME…
  to=$1/lib/modules/$kernel
  mkdir -p "$to"
  shift
  for module; do
    line=$(grep -m1 "/$module\.ko:" "$packages/lib/modules/$kernel/modules.dep") || continue
    for path in $(echo "$line" | tr -d :); do
      mkdir -p "$to/$(dirname "$path")"
      cp "$packages/lib/modules/$kernel/$path" "$to/$path"
    done
  done
  cp "$packages/lib/modules/$kernel"/modules.builtin "$packages/lib/modules/$kernel"/modules.order "$to"
  depmod -b "${to%/lib/modules/*}" "$kernel" 2>/dev/null # it misses lists that nobody reads here
  find "$to" -name '*.ko' | while read -r module; do unsigned "$module"; done
  rm -f "$to"/*.bin "$to"/modules.builtin* "$to"/modules.order "$to"/modules.devname "$to"/modules.softdep
}
early='virtio_pci virtio_blk virtio_scsi sd_mod ata_piix'
modules "$initramfs" $early
modules "$root" $early virtio_net virtio_console virtio_balloon virtio-rng virtiofs sr_mod isofs vfat nls_ascii \
  nls_cp437 nls_utf8 button evdev xfs

# -- root file system --
for dir in bin dev proc sys run tmp mnt/config etc/dropbear root usr/bin var/log var/lib; do mkdir -p "$root/$dir"; done
ln -s bin "$root/sbin"
ln -s ../run "$root/var/run"
cp /bin/busybox "$root/bin/busybox"
for applet in $(/bin/busybox --list); do
  if [ "$applet" != busybox ]; then ln -s busybox "$root/bin/$applet"; fi
done
for program in "$recipe"/bin/*; do rm -f "$root/bin/${program##*/}" && cp "$program" "$root/bin/"; done
rm -f "$root/bin/init"
cp "$recipe/init" "$root/bin/init"
cp "$recipe/fstab" "$root/etc/fstab"
echo 'root::0:0:root:/root:/bin/sh' >"$root/etc/passwd"
echo 'root:x:0:' >"$root/etc/group"
echo /bin/sh >"$root/etc/shells"
{
  echo 'NAME="Kilonova test guest"'
  echo 'ID=kilonova-test-guest'
  echo "VERSION_ID=$(cat "$recipe"/* "$recipe"/bin/* 2>/dev/null | sha256sum | cut -c1-12)"
} >"$root/etc/os-release"
program() { # PATH NAME: a program from the packages, or else from this machine, with the libraries that it asks for
  from=$packages$1
  if [ ! -e "$from" ]; then from=$1; fi
  rm -f "$root/bin/$2"
  cp "$from" "$root/bin/$2"
  LD_LIBRARY_PATH=$packages/usr/lib/x86_64-linux-gnu ldd "$from" | grep -o '/[^ ]*' | while read -r library; do
    name=${library#"$packages"}
    mkdir -p "$root$(dirname "$name")"
    cp -L "$library" "$root$name"
  done
}
program /usr/sbin/qemu-ga qemu-ga
program /usr/sbin/dropbear dropbear

# -- initramfs: not compressed, which boots faster under emulation than it loads --
for dir in bin dev proc sys new; do mkdir -p "$initramfs/$dir"; done
cp /bin/busybox "$initramfs/bin/busybox"
for applet in sh mount modprobe findfs usleep switch_root; do ln -s busybox "$initramfs/bin/$applet"; done
cp "$recipe/initramfs" "$initramfs/init"
(cd "$initramfs" && find . | cpio --create --format=newc --quiet --owner=0:0) >"$out/initrd"

# -- disks --
mke2fs -q -q -t ext4 -L rootfs -E root_owner=0:0,lazy_itable_init=0,lazy_journal_init=0 -d "$root" "$work/root.raw" 64M
qemu-img convert -f raw -O qcow2 "$work/root.raw" "$out/root.qcow2"

bootMiB=64
rootMiB=$(($(stat -c %s "$work/root.raw") / 1048576))
disk=$work/disk.raw
truncate -s $((1 + bootMiB + rootMiB + 1))M "$disk"
printf 'label: dos\nstart=2048, size=%s, type=ef, bootable\nstart=%s, size=%s, type=83\n' \
  $((bootMiB * 2048)) $(((1 + bootMiB) * 2048)) $((rootMiB * 2048)) | sfdisk -q "$disk"
dd if=/usr/lib/syslinux/mbr/mbr.bin of="$disk" conv=notrunc bs=440 count=1 status=none
mkfs.vfat -F 16 -n BOOT --offset 2048 "$disk" $((bootMiB * 1024)) >/dev/null 2>&1
arguments="console=tty0 console=ttyS0 root=LABEL=rootfs $(cat "$recipe/arguments")"
printf 'SERIAL 0 115200\nDEFAULT guest\nPROMPT 0\nTIMEOUT 0\nLABEL guest\n LINUX /vmlinuz\n INITRD /initrd\n APPEND %s\n' \
  "$arguments" >"$work/syslinux.cfg"
mcopy -i "$disk@@1M" "$out/vmlinuz" "$out/initrd" "$work/syslinux.cfg" ::/
syslinux --offset 1048576 --install "$disk"
stub=/usr/lib/systemd/boot/efi/linuxx64.efi.stub
if [ -e "$stub" ] && command -v objcopy >/dev/null; then
  printf '%s' "$arguments" >"$work/arguments"
  objcopy --add-section .cmdline="$work/arguments" --change-section-vma .cmdline=0x30000 \
    --add-section .linux="$out/vmlinuz" --change-section-vma .linux=0x2000000 \
    --add-section .initrd="$out/initrd" --change-section-vma .initrd=0x4000000 "$stub" "$work/guest.efi"
  mmd -i "$disk@@1M" ::/EFI ::/EFI/BOOT
  mcopy -i "$disk@@1M" "$work/guest.efi" ::/EFI/BOOT/BOOTX64.EFI
  touch "$out/uefi"
fi
dd if="$work/root.raw" of="$disk" bs=1M seek=$((1 + bootMiB)) conv=notrunc,sparse status=none
qemu-img convert -f raw -O qcow2 "$disk" "$out/bootable.qcow2"
rm -rf "$work"

#!/bin/bash
# Writes the XML of every object that a connection knows into DIR, one file each: the test data beside this script.
#   collect.sh DIR VIRSH...     for example: collect.sh out virsh -c test:///default
# What an older or another driver cannot do is left out.
set -uo pipefail
dir=$1; shift
virsh=("$@")
mkdir -p "$dir"

put() { # FILE ARGS...: keep the output only when the command succeeds and prints something
  local file=$dir/$1.xml text; shift
  if text=$("${virsh[@]}" "$@" 2>/dev/null </dev/null) && [[ $text == *'<'* ]]; then printf '%s\n' "$text" > "$file"; fi
}
each() { # NAME LIST-ARGS -- DUMP-ARGS...: dump every object of a list
  local name=$1 list=() object; shift
  while [[ $1 != -- ]]; do list+=("$1"); shift; done; shift
  while read -r object; do
    [[ -n $object ]] && put "$name-${object//[^A-Za-z0-9._-]/_}" "$@" "$object"
  done < <("${virsh[@]}" "${list[@]}" 2>/dev/null </dev/null)
}

put capabilities capabilities
for machine in pc q35 virt; do put "domcapabilities-$machine" domcapabilities --virttype qemu --machine "$machine"; done
each domain list --all --name -- dumpxml
each domain-inactive list --all --name -- dumpxml --inactive
each domain-migratable list --all --name -- dumpxml --migratable
each network net-list --all --name -- net-dumpxml
each pool pool-list --all --name -- pool-dumpxml
while read -r uuid name; do
  [[ $uuid == *-*-* && $uuid != --* ]] && put "nwfilter-$name" nwfilter-dumpxml "$name"
done < <("${virsh[@]}" nwfilter-list 2>/dev/null </dev/null)
each nodedev nodedev-list --all -- nodedev-dumpxml
while read -r uuid _; do
  [[ $uuid == *-* && $uuid != -* ]] && put "secret-$uuid" secret-dumpxml "$uuid"
done < <("${virsh[@]}" secret-list 2>/dev/null </dev/null)
while read -r name _; do
  [[ -n $name && $name != Name && $name != -* ]] && put "interface-$name" iface-dumpxml "$name"
done < <("${virsh[@]}" iface-list --all 2>/dev/null </dev/null)
for pool in $("${virsh[@]}" pool-list --name 2>/dev/null); do
  while read -r name _; do
    [[ -n $name && $name != Name && $name != -* ]] && put "volume-$pool-${name//[^A-Za-z0-9._-]/_}" vol-dumpxml --pool "$pool" "$name"
  done < <("${virsh[@]}" vol-list "$pool" 2>/dev/null </dev/null)
done
for domain in $("${virsh[@]}" list --all --name 2>/dev/null); do
  each "snapshot-$domain" snapshot-list "$domain" --name -- snapshot-dumpxml "$domain"
  each "checkpoint-$domain" checkpoint-list "$domain" --name -- checkpoint-dumpxml "$domain"
  put "backup-$domain" backup-dumpxml "$domain"
done
for network in $("${virsh[@]}" net-list --name 2>/dev/null); do
  each "networkport-$network" net-port-list "$network" --uuid -- net-port-dumpxml "$network"
done
while read -r device _; do
  [[ -n $device && $device != Port && $device != -* ]] && put "nwfilterbinding-$device" nwfilter-binding-dumpxml "$device"
done < <("${virsh[@]}" nwfilter-binding-list 2>/dev/null </dev/null)

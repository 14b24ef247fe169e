# The tiny guest that finds out whether KVM can run a kernel. It does what the first second of every stock kernel
# does and what half-working virtualization gets wrong: 64-bit mode with its own page tables and ring 0, faults that
# come back, model specific registers, user mode and the syscall instruction, page table changes, a timer interrupt,
# and a loop that is only fast when the processor itself executes it.
#
# A multiboot image of one flat piece, loaded at 1 MiB. It writes a letter to port 0xe9 after each step and ends
# QEMU by port 0xf4: 0x10 all is well (exit status 33), 0x11 a step went wrong (exit status 35).
#
# Assembled into probe-guest.ts (its test does it again and compares; UPDATE_GOLDEN=1 writes it):
#   as --64 -o probe.o probe-guest.s && ld -m elf_x86_64 -Ttext 0x100000 --oformat binary -o probe.bin probe.o

.set stack, 0x200000
.set pml4,  0x300000
.set pdpt,  0x301000
.set pd,    0x302000
.set pt,    0x303000
.set hole,  0x40000000          # the first address that is not mapped

.text
.globl _start
.code32
_start: jmp entry

.align 4
header:
  .long 0x1badb002
  .long 0x00010000              # the addresses below are valid
  .long -(0x1badb002 + 0x00010000)
  .long header
  .long _start
  .long 0
  .long 0
  .long entry

entry:
  cli
  mov $stack, %esp
  mov $'a', %al
  out %al, $0xe9
  # page tables: 1 GiB as itself in pages of 2 MiB
  cld
  xor %eax, %eax
  mov $pml4, %edi
  mov $0x1000, %ecx
  rep stosl
  movl $(pdpt + 7), pml4
  movl $(pd + 7), pdpt
  mov $0x87, %eax
  mov $pd, %edi
1:
  mov %eax, (%edi)
  add $8, %edi
  add $0x200000, %eax
  cmp $(0x40000000 + 0x87), %eax
  jb 1b
  # long mode
  mov %cr4, %eax
  or $0x620, %eax               # PAE, OSFXSR, OSXMMEXCPT
  mov %eax, %cr4
  mov $pml4, %eax
  mov %eax, %cr3
  mov $0xc0000080, %ecx
  rdmsr
  or $0x901, %eax               # LME, NXE, SCE
  wrmsr
  mov %cr0, %eax
  and $0xfffffffb, %eax         # no EM
  or $0x80010002, %eax          # PG, WP, MP
  mov %eax, %cr0
  lgdt gdt_pointer
  ljmp $0x08, $long

.code64
long:
  mov $0x10, %eax
  mov %eax, %ds
  mov %eax, %es
  mov %eax, %ss
  mov $'b', %al
  out %al, $0xe9

  # ring 0 is ring 0
  mov %cs, %eax
  test $3, %al
  jnz bad

  # faults: an invalid instruction, then a page that is not there
  mov $6, %edi
  lea on_invalid(%rip), %rsi
  call set_gate
  mov $14, %edi
  lea on_page(%rip), %rsi
  call set_gate
  mov $32, %edi
  lea on_timer(%rip), %rsi
  call set_gate
  lidt idt_pointer(%rip)
  xor %ebx, %ebx
  ud2
  cmp $1, %ebx
  jne bad
  mov $hole, %r8d
  movb (%r8), %al
  cmp $2, %ebx
  jne bad
  mov $'c', %al
  out %al, $0xe9

  # registers that each kernel sets: FS, GS, the swapped GS
  mov $0xc0000101, %ecx
  mov $0x1234000, %eax
  xor %edx, %edx
  wrmsr
  mov $0xc0000102, %ecx
  mov $0x5678000, %eax
  wrmsr
  swapgs
  mov $0xc0000101, %ecx
  rdmsr
  cmp $0x5678000, %eax
  jne bad
  xor %eax, %eax
  cpuid
  rdtsc
  sgdt scratch(%rip)
  mov $'d', %al
  out %al, $0xe9

  # user mode and back by syscall, a thousand times
  mov $0xc0000081, %ecx         # STAR: kernel 0x08, user 0x18 (so SS 0x20, CS 0x28)
  xor %eax, %eax
  mov $0x00180008, %edx
  wrmsr
  mov $0xc0000082, %ecx         # LSTAR
  lea on_syscall(%rip), %rax
  xor %edx, %edx
  wrmsr
  mov $0xc0000084, %ecx         # no flags but the fixed ones
  mov $0x47700, %eax
  wrmsr
  mov $1000, %r12d
  lea user(%rip), %rcx
  mov $2, %r11d
  sysretq
back:
  mov $'e', %al
  out %al, $0xe9

  # page table changes must be seen: one address, two pages in turn
  movl $0x11111111, 0x400000
  movl $0x22222222, 0x401000
  movq $(pt + 7), pd + 8 * 4    # 0x800000 by small pages
  mov %cr3, %rax
  mov %rax, %cr3
  mov $1000, %ecx
2:
  movq $0x400003, pt
  invlpg 0x800000
  cmpl $0x11111111, 0x800000
  jne bad
  movq $0x401003, pt
  invlpg 0x800000
  cmpl $0x22222222, 0x800000
  jne bad
  dec %ecx
  jnz 2b
  mov $'f', %al
  out %al, $0xe9

  # a timer interrupt wakes a processor that sleeps
  mov $0x11, %al
  out %al, $0x20
  mov $32, %al
  out %al, $0x21
  mov $4, %al
  out %al, $0x21
  mov $1, %al
  out %al, $0x21
  mov $0xfe, %al
  out %al, $0x21
  mov $0xff, %al
  out %al, $0xa1
  mov $0x34, %al
  out %al, $0x43
  mov $0xa9, %al
  out %al, $0x40
  mov $0x04, %al
  out %al, $0x40
  xor %ebx, %ebx
3:
  sti
  hlt
  cmp $10, %ebx
  jb 3b
  cli
  mov $'g', %al
  out %al, $0xe9

  # fifty million turns: 30 ms when the processor does them
  mov $50000000, %ecx
4:
  dec %ecx
  jnz 4b
  mov $'h', %al
  out %al, $0xe9
  mov $0x10, %al
  out %al, $0xf4
5:
  hlt
  jmp 5b

bad:
  mov $'!', %al
  out %al, $0xe9
  mov $0x11, %al
  out %al, $0xf4
6:
  hlt
  jmp 6b

on_invalid:
  inc %ebx
  addq $2, (%rsp)               # over ud2
  iretq

on_page:
  mov %cr2, %rax
  cmp $hole, %rax
  jne bad
  inc %ebx
  add $8, %rsp                  # the error code
  addq $3, (%rsp)               # over movb (%r8), %al
  iretq

on_timer:
  inc %ebx
  mov $0x20, %al
  out %al, $0x20
  iretq

user:
  mov %cs, %eax
  and $3, %eax
  syscall
on_syscall:
  cmp $3, %eax
  jne bad
  dec %r12d
  jz back
  lea user(%rip), %rcx
  sysretq

# edi: vector, rsi: handler
set_gate:
  lea idt(%rip), %rax
  shl $4, %edi
  add %rdi, %rax
  mov %si, (%rax)
  movw $0x08, 2(%rax)
  movw $0x8e00, 4(%rax)
  shr $16, %rsi
  mov %si, 6(%rax)
  movq $0, 8(%rax)
  ret

.align 8
gdt:
  .quad 0
  .quad 0x00af9a000000ffff      # 0x08 kernel code
  .quad 0x00cf92000000ffff      # 0x10 kernel data
  .quad 0x00cffa000000ffff      # 0x18 user code, 32 bits (unused)
  .quad 0x00cff2000000ffff      # 0x20 user data
  .quad 0x00affa000000ffff      # 0x28 user code
gdt_pointer:
  .word gdt_pointer - gdt - 1
  .long gdt
.align 8
idt_pointer:
  .word 33 * 16 - 1
  .quad idt
scratch: .space 16
.align 16
idt: .space 33 * 16

# The probe guest: a boot sector that a race between accelerators runs. It does what a guest's kernel does first and what a poor
# accelerator is slow at: it enters 64-bit mode with paging, then works in loops of arithmetic, memory and privileged instructions,
# and ends the machine by a write to QEMU's isa-debug-exit port.
#
# Made into probe.bin by:  as --32 -o probe.o probe.S && ld -m elf_i386 --oformat binary -Ttext 0x7c00 -e start -o probe.bin probe.o
.code16
.globl start
start:
    cli
    xorw    %ax, %ax
    movw    %ax, %ds
    movw    %ax, %es
    movw    %ax, %ss
    movw    $0x7c00, %sp

    # Page tables at 0x1000: one entry each in levels 4 and 3, one page of 2 MiB in level 2.
    movw    $0x1000, %di
    movw    $0x1800, %cx            # three tables of 4096 bytes, in words
    cld
    rep stosw
    movl    $0x2003, 0x1000
    movl    $0x3003, 0x2000
    movl    $0x0083, 0x3000

    # PAE, the tables, long mode, then protection and paging at once.
    movl    %cr4, %eax
    orl     $0x20, %eax
    movl    %eax, %cr4
    movl    $0x1000, %eax
    movl    %eax, %cr3
    movl    $0xc0000080, %ecx       # EFER
    rdmsr
    orl     $0x100, %eax            # LME
    wrmsr
    lgdt    gdt_pointer
    movl    %cr0, %eax
    orl     $0x80000001, %eax
    movl    %eax, %cr0
    ljmpl   $0x08, $long_mode

.code64
long_mode:
    movl    $400, %ebx
outer:
    movl    $20000, %ecx
inner:
    imull   $1103515245, %eax, %eax
    addl    $12345, %eax
    movl    %eax, %edx
    andl    $0xffc, %edx
    movl    %eax, 0x8000(%rdx)
    decl    %ecx
    jnz     inner
    movq    %cr3, %rdx              # flushes the translations, as a kernel does at each switch of tasks
    movq    %rdx, %cr3
    inb     $0x80, %al              # leaves the guest, as a device driver does
    decl    %ebx
    jnz     outer
    movw    $0xf4, %dx
    movb    $0x10, %al              # QEMU ends with exit code (0x10 << 1) | 1 = 33
    outb    %al, %dx
halt:
    hlt
    jmp     halt

.balign 8
gdt:
    .quad   0
    .quad   0x00af9a000000ffff      # 64-bit code
gdt_pointer:
    .word   . - gdt - 1
    .long   gdt

.org 510
    .byte   0x55, 0xaa

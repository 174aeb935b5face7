// Package vdsodata stands in for gVisor's package of that name, whose ELF file Debian leaves empty: gVisor's packages do not
// start without one that has this symbol.
package vdsodata

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
)

const (
	header  = 64
	section = 64
	symbol  = 24
	strings = "\x00__kernel_rt_sigreturn\x00"
)

// Binary is a file of three sections: none, the symbols, and their names.
var Binary = func() []byte {
	const symbols = header + 3*section
	const names = symbols + 2*symbol
	var file bytes.Buffer
	for _, part := range []any{
		elf.Header64{
			Ident:   [16]byte{0x7f, 'E', 'L', 'F', byte(elf.ELFCLASS64), byte(elf.ELFDATA2LSB), byte(elf.EV_CURRENT)},
			Type:    uint16(elf.ET_DYN),
			Machine: uint16(elf.EM_X86_64),
			Version: uint32(elf.EV_CURRENT),
			Shoff:   header, Ehsize: header, Shentsize: section, Shnum: 3, Shstrndx: 2,
		},
		elf.Section64{},
		elf.Section64{Type: uint32(elf.SHT_SYMTAB), Off: symbols, Size: 2 * symbol, Link: 2, Entsize: symbol},
		elf.Section64{Type: uint32(elf.SHT_STRTAB), Off: names, Size: uint64(len(strings))},
		elf.Sym64{},
		elf.Sym64{Name: 1, Info: elf.ST_INFO(elf.STB_GLOBAL, elf.STT_FUNC), Shndx: 1},
		[]byte(strings),
	} {
		if err := binary.Write(&file, binary.LittleEndian, part); err != nil {
			panic(err)
		}
	}
	return file.Bytes()
}()

// One operation of gVisor's own packages, timed: gvisor OPERATION SIZE COUNT MILLISECONDS prints nanoseconds per call, a
// line for each fifth of a millisecond. OPERATION: copyOut, copyIn, import, copyOutFrom, copyInTo.
//
// The address space is a usermem.BytesIO: its MemoryManager works only on a host's mappings. So it has no page table to
// look into, which is to its advantage. The import is what Task.CopyInIovecs does.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"time"

	"gvisor.dev/gvisor/pkg/context"
	"gvisor.dev/gvisor/pkg/hostarch"
	"gvisor.dev/gvisor/pkg/safemem"
	"gvisor.dev/gvisor/pkg/usermem"
)

const (
	stride  = 8000
	iovec   = 16
	samples = 200 * time.Microsecond
	maxRW   = 0x7ffff000
)

func importIovecs(ctx context.Context, io usermem.IO, addr hostarch.Addr, count int) hostarch.AddrRangeSeq {
	ranges := make([]hostarch.AddrRange, 0, count)
	var scratch [iovec]byte
	var total uint64
	for i := 0; i < count; i++ {
		if _, err := io.CopyIn(ctx, addr, scratch[:], usermem.IOOpts{}); err != nil {
			panic(err)
		}
		base := hostarch.Addr(binary.LittleEndian.Uint64(scratch[:8]))
		length := binary.LittleEndian.Uint64(scratch[8:])
		end, ok := base.AddLength(length)
		if int64(length) < 0 || !ok {
			panic("iovec")
		}
		if total+length > maxRW {
			end = base + hostarch.Addr(maxRW-total)
		}
		total += uint64(end - base)
		ranges = append(ranges, hostarch.AddrRange{Start: base, End: end})
		addr += iovec
	}
	return hostarch.AddrRangeSeqFromSlice(ranges)
}

func main() {
	operation := os.Args[1]
	size, _ := strconv.Atoi(os.Args[2])
	count, _ := strconv.Atoi(os.Args[3])
	limit, _ := strconv.ParseFloat(os.Args[4], 64)

	ctx := context.Background()
	io := &usermem.BytesIO{Bytes: make([]byte, 16<<20)}
	host := make([]byte, size*count)
	const iovecs = 12 << 20
	ranges := make([]hostarch.AddrRange, count)
	for i := range ranges {
		ranges[i] = hostarch.AddrRange{Start: hostarch.Addr(i * stride), End: hostarch.Addr(i*stride + size)}
		binary.LittleEndian.PutUint64(io.Bytes[iovecs+i*iovec:], uint64(i*stride))
		binary.LittleEndian.PutUint64(io.Bytes[iovecs+i*iovec+8:], uint64(size))
	}
	seq := hostarch.AddrRangeSeqFromSlice(ranges)
	blocks := safemem.BlockSeqOf(safemem.BlockFromSafeSlice(host))

	call := map[string]func() error{
		"copyOut": func() error { _, err := io.CopyOut(ctx, 64, host, usermem.IOOpts{}); return err },
		"copyIn":  func() error { _, err := io.CopyIn(ctx, 64, host, usermem.IOOpts{}); return err },
		"import":  func() error { importIovecs(ctx, io, iovecs, count); return nil },
		"copyOutFrom": func() error {
			_, err := io.CopyOutFrom(ctx, seq, &safemem.BlockSeqReader{Blocks: blocks}, usermem.IOOpts{})
			return err
		},
		"copyInTo": func() error {
			_, err := io.CopyInTo(ctx, seq, &safemem.BlockSeqWriter{Blocks: blocks}, usermem.IOOpts{})
			return err
		},
	}[operation]

	sample := func(calls int) time.Duration {
		start := time.Now()
		for i := 0; i < calls; i++ {
			if err := call(); err != nil {
				panic(err)
			}
		}
		return time.Since(start)
	}
	calls := 1
	for took := sample(calls); took < samples; took = sample(calls) {
		calls *= 2
	}
	for start := time.Now(); ; {
		fmt.Printf("%.2f\n", float64(sample(calls).Nanoseconds())/float64(calls))
		if time.Since(start).Seconds()*1000 >= limit {
			return
		}
	}
}

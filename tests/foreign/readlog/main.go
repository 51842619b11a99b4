// Command readlog reads a transparency log as the Go checksum database's own client would: with golang.org/x/mod/sumdb's
// tlog and note, and nothing of the log's own code. It verifies the checkpoint's signature, fetches every tile and every
// bundle of entries, rebuilds the tree from the entries alone, compares every served tile with it, checks inclusion of some
// entries, and checks that the log extends the one that it saw the last time.
//
// It ends with 0 and one line of JSON when all of it holds, and with 1 and a sentence when anything does not.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The height of the tiles of C2SP tlog-tiles.
const height = 8

// The most bytes that are read of anything.
const most = 256 * (2 + 65535)

func main() {
	url := flag.String("url", "", "address below which the log's files lie")
	vkey := flag.String("vkey", "", "verifier key of the log")
	seen := flag.String("seen", "", "file that remembers the last checkpoint")
	flag.Parse()
	told, err := read(&site{strings.TrimSuffix(*url, "/")}, *vkey, *seen)
	if err != nil {
		fmt.Fprintln(os.Stderr, "readlog:", err)
		os.Exit(1)
	}
	line, _ := json.Marshal(told)
	fmt.Println(string(line))
}

// What was checked.
type summary struct {
	Size      int64  `json:"size"`
	Root      string `json:"root"`
	Tiles     int    `json:"tiles"`
	Included  int    `json:"included"`
	GrownFrom int64  `json:"grown_from"`
}

func read(log *site, vkey, seenFile string) (*summary, error) {
	msg, err := log.get("checkpoint")
	if err != nil {
		return nil, err
	}
	tree, err := open(msg, vkey)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	told := &summary{Size: tree.N, Root: tree.Hash.String(), GrownFrom: -1}

	// The tree again, from nothing but the entries.
	stored := memory{}
	for n := int64(0); n*256 < tree.N; n++ {
		width := tree.N - n*256
		if width > 256 {
			width = 256
		}
		bundle, err := log.get(entriesPath(n, int(width)))
		if err != nil {
			return nil, err
		}
		entries, err := split(bundle)
		if err != nil || int64(len(entries)) != width {
			return nil, fmt.Errorf("bundle %d has not %d entries: %v", n, width, err)
		}
		for place, entry := range entries {
			hashes, err := tlog.StoredHashes(n*256+int64(place), entry, stored)
			if err != nil {
				return nil, err
			}
			stored = append(stored, hashes...)
		}
	}
	root, err := tlog.TreeHash(tree.N, stored)
	if err != nil {
		return nil, err
	}
	if root != tree.Hash {
		return nil, errors.New("the entries give another root than the one that was signed")
	}

	// Every tile, byte for byte.
	for _, tile := range tlog.NewTiles(height, 0, tree.N) {
		served, err := log.get(path(tile))
		if err != nil {
			return nil, err
		}
		ours, err := tlog.ReadTileData(tile, stored)
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(served, ours) {
			return nil, fmt.Errorf("%s is not the tile of the tree", path(tile))
		}
		told.Tiles++
	}

	// Inclusion and growth, by proofs from served tiles that the library authenticates against the root.
	reader := tlog.TileHashReader(tree, log)
	for _, n := range some(tree.N) {
		proof, err := tlog.ProveRecord(tree.N, n, reader)
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w", n, err)
		}
		leaf, err := stored.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
		if err != nil {
			return nil, err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, n, leaf[0]); err != nil {
			return nil, fmt.Errorf("entry %d: %w", n, err)
		}
		told.Included++
	}
	before, err := os.ReadFile(seenFile)
	if err == nil {
		old, err := open(before, vkey)
		if err != nil {
			return nil, fmt.Errorf("what was seen before: %w", err)
		}
		if old.N > tree.N {
			return nil, fmt.Errorf("the log had %d entries and now has %d", old.N, tree.N)
		}
		proof, err := tlog.ProveTree(tree.N, old.N, reader)
		if err != nil {
			return nil, fmt.Errorf("growth: %w", err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
			return nil, fmt.Errorf("growth: %w", err)
		}
		told.GrownFrom = old.N
	}
	if seenFile != "" {
		if err := os.WriteFile(seenFile, msg, 0o600); err != nil {
			return nil, err
		}
	}
	return told, nil
}

// open verifies a signed checkpoint: origin, size, root, each on a line of its own.
func open(msg []byte, vkey string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	signed, err := note.Open(msg, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tlog.Tree{}, errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 1 {
		return tlog.Tree{}, fmt.Errorf("size %q", lines[1])
	}
	hash, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err
}

// some entries: the ends, the middle, and both sides of every tile's end.
func some(size int64) []int64 {
	var found []int64
	for _, n := range []int64{0, 1, size / 3, size / 2, 255, 256, 511, 512, size - 2, size - 1} {
		if n >= 0 && n < size {
			found = append(found, n)
		}
	}
	return found
}

// split takes a bundle apart: entries with their length in two bytes before them.
func split(bundle []byte) ([][]byte, error) {
	var entries [][]byte
	for len(bundle) > 0 {
		if len(bundle) < 2 {
			return nil, io.ErrUnexpectedEOF
		}
		length := int(binary.BigEndian.Uint16(bundle))
		if len(bundle) < 2+length {
			return nil, io.ErrUnexpectedEOF
		}
		entries = append(entries, bundle[2:2+length])
		bundle = bundle[2+length:]
	}
	return entries, nil
}

// memory is the tree in Go's own order of stored hashes.
type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for place, index := range indexes {
		if index >= int64(len(m)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		found[place] = m[index]
	}
	return found, nil
}

// path is a tile's address. C2SP leaves the height out, which Go's checksum database names.
func path(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
}

func entriesPath(n int64, width int) string {
	data := tlog.Tile{H: height, L: -1, N: n, W: width}
	return strings.Replace(path(data), "tile/data/", "tile/entries/", 1)
}

// site is a log behind an address.
type site struct{ url string }

func (s *site) get(path string) ([]byte, error) {
	answer, err := http.Get(s.url + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, most))
}

func (s *site) Height() int { return height }

func (s *site) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := s.get(path(tile))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (s *site) SaveTiles([]tlog.Tile, [][]byte) {}

// Judges a log of Hallpass with the libraries of Go's checksum database: each checkpoint's
// signature, each tree with its tiles and leaves, each tree as an extension of the one before, and
// each proof.
package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type tiles struct{ folder string }

func (t tiles) Height() int { return height }

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range wanted {
		// Go has the height in the name, and C2SP has not.
		name := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		content, err := os.ReadFile(filepath.Join(t.folder, name))
		if err != nil {
			return nil, err
		}
		read = append(read, content)
	}
	return read, nil
}

func checkpoint(signed []byte, key string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("another origin")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func judgeTree(folder string, tree tlog.Tree, before tlog.Tree) error {
	if tree.N == 0 {
		return nil
	}
	reader := tlog.TileHashReader(tree, tiles{folder})
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil || root != tree.Hash {
		return fmt.Errorf("the tiles give another root: %v", err)
	}
	for first := int64(0); first < tree.N; first += 256 {
		width := min(256, tree.N-first)
		name := strings.Replace(tlog.Tile{H: height, L: 0, N: first / 256, W: int(width)}.Path(), "tile/8/0/", "tile/entries/", 1)
		bundle, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil || int64(len(bundle)) != 34*width {
			return fmt.Errorf("no bundle %s: %v", name, err)
		}
		for i := int64(0); i < width; i++ {
			leaf := bundle[34*i+2 : 34*i+34]
			hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, first+i)})
			if bundle[34*i] != 0 || bundle[34*i+1] != 32 {
				return fmt.Errorf("leaf %d has another length", first+i)
			}
			if err != nil || hashes[0] != tlog.RecordHash(leaf) {
				return fmt.Errorf("leaf %d is another one: %v", first+i, err)
			}
		}
	}
	if before.N == 0 {
		return nil
	}
	proof, err := tlog.ProveTree(tree.N, before.N, reader)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash)
}

func judgeLog(folder, key string) error {
	names, err := filepath.Glob(filepath.Join(folder, "checkpoints", "*"))
	if err != nil || len(names) == 0 {
		return errors.New("no checkpoints")
	}
	sort.Strings(names)
	before := tlog.Tree{}
	for _, name := range names {
		signed, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		tree, err := checkpoint(signed, key)
		if err == nil {
			err = judgeTree(folder, tree, before)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
		before = tree
	}
	return nil
}

// A leaf is the 32 bytes of an entry's hash, which is a member of its line.
func leaf(line string) ([]byte, error) {
	_, rest, isThere := strings.Cut(line, "\"hash\":\"")
	if !isThere || len(rest) < 64 {
		return nil, errors.New("no entry")
	}
	hash := make([]byte, 32)
	_, err := fmt.Sscanf(rest[:64], "%x", &hash)
	return hash, err
}

func judgeProof(text, key string) error {
	head, signed, isThere := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !isThere || len(lines) < 2 {
		return errors.New("no proof")
	}
	line, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[0], "extra "))
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, one := range lines[2:] {
		hash, err := tlog.ParseHash(one)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	tree, err := checkpoint([]byte(signed), key)
	if err != nil {
		return err
	}
	entry, err := leaf(string(line))
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

func judge(what, file, key string) error {
	if what == "log" {
		return judgeLog(file, key)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	proofs := strings.Split(string(text), "c2sp.org/tlog-proof@v1\n")[1:]
	if len(proofs) == 0 {
		return errors.New("no proofs")
	}
	for _, proof := range proofs {
		if err := judgeProof(proof, key); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	key, err := os.ReadFile(os.Args[3])
	if err == nil {
		err = judge(os.Args[1], os.Args[2], strings.TrimSpace(string(key)))
	}
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
	fmt.Println("accepted")
}

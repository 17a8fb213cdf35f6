package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"leadline/internal/remote"
)

func loginCommand(s *streams) *cobra.Command {
	token := ""
	c := &cobra.Command{
		Use:   "login URL",
		Short: "Remember a token for a service",
		Long: "Remember a token for a service, so that leadline scan --remote URL needs none. It is asked for, or\n" +
			"read from standard input, and kept in a file that only you can read. LEADLINE_TOKEN goes before it.",
		Example: "  leadline login http://127.0.0.1:8417\n" +
			"  leadline login https://leadline.example.org < token.txt",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			address := strings.TrimSuffix(args[0], "/")
			if token == "" {
				var err error
				if token, err = askToken(s); err != nil {
					return usage("read the token: %w", err)
				}
			}
			client := &remote.Client{URL: address, Token: token, Version: version}
			login, err := client.Me(c.Context())
			if err != nil {
				return usage("%s: %w", address, err)
			}
			if err := keepToken(address, token); err != nil {
				return &status{exitIncomplete, err}
			}
			fmt.Fprintf(s.out, "signed in to %s as %s\n", address, login)
			return nil
		},
	}
	c.Flags().StringVar(&token, "token", "", "the `TOKEN`; other users of this machine can see it there, so better let it be asked for")
	return c
}

func askToken(s *streams) (string, error) {
	if f, ok := s.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(s.err, "Token: ")
		data, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(s.err)
		return strings.TrimSpace(string(data)), err
	}
	line, err := bufio.NewReader(s.in).ReadString('\n')
	if line = strings.TrimSpace(line); line != "" {
		return line, nil
	}
	return "", err
}

func tokensFile() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "leadline", "tokens.json"), nil
}

func tokens() (map[string]string, error) {
	out := map[string]string{}
	name, err := tokensFile()
	if err != nil {
		return out, nil
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}

// keepToken keeps a token for a service; an empty one forgets what was kept.
func keepToken(address, token string) error {
	all, err := tokens()
	if err != nil {
		return err
	}
	if all[address] == token {
		return nil
	}
	if all[address] = token; token == "" {
		delete(all, address)
	}
	name, err := tokensFile()
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	return os.WriteFile(name, append(data, '\n'), 0o600)
}

// tokenFor is the token for a service: the environment's, or the one that
// login kept.
func tokenFor(address string) (string, error) {
	if t := os.Getenv("LEADLINE_TOKEN"); t != "" {
		return t, nil
	}
	all, err := tokens()
	if err != nil {
		return "", err
	}
	if t := all[address]; t != "" {
		return t, nil
	}
	return "", usage("there is no token for %s: run leadline login %s, or set LEADLINE_TOKEN", address, address)
}

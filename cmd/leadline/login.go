package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"leadline/internal/remote"
)

func loginCommand(s *streams) *cobra.Command {
	token, typed := "", false
	c := &cobra.Command{
		Use:   "login URL",
		Short: "Sign in to a service",
		Long: "Sign in to a service, so that leadline scan --remote URL needs no token. Say yes in a browser where you are\n" +
			"signed in, on this machine or another; or give a token on standard input, or when it is asked for with --with-token.\n" +
			"It is kept in a file that only you can read. LEADLINE_TOKEN goes before it.",
		Example: "  leadline login http://127.0.0.1:8417\n" +
			"  leadline login https://leadline.example.org --with-token\n" +
			"  leadline login https://leadline.example.org < token.txt",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			address := strings.TrimSuffix(args[0], "/")
			client := &remote.Client{URL: address, Token: token, Version: version}
			if token == "" {
				var err error
				if client.Token, err = obtainToken(c.Context(), s, client, typed); err != nil {
					return err
				}
			}
			login, err := client.Me(c.Context())
			if err != nil {
				return usage("%s: %w", address, err)
			}
			if err := keepToken(address, client.Token); err != nil {
				return &status{exitIncomplete, err}
			}
			fmt.Fprintf(s.out, "signed in to %s as %s\n", address, login)
			return nil
		},
	}
	c.Flags().StringVar(&token, "token", "", "the `TOKEN`; other users of this machine can see it there, so better let it be asked for")
	c.Flags().BoolVar(&typed, "with-token", false, "ask for a token instead of going by a browser")
	return c
}

// obtainToken gets a token by a browser where somebody sits before the terminal,
// and from standard input otherwise.
func obtainToken(ctx context.Context, s *streams, client *remote.Client, typed bool) (string, error) {
	if f, ok := s.in.(*os.File); ok && !typed && term.IsTerminal(int(f.Fd())) {
		token, err := byBrowser(ctx, s, client)
		var old *remote.Problem
		if !errors.As(err, &old) || old.Status != http.StatusNotFound { // a service from before this way
			return token, err
		}
	}
	token, err := askToken(s)
	if err != nil {
		return "", usage("read the token: %w", err)
	}
	return token, nil
}

// byBrowser waits until somebody has let this program in.
func byBrowser(ctx context.Context, s *streams, client *remote.Client) (string, error) {
	name := "leadline"
	if host, err := os.Hostname(); err == nil {
		name += " on " + host
	}
	d, err := client.AskDevice(ctx, name)
	if err != nil {
		return "", remoteFault(err)
	}
	fmt.Fprintf(s.err, "Open %s\nand say yes, if it shows the code %s there.\n", d.Address, d.Code)
	token, err := client.AwaitDevice(ctx, d)
	if err != nil {
		return "", remoteFault(err)
	}
	return token, nil
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

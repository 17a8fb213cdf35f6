package main

import (
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestContainer: what the file for the image copies is there, and what comes out
// runs without rights, from a stage that holds nothing else.
func TestContainer(t *testing.T) {
	t.Chdir("../..")
	data, err := os.ReadFile("deploy/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`(?m)^\s*#.*\n`).ReplaceAllString(string(data), "")
	text = strings.ReplaceAll(text, "\\\n", " ")
	var stages []string
	last := map[string]string{}
	made := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		switch words[0] {
		case "FROM":
			last = map[string]string{"FROM": words[1]}
			made = map[string]bool{}
			name := ""
			if len(words) == 4 && words[2] == "AS" {
				name = words[3]
			}
			stages = append(stages, name)
		case "COPY":
			sources, target := words[1:len(words)-1], words[len(words)-1]
			from := ""
			for len(sources) > 0 && strings.HasPrefix(sources[0], "--") {
				if stage, ok := strings.CutPrefix(sources[0], "--from="); ok {
					from = stage
				}
				sources = sources[1:]
			}
			if from != "" && !slices.Contains(stages, from) {
				t.Errorf("there is no stage %q", from)
			}
			for _, source := range sources {
				if _, err := os.Stat(source); from == "" && err != nil {
					t.Errorf("COPY %s: %v", source, err)
				}
				made[target] = true
				made[path.Join(target, path.Base(source))] = true
			}
		default:
			last[words[0]] = strings.Join(words[1:], " ")
		}
	}
	if last["FROM"] != "scratch" || last["USER"] != "65532:65532" {
		t.Errorf("the image is %s and runs as %q", last["FROM"], last["USER"])
	}
	if entry := strings.Trim(last["ENTRYPOINT"], `[]"`); !made[entry] {
		t.Errorf("the image starts %s, which it does not have", entry)
	}
	if !strings.Contains(last["CMD"], last["EXPOSE"]) || last["EXPOSE"] == "" {
		t.Errorf("it listens with %s and shows port %s", last["CMD"], last["EXPOSE"])
	}
	// The Go that builds it is the one that go.mod asks for.
	module, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	needs := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindSubmatch(module)
	if needs == nil || !strings.Contains(text, "FROM golang:"+string(needs[1])+"-") {
		t.Errorf("go.mod asks for Go %s", needs)
	}
}

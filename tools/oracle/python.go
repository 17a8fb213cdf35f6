package main

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
)

//go:embed driver.py
var driver string

//go:embed library.py
var library string

// python is one interpreter that runs programs for us.
type python struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func startPython(name string) (*python, error) {
	cmd := exec.Command(name, "-S", "-c", library+driver)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	cmd.Env = []string{"PYTHONHASHSEED=0"}
	var tail tailWriter
	cmd.Stderr = &tail
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	return &python{cmd, in, bufio.NewReaderSize(out, 1<<20)}, nil
}

// tailWriter lets what the interpreter says in an emergency through.
type tailWriter struct{}

func (tailWriter) Write(b []byte) (int, error) {
	fmt.Printf("python: %s", b)
	return len(b), nil
}

func (p *python) close() {
	p.in.Close()
	_ = p.cmd.Wait()
}

// job is what is asked of the interpreter.
type job struct {
	Mods       [][2]string `json:"mods,omitempty"`
	Claims     []*claim    `json:"claims,omitempty"`
	Flows      []flow      `json:"flows,omitempty"`
	Statements string      `json:"statements,omitempty"`
}

// wrong is a claim that a run contradicts.
type wrong struct {
	Kind  string `json:"kind"`
	Mod   int    `json:"mod"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Claim string `json:"claim"`
	Got   string `json:"got"`
}

// cut is a piece of a program that may be taken out.
type cut struct {
	First, Last int
	With        string
	Lift        []int
}

// answer is what the interpreter says of a program.
type answer struct {
	TP, FP, FN [][2]site
	Unclear    int
	Shown      int // of TP: only further texts show them
	Bad        []wrong
	Checked    map[string]int
	Errors     map[string]int
	Ended      bool
	Timeout    bool
	Syntax     string
	Statements []cut
	said       tally
}

func (p *python) ask(j *job) (*answer, error) {
	data, err := json.Marshal(j)
	if err != nil {
		return nil, err
	}
	if _, err := p.in.Write(append(data, '\n')); err != nil {
		return nil, fmt.Errorf("write to python: %w", err)
	}
	line, err := p.out.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("read from python: %w", err)
	}
	a := &answer{}
	return a, json.Unmarshal(line, a)
}

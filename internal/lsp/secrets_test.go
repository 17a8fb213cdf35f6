package lsp

import (
	"strings"
	"testing"

	"leadline/internal/finding"
	"leadline/internal/notebook"
	"leadline/internal/text"
)

const bookWithSecrets = `{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
 {"cell_type": "code", "id": "a", "metadata": {"x":  1}, "execution_count": 1, "source": ["key = \"s3cr3t-k3y\"\n", "n = 1"], "outputs": []},
 {"cell_type": "code", "id": "b", "metadata": {}, "execution_count": 2, "source": "print(key)", "outputs": [{"output_type": "stream", "name": "stdout", "text": "s3cr3t-k3y\n"}]},
 {"cell_type": "code", "id": "c", "metadata": {}, "execution_count": 3, "source": "env()", "outputs": [{"output_type": "stream", "name": "stdout", "text": "TOKEN=abc\n"}]},
 {"cell_type": "code", "id": "d", "metadata": {}, "execution_count": 4, "source": "n", "outputs": [{"output_type": "stream", "name": "stdout", "text": "1\n"}]}]}`

func secretsOf(n *notebook.Notebook) []*finding.Finding {
	at := func(word, tag string) *finding.Finding {
		start := uint32(strings.Index(string(n.File.Bytes), word))
		return &finding.Finding{Rule: &finding.Rule{Tags: []string{tag}}, Location: finding.Location{File: n.File, Span: text.Span{Start: start, End: start + uint32(len(word))}}}
	}
	return []*finding.Finding{at(`"s3cr3t-k3y"`, "secrets"), at("env()", "secret-in-output")}
}

// TestRedacted: of a notebook the literal is masked, outputs that repeat it or
// hold another secret are left out, and every other byte stays.
func TestRedacted(t *testing.T) {
	n := notebook.Split(text.New("n.ipynb", []byte(bookWithSecrets)))
	out, ok := redacted([]byte(bookWithSecrets), secretsOf(n))
	want := strings.NewReplacer(`\"s3cr3t-k3y\"`, `\"**********\"`, `[{"output_type": "stream", "name": "stdout", "text": "s3cr3t-k3y\n"}]`, "[]",
		`[{"output_type": "stream", "name": "stdout", "text": "TOKEN=abc\n"}]`, "[]").Replace(bookWithSecrets)
	if !ok || string(out) != want {
		t.Errorf("%v\n%s\nnot\n%s", ok, out, want)
	}
	if strings.Contains(string(bookWithSecrets), "***") {
		t.Error("the original was changed")
	}
	// Findings of another text say nothing about this one.
	if out, ok := redacted([]byte(strings.Replace(bookWithSecrets, "n = 1", "n = 2", 1)), secretsOf(n)); ok {
		t.Errorf("sent: %s", out)
	}
}

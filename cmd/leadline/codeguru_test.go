package main

import (
	"archive/zip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// awsPython is the Python that has botocore and the aws command; make aws-clients
// installs it.
const awsPython = "../../build/aws/bin/python"

const (
	cgBad = "import sqlite3, hashlib, subprocess\nfrom flask import Flask, request\napp = Flask(__name__)\n\n@app.route('/a')\ndef a():\n    c = sqlite3.connect('x')\n" +
		"    c.execute('select ' + request.args['q'])\n\n@app.route('/b')\ndef b():\n    subprocess.run(request.args['c'], shell=True)\n\ndef h(password):\n    return hashlib.md5(password).hexdigest()\n"
	cgFixed = "import sqlite3, hashlib, subprocess\nfrom flask import Flask, request\napp = Flask(__name__)\n\n@app.route('/a')\ndef a():\n    c = sqlite3.connect('x')\n" +
		"    c.execute('select ?', (request.args['q'],))\n\n@app.route('/b')\ndef b():\n    subprocess.run(request.args['c'], shell=True)\n\ndef h(password):\n    return hashlib.md5(password).hexdigest()\n"
)

func zipped(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "tree.zip")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for path, text := range map[string]string{"src/app.py": content, ".git/config": "[core]\n", "README.md": "x\n"} {
		w, err := z.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

// awsKey serves, signs in and makes a key.
func awsKey(t *testing.T) (address, key, secret string) {
	t.Helper()
	if _, err := os.Stat(awsPython); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("make aws-clients was not run")
		}
		t.Skip("make aws-clients installs what this test drives the service with")
	}
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	address, token := serveForTest(t)
	if code, _, errs := command(t, token+"\n", "login", address); code != exitClean {
		t.Fatal(errs)
	}
	code, out, errs := command(t, "", "aws-key", "create", "--remote", address)
	if code != exitClean {
		t.Fatal(errs)
	}
	for _, line := range strings.Split(out, "\n") {
		if v, ok := strings.CutPrefix(line, "LEADLINE_AWS_KEY="); ok {
			key = v
		}
		if v, ok := strings.CutPrefix(line, "LEADLINE_AWS_SECRET="); ok {
			secret = v
		}
	}
	return address, key, secret
}

// TestCodeGuruSDK lets botocore drive every operation of the compatibility face.
func TestCodeGuruSDK(t *testing.T) {
	address, key, secret := awsKey(t)
	out, err := exec.Command(awsPython, "../../internal/service/codeguru/testdata/conformance.py", address, key, secret, zipped(t, cgBad), zipped(t, cgFixed)).CombinedOutput()
	if err != nil || !strings.HasSuffix(strings.TrimSpace(string(out)), "ok") {
		t.Fatalf("%v\n%s", err, out)
	}
	if code, _, errs := command(t, "", "aws-key", "revoke", key, "--remote", address); code != exitClean {
		t.Fatal(errs)
	}
	out, err = exec.Command(awsPython, "../../internal/service/codeguru/testdata/conformance.py", address, key, secret, "-", "-").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "there is no key") {
		t.Errorf("a revoked key: %v\n%s", err, out)
	}
}

// TestCodeGuruCLI walks the documented way with the aws command: upload, scan,
// poll, read.
func TestCodeGuruCLI(t *testing.T) {
	address, key, secret := awsKey(t)
	aws := func(args ...string) string {
		t.Helper()
		c := exec.Command(awsPython, append([]string{"-m", "awscli", "codeguru-security", "--endpoint-url", address, "--region", "us-east-1", "--output", "text"}, args...)...)
		c.Env = append(os.Environ(), "AWS_ACCESS_KEY_ID="+key, "AWS_SECRET_ACCESS_KEY="+secret, "AWS_CONFIG_FILE=/dev/null")
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("aws %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	target := strings.Fields(aws("create-upload-url", "--scan-name", "shop", "--query", "[s3Url,codeArtifactId]"))
	if out, err := exec.Command("curl", "-sSf", "-X", "PUT", "-T", zipped(t, cgBad), "-H", "Content-Type: application/zip", target[0]).CombinedOutput(); err != nil {
		t.Fatalf("curl: %v\n%s", err, out)
	}
	run := aws("create-scan", "--scan-name", "shop", "--resource-id", "codeArtifactId="+target[1], "--analysis-type", "Security", "--query", "runId")
	for range 200 {
		if state := aws("get-scan", "--scan-name", "shop", "--run-id", run, "--query", "scanState"); state != "InProgress" {
			if state != "Successful" {
				t.Fatal(state)
			}
			break
		}
	}
	titles := aws("get-findings", "--scan-name", "shop", "--query", "findings[].[severity,ruleId]")
	if !strings.Contains(titles, "Critical\tpython-sql-injection") || !strings.Contains(titles, "python-weak-hash") {
		t.Error(titles)
	}
	if got := aws("list-scans", "--query", "summaries[].scanName"); got != "shop" {
		t.Error(got)
	}
	if got := aws("get-account-configuration"); !strings.HasPrefix(got, "ENCRYPTIONCONFIG") && got != "" {
		t.Error(got)
	}
}

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// neovimScript follows docs/editors.md for Neovim 0.7, waits for the diagnostics
// of the file that is open and prints them with the actions that are offered.
const neovimScript = `
local client = vim.lsp.start_client({ name = "leadline", cmd = { os.getenv("LEADLINE"), "lsp" }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(0, client)
local function show()
  vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
  for _, d in ipairs(vim.diagnostic.get(0)) do
    io.stdout:write(string.format("shown %d %s\n", d.lnum + 1, (d.message:gsub("\n.*", ""))))
  end
end
show()
local params = vim.lsp.util.make_given_range_params({ 3, 0 }, { 3, 20 })
params.context = { diagnostics = {} }
for _, r in pairs(vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 5000) or {}) do
  for _, a in ipairs(r.result or {}) do io.stdout:write("action " .. a.title .. "\n") end
end
vim.api.nvim_buf_set_lines(0, 2, 3, false, { "x = 1" })
vim.wait(20000, function() return #vim.diagnostic.get(0) == 0 end, 20)
io.stdout:write("left " .. #vim.diagnostic.get(0) .. "\n")
vim.cmd("qa!")
`

// TestNeovim speaks to a real editor, an old one that takes pushed diagnostics
// only.
func TestNeovim(t *testing.T) {
	nvim, err := exec.LookPath("nvim")
	if err != nil {
		t.Skip("nvim is not here: no editor to speak with")
	}
	dir := t.TempDir()
	binary := filepath.Join(dir, "leadline")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	script := write("talk.lua", neovimScript)
	write("app.py", "import requests\n\nrequests.get('https://x.example', timeout=3, verify=False)\n")
	c := exec.Command(nvim, "--headless", "-u", "NONE", "-n", "app.py", "-c", "luafile "+script)
	c.Dir, c.Env = dir, append(os.Environ(), "LEADLINE="+binary, "XDG_STATE_HOME="+dir, "XDG_CACHE_HOME="+dir)
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, want := range []string{"shown 3 ", "action Fix: ", "action Ignore tls-certificate-verification-disabled", "left 0"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("nvim does not say %q:\n%s", want, out)
		}
	}
}

package engine

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadline/internal/finding"
)

// TestFieldsAfterEdit: what a field lets through is found out again when the function that
// looks at it, or its declaration, is edited, in whichever file it is read.
func TestFieldsAfterEdit(t *testing.T) {
	models := "from pydantic import BaseModel, Field, field_validator\n\n\nclass Item(BaseModel):\n    name: str\n    kind: str = Field(pattern=\"^[a-z]+$\")\n\n" +
		"    @field_validator(\"name\")\n    def checked(cls, v):\n        if not v.isalnum():\n            raise ValueError(v)\n        return v\n"
	files := map[string]string{
		"models.py": models,
		"app.py": "import os\nfrom fastapi import FastAPI\nfrom models import Item\n\napp = FastAPI()\n\n\n@app.post(\"/\")\ndef f(item: Item):\n" +
			"    os.system(\"ls \" + item.name)\n    os.system(\"ls \" + item.kind)\n",
	}
	dir := tree(t, files)
	s := NewSession(known(t, dir))
	found := func() int {
		return bytes.Count(reported(t, func(h finding.Handler) error { return s.Scan(t.Context(), h) }), []byte(`"os-command-injection"`))
	}
	if n := found(); n != 0 {
		t.Fatalf("%d mentions before the edits", n)
	}
	for _, edit := range [][2]string{{"isalnum", "strip"}, {"^[a-z]+$", "^[a-z]+"}} {
		before := found()
		models = strings.Replace(models, edit[0], edit[1], 1)
		if err := os.WriteFile(filepath.Join(dir, "models.py"), []byte(models), 0o600); err != nil {
			t.Fatal(err)
		}
		if after := found(); after <= before {
			t.Errorf("%s for %s: %d mentions, %d before", edit[1], edit[0], after, before)
		}
	}
}

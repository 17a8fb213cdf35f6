package suppress

import (
	"testing"

	"leadline/internal/text"
)

func TestFindText(t *testing.T) {
	f := text.New("app.env", []byte("A=1 # leadline: ignore[x, y] known\n# leadline: ignore\nB=2\n; leadline: ignore[z]: why\nC=3\n<!-- leadline: ignore[w] old -->\nD=leadline: ignored\n"))
	got := FindText(f)
	if len(got) != 4 {
		t.Fatalf("%d comments: %+v", len(got), got)
	}
	for i, want := range []struct {
		rules       int
		reason      string
		first, last int
	}{{2, "known", 1, 1}, {0, "", 3, 3}, {1, "why", 5, 5}, {1, "old", 7, 7}} {
		c := got[i]
		if len(c.Rules) != want.rules || c.Reason != want.reason || c.First != want.first || c.Last != want.last {
			t.Errorf("%d: %+v, want %+v", i, c, want)
		}
	}
}

package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRouteParams(t *testing.T) {
	for _, c := range []struct {
		route, scheme string
		want          []RouteParam
	}{
		{"/a/<b>/<int:c>", "angle", []RouteParam{{"b", "", "<b>"}, {"c", "int", "<int:c>"}}},
		{"/<string(length=2):b>", "angle", []RouteParam{{"b", "string", "<string(length=2):b>"}}},
		{"/<b:int>", "angle-last", []RouteParam{{"b", "int", "<b:int>"}}},
		{"/{b:path}/{c}", "brace", []RouteParam{{"b", "path", "{b:path}"}, {"c", "", "{c}"}}},
		{"/<b", "angle", nil},
		{"/<b>", "", nil},
	} {
		if d := cmp.Diff(c.want, RouteParams(c.route, c.scheme)); d != "" {
			t.Errorf("%s: %s", c.route, d)
		}
	}
}

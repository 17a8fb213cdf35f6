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
		{"/<b:[0-9]+>/<c:re:[a-z_]+>/<d:re:[^/]+>/<e:re:.+>", "angle-last", []RouteParam{
			{"b", "int", "<b:[0-9]+>"}, {"c", "slug", "<c:re:[a-z_]+>"}, {"d", "string", "<d:re:[^/]+>"}, {"e", "path", "<e:re:.+>"}}},
		{`^(?P<b>[0-9]{4})/(?P<c>[\w-]+)/(?P<d>a|b/c)/$`, "groups", []RouteParam{
			{"b", "int", "(?P<b>[0-9]{4})"}, {"c", "slug", "(?P<c>[\\-0-9A-Z_a-z]+)"}, {"d", "path", "(?P<d>a|b/c)"}}},
		{"(?<b", "groups", nil},
		{"/<b", "angle", nil},
		{"/<b>", "", nil},
	} {
		if d := cmp.Diff(c.want, RouteParams(c.route, c.scheme)); d != "" {
			t.Errorf("%s: %s", c.route, d)
		}
	}
}

func TestRouteKnown(t *testing.T) {
	for route, want := range map[string]bool{"^a/$": true, "^(?P<a>.+)$": true, "^([0-9]+)/(?P<a>.+)$": false, "(?=x)": false} {
		if got := RouteKnown(route, "groups"); got != want {
			t.Errorf("%s: %v", route, got)
		}
	}
}

package model

import "strings"

// RouteParam is a parameter of a route, with its text there: <int:id>.
type RouteParam struct{ Name, Converter, Text string }

// RouteParams are the parameters of a route as a scheme (see Entrypoint.Route)
// writes them: <converter:name>, <name:converter> or {name:converter}; none where
// there is no scheme.
func RouteParams(route, scheme string) []RouteParam {
	from, to := byte('<'), byte('>')
	if scheme == "brace" {
		from, to = '{', '}'
	}
	var out []RouteParam
	for scheme != "" {
		i := strings.IndexByte(route, from)
		if i < 0 {
			break
		}
		j := strings.IndexByte(route[i:], to)
		if j < 0 {
			break
		}
		p := RouteParam{Text: route[i : i+j+1]}
		conv, name, ok := strings.Cut(route[i+1:i+j], ":")
		switch {
		case !ok:
			conv, name = "", conv
		case scheme != "angle":
			conv, name = name, conv
		}
		p.Converter, _, _ = strings.Cut(conv, "(")
		p.Name = name
		out = append(out, p)
		route = route[i+j+1:]
	}
	return out
}

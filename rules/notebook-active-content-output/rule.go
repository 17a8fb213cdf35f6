// Package check reports active content in stored outputs.
package check

import (
	"regexp"
	"strings"

	"leadline/internal/rule"
)

var (
	active  = regexp.MustCompile(`(?i)<script\b|<[a-z][^>]*\son(?:load|error|click|mouseover|focus)\s*=|<iframe[^>]*\ssrc\s*=\s*["']?\s*(?:javascript|data):`)
	library = regexp.MustCompile(`(?i)plotly|bokeh|vega|altair|jupyter|widget|requirejs|require\(|mpld3|d3\.|three\.js|google-?colab|colab|folium|leaflet|pyecharts|echarts|highcharts|holoviews|panel|shap|pyldavis|ipympl|mpl\.|tensorboard|datatable|dt_for_itables|googlecharts|gstatic|mathjax|profiling`)
)

// Check reports each output once.
func Check(p *rule.Pass) {
	for i := range p.CellsOf() {
		c := &p.CellsOf()[i]
		for j := range c.Outputs {
			for _, t := range p.OutputTexts(&c.Outputs[j], "text/html", "image/svg+xml") {
				if mayAct(t) && active.MatchString(t) && !library.MatchString(t) {
					p.ReportCell(c, "a stored output of "+c.Label()+" holds a script or an event handler").DropOutput(c, j)
					break
				}
			}
		}
	}
}

// mayAct is a cheap look before the careful one.
func mayAct(s string) bool {
	for _, w := range []string{"script", "SCRIPT", "Script", " on", " ON", "\ton", "\non", "iframe", "IFRAME"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

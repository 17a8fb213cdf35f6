// Package check reports active content in stored outputs.
package check

import (
	"regexp"
	"slices"
	"strings"

	"leadline/internal/rule"
)

var active = regexp.MustCompile(`(?i)<script\b|<[a-z][^>]*\son(?:load|error|click|mouseover|focus)\s*=|<iframe[^>]*\ssrc\s*=\s*["']?\s*(?:javascript|data):`)

// libraries are words of what draws with scripts, in small letters.
var libraries = []string{"plotly", "bokeh", "vega", "altair", "jupyter", "widget", "requirejs", "require(", "mpld3", "d3.", "three.js", "colab", "folium", "leaflet", "pyecharts",
	"echarts", "highcharts", "holoviews", "panel", "shap", "pyldavis", "ipympl", "mpl.", "tensorboard", "datatable", "dt_for_itables", "googlecharts", "gstatic", "mathjax", "profiling"}

// Check reports each output once.
func Check(p *rule.Pass) {
	for i := range p.CellsOf() {
		c := &p.CellsOf()[i]
		for j := range c.Outputs {
			for _, t := range p.OutputTexts(&c.Outputs[j], words, "text/html", "image/svg+xml") {
				if active.MatchString(t) && !holds(strings.ToLower(t), libraries) {
					p.ReportCell(c, "a stored output of "+c.Label()+" holds a script or an event handler").DropOutput(c, j)
					break
				}
			}
		}
	}
}

// words are parts of whatever is active: a cheap look before the careful one.
var words = []string{"<script", "<SCRIPT", "<Script", "<iframe", "<IFRAME", "onload", "onerror", "onclick", "onmouseover", "onfocus", "onLoad", "onError", "onClick", "onMouseOver", "onFocus",
	"ONLOAD", "ONERROR", "ONCLICK", "ONMOUSEOVER", "ONFOCUS"}

func holds(s string, any []string) bool {
	return slices.ContainsFunc(any, func(w string) bool { return strings.Contains(s, w) })
}

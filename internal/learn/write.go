package learn

import (
	"fmt"
	"slices"
	"strings"
)

// Model writes proposals as a model file of a library, and Proof what proves its
// rows.
func Model(library string, accepted []*Proposal) string {
	var out strings.Builder
	fmt.Fprintf(&out, "# Rows that leadline learn proposed from this project's own code, and somebody accepted.\nlibrary: %s\n", library)
	var roots, classes []string
	for _, p := range accepted {
		if root, _, _ := strings.Cut(p.imports, "."); root != "" && !slices.Contains(roots, root) {
			roots = append(roots, root)
		}
		for _, c := range p.classes {
			if !slices.Contains(classes, c) {
				classes = append(classes, c)
			}
		}
	}
	if len(roots) > 0 {
		slices.Sort(roots)
		fmt.Fprintf(&out, "modules: [%s]\n", strings.Join(roots, ", "))
	}
	if len(classes) > 0 {
		slices.Sort(classes)
		out.WriteString("classes:\n")
		for _, c := range classes {
			fmt.Fprintf(&out, "  %s:\n", c)
		}
	}
	for _, section := range []string{"sources", "sinks", "sanitizers", "entrypoints"} {
		head := section + ":\n"
		for _, p := range accepted {
			if p.Section != section {
				continue
			}
			out.WriteString(head)
			head = ""
			for _, e := range p.Evidence {
				fmt.Fprintf(&out, "  # %s\n", e)
			}
			fmt.Fprintf(&out, "  %s\n", p.Row())
		}
	}
	return out.String()
}

// Proof writes what proves the rows of accepted proposals: leadline models test
// runs it.
func Proof(accepted []*Proposal) string {
	var imports, body []string
	for i, p := range accepted {
		if line := "import " + p.imports; p.imports != "" && !slices.Contains(imports, line) {
			imports = append(imports, line)
		}
		for _, line := range p.proof {
			if strings.Contains(line, "%d") {
				line = fmt.Sprintf(line, i+1)
			}
			body = append(body, line)
		}
	}
	slices.Sort(imports)
	return strings.Join(imports, "\n") + "\nfrom leadline_proof import sink, source\n\n" + strings.Join(body, "\n") + "\n"
}

// Package check counts the events that are notified.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at lists of events that are written out.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if !p.Is(c.Func, "aws_cdk.aws_autoscaling.NotificationConfiguration") {
			continue
		}
		events, ok := p.CallTo(p.Value(rule.Keyword(c, "scaling_events")), "aws_cdk.aws_autoscaling.ScalingEvents")
		if !ok || rule.Open(events) {
			continue
		}
		seen := map[string]bool{}
		for _, a := range events.Args {
			seen[rule.LastName(a)] = true
		}
		for _, name := range []string{"INSTANCE_LAUNCH", "INSTANCE_TERMINATE", "INSTANCE_LAUNCH_ERROR", "INSTANCE_TERMINATE_ERROR"} {
			if !seen[name] {
				p.Report(c, "only some events are notified: "+name+" is missing")
				break
			}
		}
	}
}

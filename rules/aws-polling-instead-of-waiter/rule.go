// Package check finds loops that wait for a state which a waiter knows.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// waited are the operations that a waiter of the SDK asks.
func waited() map[string]bool {
	out := map[string]bool{}
	for _, op := range []string{"describe_instances", "describe_instance_status", "describe_volumes", "describe_images", "describe_snapshots", "describe_db_instances",
		"describe_db_snapshots", "describe_db_clusters", "describe_stream", "describe_table", "describe_stacks", "describe_cluster", "describe_nodegroup", "describe_services", "describe_tasks",
		"get_function", "get_function_configuration", "head_object", "head_bucket", "get_user", "get_role", "get_instance_profile", "describe_vpcs", "describe_subnets",
		"describe_nat_gateways", "describe_clusters", "describe_training_job", "describe_endpoint", "get_command_invocation", "describe_target_health", "describe_load_balancers",
		"describe_certificate", "get_distribution", "get_change"} {
		out[op] = true
	}
	return out
}

// Check looks at calls in loops that sleep.
func Check(p *rule.Pass) {
	known := waited()
	for c := range rule.All[*syntax.Call](p) {
		if _, method := c.Func.(*syntax.Attribute); !method || !known[rule.LastName(c.Func)] {
			continue
		}
		var body []syntax.Stmt
		switch l := p.Loop(c).(type) {
		case *syntax.While:
			body = l.Body
		case *syntax.For:
			body = l.Body
		}
		if sleeps(p, body) && !pages(c) {
			p.Report(c, "")
		}
	}
}

func sleeps(p *rule.Pass, body []syntax.Stmt) bool {
	for _, s := range rule.CallsIn(body, "sleep") {
		if p.Is(s.Func, "time.sleep", "asyncio.sleep") {
			return true
		}
	}
	return false
}

func pages(c *syntax.Call) bool {
	return rule.Keyword(c, "NextToken") != nil || rule.Keyword(c, "Marker") != nil
}
